"""What the history of a commitment says."""

import pytest

from bot.domain.commitments.records import State
from bot.views.commitments.stories import story
from tests.views.reading import buttons, seen
from tests.views.records import ADA, BEN, a_reader, a_shown, a_told

WHEN = "<!date^1795539600^{date_short_pretty}, {time}|2026-11-24 17:00 UTC> · "
DEV = a_reader(4, "Dev Rao")
STEPS = {
    "made": "Ben Okafor promised it",
    "offered": "Ben Okafor offered it",
    "discussed": "Ben Okafor asked what could change, and would take Thursday 3 December",
    "unanswered": "The offer has no answer yet",
    "lapsed": "The offer lapsed",
    "released": "Ben Okafor released it",
    "not_there_yet": "Ben Okafor said it is not there yet",
    "moved": "Ben Okafor moved it from Thursday 26 November",
    "promised_anew": "Ben Okafor promised it anew; Thursday 26 November had passed",
    "handed_over": "Ben Okafor offered to hand it to Olga Gone",
    "corrected": "Ben Okafor corrected its date",
}


@pytest.mark.parametrize("what", STEPS)
def test_a_step_says_what_was_so_at_the_time(what):
    facts = {"on": "2026-12-03"} if what == "discussed" else {"before": {"due_on": "2026-11-26"}}

    drawn = story(a_shown(), [a_told(what, other="Olga Gone", **facts)], DEV)

    assert seen(drawn).split("\n")[2:] == [f"{WHEN}{STEPS[what]}"]


def test_a_story_begins_with_how_it_stands():
    drawn = story(a_shown("call Acme", State.DONE), [a_told("made")], DEV)

    assert seen(drawn).startswith("*Commitment C-12* · *Done in time* · Ada Lind\ncall Acme\n")
    assert drawn.text == "C-12, done in time: Ada Lind, by Friday 27 November: call Acme"


def test_what_was_said_stands_below_its_step_and_the_promise_only_on_top():
    past = [a_told("made", words="call Acme"), a_told("dropped", words="They left & won't return.")]

    drawn = story(a_shown("call Acme", State.DROPPED), past, DEV)

    assert seen(drawn).count("call Acme") == 1
    assert seen(drawn).endswith("Ben Okafor dropped it\nThey left &amp; won't return.")


def test_its_owner_can_settle_it_from_there_while_it_is_open():
    mine, others = a_shown(), a_shown(owned_by=BEN)

    assert buttons(story(mine, [], a_reader(ADA))) == ["Done", "Extend", "Hand over", "Drop"]
    assert buttons(story(others, [], a_reader(ADA))) == []


def test_what_the_reader_did_is_told_as_theirs():
    drawn = story(a_shown(), [a_told("made", by=ADA)], a_reader(ADA))

    assert seen(drawn).endswith("You promised it")


def test_of_a_long_story_the_end_is_told():
    drawn = story(a_shown(), [a_told("made"), *[a_told("moved")] * 20], DEV)

    assert "… 6 earlier steps" in seen(drawn)
    assert seen(drawn).count("moved it") == 15
