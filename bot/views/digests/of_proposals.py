"""A proposal in a digest: what it waits for, until when, and the button that goes on with it."""

from slack_sdk.models.blocks import ActionsBlock, Block, SectionBlock

from bot.domain.digests.of_proposals import ProposalMatter
from bot.domain.proposals.heard import ALL_HEARD, ROUND_CLOSED
from bot.domain.proposals.records import State
from bot.domain.proposals.reminding import ROUND_WAITS
from bot.domain.proposals.speaking import SPEAKS
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.text import dotted, escape, moment, mrkdwn, named, words

_WORDS = 200
_NEXT = {
    State.HEARD: "Everybody needed was heard. What came of it is yours to write.",
    State.WORKING_DISSENT: "It closed with a dissent, which is worked on before you ask again.",
    State.NOT_HEARD: "Not enough were heard. Ask them once more, change who is asked, or end it.",
}


def matter_blocks(matter: ProposalMatter) -> list[Block]:
    """Draw one proposal as it stands now; once settled it has no button."""
    section = SectionBlock(text=mrkdwn(f"{_line(matter)}\n{words(matter.title, _WORDS)}"))
    return [section, *([_button(matter)] if matter.waits else [])]


def matter_spoken(matter: ProposalMatter) -> str:
    """Return the same in one line without marks."""
    said = _top(matter).replace("*", "").replace("~", "")
    return f"{said}: {words(matter.title, _WORDS)}"


def _line(matter: ProposalMatter) -> str:
    lines = [_top(matter), *([_next(matter)] if matter.waits else [])]
    return "\n".join(line for line in lines if line)


def _top(matter: ProposalMatter) -> str:
    name = matter.proposal.label
    if not matter.waits:
        return dotted([f"~{name}~", "*this is settled*"])
    closes = f"closes {moment(matter.closes_at)}" if matter.closes_at else ""
    if matter.role == ALL_HEARD:
        return dotted([f"*{name}*", "*everybody was heard*", closes])
    if matter.role in {ROUND_WAITS, SPEAKS}:
        last = "its last day" if matter.is_last_day else ""
        return dotted([f"*{name}*", f"*waits for {_whose(matter)}*", last, closes])
    if matter.role == ROUND_CLOSED:
        return dotted([f"*{name}*", "*its round is closed*"])
    return dotted([f"*{name}*", "*how did it turn out?*"])


def _next(matter: ProposalMatter) -> str:
    if matter.role == ALL_HEARD:
        return "You need not wait for its last day: close it, saying so."
    if matter.role == ROUND_CLOSED:
        return _NEXT.get(matter.proposal.state, "")
    if matter.role in {ROUND_WAITS, SPEAKS} and matter.link:
        return f"<{escape(matter.link)}|Where it is asked>"
    return ""


def _whose(matter: ProposalMatter) -> str:
    names = [named(person.called) for person in matter.spoken_for]
    return f"what you say for {', '.join(names)}" if names else "your voice"


def _button(matter: ProposalMatter) -> Block:
    if matter.role == ROUND_WAITS:
        pressed = button("Say where you stand", Action.PROPOSAL_SHOW, matter.key)
    elif matter.role == SPEAKS:
        pressed = button("Say where they stand", Action.STAND_CHANGE, matter.key)
    elif matter.role in {ROUND_CLOSED, ALL_HEARD}:
        pressed = button("Go on with it", Action.PROPOSAL_SHOW, matter.key)
    else:
        pressed = button("Say how it turned out", Action.PROPOSAL_REVIEW, matter.key)
    return ActionsBlock(elements=[pressed])
