"""Every verb is routed by all its words, is in help, and does what help shows."""

import contextlib
import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from bot.domain.answers import Kind
from bot.domain.commitments.finding import told
from bot.domain.commitments.records import NOUN, Commitment, State
from bot.domain.counters import next_number
from bot.domain.unfinished import FormKind, all_unfinished
from bot.domain.verbs import VERBS, nearest_verb, verb_called
from bot.drawings import Drawings, Subject
from bot.errors import UserError
from bot.routes import Medium, Typed
from bot.views.refusals import refusal
from handlers import command
from sandbox.blockkit import message_faults
from tests.conftest import NOON
from tests.factories import CAST, OPS, TEAM, a_channel, a_commitment, a_person
from tests.views.judging import answer_faults, faults_of
from tests.views.reading import seen

MANIFEST = json.loads((Path(__file__).parents[2] / "manifest.json").read_text("utf-8"))
WORDS = [(word, verb.name) for verb in VERBS for word in (verb.name, *verb.also)]
# Nothing is committed, so the examples can share one; a busy machine is no fault.
ONE_DATABASE = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
EXAMPLES = {verb.name: verb.example for verb in VERBS}


@pytest.fixture
def session(embedded):
    with Session(embedded.engine, expire_on_commit=False) as session:
        a_channel(session)
        yield session


def says(session, line, by="ada", **more):
    typed = Typed(TEAM, CAST[by].slack_id, None, line=line, **{"channel_id": OPS} | more)
    return command.say(session, a_person(session, by), typed, NOON)


def reads(session, said, by="ada"):
    """What somebody reads of what a verb said: the message, or the modal in its place."""
    session.flush()
    subject = Subject(TEAM, said.kind, said.facts, CAST[by].slack_id)
    drawings = Drawings(lambda: NOON, "/cx")
    drawn = [
        each() for each in (drawings.modal(session, subject), drawings(session, subject)) if each
    ]
    for thing in drawn:
        assert faults_of(thing) == []
    assert list(answer_faults(drawn[-1])) == []
    return seen(drawn[0])


def the_twelfth(session, **promised):
    for _ in range(11):
        next_number(session, TEAM, NOUN)
    made = a_commitment(session, **promised)
    session.flush()
    return made


def test_the_router_and_the_registry_know_the_same_verbs():
    assert set(command.VERBS) == {verb.name for verb in VERBS}


@pytest.mark.parametrize(("word", "name"), WORDS)
def test_every_word_for_a_verb_is_understood_however_it_is_written(word, name):
    written = [word, word.upper(), word.capitalize(), f"{word}:", f"{word},"]

    assert [verb_called(each).name for each in written] == [name] * 5


def test_no_word_means_two_verbs():
    words = [word for word, _ in WORDS]

    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize(("word", "name"), WORDS)
def test_help_tells_of_a_verb_by_any_of_its_words(session, word, name):
    shown = reads(session, says(session, f"help {word}"))

    assert f"For example: `/cx {EXAMPLES[name]}`" in shown


@pytest.mark.parametrize("line", ["help", "help frobnicate", "HELP", "help  "])
def test_help_without_a_verb_lists_each(session, line):
    shown = reads(session, says(session, line))

    assert [name for name in EXAMPLES if f"*{name}*" not in shown] == []


@pytest.mark.parametrize("word", [word for word, name in WORDS if name == "commit"])
def test_a_promise_is_made_by_any_of_its_words(session, word):
    shown = reads(session, says(session, f"{word} call Acme by friday"))

    assert "Commitment C-1* · yours, by *Friday 27 November*\ncall Acme" in shown


@pytest.mark.parametrize(
    ("verb", "promised", "happened", "state"),
    [
        ("done", {}, "done", State.DONE),
        ("extend", {}, "moved", State.OPEN),
        ("drop", {}, "dropped", State.DROPPED),
        ("handoff", {}, "handed_over", State.OPEN),
        ("release", {"by": "ben", "to": "ada"}, "released", State.RELEASED),
    ],
)
def test_each_example_in_help_does_what_it_says(session, verb, promised, happened, state):
    a_person(session, "ben")
    commitment = the_twelfth(session, **promised)

    said = says(session, EXAMPLES[verb])

    assert said.kind is Kind.COMMITMENT
    assert told(session, commitment)[-1].happening.what == happened
    assert commitment.state is state
    assert "C-12" in reads(session, said)


def test_the_example_of_reopen_sends_a_promise_back(session):
    commitment = the_twelfth(session, by="ben", to="ada")
    says(session, "done C-12 https://crm.example/1", by="ben")

    says(session, EXAMPLES["reopen"])

    assert commitment.state is State.OPEN
    assert told(session, commitment)[-1].words == "two calls are missing"


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        (EXAMPLES["show"], "*Commitment C-12* · *Open* · Ada Lind"),
        (EXAMPLES["list"], "Past their date"),
        (EXAMPLES["help"], "*extend* –"),
        (EXAMPLES["about"], "*What I am for.*"),
        ("", "You owe 1 thing."),
    ],
)
def test_what_only_looks_shows_what_it_says(session, line, begins):
    the_twelfth(session)

    assert reads(session, says(session, line)).startswith(begins)


def test_the_usage_hint_of_the_manifest_makes_a_promise(session):
    shown_by_slack = MANIFEST["features"]["slash_commands"][0]

    said = says(session, shown_by_slack["usage_hint"])

    assert (said.kind, session.get(Commitment, (TEAM, 1)).state) == (Kind.COMMITMENT, State.OPEN)
    assert "Try /cx help" in shown_by_slack["description"]


@pytest.mark.parametrize("line", ["", "help"])
def test_every_command_shown_by_the_start_and_by_help_is_understood(session, line):
    shown = re.findall(r"`/cx ([^`]+)`", reads(session, says(session, line)))

    assert len(shown) >= 3
    assert [each for each in shown if verb_called(each.split()[0]) is None] == []


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("comit", "commit"), ("pormise", "commit"), ("lsit", "list"), ("xyzzy", ""), ("🎉", "")],
)
def test_an_unknown_verb_is_guessed_and_the_line_is_kept(session, typed, nearest):
    said = says(session, f"{typed} call Acme & co")

    kept = all_unfinished(session, a_person(session, "ada"), NOON)
    assert (said.kind, nearest_verb(typed)) == (Kind.UNKNOWN_VERB, nearest)
    assert [each.words for each in kept] == [f"{typed} call Acme & co"]
    assert f"{typed} call Acme & co" in reads(session, said)


def test_a_line_without_a_verb_can_be_made_a_promise(session):
    said = says(session, "call Acme by friday")
    begun = all_unfinished(session, a_person(session, "ada"), NOON)[0]

    assert (begun.kind, begun.number) == (FormKind.PROMISE, said.facts["unfinished"])
    assert "[Make this a commitment]" in reads(session, said)


def test_the_next_line_in_the_dm_answers_what_was_asked_there(session):
    here = {"medium": Medium.DIRECT, "channel_id": "DADA"}
    says(session, "commit ok", **here)

    answered = says(session, "call Acme by friday", **here)

    assert "call Acme" in reads(session, answered)


def test_in_a_channel_the_next_line_answers_nothing(session):
    says(session, "commit ok")

    assert says(session, "call Acme by friday").kind is Kind.UNKNOWN_VERB


ODD = st.sampled_from(
    [
        *("<!channel>", "<!here|here>", "<@UBEN>", "<@UROBO|robo>", "<@UGONE>", "<!subteam^S1|@x>"),
        *("@here", "@me", "@ana", "<#C1|ops>", "<https://a.example|b>", "&lt;b&gt;", "`", "```"),
        *("C-12", "p4", "to", "by friday", "by 3/4", "in May", "because", "“so”", "don’t"),
        *("\x00", "\ud800", "\u200b", "\u202e", "שלום", "👨‍👩‍👧‍👦", "🎉", "+1", "ok", "\n", " "),
        *("x" * 3001, "word " * 2001, "&" * 1001),
    ]
)
LINES = st.lists(ODD | st.text(max_size=20), max_size=6).map(" ".join)


@pytest.mark.parametrize("verb", [*EXAMPLES, ""])
@settings(ONE_DATABASE, max_examples=25)
@given(line=LINES)
def test_whatever_follows_a_verb_is_answered_by_something_slack_takes(embedded, verb, line):
    with Session(embedded.engine, expire_on_commit=False) as session:
        a_channel(session)
        the_twelfth(session, by="ben", to="ada")
        with contextlib.suppress(UserError):
            reads(session, says(session, f"{verb} {line}"))


@pytest.mark.parametrize("verb", [*EXAMPLES, ""])
@settings(ONE_DATABASE, max_examples=10)
@given(line=LINES)
def test_whatever_is_refused_is_handed_back_in_words_slack_takes(embedded, verb, line):
    with Session(embedded.engine, expire_on_commit=False) as session:
        a_channel(session)
        refused = None
        try:
            says(session, f"{verb} C-99 {line}")
        except UserError as error:
            refused = refusal(error, "/cx", f"/cx {verb} {line}").payload()["blocks"]

    assert message_faults(refused or []) == []
    assert "<!" not in str(refused)
