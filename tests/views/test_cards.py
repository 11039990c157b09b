"""What the card, the offers and the tidings say."""

from datetime import time

import pytest

from bot.domain.commitments.records import State
from bot.views.commitments.answers import NOTES
from bot.views.commitments.cards import Offer, card, offer, tidings
from tests.factories import FRIDAY
from tests.views.reading import buttons, seen
from tests.views.records import ADA, BEN, TODAY, a_reader, a_shown, a_told

THURSDAY = FRIDAY.replace(day=26)
BEN_OKAFOR = a_reader(BEN, "Ben Okafor")


def test_a_card_says_state_owner_and_date_before_the_words():
    drawn = card(a_shown("call every customer lost in May"))

    assert seen(drawn).split("\n")[:2] == [
        "*Commitment C-12* · *Open* · Ada Lind · by Friday 27 November",
        "call every customer lost in May",
    ]
    assert drawn.text == (
        "C-12, open: Ada Lind, by Friday 27 November: call every customer lost in May"
    )


def test_an_open_card_has_done_extend_and_a_menu():
    labels = ["Done", "Extend", "Hand over", "Drop", "Edit wording", "Undo", "History"]

    assert buttons(card(a_shown())) == labels


@pytest.mark.parametrize(
    ("state", "columns", "said"),
    [
        (State.DONE, {}, "*Done in time*"),
        (State.DONE, {"due_on": FRIDAY.replace(day=20)}, "*Done, late*"),
        (State.DONE, {"broken_on": FRIDAY.replace(day=20)}, "*Done, after its first date*"),
        (State.DROPPED, {}, "*Dropped*"),
        (State.RELEASED, {}, "*Released*"),
    ],
)
def test_a_settled_card_says_how_it_ended_and_can_only_be_looked_at(state, columns, said):
    drawn = card(a_shown(state=state, **columns))

    assert seen(drawn).split("\n")[0] == f"*Commitment C-12* · {said} · Ada Lind"
    assert buttons(drawn) == ["History", "Undo"]


def test_a_card_tells_to_whom_how_often_it_moved_and_where_it_comes_from():
    people = {"promised_to": BEN_OKAFOR, "handover_to": a_reader(3, "Cleo Marsh")}
    link = "https://harbour.example/archives/C1/p1"

    drawn = card(a_shown(moves=2, handed_on=1, link=link, **people))

    assert seen(drawn).split("\n")[2] == (
        "Promised to Ben Okafor · Being handed to Cleo Marsh · moved 2× · handed on 1× · "
        f"<{link}|The message it comes from>"
    )


def test_a_card_tells_whom_it_helps_and_how_one_can_see_that_it_is_done():
    drawn = card(a_shown(customers="Acme", proof="https://crm.example/42"))

    helps, proof = seen(drawn).split("\n")[2:4]
    assert (helps, proof) == ("Helps: Acme", "Proof: <https://crm.example/42>")


def test_a_typed_hour_is_shown():
    drawn = card(a_shown(due_at=time(17)))

    assert "by Friday 27 November, 17:00" in seen(drawn)


def test_a_typed_hour_is_that_of_its_owner_and_says_so():
    at_five, any_hour = a_shown(due_at=time(17)), a_shown()
    at_five.owner.zone = any_hour.owner.zone = "Europe/Lisbon"

    assert "by Friday 27 November, 17:00 Lisbon time" in seen(card(at_five))
    assert "Lisbon" not in seen(card(any_hour))


def test_a_card_in_a_thread_carries_what_the_answer_would_have_added():
    default = NOTES["default_date"]

    assert default in seen(card(a_shown(), [default]))


def waiting(**more):
    known = {
        "shown": a_shown("send the list", State.OFFERED, owner="Ben Okafor", owned_by=BEN),
        "asked": BEN_OKAFOR,
        "giver": a_reader(ADA),
        "is_handover": False,
        "waits": True,
    }
    return Offer(**known | more)


def test_an_offer_says_who_asks_for_what_by_when():
    drawn = offer(waiting())

    assert seen(drawn).startswith(
        "*Ada Lind asks you to promise C-12* · by Friday 27 November\nsend the list"
    )
    assert drawn.text == (
        "Ada Lind asks you to promise C-12 · by Friday 27 November: send the list"
    )
    assert buttons(drawn) == ["Accept", "Discuss", "Decline"]


def test_a_handover_says_who_gives():
    drawn = offer(waiting(shown=a_shown(), is_handover=True))

    assert seen(drawn).startswith("*Ada Lind hands you C-12* · by Friday 27 November")
    assert buttons(drawn) == ["Accept", "Decline"]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.OPEN, "*you promised it*, by Friday 27 November"),
        (State.OFFERED, "*there is a newer offer below*"),
        (State.DECLINED, "*Declined*"),
        (State.LAPSED, "*Lapsed without an answer*"),
        (State.WITHDRAWN, "*Taken back*"),
    ],
)
def test_an_answered_offer_becomes_its_answer(state, said):
    shown = a_shown(state=state, owner="Ben Okafor", owned_by=BEN)

    drawn = offer(waiting(shown=shown, waits=False))

    assert seen(drawn).split("\n")[0] == f"*Commitment C-12* · {said}"
    assert buttons(drawn) == []


@pytest.mark.parametrize(
    ("owned_by", "said"),
    [(BEN, "*yours now*, by Friday 27 November"), (ADA, "*no longer being handed to you*")],
)
def test_an_answered_handover_says_whose_it_is(owned_by, said):
    drawn = offer(waiting(shown=a_shown(owned_by=owned_by), is_handover=True, waits=False))

    assert seen(drawn).split("\n")[0] == f"*Commitment C-12* · {said}"
    assert drawn.text.endswith("by Friday 27 November: call Acme")


MOVED = {"before": {"due_on": THURSDAY.isoformat()}}
SAID = {
    "made": "Ben Okafor promised it, by Friday 27 November.",
    "offered": "Ben Okafor offered it to you.",
    "accepted": "Ben Okafor accepted it, by Friday 27 November.",
    "promised_for": "Ben Okafor promised it, by Friday 27 November.",
    "declined": "Ben Okafor declined it.",
    "discussed": "Ben Okafor asked what could change, and would take Thursday 3 December.",
    "offer_changed": "Ben Okafor changed the offer.",
    "taken_back": "Ben Okafor took the offer back.",
    "unanswered": "The offer has no answer yet from you.",
    "lapsed": "The offer lapsed: you did not answer.",
    "done": "Ben Okafor called it done.",
    "dropped": "Ben Okafor dropped it.",
    "released": "Ben Okafor released you from it.",
    "not_there_yet": (
        "Ben Okafor said it is not there yet. It is open again, by Friday 27 November."
    ),
    "moved": "Ben Okafor moved it from Thursday 26 November to Friday 27 November.",
    "promised_anew": (
        "Ben Okafor promised it anew by Friday 27 November; Thursday 26 November had passed."
    ),
    "handed_over": "Ben Okafor offered to hand it to Cleo Marsh.",
    "taken_over": "Ben Okafor took it over from Cleo Marsh.",
    "handover_refused": "Ben Okafor did not take it over.",
    "reworded": "Ben Okafor edited the wording.",
    "corrected": "Ben Okafor corrected its date to Friday 27 November.",
    "shared": "Ben Okafor shared it.",
    "undone": "Ben Okafor undid the last step.",
}


@pytest.mark.parametrize("what", SAID)
def test_tidings_say_what_somebody_did(what):
    facts = {"discussed": {"on": "2026-12-03"}}.get(what, MOVED)

    drawn = tidings(a_shown(), a_told(what, other="Cleo Marsh", **facts), a_reader(ADA))

    assert seen(drawn).split("\n")[0] == f"*C-12* · {SAID[what]}"
    assert drawn.text.startswith(f"{SAID[what]} C-12, open: Ada Lind, by Friday 27 November:")


def test_whoever_reads_it_is_you():
    drawn = tidings(a_shown(), a_told("handed_over", other="Cleo"), a_reader(3, "Cleo"))

    assert "offered to hand it to you." in drawn.text


def test_the_reason_of_a_change_is_quoted_line_by_line():
    told = a_told("dropped", words="The customer left.\nThey said so.")

    drawn = tidings(a_shown(state=State.DROPPED), told, a_reader(ADA))

    assert seen(drawn).endswith(">The customer left.\n>They said so.")


@pytest.mark.parametrize(
    ("what", "state", "promised_to", "labels"),
    [
        ("discussed", State.OFFERED, None, ["Change the offer", "Take it back"]),
        ("discussed", State.WITHDRAWN, None, []),
        ("done", State.DONE, BEN, ["Not there yet"]),
        ("done", State.DONE, None, []),
        ("made", State.OPEN, BEN, ["Release"]),
        ("moved", State.OPEN, BEN, ["Release"]),
        ("moved", State.DONE, BEN, []),
        ("not_there_yet", State.OPEN, None, ["Done", "Extend"]),
        ("promised_for", State.OPEN, BEN, ["Release"]),
        ("promised_for", State.OPEN, None, ["Done", "Extend"]),
        ("promised_for", State.DONE, None, []),
    ],
)
def test_tidings_can_be_answered_while_there_is_something_to_answer(
    what, state, promised_to, labels
):
    row = {"promised_to": BEN_OKAFOR} if promised_to else {}
    shown = a_shown(state=state, **row)
    shown.commitment.promised_to = promised_to

    assert buttons(tidings(shown, a_told(what, by=ADA), BEN_OKAFOR)) == labels


def test_not_there_yet_can_be_said_once():
    shown = a_shown(state=State.DONE, promised_to=BEN_OKAFOR)
    shown.commitment.promised_to, shown.commitment.disputed_at = BEN, TODAY

    assert buttons(tidings(shown, a_told("done", by=ADA), BEN_OKAFOR)) == []


def test_a_card_names_who_last_acted_for_its_owner():
    last = a_told("done", other="Ada Lind", **{"for": ADA})

    drawn = card(a_shown(state=State.DONE, settled_on=TODAY), for_another=last)

    assert "Ben Okafor for Ada Lind called it done." in seen(drawn)
    assert drawn.text.startswith("Ben Okafor for Ada Lind called it done. C-12, done in time:")
