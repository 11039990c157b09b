"""The answer to whoever told or asked for a win, and the list of what is not told yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ConfirmObject,
    ContextBlock,
    HeaderBlock,
    InteractiveElement,
    SectionBlock,
)

from bot.domain.calendar import day_in_words
from bot.domain.wins.finding import NotToldYet, Shown
from bot.domain.wins.records import PublicText, State, WinsChannel
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.surface import Message
from bot.views.text import dotted, mrkdwn, named, plain, whole, words
from bot.views.wins.lines import STATES, spoken, win_blocks

LIST_MOST = 5
SPOKEN_MOST = 1000
SAID = {
    "told": "*Win {name}:* thank you for telling it.",
    "again": "*Win {name}:* you said the same a moment ago, so it is there once.",
    "changed": "*Win {name}:* it is changed.",
    "undone": "*Win {name}:* that is undone.",
    "withdrawn": "*Win {name}:* it is taken back.",
    "opened": "*Win {name}:* everybody may hear of it now.",
    "approved": "*Win {name}:* its customer may be named.",
    "withheld": "*Win {name}:* it is told without the name.",
    "declined": "*Win {name}:* it is not told like this, and who told it hears so.",
    "worded": "*Win {name}:* the text for customers waits for the CCO's yes.",
    "words_approved": "*Win {name}:* customers may read that text.",
    "told_outside": "*Win {name}:* noted, customers have read it.",
}
_WORDS_STATES = {
    PublicText.DRAFTED: "For customers, waits for the CCO's yes",
    PublicText.APPROVED: "For customers, approved and not told yet",
    PublicText.TOLD: "For customers, told",
}


@dataclass(frozen=True)
class Answered:
    """A win, what was just done with it, and what its reader may do."""

    shown: Shown
    what: str = ""
    can_change: bool = False
    can_undo: bool = False
    can_approve: bool = False
    can_word: bool = False
    can_approve_words: bool = False
    told_on: date | None = None  # The day of the next shoutout.
    today: date | None = None
    approver: str = ""
    is_private: bool = False


def answer(answered: Answered) -> Message:
    """Draw a win for one reader: what happened, where it is told and when, what can be done."""
    shown, win = answered.shown, answered.shown.win
    said = SAID.get(answered.what, "").format(name=win.label)
    blocks: list[Block] = [SectionBlock(text=mrkdwn(said))] if said else []
    blocks += win_blocks(shown, STATES[win.state])
    blocks += _for_customers(shown)
    remark = _remark(answered)
    if remark:
        blocks.append(ContextBlock(elements=[mrkdwn(remark)]))
    text = f"{said.replace('*', '')} {spoken(shown)}. {remark}".strip()
    elements = _buttons(answered)
    return Message(text, [*blocks, *([ActionsBlock(elements=elements)] if elements else [])])


def not_told(found: NotToldYet, channel: WinsChannel | None, command: str) -> Message:
    """Draw what somebody has still to hear of."""
    heading = HeaderBlock(text=plain("Customer wins not told yet"))
    where = _where(channel, command)
    if found.is_empty:
        none = f"Every win is told. `{command} win` tells another one."
        blocks: list[Block] = [heading, SectionBlock(text=mrkdwn(none)), *where, _telling_one()]
        return Message(f"Customer wins not told yet: none. {none}", blocks)
    blocks = [heading]
    blocks += _part("May the customer be named?", found.to_approve, _approving)
    blocks += _part("For the next shoutout", found.to_tell, _opening)
    blocks += _part("Approved for customers", found.for_customers, _telling)
    said = "; ".join(
        words(each.story, 100)
        for each in (*found.to_approve, *found.to_tell, *found.for_customers)[:LIST_MOST]
    )
    return Message(
        whole(f"Customer wins not told yet: {said}", SPOKEN_MOST), [*blocks, *where, _telling_one()]
    )


def _telling_one() -> Block:
    return ActionsBlock(elements=[button("Tell a win", Action.WIN_NEW, "win")])


def channel_chosen(channel: WinsChannel, next_on: date, today: date) -> Message:
    """Say where and when wins are told from now on."""
    said = (
        f"Wins are told in <#{channel.channel_id}> each {_weekday(channel)} at {channel.at:%H:%M}"
        f" ({named(channel.zone)}), next on {day_in_words(next_on, today)}."
    )
    plainly = said.replace(f"<#{channel.channel_id}>", "their channel")
    return Message(plainly, [SectionBlock(text=mrkdwn(said))])


def _weekday(channel: WinsChannel) -> str:
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    return days[channel.weekday]


def _remark(answered: Answered) -> str:
    win = answered.shown.win
    if win.state is State.WAITING:
        who = named(answered.approver) if answered.approver else "whoever leads its area"
        return f"{who} is asked whether the customer may be named."
    if win.state is not State.READY:
        return ""
    if win.is_private:
        return "It was told in private: only you and those it names see it."
    if answered.told_on and answered.today:
        return f"It is told on {day_in_words(answered.told_on, answered.today)}."
    return "It is told as soon as there is a channel for wins."


def _for_customers(shown: Shown) -> list[Block]:
    state = _WORDS_STATES.get(shown.win.public_state)
    if state is None:
        return []
    return [SectionBlock(text=mrkdwn(f"*{state}*\n{words(shown.public_text, 1500)}"))]


def _buttons(answered: Answered) -> list[InteractiveElement]:
    win = answered.shown.win
    number = win.number
    elements: list[InteractiveElement] = []
    if answered.can_approve and win.state is State.WAITING:
        elements += [
            button("Approve", Action.WIN_APPROVE, number),
            button("Without the name", Action.WIN_WITHOUT_NAME, number),
            button("Not this one", Action.WIN_DECLINE, number),
        ]
    if answered.can_undo:
        elements.append(button("Undo", Action.WIN_UNDO, number))
    if answered.can_change and win.is_private and win.state is State.READY:
        elements.append(button("Tell everybody", Action.WIN_OPEN, number))
    if answered.can_change and win.state not in {State.TOLD, State.WITHDRAWN}:
        elements.append(button("Change", Action.WIN_CHANGE, number))
    elements += _wording(answered)
    if answered.can_change and not answered.can_undo and win.state is not State.WITHDRAWN:
        elements.append(_withdraw(number))
    return elements


def _wording(answered: Answered) -> list[InteractiveElement]:
    win = answered.shown.win
    if win.state in {State.WITHDRAWN, State.DECLINED}:
        return []
    elements: list[InteractiveElement] = []
    if answered.can_approve_words and win.public_state is PublicText.DRAFTED:
        elements.append(button("Customers may read it", Action.WIN_APPROVE_WORDS, win.number))
    if answered.can_word and win.public_state is PublicText.APPROVED:
        elements.append(button("Customers have read it", Action.WIN_TOLD_OUTSIDE, win.number))
    if answered.can_word and win.public_state is not PublicText.TOLD:
        elements.append(button("Text for customers", Action.WIN_WORDS, win.number))
    return elements


def _withdraw(number: int) -> InteractiveElement:
    sure = ConfirmObject(
        title=plain("Withdraw it?"),
        text=plain("Its post goes, and no shoutout or page tells it."),
        confirm=plain("Withdraw"),
        deny=plain("Keep it"),
    )
    return button("Withdraw", Action.WIN_WITHDRAW, number, confirm=sure)


def _part(title: str, wins: Sequence[Shown], control: "_Control") -> list[Block]:
    if not wins:
        return []
    blocks: list[Block] = [SectionBlock(text=mrkdwn(f"*{title}*"))]
    for shown in wins[:LIST_MOST]:
        said = dotted([f"*{shown.win.label}*", named(shown.area)])
        section = SectionBlock(
            text=mrkdwn(f"{said}\n{words(shown.story, 200)}"), accessory=control(shown)
        )
        blocks.append(section)
    rest = len(wins) - LIST_MOST
    more = ContextBlock(elements=[mrkdwn(f"… and {rest} more")])
    return [*blocks, more] if rest > 0 else blocks


@dataclass(frozen=True)
class _Control:
    """The one button beside a win in a list."""

    label: str
    action: Action

    def __call__(self, shown: Shown) -> InteractiveElement:
        return button(self.label, self.action, shown.win.number)


_approving = _Control("Decide", Action.WIN_SHOW)
_opening = _Control("Show it", Action.WIN_SHOW)
_telling = _Control("Show the text", Action.WIN_SHOW)


def _where(channel: WinsChannel | None, command: str) -> list[Block]:
    if channel is None:
        said = f"There is no channel for wins yet: `{command} wins channel #wins`."
    else:
        when = f"each {_weekday(channel)} at {channel.at:%H:%M}"
        said = f"Wins are told in <#{channel.channel_id}>, {when}."
    return [ContextBlock(elements=[mrkdwn(said)])]
