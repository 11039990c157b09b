"""Whatever is typed after a verb or as an answer: it ends in words of ours, and none is lost."""

import json
import unicodedata
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from bot.domain.answers import Kind, Said
from bot.domain.channels import Posting
from bot.domain.commitments import lines
from bot.domain.commitments.answering import answer_question
from bot.domain.commitments.moving import hand_over
from bot.domain.commitments.records import Commitment
from bot.domain.commitments.settling import keep
from bot.domain.scenes import Scene
from bot.domain.unfinished import FormKind, question_to
from bot.domain.words import Words
from bot.errors import UserError
from tests.conftest import NOON
from tests.factories import PUBLIC_SCENE, a_channel, a_commitment, a_person

WORD = "Zanzibar"  # No date, no name and no verb: it must be found again.
IN_DM = Scene(channel_id="DADA", posting=Posting.PERSONAL, said_to_bot=True)
SETTLED = ("DONE", "EXTEND", "DROP", "RELEASE", "HANDOVER", "NOT_THERE_YET")


def settling(kind, session, me, scene, text, now):
    return lines.settle(session, me, scene, (kind, text), now)


KEEPING = [lines.commit, lines.dissent, *(partial(settling, FormKind[name]) for name in SETTLED)]
LOOKING = [lines.show, lines.list_]
MARKS = [
    *("<@UADA>", "<@UBEN|ben>", "<@UNOBODY>", "<@UROBO>", "@ben", "@me", "@nobody", "@here"),
    *("<!channel>", "<!here|here>", "<!subteam^S1|@leads>", "<#C1|ops>", "<#C2>"),
    *("<https://acme.test/a?b=1|Acme>", "<mailto:a@b.c|a@b.c>", "&amp;", "&lt;b&gt;", "&"),
    *("C-1", "C-2", "c3", "C–4", "C-5.", "#C-6", "C-99", "C-9999999", "P-4", "I-7"),
    *("by friday", "until 31/12", "by 3/4", "tomorrow", "17:00", "by 2999", "in 90 years", "(q3)"),
    *("because", "to", "for", "person", "and", "-", "yes", "no", "ok", "+1", "because of this"),
    *("“quoted”", "don\u2019t", "—", ":tada:", "🎉", "👩\u200d🚀", "`code`", "*bold*", "|"),
    *("\u202eright\u202c", "שלום", "\u200b", "\u3164", "\u0301", "\x00", "\ud800", "\n", "\t"),
]
# Slack escapes these three wherever they are no marks.
anything = st.text(st.characters(exclude_characters="<>&"), max_size=12)
pieces = st.sampled_from(MARKS) | anything
blanks = st.sampled_from([" ", " ", "", "\n"])


def lines_of(pieces):
    return st.builds(lambda parts, blank: blank.join(parts), st.lists(pieces, max_size=5), blanks)


def with_word(texts):
    return st.builds("{} {} {}".format, texts, st.just(WORD), texts)


# Of what is too long other words are asked for, which then take its place.
SHORT = lines_of(pieces)
TEXTS = lines_of(pieces | st.just("x" * 10_000))
# None of these says what was asked about in other words.
ANSWERS = st.sampled_from(
    [
        *("by friday", "tomorrow", "31/12", "by 3/4", "by 3 pm", "31 february", "yes", "ok", "!"),
        *("@ben", "<@UBEN>", "me", "@nobody", "<@UBEN> <@UADA>", "<@UROBO>", "C-1", "C-99", "c4"),
        *("because it rained", "<@UBEN> because it rained", "friday because it rained", "\u200b"),
    ]
)
scenes = st.sampled_from([PUBLIC_SCENE, IN_DM])
much = settings(max_examples=100, deadline=None)


def found_company(session):
    """Make each kind of commitment for Ada: C-1 to C-6."""
    a_channel(session)
    ada, ben = a_person(session, "ada"), a_person(session, "ben")
    a_person(session, "robo")
    a_commitment(session, "ada", to="cleo", what="one of mine")
    a_commitment(session, "ben", owner="ada", what="offered to me")
    handed = a_commitment(session, "ben", what="handed to me")
    hand_over(session, handed, ben, ada, NOON)
    a_commitment(session, "ben", to="ada", what="promised to me")
    keep(session, a_commitment(session, "ben", to="ada", what="done for me"), ben, "", NOON)
    a_commitment(session, "ada", owner="cleo", what="offered by me")
    session.flush()


@pytest.fixture(scope="module")
def company(engine):
    """A connection on which the company exists, which costs more than any example."""
    with engine.connect() as connection, connection.begin() as unsaved:
        with opened(connection) as session:
            found_company(session)
            session.commit()
        yield connection
        unsaved.rollback()


def opened(connection):
    """Return a session whose end takes back only what it did itself."""
    return Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint")


def outcome(verb, session, me, scene, text):
    """Do what a line says; None when it was refused."""
    try:
        said = verb(session, me, scene, text, NOON)
    except UserError:
        return None
    session.flush()
    json.dumps(said.to_json()).encode()
    return said


def all_words(session):
    # Accents after a letter become part of it; taken apart, the word is itself again.
    kept = " ".join(words.text for words in session.exec(select(Words)))
    return unicodedata.normalize("NFD", kept)


def answered(session, me, line):
    """Answer the question we asked, if we asked one; None when it was refused or not taken."""
    asked = question_to(session, me, NOON)
    if asked is None:
        return None
    return outcome(
        lambda *given: answer_question(*given[:3], (asked, given[3]), NOON) or Said(Kind.START),
        session,
        me,
        IN_DM,
        line,
    )


@much
@given(st.sampled_from(KEEPING), scenes, with_word(TEXTS))
def test_a_word_typed_is_on_record_or_waits_to_be_gone_on_with(company, verb, scene, text):
    with opened(company) as session:
        said = outcome(verb, session, a_person(session, "ada"), scene, text)

        assert said is None or WORD in all_words(session)


@much
@given(st.sampled_from(KEEPING), with_word(SHORT), ANSWERS)
def test_an_answer_loses_nothing_of_what_was_asked_about(company, verb, text, answer):
    with opened(company) as session:
        me = a_person(session, "ada")
        outcome(verb, session, me, IN_DM, f"{text} with the whole team")
        before = WORD in all_words(session)
        said = answered(session, me, answer)

        assert said is None or WORD in all_words(session) or not before


@much
@given(st.sampled_from(KEEPING[1:]), TEXTS, with_word(TEXTS))
def test_a_word_of_an_answer_is_kept_too(company, verb, text, answer):
    with opened(company) as session:
        me = a_person(session, "ada")
        outcome(verb, session, me, IN_DM, text)
        said = answered(session, me, answer)

        assert said is None or said.kind is Kind.START or WORD in all_words(session)


@much
@given(st.sampled_from(LOOKING), scenes, TEXTS)
def test_looking_changes_no_commitment(company, verb, scene, text):
    with opened(company) as session:
        before = {each.number: each.revision for each in session.exec(select(Commitment))}
        outcome(verb, session, a_person(session, "ada"), scene, text)

        session.expire_all()
        assert before == {each.number: each.revision for each in session.exec(select(Commitment))}
