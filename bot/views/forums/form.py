"""The form of a forum: two pages of one modal, with its next dates on top."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ConversationFilter,
    ConversationSelectElement,
    InputBlock,
    Option,
    OptionGroup,
    PlainTextInputElement,
    SectionBlock,
    StaticSelectElement,
    TimePickerElement,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.domain.forums.drafting import Draft
from bot.domain.forums.making import LONGEST_NAME, MOST_ASKED
from bot.domain.recurrence import OnHoliday, Slot
from bot.domain.unfinished import FormKind
from bot.views.commitments.controls import button
from bot.views.forums.lines import dates_in_words
from bot.views.forums.zones import OFFERED_ZONES
from bot.views.ids import Action, Field, modal_id
from bot.views.surface import Message
from bot.views.text import mrkdwn, plain, zone_in_words

MORE, BACK = "1", "0"
LENGTHS = (15, 30, 45, 60, 90, 120, 180, 240)
RHYTHM_MOST = 150
GROUP_MOST = 100  # Options of one group (Slack docs, "Block Kit: option group").
NOBODY = "none"
_ON_HOLIDAYS = {
    OnHoliday.AFTER: "The working day after",
    OnHoliday.BEFORE: "The working day before",
    OnHoliday.SKIP: "Leave it out",
    OnHoliday.IGNORE: "Meet all the same",
}
_RHYTHM_HINT = (
    "Every 2 weeks on Tuesday · the last Friday of each month · every month on the 15th. "
    "Press Enter to see the dates."
)


@dataclass(frozen=True)
class ForumForm:
    """A form of a forum: `note` is what it is about, `people` are Slack ids by their number."""

    draft: Draft
    note: str
    people: Mapping[int, str]
    dates: Sequence[Slot] = ()
    problem: str = ""
    today: date = date.min
    page: str = BACK
    countries: Sequence[tuple[str, str]] = field(default=())

    @property
    def is_new(self) -> bool:
        return self.draft.forum is None

    def slack_id(self, number: int | None) -> str | None:
        return self.people.get(number or 0) or None


def modal(form: ForumForm) -> View:
    """Draw one page of the form; six inputs at the most."""
    first = form.page == BACK
    inputs = _first_page(form) if first else _second_page(form)
    turn = button("More", Action.FORUM_PAGE, MORE) if first else None
    turn = turn or button("Back", Action.FORUM_PAGE, BACK)
    return View(
        type="modal",
        callback_id=modal_id(FormKind.FORUM),
        private_metadata=form.note,
        notify_on_close=form.is_new or None,
        title=plain("A forum", 24),
        submit=plain("Start" if form.is_new else "Save", 24),
        close=plain("Cancel", 24),
        blocks=[_dates(form), *inputs, ActionsBlock(block_id="page", elements=[turn])],
    )


def invitation(form: ForumForm) -> Message:
    """Draw the way into the form, where none can be opened at once."""
    text = "How often should the forum meet, and who is asked?"
    opening = button("Open the form", Action.FORUM_CHANGE, form.note)
    return Message(text, [SectionBlock(text=mrkdwn(text)), ActionsBlock(elements=[opening])])


def _dates(form: ForumForm) -> Block:
    dates = dates_in_words(form.dates, form.today)
    said = form.problem or (
        f"Next: {dates}, at {form.draft.at:%H:%M} {zone_in_words(form.draft.zone)}."
    )
    return SectionBlock(block_id="dates", text=mrkdwn(said))


def _first_page(form: ForumForm) -> list[Block]:
    draft = form.draft
    asked = [slack_id for number in draft.people if (slack_id := form.slack_id(number))]
    people = UserMultiSelectElement(
        action_id=Field.PEOPLE, initial_users=asked or None, max_selected_items=MOST_ASKED
    )
    often = PlainTextInputElement(
        action_id=Action.FORUM_INPUT,
        max_length=RHYTHM_MOST,
        initial_value=draft.often[:RHYTHM_MOST] or None,
        dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"]},
    )
    at = TimePickerElement(action_id=Action.FORUM_INPUT, initial_time=f"{draft.at:%H:%M}")
    name = PlainTextInputElement(
        action_id=Field.NAME, max_length=LONGEST_NAME, initial_value=draft.name or None
    )
    return [
        _input(Field.OFTEN, "How often", often, hint=_RHYTHM_HINT, dispatch=True),
        _input(Field.AT, "At", at, dispatch=True),
        _input(Field.PEOPLE, "Who is asked", people),
        _input(
            Field.FACILITATOR,
            "Who leads it",
            UserSelectElement(
                action_id=Field.FACILITATOR, initial_user=form.slack_id(draft.facilitator)
            ),
        ),
        _input(Field.NAME, "Name", name, hint="Left empty, that of the channel.", optional=True),
        _where(form),
    ]


def _where(form: ForumForm) -> Block:
    element = ConversationSelectElement(
        action_id=Field.CHANNEL,
        initial_conversation=form.draft.channel_id or None,
        filter=ConversationFilter(
            include=["public", "private"], exclude_external_shared_channels=True
        ),
    )
    return _input(Field.CHANNEL, "In which channel", element)


def _second_page(form: ForumForm) -> list[Block]:
    draft = form.draft
    lengths = sorted({*LENGTHS, draft.length})
    zones = dict.fromkeys([draft.zone, *OFFERED_ZONES])
    other_zone = PlainTextInputElement(
        action_id=Action.FORUM_INPUT,
        max_length=64,
        dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"]},
    )
    deputy = UserSelectElement(action_id=Field.DEPUTY, initial_user=form.slack_id(draft.deputy))
    holidays = {kind.value: label for kind, label in _ON_HOLIDAYS.items()}
    return [
        _input(Field.DEPUTY, "Who stands in", deputy, optional=True),
        _input(
            Field.LENGTH,
            "How long",
            _select(Field.LENGTH, {str(n): f"{n} minutes" for n in lengths}, str(draft.length)),
        ),
        _input(
            Field.ZONE,
            "By whose clock",
            _select(Action.FORUM_INPUT, {zone: zone for zone in zones}, draft.zone),
            dispatch=True,
        ),
        _input(
            Field.OTHER_ZONE,
            "Another time zone",
            other_zone,
            hint="If it is not in the list, such as Asia/Kathmandu.",
            optional=True,
            dispatch=True,
        ),
        _input(Field.COUNTRY, "Public holidays of", _countries(form), dispatch=True),
        _input(
            Field.ON_HOLIDAY,
            "On a public holiday",
            _select(Action.FORUM_INPUT, holidays, draft.on_holiday.value),
            dispatch=True,
        ),
    ]


def _select(action: str, labels: Mapping[str, str], initial: str) -> StaticSelectElement:
    options = [Option(text=plain(label, 75), value=value) for value, label in labels.items()]
    chosen = next((option for option in options if option.value == initial), None)
    return StaticSelectElement(action_id=action, options=options, initial_option=chosen)


def _countries(form: ForumForm) -> StaticSelectElement:
    """Draw the picker of a country; there are more than one group of options takes."""
    options = [
        Option(text=plain(name, 75), value=code)
        for code, name in [(NOBODY, "No country"), *form.countries]
    ]
    known = form.draft.country or NOBODY
    chosen = next((option for option in options if option.value == known), options[0])
    starts = range(0, len(options), GROUP_MOST)
    groups = [
        OptionGroup(label=plain(_span(some), 75), options=some)
        for some in (options[start : start + GROUP_MOST] for start in starts)
    ]
    return StaticSelectElement(
        action_id=Action.FORUM_INPUT, option_groups=groups, initial_option=chosen
    )


def _span(options: Sequence[Option]) -> str:
    named = [label_of(option)[0] for option in options if option.value != NOBODY]
    return f"{named[0]} to {named[-1]}" if named else "Countries"


def label_of(option: Option) -> str:
    return str(option.to_dict()["text"]["text"])


def _input(
    name: Field,
    label: str,
    element: Any,
    *,
    hint: str = "",
    optional: bool = False,
    dispatch: bool = False,
) -> Block:
    return InputBlock(
        block_id=name,
        label=plain(label),
        element=element,
        hint=plain(hint) if hint else None,
        optional=optional,
        dispatch_action=dispatch or None,
    )
