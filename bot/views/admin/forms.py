"""The forms of a touchpoint, an area and a source; and a source's secret, shown once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConversationFilter,
    ConversationSelectElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    SectionBlock,
    StaticSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.domain.administering import Part
from bot.domain.areas import Area
from bot.domain.issues.sources import Source
from bot.domain.issues.touchpoints import Touchpoint
from bot.domain.people import Person
from bot.domain.unfinished import FormKind
from bot.views.commitments.controls import button
from bot.views.ids import Action, Field, modal_id
from bot.views.surface import Message
from bot.views.text import mrkdwn, plain

MOST_OPTIONS = 99  # Slack takes a hundred; one of ours says “none”.
NONE = "0"
TITLES = {
    Part.TOUCHPOINTS: (FormKind.ADMIN_TOUCHPOINT, "Touchpoint"),
    Part.AREAS: (FormKind.ADMIN_AREA, "Area"),
    Part.SOURCES: (FormKind.ADMIN_SOURCE, "Source of signals"),
}


@dataclass(frozen=True)
class Sheet:
    """What a form starts with; what is None is new."""

    part: Part
    touchpoints: Sequence[Touchpoint] = ()
    areas: Sequence[Area] = ()
    touchpoint: Touchpoint | None = None
    area: Area | None = None
    source: Source | None = None
    tells_back: str = ""
    people: Mapping[int, Person] | None = None

    @property
    def of(self) -> str:
        """What is changed: a number, a source's name, or nothing when it is new."""
        if self.source is not None:
            return self.source.name
        row = self.touchpoint or self.area
        return str(row.number) if row is not None else ""

    def person(self, number: int | None) -> str | None:
        """Return somebody's Slack id, while they can still be picked."""
        person = (self.people or {}).get(number or 0)
        return person.slack_id if person is not None and person.can_promise else None


def form(sheet: Sheet) -> View:
    """Draw the form; six inputs at the most."""
    kind, title = TITLES[sheet.part]
    draw = {
        Part.TOUCHPOINTS: _touchpoint,
        Part.AREAS: _area,
        Part.SOURCES: _source,
    }[sheet.part]
    return View(
        type="modal",
        callback_id=modal_id(kind),
        private_metadata=sheet.of,
        title=plain(title, 24),
        submit=plain("Save", 24),
        close=plain("Cancel", 24),
        blocks=draw(sheet),
    )


def invitation(sheet: Sheet) -> Message:
    """Draw the way into the form, where none can be opened at once."""
    _, title = TITLES[sheet.part]
    opening = button("Open the form", Action.ADMIN_FORM, f"{sheet.part}:{sheet.of}")
    return Message(
        title, [SectionBlock(text=mrkdwn(f"*{title}*")), ActionsBlock(elements=[opening])]
    )


def secret(source: Source) -> Message:
    """Draw a source's secret, for the one person who made it, and how to sign with it."""
    text = f"This is the secret of {source.name}. It is shown this once."
    how = (
        f"Send `POST /hooks/signals/{source.name}` to where I listen, each with the headers"
        " `X-Cxbot-Timestamp`, `X-Cxbot-Signature` and `Idempotency-Key`."
        " The page for administrators has a line to try it with."
    )
    blocks = [
        SectionBlock(text=mrkdwn(f"*{text}* Keep it where that tool keeps its own.")),
        SectionBlock(text=mrkdwn(f"```{source.secret}```")),
        SectionBlock(text=mrkdwn(how)),
    ]
    return Message(text, blocks)


def _touchpoint(sheet: Sheet) -> list[Block]:
    row = sheet.touchpoint
    blocks = [
        _text(Field.NAME, "Name", row.name if row else "", most=80),
        _text(
            Field.STAGE,
            "Stage of the journey",
            row.stage if row else "",
            most=80,
            optional=True,
            hint="Such as Buy, Use, Get help.",
        ),
        _areas(sheet, row.area if row else None),
        _place(sheet),
    ]
    if row is not None:
        away = button("Use it no more", Action.TOUCHPOINT_RETIRE, sheet.of)
        blocks.append(ActionsBlock(elements=[away]))
    return blocks


def _area(sheet: Sheet) -> list[Block]:
    row = sheet.area
    leader, sponsor = (row.leader, row.sponsor) if row else (None, None)
    return [
        _text(Field.NAME, "Name", row.name if row else "", most=80),
        _person(Field.LEADER, "Led by", sheet.person(leader), optional=True),
        _person(Field.SPONSOR, "Sponsored by", sheet.person(sponsor), optional=True),
    ]


def _source(sheet: Sheet) -> list[Block]:
    row = sheet.source
    name = _text(
        Field.NAME,
        "Name",
        "",
        most=32,
        hint="Part of its address: small letters, digits and hyphens.",
    )
    top = SectionBlock(text=mrkdwn(f"*{row.name}*")) if row else name
    blocks = [top, *_loop(sheet), _known_touchpoint(sheet), _channel(row)]
    return [*blocks, ActionsBlock(elements=_switches(row))] if row else blocks


def _loop(sheet: Sheet) -> list[Block]:
    """Draw what no source is switched on without: who, within how long, how told back."""
    row = sheet.source
    return [
        _person(Field.OWNER, "Owner", sheet.person(row.owner) if row else None, optional=False),
        _text(
            Field.HOURS,
            "Answer customers within (hours)",
            str(row.answer_hours) if row else "",
            most=4,
        ),
        _text(
            Field.HOW,
            "How are customers told back?",
            sheet.tells_back,
            most=500,
            hint="Such as: the agent of the ticket writes to them.",
        ),
    ]


def _switches(source: Source) -> list[ButtonElement]:
    turned = (
        button("Switch on", Action.SOURCE_ON, source.name)
        if source.off_at
        else button("Switch off", Action.SOURCE_OFF, source.name)
    )
    return [button("New secret", Action.SOURCE_RENEW, source.name), turned]


def _areas(sheet: Sheet, chosen: int | None) -> Block:
    options = {NONE: "No area alone"} | {str(each.number): each.name for each in sheet.areas}
    return _select(Field.AREA, "Whose is it?", options, str(chosen or NONE))


def _place(sheet: Sheet) -> Block:
    """Draw where it stands along the journey: after which other one."""
    others = [each for each in sheet.touchpoints if each is not sheet.touchpoint]
    options = {"1": "First"} | {str(at): f"After {each.name}" for at, each in enumerate(others, 2)}
    at = len(others)
    if sheet.touchpoint is not None and sheet.touchpoint in sheet.touchpoints:
        at = list(sheet.touchpoints).index(sheet.touchpoint)
    return _select(Field.PLACE, "Along the journey", options, str(at + 1))


def _known_touchpoint(sheet: Sheet) -> Block:
    options = {NONE: "None"} | {str(each.number): each.name for each in sheet.touchpoints}
    chosen = sheet.source.touchpoint if sheet.source else None
    return _select(Field.TOUCHPOINT, "Touchpoint, if it names none", options, str(chosen or NONE))


def _channel(source: Source | None) -> Block:
    return InputBlock(
        block_id=Field.CHANNEL,
        label=plain("Where are its issues shown?"),
        optional=True,
        hint=plain("Left empty, in lists only."),
        element=ConversationSelectElement(
            action_id=Field.CHANNEL,
            initial_conversation=(source.channel_id if source else "") or None,
            filter=ConversationFilter(
                include=["public", "private"], exclude_external_shared_channels=True
            ),
        ),
    )


def _select(name: Field, label: str, options: Mapping[str, str], chosen: str) -> Block:
    drawn = {
        value: Option(text=plain(text, 75), value=value)
        for value, text in list(options.items())[:MOST_OPTIONS]
    }
    element = StaticSelectElement(
        action_id=name,
        options=list(drawn.values()),
        initial_option=drawn.get(chosen) or next(iter(drawn.values())),
    )
    return _input(name, label, element)


def _text(
    name: Field, label: str, initial: str, *, most: int, optional: bool = False, hint: str = ""
) -> Block:
    element = PlainTextInputElement(action_id=name, max_length=most, initial_value=initial or None)
    return _input(name, label, element, optional=optional, hint=hint)


def _person(name: Field, label: str, initial: str | None, *, optional: bool) -> Block:
    element = UserSelectElement(action_id=name, initial_user=initial)
    return _input(name, label, element, optional=optional)


def _input(
    name: Field,
    label: str,
    element: InputInteractiveElement,
    *,
    optional: bool = False,
    hint: str = "",
) -> Block:
    return InputBlock(
        block_id=name,
        label=plain(label),
        element=element,
        optional=optional,
        hint=plain(hint) if hint else None,
    )
