"""What somebody reads who just made or changed a commitment."""

from datetime import date

import pytest

from bot.domain.channels import Posting
from bot.domain.commitments.promising import Note
from bot.domain.commitments.records import State
from bot.views.commitments.answers import Answered, answer, made_many
from tests.factories import FRIDAY
from tests.views.reading import buttons, seen
from tests.views.records import ADA, BEN, a_reader, a_shown, a_told

ADA_LIND = a_reader(ADA)


def made(**more):
    shown = more.pop("shown", None) or a_shown("call every customer")
    told = a_told("made", by=ADA, name="Ada Lind")
    return answer(Answered(**{"shown": shown, "told": told, "reader": ADA_LIND} | more))


def test_what_was_understood_comes_first():
    drawn = made(can_undo=True)

    assert seen(drawn).split("\n")[:2] == [
        "*Commitment C-12* · yours, by *Friday 27 November*",
        "call every customer",
    ]
    assert drawn.text == "C-12, open: Ada Lind, by Friday 27 November: call every customer"
    assert buttons(drawn) == ["Undo", "Change"]


def test_an_offer_says_to_whom_and_who_sees_it():
    shown = a_shown(state=State.OFFERED, owner="Ben Okafor", owned_by=BEN)

    drawn = made(shown=shown, told=a_told("offered", by=ADA))

    assert seen(drawn).startswith(
        "*Commitment C-12* · offered to *Ben Okafor*, by *Friday 27 November*"
    )
    assert "Only you and Ben Okafor see it until it is accepted." in seen(drawn)


def test_another_change_is_told_as_it_happened():
    told = a_told("moved", by=ADA, before={"due_on": "2026-11-26"})

    drawn = made(told=told, can_undo=True)

    said = "You moved it from Thursday 26 November to Friday 27 November."
    assert seen(drawn).startswith(f"*Commitment C-12* · {said}")
    assert drawn.text.startswith(f"Commitment C-12 · {said} C-12, open: Ada Lind")
    assert buttons(drawn) == ["Undo"]


def test_a_commitment_only_looked_at_can_be_settled_from_there():
    labels = ["Done", "Extend", "Hand over", "Drop", "Edit wording", "Undo", "History"]

    assert buttons(made(told=None)) == labels


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (Note.DEFAULT_DATE, "No date was given, so I took a week."),
        (Note.MANY_OPEN, "You have more than five open commitments. Is this one yours to keep?"),
        (Note.FIRST_STEP, "That is far ahead. What is the first step, by next week?"),
        (Note.SAME_WORDS, "You said the same a moment ago, so I made it once."),
        (Note.NO_ZONE, "I do not know your time zone, so the day ends at midnight UTC."),
    ],
)
def test_the_defaults_that_were_used_are_said(note, said):
    assert said in seen(made(notes=[note])).split("\n")


def test_the_same_words_twice_can_be_made_another():
    assert "Make another" in buttons(made(notes=[Note.SAME_WORDS]))


@pytest.mark.parametrize(
    ("posting", "said", "labels"),
    [
        (Posting.POSTED, "Its card is in this channel.", []),
        (Posting.HELD, "Seen by you only. `/invite @cxbot` and I post it here.", []),
        (Posting.KEPT, "Seen by you only.", ["Share in…"]),
        (Posting.PERSONAL, "Seen by you only.", ["Share in…"]),
        (
            Posting.EXTERNAL,
            "Seen by you only: this channel is shared with another company.",
            ["Post in…", "Post here anyway"],
        ),
        (Posting.GONE, "Seen by you only: this channel is archived.", []),
    ],
)
def test_who_sees_it_is_said(posting, said, labels):
    drawn = made(posting=posting)

    assert said in seen(drawn).split("\n")
    assert buttons(drawn) == labels


def test_whom_it_was_promised_to_is_said_to_see_it():
    drawn = made(shown=a_shown(promised_to=a_reader(BEN, "Ben Okafor")), posting=Posting.PERSONAL)

    assert "Seen by you and Ben Okafor only." in seen(drawn)


@pytest.mark.parametrize(
    ("instead", "label"),
    [
        (date(2026, 11, 24), "Today instead"),
        (date(2026, 11, 26), "This Thursday instead"),
        (date(2026, 12, 1), "Tue 1 Dec instead"),
        (date(2027, 9, 29), "Wed 29 Sep 2027 instead"),
        (date(2026, 11, 20), "Fri 20 Nov instead"),
    ],
)
def test_the_other_meaning_of_a_date_is_a_button(instead, label):
    assert label in buttons(made(instead=instead))


def test_copies_are_told_a_line_each_and_the_rest_by_number():
    few = made_many([a_shown(number=number, owner="Ben") for number in (1, 2)])
    many = made_many([a_shown(due_on=FRIDAY)] * 13)

    assert seen(few).split("\n") == [
        "*Commitment C-1* · *Open* · Ben · by Friday 27 November",
        "*Commitment C-2* · *Open* · Ben · by Friday 27 November",
    ]
    assert seen(many).endswith("… and 3 more")
    assert many.text.endswith("; … and 3 more")


def test_who_acts_for_whom_they_offer_to_can_promise_it_for_them():
    shown = a_shown(state=State.OFFERED, owner="Ben Okafor", owned_by=BEN)
    told = a_told("offered", by=ADA)

    drawn = made(shown=shown, told=told, can_undo=True, can_promise_for=True)

    assert buttons(drawn) == ["Undo", "Promise it for Ben Okafor", "Change"]
    assert "Promise" not in str(buttons(made(shown=shown, told=told, can_undo=True)))
