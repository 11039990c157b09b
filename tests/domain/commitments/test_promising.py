"""What a typed line promises: whose, what, by when, to whom; or what is asked about it."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.domain.answers import Kind
from bot.domain.channels import Posting
from bot.domain.commitments.making import Promise, make_commitment
from bot.domain.commitments.promising import (
    Note,
    Problem,
    default_date,
    is_assent,
    one_called,
    promise,
)
from bot.domain.commitments.records import Commitment, State
from bot.domain.people import Profile, learn_people
from bot.domain.unfinished import FormKind, all_unfinished, question_to
from tests.factories import FRIDAY, OPS, PUBLIC_SCENE, TEAM, a_commitment, a_person, words_at

LIST = "send the churn list"


@pytest.fixture
def ada(session):
    for name in ("ben", "cleo", "dev"):
        a_person(session, name)
    return a_person(session, "ada")


@pytest.fixture
def say(session, ada, now):
    """Say a line in a public channel; returns the answer's facts."""
    return lambda text, **scene: (
        promise(session, ada, replace(PUBLIC_SCENE, **scene), text, now).facts
    )


@pytest.fixture
def made(session, say):
    """Say a line that makes a commitment, and return it."""
    return lambda text: session.get_one(Commitment, (TEAM, say(text)["number"]))


@pytest.fixture
def asked(session, ada, say, now):
    """Say a line that is asked about, and return what was kept of it."""

    def ask(text):
        number = say(text)["unfinished"]
        assert session.get(Commitment, (TEAM, 1)) is None
        return next(each for each in all_unfinished(session, ada, now) if each.number == number)

    return ask


def test_a_line_with_a_date_is_a_promise_of_mine(session, made, ada):
    commitment = made(f"{LIST} by friday")

    assert (commitment.owner, commitment.state) == (ada.number, State.OPEN)
    assert (words_at(session, commitment.what), commitment.due_on) == (LIST, FRIDAY)


def test_a_promise_without_blanks_is_as_long_as_it_reads(session, made):
    assert words_at(session, made("給五月流失的客戶回電話").what) == "給五月流失的客戶回電話"


def test_commit_to_is_commit(session, made):
    commitment = made("to call Acme about May by friday")

    assert words_at(session, commitment.what) == "call Acme about May"


def test_a_typed_hour_is_kept(made):
    assert made(f"{LIST} by friday 17:00").due_at == time(17)


def test_a_leading_mention_offers_it(session, made):
    commitment = made(f"<@UBEN|ben> {LIST} by friday")

    assert (commitment.owner, commitment.state) == (a_person(session, "ben").number, State.OFFERED)
    assert words_at(session, commitment.what) == LIST


def test_a_mention_inside_leaves_me_the_owner(session, made, ada):
    commitment = made(f"ask <@UBEN> to {LIST} by friday")

    assert commitment.owner == ada.number
    assert words_at(session, commitment.what) == f"ask @Ben Okafor to {LIST}"


def test_who_follows_to_or_for_is_whom_it_is_promised_to(session, made):
    commitment = made(f"{LIST} to <@UBEN> by friday")

    assert commitment.promised_to == a_person(session, "ben").number


@pytest.mark.parametrize("stranger", ["UROBO", "UNOBODY"])
def test_it_is_promised_to_colleagues_only(session, made, stranger):
    a_person(session, "robo")

    assert made(f"{LIST} to <@{stranger}> by friday").promised_to is None


def test_at_me_is_me(made, ada):
    assert made(f"@me {LIST} by friday").owner == ada.number


def test_a_name_typed_by_hand_is_found(session, made):
    assert made(f"@cleo: {LIST} by friday").owner == a_person(session, "cleo").number


def test_a_name_that_nobody_has_is_asked_about_with_the_text_kept(asked):
    kept = asked(f"@zoe {LIST}")

    assert (kept.words, kept.facts["problem"]) == (f"@zoe {LIST}", Problem.WHO)


def test_a_name_that_two_have_is_asked_about(session, asked):
    learn_people(session, TEAM, [Profile("UBEN2", "Ben Other", "ben2")])
    learn_people(session, TEAM, [Profile("UBEN", "Ben Okafor", "bokafor")])

    assert asked(f"@ben {LIST} by friday").facts["problem"] == Problem.WHO


def test_a_handle_is_worth_more_than_a_first_name(session, ada):
    learn_people(session, TEAM, [Profile("UBEN2", "Ben Other", "other")])

    assert one_called(session, ada, "ben.").slack_id == "UBEN"


def test_a_full_name_with_a_dot_is_found(session, ada):
    assert one_called(session, ada, "Ben.Okafor").slack_id == "UBEN"


@pytest.mark.parametrize("name", ["robo", "olga", "stan"])
def test_who_cannot_promise_is_asked_about(session, asked, name):
    owner = a_person(session, name).slack_id

    assert asked(f"<@{owner}> {LIST}").facts["problem"] == Problem.NOT_A_COLLEAGUE


def test_a_group_owns_nothing(asked):
    assert asked(f"<!subteam^S1|@ops> {LIST} by friday").facts["problem"] == Problem.NOT_A_COLLEAGUE


@pytest.mark.parametrize("called", ["<!channel>", "<!here|here>", "@everyone", "@Channel:"])
def test_everybody_owns_nothing(asked, called):
    kept = asked(f"{called} {LIST} by friday")

    assert (kept.facts["problem"], kept.facts["owner"]) == (Problem.NOT_A_COLLEAGUE, None)
    assert LIST in kept.words


def test_several_are_asked_to_own_one_each(asked):
    kept = asked(f"<@UBEN> and <@UCLEO> @dev @me @zoe {LIST} by friday")

    assert (kept.kind, kept.words) == (FormKind.COPIES, LIST)
    assert kept.facts["owners"] == ["UBEN", "UCLEO", "UDEV", "UADA"]
    assert kept.facts["due_on"] == "2026-11-27"


def test_copies_without_a_date_keep_all_that_was_typed(asked):
    assert asked(f"<@UBEN> <@UROBO> {LIST}").words == LIST


def test_without_a_date_it_is_a_week(session, say, made):
    commitment = made(LIST)

    assert commitment.due_on == date(2026, 12, 1)
    assert say("another long promise of mine")["notes"] == [Note.DEFAULT_DATE]


@pytest.mark.parametrize("day", range(14))
def test_the_default_date_is_never_on_a_week_end(session, ada, now, day):
    then = now + timedelta(days=day)

    ahead = default_date(ada, then) - then.date()

    assert timedelta(days=7) <= ahead <= timedelta(days=9)
    assert default_date(ada, then).weekday() < 5


@pytest.mark.parametrize(
    ("text", "problem", "kept"),
    [
        ("", Problem.EMPTY, ""),
        ("\u200b \x00", Problem.EMPTY, ""),
        ("call acme", Problem.VAGUE, "call acme"),
        ("by friday", Problem.VAGUE, "by friday"),
        ("yes by friday", Problem.VAGUE, "yes by friday"),
        (f"{LIST} by yesterday", Problem.PAST, f"{LIST} by yesterday"),
        (f"{LIST} by 30 feb", Problem.IMPOSSIBLE, f"{LIST} by 30 feb"),
        (f"{LIST} by 3/4", Problem.AMBIGUOUS, f"{LIST} by 3/4"),
        ("x" * 1001, Problem.TOO_LONG, "x" * 1001),
        (f"<@UBEN> {LIST} by 3/4", Problem.AMBIGUOUS, f"{LIST} by 3/4"),
    ],
)
def test_what_is_no_promise_yet_is_asked_about_with_the_text_kept(asked, text, problem, kept):
    begun = asked(text)

    assert (begun.facts["problem"], begun.words) == (problem, kept)


def test_whose_it_is_is_kept_while_its_date_is_asked(asked):
    assert asked(f"<@UBEN> {LIST} by 3/4").facts["owner"] == "UBEN"


def test_what_an_unclear_date_can_mean_is_kept(asked):
    facts = asked(f"{LIST} by 3/4").facts

    assert (facts["phrase"], facts["choices"]) == ("by 3/4", ["2027-03-04", "2027-04-03"])


ASSENTS = ["yes", "OK!", "ok, agreed.", "+1", "👍", ":+1: :tada:", "will do", "I do", "", "…"]


@pytest.mark.parametrize("text", ASSENTS)
def test_yes_is_no_promise(text):
    assert is_assent(text)


@pytest.mark.parametrize("text", ["yes sir", "ok computer", "call them", "+2", ":tada: party"])
def test_more_than_yes_is_more(text):
    assert not is_assent(text)


def test_ever_so_many_yeses_are_read_at_once(say):
    assert "number" in say(":+1:" * 150 + " ok:ok:" * 40 + " call by friday")


def test_the_other_tuesday_is_offered(say):
    facts = say(f"{LIST} by next thursday")

    assert facts["instead"] == "2026-11-26"


def test_the_answer_tells_where_the_card_went(say):
    facts = say(f"{LIST} by friday", response_url="https://hooks/1")

    assert (facts["posting"], facts["channel_id"]) == (Posting.POSTED, OPS)
    assert (facts["response_url"], facts["offered"]) == ("https://hooks/1", False)


def test_the_same_line_twice_is_one_promise_and_says_so(say):
    say(f"{LIST} by friday")

    assert say(f"{LIST} by friday")["notes"] == [Note.SAME_WORDS]


@pytest.mark.parametrize(
    ("day", "notes"), [("22 february", []), ("23 february", [Note.FIRST_STEP])]
)
def test_a_date_over_ninety_days_ahead_asks_for_a_first_step(say, day, notes):
    assert say(f"{LIST} by {day}")["notes"] == notes


def test_the_sixth_open_promise_is_warned_about_and_made(session, ada, say):
    for number in range(5):
        a_commitment(session, "ada", what=f"promise number {number}")

    assert say(f"{LIST} by friday")["notes"] == [Note.MANY_OPEN]


def test_what_another_has_open_is_no_warning_to_me(session, ada, say, now):
    ben = a_person(session, "ben")
    for number in range(6):
        promised = Promise(f"promise number {number}", FRIDAY, ben.number)
        make_commitment(session, ben, promised, PUBLIC_SCENE, now)

    assert say(f"<@UBEN> {LIST} by friday")["notes"] == []


def test_an_unknown_zone_is_said(session, now):
    learn_people(session, TEAM, [Profile("UZOE", "Zoe")])
    zoe = one_called(session, a_person(session, "ada"), "zoe")

    said = promise(session, zoe, PUBLIC_SCENE, f"{LIST} by friday", now)

    assert said.facts["notes"] == [Note.NO_ZONE]


def test_only_in_our_dm_is_the_next_line_an_answer(session, ada, now):
    dm = replace(PUBLIC_SCENE, posting=Posting.PERSONAL)

    promise(session, ada, PUBLIC_SCENE, "call acme", now)
    in_public = question_to(session, ada, now)
    said = promise(session, ada, dm, "call acme", now)

    assert in_public is None
    assert question_to(session, ada, now).number == said.facts["unfinished"]
    assert said.kind is Kind.FORM
