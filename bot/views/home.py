"""The Home tab: what I owe, what is owed to me, what was offered to me, what I left unfinished."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    Option,
    OverflowMenuElement,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.domain.commitments.deputies import ForAnother
from bot.domain.commitments.finding import Page, Shown
from bot.domain.commitments.records import State
from bot.domain.issues.finding import Shown as Issue
from bot.domain.people import Person
from bot.domain.recognition.finding import Shown as Thanks
from bot.domain.sessions.occasions import Occasion
from bot.domain.unfinished import Started
from bot.views.commitments.controls import button
from bot.views.commitments.lists import HEADING_MOST, row, row_for
from bot.views.ids import Action
from bot.views.issues.lists import asked_rows, home_rows
from bot.views.preferences.settings import Held, home_line
from bot.views.proposals.lines import Shown as Led
from bot.views.proposals.rows import Waits, led_list, waiting_list
from bot.views.recognition.lines import thanks_lately
from bot.views.sessions.lines import upcoming
from bot.views.text import mrkdwn, plain, words

_QUESTIONS = {
    "promise": "A commitment",
    "copies": "Commitments, one owner each",
    "pick": "A line without its commitment",
    "away": "Days away",
    "forum": "A forum",
    "propose": "A proposal",
    "kudos": "Thanks",
    "nominate": "A nomination",
    "round.pick": "Words for a proposal",
    "issue": "A customer issue",
    "issue.pick": "A line without its issue",
    "contract": "A hand-off between areas",
    "win": "A customer win",
}


# What an unfinished thing is about.
_ABOUT = (("proposal", "P"), ("issue", "I"), ("number", "C"))
MOST_BLOCKS = 100  # In a view (Slack docs, "Blocks").
MOST_OTHERS = 3  # People somebody acts for.
MOST_FOR_ANOTHER = 5  # Lines of each.


@dataclass(frozen=True)
class Home:
    """Everything on one person's Home; each page holds ten at the most."""

    reader: Person
    owed_by_me: Page
    owed_to_me: Page
    offered_to_me: Page
    unfinished: Sequence[Started]
    now: datetime
    command: str
    held: Held
    sessions: Sequence[Occasion] = ()  # The next of the forums they are asked in.
    waiting: Sequence[Waits] = ()  # Rounds that wait for their voice.
    led: Sequence[Led] = ()  # Proposals they put out or lead, not decided yet.
    for_others: Sequence[ForAnother] = ()  # What was said to those they may act for.
    issues: Sequence[Issue] = ()  # That they own, or help with.
    issues_asked: Sequence[Issue] = ()  # That they are asked to own.
    thanks: Sequence[Thanks] = ()  # That they were given lately.


def home_tab(home: Home) -> View:
    """Draw Home; what waits for an answer comes first."""
    start = button("New commitment", Action.NEW, "home", style="primary")
    report = button("Report a customer issue", Action.ISSUE_NEW, "home")
    blocks: list[Block] = [ActionsBlock(elements=[start, report])]
    blocks += [*_waiting(home), *_offered(home)]
    blocks += _section(home, "What I owe", home.owed_by_me, "You owe nothing right now.")
    blocks += _section(home, "Owed to me", home.owed_to_me, "Nobody owes you anything right now.")
    blocks += [*_issues(home), *_for_others(home), *thanks_lately(home.thanks)]
    blocks += upcoming(home.sessions)
    blocks += [*_led(home), *_unfinished(home)]
    hint = f"`{home.command} commit call Acme by friday` works anywhere. `{home.command} help`"
    last = [*home_line(home.held), ContextBlock(elements=[mrkdwn(hint)])]
    return View(type="home", blocks=[*_fitting(blocks, last, home), *last])


def _fitting(blocks: list[Block], last: Sequence[Block], home: Home) -> list[Block]:
    """Leave out what Slack would refuse the whole Home for, and say so."""
    room = MOST_BLOCKS - len(last)
    if len(blocks) <= room:
        return blocks
    more = mrkdwn(f"… and more than fits here: `{home.command} list`")
    return [*blocks[: room - 1], ContextBlock(elements=[more])]


def _waiting(home: Home) -> list[Block]:
    if not home.waiting:
        return []
    rows = waiting_list(home.waiting)
    return [HeaderBlock(text=plain("Where do you stand?")), *rows, DividerBlock()]


def _led(home: Home) -> list[Block]:
    if not home.led:
        return []
    return [HeaderBlock(text=plain("To bring to an end")), *led_list(home.led)]


def _offered(home: Home) -> list[Block]:
    if not (home.offered_to_me.shown or home.issues_asked):
        return []
    rows = [block for shown in home.offered_to_me.shown for block in _offer_rows(home, shown)]
    rows += asked_rows(home.issues_asked)
    return [HeaderBlock(text=plain("Waits for my answer")), *rows, DividerBlock()]


def _issues(home: Home) -> list[Block]:
    if not home.issues:
        return []
    more = f"… and more: `{home.command} list issues mine`"
    rows = home_rows(home.issues, home.reader, more=more)
    return [HeaderBlock(text=plain("Issues I own")), *rows]


def _offer_rows(home: Home, shown: Shown) -> list[Block]:
    number = shown.commitment.number
    line = row(shown, home.reader, home.now)
    if shown.commitment.state is State.OPEN:
        accept = button("Accept", Action.TAKE_OVER, number)
        return [
            line,
            ActionsBlock(elements=[accept, button("Decline", Action.REFUSE_HANDOVER, number)]),
        ]
    elements = [
        button("Accept", Action.ACCEPT, number),
        button("Discuss", Action.DISCUSS, number),
        button("Decline", Action.DECLINE, number),
    ]
    return [line, ActionsBlock(elements=elements)]


def _section(home: Home, title: str, page: Page, empty: str) -> list[Block]:
    rows = [row(shown, home.reader, home.now) for shown in page.shown]
    nothing: list[Block] = [SectionBlock(text=mrkdwn(empty))]
    more: list[Block] = []
    if page.has_more:
        more = [ContextBlock(elements=[mrkdwn(f"… and more: `{home.command} list`")])]
    return [HeaderBlock(text=plain(title)), *(rows or nothing), *more]


def _for_others(home: Home) -> list[Block]:
    blocks: list[Block] = []
    for each in home.for_others[:MOST_OTHERS]:
        rows = [row_for(shown, home.now) for shown in each.shown[:MOST_FOR_ANOTHER]]
        heading = plain(f"For {each.person.called}", HEADING_MOST)
        blocks += [HeaderBlock(text=heading), *rows]
        if len(each.shown) > MOST_FOR_ANOTHER:
            more = f"… and {len(each.shown) - MOST_FOR_ANOTHER} more"
            blocks.append(ContextBlock(elements=[mrkdwn(more)]))
    hidden = len(home.for_others) - MOST_OTHERS
    if hidden > 0:
        people = "1 more person" if hidden == 1 else f"{hidden} more people"
        blocks.append(ContextBlock(elements=[mrkdwn(f"… and what falls due for {people}")]))
    return blocks


def _unfinished(home: Home) -> list[Block]:
    if not home.unfinished:
        return []
    rows = [_started(started) for started in home.unfinished]
    return [DividerBlock(), HeaderBlock(text=plain("Unfinished")), *rows]


def _started(started: Started) -> Block:
    about = next(
        (f"{label}-{started.facts[name]}" for name, label in _ABOUT if started.facts.get(name)), ""
    )
    title = _QUESTIONS.get(started.kind.value, f"About {about}" if about else "Begun")
    options = [
        Option(text=plain("Go on"), value=f"open:U-{started.number}"),
        Option(text=plain("Throw away"), value=f"discard:U-{started.number}"),
    ]
    menu = OverflowMenuElement(action_id=Action.DISCARD_FORM, options=options)
    return SectionBlock(text=mrkdwn(f"*{title}*\n{words(started.words, 280)}"), accessory=menu)
