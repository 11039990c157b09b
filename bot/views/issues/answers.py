"""The answer to whoever opened, changed or asked for an issue: what was understood, what next."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject, SectionBlock

from bot.domain.channels import Posting
from bot.domain.issues.finding import Shown, Told
from bot.domain.issues.hearing import Heard
from bot.domain.issues.stepping import Step
from bot.domain.people import Person
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.issues.cards import said_to_it
from bot.views.issues.controls import Offer, key_of, rows
from bot.views.issues.lines import (
    area_name,
    headline,
    list_line,
    more_lines,
    sentence,
    surroundings,
)
from bot.views.issues.stories import happened, report_line
from bot.views.proposals.lines import actions, quoted, section, small
from bot.views.surface import Message
from bot.views.text import mrkdwn, plain, words

MISSING = {
    Step.OWN: "an owner",
    Step.CAUSE: "what caused it",
    Step.FIX: "what the fix is",
    Step.FIXED: "that it is fixed",
    Step.TOLD: "who told the customer, and how",
    Step.GO_ON: "that it goes on",
}
SAID = {
    "same_words": "You said the same a moment ago, so it is one issue.",
    "asked": "They are asked; you hear what they say.",
    "closed_report": "It is closed, and stays so. *Reopen* if it is not solved.",
    "default": "Taken as normal; *Change* says otherwise.",
    "merged": "{number} is part of this one now.",
}


WHAT_MOST = 1500
# What is wanted right after something happened; an issue only looked at offers everything.
_USUAL = {Offer.OWN, Offer.NEXT, Offer.TOLD, Offer.GO_ON}
_WANTED = {
    "opened": {Offer.OWN, Offer.HANDOVER, Offer.SOLVED, Offer.CHANGE},
    "owned": {Offer.NEXT, Offer.SOLVED, Offer.HANDOVER},
    "reported": {Offer.OWN, Offer.REOPEN},
    "closed": {Offer.WIN},
    "declined": {Offer.STORY},
}


@dataclass(frozen=True)
class Answered:
    """An issue, what was just done to it, and what this reader may do next."""

    shown: Shown
    told: Told | None
    reader: Person
    offers: Sequence[Offer] = ()
    can_undo: bool = False
    notes: Sequence[str] = field(default=())
    posting: Posting | None = None
    missing: Sequence[Step] = ()  # What it still needs, where it was to be closed.
    kept: int = 0  # Where what was filled in waits.
    heard: Heard | None = None  # What was understood of a report.


def answer(answered: Answered) -> Message:
    """Draw what was understood, first words first, and everything that can be done now."""
    shown = answered.shown
    said = _said(answered)
    blocks: list[Block] = [section(f"{said}\n{words(shown.what, WHAT_MOST)}")]
    blocks += said_to_it(answered.told) if answered.told else []
    blocks += small(report_line(answered.heard)) if answered.heard else []
    blocks += small(surroundings(shown), *more_lines(shown))
    blocks += small(*_remarks(answered))
    news = f"{said.replace('*', '')} " if answered.told else ""
    return Message(f"{news}{sentence(shown)}", [*blocks, *_buttons(answered)])


def seen_before(text: str, alike: Sequence[Shown], note: str) -> Message:
    """Draw the issues that are worded alike, before one more is opened."""
    said = "*Seen before?* Nothing is opened yet. Is it one of these?"
    blocks: list[Block] = [section(f"{said}\n{quoted(text)}")]
    for each in alike:
        same = button("+1 report", Action.ISSUE_SAME, f"{each.issue.number}:{note}")
        blocks.append(SectionBlock(text=mrkdwn(list_line(each)), accessory=same))
    anew = button("It is a new one", Action.ISSUE_ANEW, note)
    spoken = "; ".join(sentence(each, 100) for each in alike)
    return Message(f"Seen before? {words(text, 300)} {spoken}", [*blocks, *actions(anew)])


def missing_words(missing: Sequence[Step]) -> str:
    """Return what is missing in words: “what caused it, and who told the customer, and how”."""
    return "; ".join(MISSING[step] for step in missing)


def _said(answered: Answered) -> str:
    shown, told = answered.shown, answered.told
    label = shown.issue.label
    if answered.missing:
        needs = missing_words(answered.missing)
        return f"*Issue {label} is not closed yet.* It still needs: {needs}"
    if told is None:
        return headline(shown)
    if told.happening.what == "opened":
        return f"*Issue {label}:* {_understood(shown)}"
    return f"*Issue {label}* · {happened(told, shown, answered.reader)}"


def _understood(shown: Shown) -> str:
    """Return with which defaults it was opened."""
    where = f", {area_name(shown.touchpoint.name)}" if shown.touchpoint else ""
    return f"noted as {shown.issue.severity.value}{where}."


def _remarks(answered: Answered) -> list[str]:
    """Say which defaults were used, and who can see it where that is not plain."""
    told = answered.told
    is_new = told is not None and told.happening.what == "opened"
    place = _place(answered) if is_new else ""
    return [place, *(SAID[note] for note in answered.notes if note in SAID)]


def _place(answered: Answered) -> str:
    only = "Seen by you, and by whoever owns or helps, only"
    return {
        Posting.HELD: f"{only}. `/invite @cxbot` and I post it here.",
        Posting.KEPT: f"{only}.",
        Posting.PERSONAL: f"{only}.",
        Posting.EXTERNAL: f"{only}: another company reads this channel.",
        Posting.GONE: f"{only}: this channel is archived.",
    }.get(answered.posting or Posting.POSTED, "Its card is in this channel.")


def _buttons(answered: Answered) -> list[Block]:
    shown = answered.shown
    key = key_of(shown)
    undo = button("Undo", Action.ISSUE_UNDO, key) if answered.can_undo else None
    another = None
    if "same_words" in answered.notes:
        another = button("Make another", Action.ISSUE_ANOTHER, key)
    fill = None
    if answered.missing:
        fill = button("Fill it in", Action.ISSUE_SOLVED, key)
        if answered.kept:
            fill = button("Fill it in", Action.OPEN_FORM, f"U-{answered.kept}")
    told = answered.told
    wanted = _WANTED.get(told.happening.what, _USUAL) if told else set(Offer)
    wanted = _USUAL if answered.missing else wanted
    offers = [each for each in answered.offers if each in wanted]
    return actions(fill, undo, another, *rows(shown, offers), *_sharing(answered))


def _sharing(answered: Answered) -> list[ButtonElement]:
    """Draw the ways to have it seen, where it was opened and nobody sees it."""
    told, number = answered.told, answered.shown.issue.number
    if told is None or told.happening.what != "opened":
        return []
    if answered.posting is Posting.EXTERNAL:
        anyway = button(
            "Post here anyway",
            Action.ISSUE_POST_HERE,
            number,
            confirm=_outside(),
        )
        return [button("Post in…", Action.ISSUE_SHARE, number), anyway]
    if answered.posting in {Posting.PERSONAL, Posting.KEPT}:
        return [button("Share in…", Action.ISSUE_SHARE, number)]
    return []


def _outside() -> ConfirmObject:
    return ConfirmObject(
        title="Post it here?",
        text=plain("People of another company read this channel."),
        confirm="Post it",
        deny="Keep it private",
    )
