"""What others see of wins: the post where one was told, the shoutout, what somebody is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ContextBlock,
    ConversationFilter,
    ConversationSelectElement,
    HeaderBlock,
    SectionBlock,
)

from bot.domain.calendar import day_in_words
from bot.domain.wins.finding import Shown
from bot.domain.wins.records import PublicText, State, WinsChannel
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.surface import Message
from bot.views.text import count, mrkdwn, plain, whole, words
from bot.views.wins.lines import IN_A_ROW, name_of, spoken, win_blocks

SPOKEN_MOST = 1000
TAKEN_BACK = "What was told here was taken back."
_DECIDED = {
    State.READY: "It is ready to be told.",
    State.TOLD: "It is told.",
    State.DECLINED: "It is not told like this.",
    State.WITHDRAWN: "It was taken back.",
}
TOLD = {
    "approved": "Its customer may be named.",
    "withheld": "It is told without the name of the customer.",
    "declined": "It is not told like this. You can change it, and it is asked again.",
    "words_approved": "Customers may read the text you wrote.",
}


@dataclass(frozen=True)
class Page:
    """One message of a shoutout."""

    day: date
    wins: Sequence[Shown]
    page: int = 1
    pages: int = 1
    total: int = 0
    is_late: bool = False


def post(shown: Shown) -> Message:
    """Draw a win in the channel where it was told."""
    by = f"Told by {name_of(shown.teller)}"
    top: list[Block] = [SectionBlock(text=mrkdwn(f"*A customer win* · {by}"))]
    return Message(f"A customer win. {spoken(shown)}", [*top, *win_blocks(shown)])


def shoutout(page: Page) -> Message:
    """Draw one message of a shoutout; the later ones are replies to the first."""
    if not page.wins:
        return Message(TAKEN_BACK, [SectionBlock(text=mrkdwn(TAKEN_BACK))])
    blocks = [block for shown in page.wins for block in win_blocks(shown, most=IN_A_ROW)]
    said = "; ".join(spoken(shown, 120) for shown in page.wins)
    text = whole(f"{_title(page)}: {said}", SPOKEN_MOST)
    return Message(text, [*_top(page), *blocks, *_more(page)])


def asked_about_name(shown: Shown) -> Message:
    """Ask whether the customer may be named."""
    win = shown.win
    if win.state is not State.WAITING:
        text = f"{win.label}: {_DECIDED[win.state]}"
        return Message(text, [*win_blocks(shown), ContextBlock(elements=[mrkdwn(text)])])
    question = f"*May {words(shown.customer, 120)} be named?*"
    top = SectionBlock(text=mrkdwn(f"{question}\n{name_of(shown.teller)} wants to tell this win."))
    elements = [
        button("Approve", Action.WIN_APPROVE, win.number),
        button("Without the name", Action.WIN_WITHOUT_NAME, win.number),
        button("Not this one", Action.WIN_DECLINE, win.number),
    ]
    text = f"{name_of(shown.teller)} asks whether {words(shown.customer, 120)} may be named in"
    return Message(
        f"{text} {spoken(shown)}",
        [top, *win_blocks(shown), ActionsBlock(elements=elements)],
    )


def asked_about_words(shown: Shown) -> Message:
    """Ask whether customers may read a text."""
    win = shown.win
    top = SectionBlock(text=mrkdwn(f"*{win.label} · for customers*\n{words(shown.public_text)}"))
    if win.public_state is not PublicText.DRAFTED:
        return Message(f"{win.label}: that is decided.", [top])
    elements = [
        button("Customers may read it", Action.WIN_APPROVE_WORDS, win.number),
        button("Change the text", Action.WIN_WORDS, win.number),
    ]
    text = f"May customers read this about {win.label}? {words(shown.public_text, 300)}"
    return Message(text, [top, ActionsBlock(elements=elements)])


def told(shown: Shown, what: str) -> Message:
    """Tell who told a win what became of it."""
    win, said = shown.win, TOLD[what]
    elements = [button("Show it", Action.WIN_SHOW, win.number)]
    if win.state is State.DECLINED:
        elements.insert(0, button("Change", Action.WIN_CHANGE, win.number))
    top = SectionBlock(text=mrkdwn(f"*{win.label}* · {said}\n{words(shown.story, 300)}"))
    return Message(f"{win.label}: {said}", [top, ActionsBlock(elements=elements)])


def channel_asked(chosen: WinsChannel | None) -> Message:
    """Ask the CCO, once, in which channel wins are told."""
    if chosen is not None:
        text = f"Wins are told in <#{chosen.channel_id}>."
        return Message("Wins have a channel now.", [SectionBlock(text=mrkdwn(text))])
    question = "In which channel shall customer wins be told, each Friday at 15:00?"
    text = "*The first customer win was told.* " + question
    picker = ConversationSelectElement(
        action_id=Action.WINS_CHANNEL,
        placeholder=plain("Pick a channel"),
        filter=ConversationFilter(
            include=["public", "private"],
            exclude_external_shared_channels=True,
            exclude_bot_users=True,
        ),
    )
    small = "Until then each win appears where it is told."
    return Message(
        f"The first customer win was told. {question}",
        [
            SectionBlock(text=mrkdwn(text)),
            ActionsBlock(elements=[picker]),
            ContextBlock(elements=[mrkdwn(small)]),
        ],
    )


def _title(page: Page) -> str:
    if page.page > 1:
        return f"More customer wins, {page.page} of {page.pages}"
    return f"Customer wins, {day_in_words(page.day, page.day)}"


def _top(page: Page) -> list[Block]:
    if page.page > 1:
        return [ContextBlock(elements=[mrkdwn(f"{page.page} of {page.pages}")])]
    late = " This comes late: I could not post it in time." if page.is_late else ""
    said = f"{count(page.total, 'win')} since the last time.{late}"
    return [
        HeaderBlock(text=plain(_title(page), 150)),
        ContextBlock(elements=[mrkdwn(said)]),
    ]


def _more(page: Page) -> list[Block]:
    rest = page.total - len(page.wins)
    if page.page > 1 or page.pages == 1:
        return []
    return [ContextBlock(elements=[mrkdwn(f"{rest} more in this thread.")])]
