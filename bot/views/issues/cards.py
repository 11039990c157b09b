"""The card in a channel, the question to who is asked to own it, and what people hear in a DM."""

from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.domain.issues.finding import Shown, Told
from bot.domain.issues.records import ENDED, State
from bot.domain.people import Person
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.issues.controls import Offer, card_controls, key_of, rows, sensible
from bot.views.issues.lines import (
    area_name,
    around,
    headline,
    more_lines,
    name_of,
    sentence,
    state_of,
    surroundings,
    within,
)
from bot.views.issues.stories import OWN_WORDS, SAID_BELOW, happened
from bot.views.proposals.lines import actions, quoted, section, small
from bot.views.surface import Message
from bot.views.text import named, words

# After these, whoever asked has to ask somebody else.
_UNANSWERED = {"declined", "offer_lapsed"}
_STEPS = (Offer.NEXT, Offer.TOLD, Offer.GO_ON)


@dataclass(frozen=True)
class Asking:
    """Who is asked to own an issue, by whom, and whether the question still waits."""

    shown: Shown
    asked: Person
    giver: Person | None
    is_handover: bool
    waits: bool
    why: str = ""


def card(shown: Shown) -> Message:
    """Draw an issue where everybody there can see it."""
    blocks: list[Block] = [section(f"{headline(shown)}\n{words(shown.what)}")]
    blocks += small(surroundings(shown), *more_lines(shown))
    return Message(sentence(shown), [*blocks, *card_controls(shown)])


def offer(asking: Asking) -> Message:
    """Draw the question in the DM of who is asked to own it; once answered, it shows the answer."""
    shown = asking.shown
    giver = name_of(asking.giver) or f"The source {named(shown.source)}".strip()
    asks = f"{giver} asks you to {'take over' if asking.is_handover else 'own'}"
    lead, text = f"*{asks} {shown.issue.label}*", f"{asks} {sentence(shown)}"
    if not asking.waits:
        outcome = _outcome(asking)
        lead, text = f"*Issue {shown.issue.label}* · *{outcome}*", f"{outcome}. {sentence(shown)}"
    blocks: list[Block] = [section(f"{lead}\n{words(shown.what)}")]
    blocks += [section(quoted(asking.why))] if asking.why and asking.waits else []
    blocks += small(_until(asking), around(shown), *more_lines(shown))
    waits = answering(shown.issue.number, is_a_person=asking.giver is not None)
    return Message(text, [*blocks, *(waits if asking.waits else ())])


def answering(number: int, *, is_a_person: bool) -> list[Block]:
    """Draw the answers to who asks one to own an issue; a source discusses nothing."""
    discuss = button("Discuss", Action.ISSUE_DISCUSS, number) if is_a_person else None
    return actions(
        button("Accept", Action.ISSUE_ACCEPT, number),
        discuss,
        button("Decline", Action.ISSUE_DECLINE, number),
    )


def tidings(shown: Shown, told: Told, reader: Person) -> Message:
    """Draw what somebody did to an issue, for one person it matters to."""
    news = happened(told, shown, reader)
    blocks: list[Block] = [section(f"*Issue {shown.issue.label}* · {news}\n{words(shown.what)}")]
    blocks += said_to_it(told)
    blocks += small(surroundings(shown), *more_lines(shown))
    return Message(f"{news} {sentence(shown)}", [*blocks, *_answers(shown, told, reader)])


def urgent(shown: Shown) -> Message:
    """Draw what the leader of an area hears at once."""
    lead = f"*Urgent: issue {shown.issue.label}*"
    where = f" · {area_name(shown.touchpoint.name)}" if shown.touchpoint else ""
    blocks: list[Block] = [section(f"{lead}{where}\n{words(shown.what)}")]
    blocks += small(surroundings(shown), *more_lines(shown))
    unowned = shown.issue.state is State.NEW
    offers = [Offer.OWN, Offer.HANDOVER] if unowned and not shown.handover_to else [Offer.STORY]
    return Message(f"Urgent: {sentence(shown)}", [*blocks, *actions(*rows(shown, offers))])


def closed(shown: Shown) -> Message:
    """Draw what each reporter hears in the end, with the way to say that it is not solved."""
    label, state = shown.issue.label, shown.issue.state
    if state not in ENDED:
        said = f"{label} was opened again: {within(state_of(shown))}"
        block = section(f"*Issue {label}* · {state_of(shown)}, open again\n{words(shown.what)}")
        return Message(f"{said}. {sentence(shown)}", [block, *small(surroundings(shown))])
    lead = f"*Issue {label}, which you reported: {within(state_of(shown))}*"
    blocks: list[Block] = [section(f"{lead}\n{words(shown.what)}"), *small(*more_lines(shown))]
    ask = "If it is not solved for your customer, say so, and it opens again."
    not_solved = button("Not solved for customer", Action.ISSUE_REOPEN, key_of(shown))
    return Message(
        f"Which you reported: {sentence(shown)}", [*blocks, *small(ask), *actions(not_solved)]
    )


def said_to_it(told: Told) -> list[Block]:
    """Draw what was said to something that happened: a reason, a cause, a customer's words."""
    if not told.words or told.happening.what in OWN_WORDS | SAID_BELOW:
        return []
    return [section(quoted(told.words))]


def _until(asking: Asking) -> str:
    """Say who owns it while the question waits."""
    if not asking.waits or asking.shown.owner is None:
        return ""
    return f"{name_of(asking.shown.owner)} owns it until you say yes."


def _outcome(asking: Asking) -> str:
    """Return what became of the question, for the one it was put to."""
    issue = asking.shown.issue
    if issue.owner == asking.asked.number and issue.state not in ENDED:
        return "Yours now"
    if issue.handover_to == asking.asked.number:
        return "There is a newer question below"
    return "You are no longer asked"


def _answers(shown: Shown, told: Told, reader: Person) -> list[Block]:
    """Draw the buttons by which a reader goes on from what happened."""
    possible = sensible(shown)
    wanted: list[Offer] = []
    if shown.issue.owner == reader.number:
        wanted = [each for each in _STEPS if each in possible]
    if told.happening.what in _UNANSWERED and Offer.HANDOVER in possible:
        wanted.append(Offer.HANDOVER)
    if told.happening.what == "discussed" and Offer.TAKE_BACK in possible:
        wanted.append(Offer.TAKE_BACK)
    return actions(*rows(shown, [*wanted, Offer.STORY]))
