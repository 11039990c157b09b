"""The form by which a reminder is put off: for how long, or until when."""

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    DatePickerElement,
    InputBlock,
    Option,
    RadioButtonsElement,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.domain.commitments.finding import Shown
from bot.domain.unfinished import FormKind
from bot.views.commitments.controls import button
from bot.views.commitments.lines import due_of, headline
from bot.views.ids import Action, Field, modal_id
from bot.views.surface import Message
from bot.views.text import mrkdwn, plain, words

LENGTHS = {"1": "One day", "3": "Three days", "until": "Until the day below"}


def snooze_form(shown: Shown) -> View:
    """Draw the form; three days is what it begins with."""
    options = {value: Option(text=plain(text), value=value) for value, text in LENGTHS.items()}
    length = RadioButtonsElement(
        action_id=Field.LENGTH, options=list(options.values()), initial_option=options["3"]
    )
    inputs: list[Block] = [
        InputBlock(block_id=Field.LENGTH, label=plain("For how long"), element=length),
        InputBlock(
            block_id=Field.DUE,
            label=plain("Until"),
            optional=True,
            hint=plain("Two weeks at the most. Its date does not move."),
            element=DatePickerElement(action_id=Field.DUE),
        ),
    ]
    top = f"{headline(shown)}\n{words(shown.what, 1200)}"
    return View(
        type="modal",
        callback_id=modal_id(FormKind.SNOOZE),
        private_metadata=f"C-{shown.commitment.number}",
        title=plain("Snooze", 24),
        submit=plain("Snooze", 24),
        close=plain("Cancel", 24),
        blocks=[SectionBlock(text=mrkdwn(top)), *inputs],
    )


def snooze_invitation(shown: Shown) -> Message:
    """Draw the way into the form, where none can be opened at once."""
    question = f"Until when shall I keep quiet about {shown.commitment.name}?"
    number, revision = shown.commitment.number, shown.commitment.revision
    opening = button("Open the form", Action.DIGEST_SNOOZE, f"{number}:{revision}")
    line = f"*{question}*\n{words(shown.what, 1200)}"
    return Message(
        f"{question} It is due {due_of(shown)}.",
        [SectionBlock(text=mrkdwn(line)), ActionsBlock(elements=[opening])],
    )
