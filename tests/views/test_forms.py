"""What each form asks, what it starts with, and how it is read back."""

from datetime import date

import pytest
from slack_sdk.models.blocks import InputBlock

from bot.domain.commitments.promising import Problem
from bot.domain.unfinished import FormKind
from bot.views.forms import Form, invitation, modal, values_in
from bot.views.ids import Field
from bot.views.prompts import asked, asked_again
from sandbox.blockkit import state_values
from tests.factories import FRIDAY
from tests.views.reading import buttons, inputs, seen, starts
from tests.views.records import LARGEST

ASKED = {
    FormKind.PROMISE: ["What", "By when (?)", "Who", "Promised to (?)", "For which customers? (?)"],
    FormKind.COPIES: ["What", "By when (?)", "Who", "For which customers? (?)"],
    FormKind.DONE: ["Proof (?)"],
    FormKind.EXTEND: ["Why", "By when"],
    FormKind.DROP: ["Why"],
    FormKind.RELEASE: ["Why (?)"],
    FormKind.HANDOVER: ["Who"],
    FormKind.EDIT: ["What", "By when", "For which customers? (?)"],
    FormKind.DISCUSS: ["What would need to change (?)", "Another date (?)"],
    FormKind.DECLINE: ["Why (?)"],
    FormKind.CHANGE_OFFER: ["What", "By when"],
    FormKind.NOT_THERE_YET: ["Why"],
    FormKind.SHARE: ["Where should this be seen?"],
    FormKind.PICK: ["Which commitment"],
}
TITLES = {
    FormKind.PROMISE: ("A commitment", "Promise"),
    FormKind.COPIES: ("One owner each", "Make them"),
    FormKind.DONE: ("Done", "Done"),
    FormKind.EXTEND: ("Another date", "Extend"),
    FormKind.DROP: ("Drop it", "Drop"),
    FormKind.RELEASE: ("Release the owner", "Release"),
    FormKind.HANDOVER: ("Hand over", "Offer it"),
    FormKind.EDIT: ("Edit", "Save"),
    FormKind.DISCUSS: ("Discuss the offer", "Send"),
    FormKind.DECLINE: ("Decline", "Decline"),
    FormKind.CHANGE_OFFER: ("Change the offer", "Offer it"),
    FormKind.NOT_THERE_YET: ("Not there yet", "Send back"),
    FormKind.SHARE: ("Share it", "Post it"),
    FormKind.PICK: ("Which one?", "Go on"),
}
CHOICES = [(str(LARGEST), "C-12 · call Acme")]


def form(kind, **more):
    return modal(Form(kind, note="C-12", choices=CHOICES, **more))


@pytest.mark.parametrize("kind", TITLES)
def test_each_form_asks_for_what_it_needs(kind):
    assert inputs(form(kind)) == ASKED[kind]


@pytest.mark.parametrize("kind", TITLES)
def test_each_form_says_what_it_is_and_what_sending_does(kind):
    drawn = form(kind)

    assert (drawn.title.text, drawn.submit.text) == TITLES[kind]
    assert (drawn.callback_id, drawn.private_metadata) == (f"form.{kind}", "C-12")


def test_a_form_starts_with_what_is_known():
    known = {"text": "call Acme", "due": FRIDAY, "owner": "UADA", "promised_to": "UBEN"}
    place = {"customers": "Acme", "channel": "COPS", "asks_where": True}

    drawn = form(FormKind.PROMISE, **known, **place)

    assert starts(drawn) == {
        "What": "call Acme",
        "By when": "2026-11-27",
        "Who": "UADA",
        "Promised to": "UBEN",
        "For which customers?": "Acme",
        "Where should this be seen?": "COPS",
    }


@pytest.mark.parametrize("kind", TITLES)
def test_what_a_form_starts_with_is_read_back_as_it_was(kind):
    drawn = form(kind, text="call Acme", due=FRIDAY, owner="UADA", people=["UBEN", "UCLEO"])
    asked_for = [block.block_id for block in drawn.blocks if isinstance(block, InputBlock)]

    values = values_in(state_values(drawn.to_dict(), {}))

    assert set(values) <= set(asked_for) <= set(Field)
    assert values.get("due", "2026-11-27") == "2026-11-27"
    assert values.get("people", ["UBEN", "UCLEO"]) == ["UBEN", "UCLEO"]


def test_a_form_without_anything_to_pick_from_cannot_be_sent():
    drawn = modal(Form(FormKind.PICK, note="U-1", on_top="There is none."))

    assert (drawn.submit, inputs(drawn), seen(drawn)) == (None, [], "There is none.")


def test_what_no_input_can_hold_stands_below_in_full():
    text = "x" * 3000 + "y" * 9000

    drawn = form(FormKind.PROMISE, text=text)

    assert starts(drawn)["What"] == "x" * 3000
    assert seen(drawn).endswith("*The rest of what you typed*\n" + "\n".join(["y" * 3000] * 3))


def test_the_way_back_into_a_form_shows_the_text():
    drawn = invitation(Form(FormKind.PROMISE, note="U-3", text="ok"), "What exactly, by when?")

    assert drawn.text == "What exactly, by when? ok"
    assert seen(drawn) == "*What exactly, by when?*\nok\n[Open the form]"
    assert buttons(drawn) == ["Open the form"]


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (Problem.EMPTY, "What do you promise, and by when?"),
        (Problem.VAGUE, "What exactly, by when?"),
        (Problem.PAST, "“3/4 &amp;” has passed. Please pick another day."),
        (Problem.IMPOSSIBLE, "There is no such day as “3/4 &amp;”. Please pick one."),
        (
            Problem.AMBIGUOUS,
            "“3/4 &amp;” can mean Thursday 4 March or Saturday 3 April. Please pick one.",
        ),
        (Problem.WHOSE, "Whose promise is it, and by when?"),
        (Problem.WHO, "I cannot tell who you mean. Please pick the owner."),
        (Problem.TOO_LONG, "A promise fits in 1,000 characters; yours has 1,234."),
    ],
)
def test_a_line_that_cannot_be_a_promise_is_asked_about(problem, said):
    choices = [date(2027, 3, 4), date(2027, 4, 3)]

    assert asked_again(problem, phrase="3/4 &", choices=choices, length=1234) == said


def test_an_unclear_date_without_choices_is_asked_about():
    said = "“the 3rd” can mean more than one day. Please pick one."

    assert asked_again(Problem.AMBIGUOUS, phrase="the 3rd") == said


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        (FormKind.DONE, "How can others see that it is done? A link or a line."),
        (FormKind.EXTEND, "Until when, and why?"),
        (FormKind.DROP, "Why is it dropped?"),
        (FormKind.HANDOVER, "Who should take it over?"),
        (FormKind.NOT_THERE_YET, "What is still missing?"),
        (FormKind.PICK, "Which commitment?"),
        (FormKind.SHARE, "Please fill in the form."),
    ],
)
def test_each_form_has_a_question_for_where_it_cannot_be_opened(kind, question):
    assert asked(kind) == question
