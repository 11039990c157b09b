"""What is answered about forums: a draft with its dates, a forum as it stands, a list of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ConfirmObject,
    ContextBlock,
    ConversationFilter,
    ConversationSelectElement,
    HeaderBlock,
    InteractiveElement,
    SectionBlock,
)

from bot.domain.forums.finding import ForumShown
from bot.domain.forums.records import Held, State
from bot.domain.forums.telling import Tidings
from bot.domain.people import Person
from bot.domain.recurrence import Rhythm, Slot
from bot.views.commitments.controls import button
from bot.views.forums.lines import (
    asked,
    channel_name,
    dates_in_words,
    leads,
    rhythm_in_words,
    standing,
    title,
    who,
    why_held,
)
from bot.views.ids import Action
from bot.views.surface import Message
from bot.views.text import SECTION_MOST, count, dotted, mrkdwn, named, plain, whole

_SAID = {
    "started": "It is started.",
    "started_many": (
        "It is started. The channel has more than 15 members, so I ask those who promised "
        "something there, and whoever leads it. *Change* picks others."
    ),
    "taken": "This channel has a forum already. *Change* gives it the rhythm that you typed.",
    "changed": "It is changed.",
    "paused": "Nothing is posted, and nobody is asked.",
    "resumed": "It goes on.",
    "ended": "What was promised in it stays.",
    "undone": "That is undone.",
    "led": "It is yours to lead now.",
    "rehoused": "It meets in {channel} from now on.",
}
_WAYS_OUT = {
    Held.ARCHIVED: "Unarchive it and I go on by myself, or pick another channel.",
    Held.DELETED: "Please pick another channel.",
    Held.REMOVED: "`/invite` me there and I go on by myself, or pick another channel.",
    Held.PRIVATE: "`/invite` me there and I go on by myself, or pick another channel.",
    Held.EXTERNAL: "Please pick a channel of your own company.",
}
LIST_MOST = 10
EVERYBODY = "everybody in the channel, if they are 15 at the most"
LEAD = "I'll lead it"


@dataclass(frozen=True)
class Drafted:
    """A forum that somebody could start now; `number` is what it is kept under until then."""

    number: int
    rhythm: Rhythm
    dates: Sequence[Slot]
    channel: str
    facilitator: Person | None
    length: int
    today: date
    has_hour: bool = True
    members: Sequence[Person] = field(default=())


@dataclass(frozen=True)
class Answered:
    """A forum as it stands, what was just done with it, and what its reader may do."""

    shown: ForumShown
    what: str = ""
    may_change: bool = False
    may_lead: bool = False  # Nobody else does.
    can_undo: bool = False
    asks_to_end: bool = False
    note: str = ""  # What was typed for it and waits to be saved.


def draft(drafted: Drafted) -> Message:
    """Draw what would be started, with its next dates; nothing is made before *Start*."""
    rhythm = rhythm_in_words(drafted.rhythm)
    dates = dates_in_words(drafted.dates, drafted.today)
    people = asked(drafted.members) if drafted.members else EVERYBODY
    led = f"Led by {who(drafted.facilitator)}"
    lines = [
        f"*A forum in {named(drafted.channel)}*, {rhythm}",
        f"Next: {dates}",
        dotted([led, count(drafted.length, "minute"), f"asked: {people}"]),
    ]
    remarks = [] if drafted.has_hour else ["You named no hour, so I took the usual one."]
    remarks.append("Nothing is made until you press Start.")
    start = button("Start", Action.FORUM_START, f"U-{drafted.number}", style="primary")
    change = button("Change", Action.FORUM_CHANGE, f"U-{drafted.number}")
    said = dates.replace("*", "")
    return Message(
        f"A forum in {named(drafted.channel)}, {rhythm}. Next: {said}. Press Start to make it.",
        [
            SectionBlock(text=mrkdwn("\n".join(lines))),
            ContextBlock(elements=[mrkdwn(" ".join(remarks))]),
            ActionsBlock(elements=[start, change]),
        ],
    )


def answer(answered: Answered) -> Message:
    """Draw a forum: what happened, when it meets, who leads and is asked, and what can be done."""
    shown = answered.shown
    forum = shown.forum
    said = _SAID.get(answered.what, "").format(channel=channel_name(shown))
    out = _WAYS_OUT[forum.held_why] if forum.held_why else ""
    now_so = standing(shown)
    happened = " ".join(part for part in (now_so, out or said) if part)
    first = [title(shown), *([happened] if happened else [])]
    lines = [*first, f"Meets {rhythm_in_words(forum.rhythm)}"]
    if forum.meets:
        lines.append(f"Next: {dates_in_words(shown.dates, shown.today)}")
    lines += [
        dotted([leads(shown), count(forum.length, "minute"), channel_name(shown)]),
        f"Asked: {asked(shown.members)}",
    ]
    blocks: list[Block] = [SectionBlock(text=mrkdwn("\n".join(lines)))]
    said = "\n".join(lines[: len(first) + 2]).replace("*", "")
    return Message(said, [*blocks, *_buttons(answered)])


def forums(all_shown: Sequence[ForumShown], command: str) -> Message:
    """Draw the forums that somebody can see, each with its next date."""
    heading = HeaderBlock(text=plain("Forums"))
    if not all_shown:
        none = f"There is no forum yet. `{command} forum every 2 weeks tue 10:00` starts one."
        return Message(none, [heading, SectionBlock(text=mrkdwn(none))])
    rows = [_row(shown) for shown in all_shown[:LIST_MOST]]
    rest = len(all_shown) - LIST_MOST
    more = [ContextBlock(elements=[mrkdwn(f"… and {rest} more")])] if rest > 0 else []
    said = "; ".join(_line(shown).replace("*", "") for shown in all_shown[:LIST_MOST])
    return Message(whole(f"Forums: {said}", SECTION_MOST), [heading, *rows, *more])


def tidings(
    shown: ForumShown, what: Tidings, left: Person | None = None, *, is_over: bool = False
) -> Message:
    """Draw what somebody is told about a forum: what became of it, and the way out.

    A hold that is over stays so, even if there is another one, of which they were told as well.
    """
    if what is Tidings.HELD and shown.forum.state is State.HELD and not is_over:
        return _held(shown)
    said = {
        Tidings.HELD: _no_longer_held(shown, is_over=is_over),
        Tidings.LED: _led(shown, left),
        Tidings.ADRIFT: _adrift(shown, left),
    }[what]
    text = f"{title(shown)}\n{said}"
    elements = [button("Show it", Action.FORUM_SHOW, shown.forum.number)]
    return Message(
        text.replace("*", "").replace("\n", ": "),
        [SectionBlock(text=mrkdwn(text)), ActionsBlock(elements=elements)],
    )


def _held(shown: ForumShown) -> Message:
    forum = shown.forum
    way_out = _WAYS_OUT[forum.held_why or Held.ARCHIVED]
    said = f"On hold, nothing is posted: {why_held(shown)}. {way_out}"
    text = f"{title(shown)}\n{said}"
    picker = ConversationSelectElement(
        action_id=Action.FORUM_CHANNEL,
        placeholder=plain("Another channel"),
        filter=ConversationFilter(
            include=["public", "private"], exclude_external_shared_channels=True
        ),
    )
    acts = ActionsBlock(block_id=f"forum:{forum.number}", elements=[picker, _end(forum.number)])
    return Message(text.replace("*", "").replace("\n", ": "), [_section(text), acts])


def _no_longer_held(shown: ForumShown, *, is_over: bool) -> str:
    if shown.forum.meets:
        next_dates = dates_in_words(shown.dates, shown.today)
        return f"It was on hold, and goes on. Next: {next_dates}"
    if is_over:
        return "It was on hold, and went on."
    return standing(shown)


def _led(shown: ForumShown, left: Person | None) -> str:
    why = f"{who(left)} has left, so it" if left else "It"
    when = f"It meets {rhythm_in_words(shown.forum.rhythm)}."
    return f"{why} is yours to lead now. {when}"


def _adrift(shown: ForumShown, left: Person | None) -> str:
    if shown.facilitator is not None:
        return f"{who(shown.facilitator)} leads it now."
    gone = who(left) if left else "Its facilitator"
    return (
        f"{gone} has left, and nobody leads it. It meets as before. Whoever is asked in it can "
        "take the lead, there or by Show it; once there is a CCO, it is theirs."
    )


def _row(shown: ForumShown) -> Block:
    show = button("Show", Action.FORUM_SHOW, shown.forum.number)
    return SectionBlock(text=mrkdwn(_line(shown)), accessory=show)


def _line(shown: ForumShown) -> str:
    when = standing(shown) or f"next {dates_in_words(shown.dates[:1], shown.today)}"
    return dotted([title(shown).replace("Forum ", ""), rhythm_in_words(shown.forum.rhythm), when])


def _buttons(answered: Answered) -> list[Block]:
    forum = answered.shown.forum
    if not answered.may_change:
        lead = button(LEAD, Action.FORUM_LEAD, forum.number)
        return [ActionsBlock(elements=[lead])] if answered.may_lead else []
    if answered.asks_to_end and forum.state is not State.ENDED:
        ask = "Its sessions stop for good; what was promised in them stays. Shall I end it?"
        yes = button("End it", Action.FORUM_END, forum.number, style="danger")
        keep = button("Keep it", Action.FORUM_SHOW, forum.number)
        return [_section(ask), ActionsBlock(elements=[yes, keep])]
    elements: list[InteractiveElement] = []
    if answered.can_undo:
        elements.append(button("Undo", Action.FORUM_UNDO, f"{forum.number}:{forum.revision}"))
    if answered.may_lead:
        elements.append(button(LEAD, Action.FORUM_LEAD, forum.number))
    elements += _acts(forum.state, forum.number, answered.note)
    return [ActionsBlock(elements=elements)] if elements else []


def _acts(state: State, number: int, note: str) -> list[InteractiveElement]:
    if state is State.ENDED:
        return []
    change = button("Change", Action.FORUM_CHANGE, note or f"F-{number}")
    if state is State.ACTIVE:
        return [
            change,
            button("Skip next", Action.FORUM_SKIP, number),
            button("Move next", Action.FORUM_MOVE, number),
            button("Pause", Action.FORUM_PAUSE, number),
            _end(number),
        ]
    return [change, button("Resume", Action.FORUM_RESUME, number), _end(number)]


def _end(number: int) -> InteractiveElement:
    confirm = ConfirmObject(
        title="End this forum?",
        text=plain("Its sessions stop for good. What was promised in them stays."),
        confirm="End it",
        deny="Keep it",
    )
    return button("End", Action.FORUM_END, number, confirm=confirm)


def _section(text: str) -> Block:
    return SectionBlock(text=mrkdwn(text))
