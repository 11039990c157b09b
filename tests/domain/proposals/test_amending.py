"""Another version, what changed in it word by word, and asking everybody again."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.domain.proposals.amending import (
    DissentUntouched,
    NothingAsked,
    SameWords,
    StillRunning,
    amend,
    amend_and_ask_again,
    ask_again,
)
from bot.domain.proposals.closing import withdraw
from bot.domain.proposals.dissents import (
    DecidedBefore,
    maintain,
    maintain_unanswered,
    offer_alternative,
)
from bot.domain.proposals.finding import round_of, seats_in, text_of
from bot.domain.proposals.records import State
from bot.domain.proposals.rights import NotYours
from bot.domain.proposals.rounds import DissentState
from bot.domain.proposals.said import SayWhat
from bot.domain.proposals.standing import standing
from bot.domain.proposals.table import table_of
from bot.domain.proposals.wording import Change, diff
from tests.domain.proposals.rounds_of import WHAT, Round, disputed
from tests.factories import OPS, to_be_said

BETTER = WHAT.replace("two days", "three working days")


def marked(old, new):
    signs = {"same": "{}", "added": "+{}+", "taken": "-{}-"}
    return "".join(signs[each.kind].format(each.text) for each in diff(old, new))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("a b c", "a b c", "a b c"),
        ("within two days", "within three days", "within -two-+three+ days"),
        ("within two days", "within three working weeks", "within -two days-+three working weeks+"),
        ("Service leads.", "Service leads, Sales helps.", "Service leads+, Sales helps+."),
        ("one two", "one", "one- two-"),
        ("", "all new", "+all new+"),
        ("Löhne steigen", "Löhne sinken", "Löhne -steigen-+sinken+"),
        ("don't wait", "do wait", "-don't-+do+ wait"),
        ("a\nb", "a\nc", "a\n-b-+c+"),
    ],
)
def test_a_difference_is_marked_word_by_word(old, new, shown):
    assert marked(old, new) == shown


@given(some.text(max_size=60), some.text(max_size=60))
def test_a_difference_holds_both_texts_whole(old, new):
    changes = diff(old, new)

    assert "".join(each.text for each in changes if each.kind != "taken") == new
    assert "".join(each.text for each in changes if each.kind != "added") == old


def test_texts_without_a_difference_have_one_stretch():
    assert diff(WHAT, WHAT) == [Change("same", WHAT)]


def test_an_amendment_is_the_next_version_and_the_old_one_stays_readable(session):
    one = disputed(session)

    version = one.act(amend, "ada", BETTER)

    assert (version.version, one.proposal.version) == (2, 2)
    assert text_of(session, one.proposal) == BETTER
    assert text_of(session, one.proposal, 1) == WHAT
    assert one.story()[-1] == "amended"


def test_asking_again_is_refused_with_the_names_while_a_dissent_is_untouched(session):
    one = disputed(session)

    with pytest.raises(DissentUntouched) as refused:
        one.act(amend_and_ask_again, "ada", BETTER)

    assert refused.value.facts == {"who": "Ben Okafor"}


def test_an_amendment_that_answers_a_dissent_touches_it(session):
    one = disputed(session)

    amend(session, one.proposal, one.people["ada"], BETTER, one.now, {one.number("ben")})

    assert one.dissent("ben").state is DissentState.OFFERED
    assert one.dissent("ben").answer_by is not None


def test_everybody_is_asked_afresh_on_the_new_version(session):
    one = disputed(session)
    answers = {one.number("ben")}

    round_ = amend_and_ask_again(session, one.proposal, one.people["ada"], BETTER, one.now, answers)

    assert (round_.round, round_.version, one.proposal.state) == (2, 2, State.ASKING)
    assert [seat.heard_at for seat in seats_in(session, round_)] == [None] * 4
    assert [one.stance(name) for name in one.people] == [None] * 4
    assert {("stance.asked", "UBEN"), ("proposal.post", "COPS")} <= to_be_said(session)


def test_a_dissent_that_is_maintained_is_touched_and_asked_again_about(session):
    one = disputed(session)
    one.act(maintain, "ben")

    one.act(ask_again, "ada")

    assert round_of(session, one.proposal).round == 2
    assert [each.person for each in standing(session, one.proposal)] == [one.number("ben")]


def test_silence_in_a_later_round_leaves_a_dissent_standing_and_a_word_does_not(session):
    one = disputed(session)
    one.act(maintain, "ben")
    one.act(ask_again, "ada")

    one.says("ben", "commit")

    assert standing(session, one.proposal) == []


def test_an_alternative_of_an_earlier_round_is_still_answered_by_the_clock(session):
    one = disputed(session)
    answers = {one.number("ben")}
    amend_and_ask_again(session, one.proposal, one.people["ada"], BETTER, one.now, answers)

    maintain_unanswered(session, one.later(days=3).now)

    assert one.dissent("ben").state is DissentState.MAINTAINED


@pytest.mark.parametrize("name", ["ben", "dev"])
def test_only_the_proposer_amends_and_asks_again(session, name):
    one = disputed(session, cco="dev")

    with pytest.raises(NotYours):
        one.act(amend, name, BETTER)
    with pytest.raises(NotYours):
        one.act(ask_again, name)


def test_while_a_round_runs_its_words_stay(session):
    one = disputed(session, closed=False)

    with pytest.raises(StillRunning):
        one.act(amend, "ada", BETTER)
    with pytest.raises(StillRunning):
        one.act(ask_again, "ada")


def test_while_a_round_runs_it_is_closed_and_the_next_one_opens_in_one_go(session):
    one = Round(session).all_commit("ben", "cleo")

    round_ = one.act(amend_and_ask_again, "ada", BETTER)

    assert (round_.round, round_.version, one.proposal.state) == (2, 2, State.ASKING)
    first = round_of(session, one.proposal, 1)
    assert (first.closed_at, first.closed_by) == (one.now, one.number("ada"))
    assert one.story()[-3:] == ["closed", "amended", "asked_again"]
    rows = table_of(session, one.proposal, one.people["dev"], OPS, one.now, number=1).rows
    assert {row.person.handle for row in rows} == {"ben", "cleo"}  # Dev has not spoken.


def test_it_is_refused_with_the_names_while_a_dissent_in_it_is_untouched(session):
    one = disputed(session, closed=False)

    with pytest.raises(DissentUntouched) as refused, session.begin_nested():
        one.act(amend_and_ask_again, "ada", BETTER)
    assert refused.value.facts == {"who": "Ben Okafor"}
    session.expire_all()
    assert round_of(session, one.proposal).closed_at is None

    one.act(offer_alternative, "ada", one.number("ben"), "with two more people")
    one.act(amend_and_ask_again, "ada", BETTER)
    assert ("dissent.told", "COPS") in to_be_said(session)  # Its thread is open now.


@pytest.mark.parametrize(("words", "refusal"), [(WHAT, SameWords), (" ", SayWhat)])
def test_the_same_words_or_none_are_no_amendment(session, words, refusal):
    one = disputed(session)

    with pytest.raises(refusal):
        one.act(amend, "ada", words)
    assert one.proposal.version == 1


def test_what_was_withdrawn_is_not_amended(session):
    one = disputed(session)
    one.act(withdraw, "ada", "not now")

    with pytest.raises(DecidedBefore):
        one.act(amend, "ada", BETTER)


def test_a_draft_is_edited_and_neither_amended_nor_asked_again(session):
    one = Round(session, is_draft=True)

    with pytest.raises(NothingAsked):
        one.act(amend, "ada", BETTER)
    with pytest.raises(NothingAsked):
        one.act(ask_again, "ada")
