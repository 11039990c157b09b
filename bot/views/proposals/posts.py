"""A round's post in its channel: the proposal, who was heard, the time left; later what came."""

from slack_sdk.models.blocks import Block

from bot.domain.proposals.records import ENDED, State
from bot.views.proposals.changes import diff
from bot.views.proposals.lines import (
    OUTCOME_MOST,
    Shown,
    actions,
    body,
    concern_button,
    counted,
    first_names,
    heading,
    heard_lines,
    section,
    see_button,
    sentence,
    short,
    small,
    stance_buttons,
    state_of,
    which,
)
from bot.views.surface import Message
from bot.views.text import dotted, moment, named, words

AREAS_MOST = 2
CONCERNS_MOST = 3
CONCERN_MOST = 300
WHY_MOST = 300
LATE = "This comes late: I could not post it in time."
_NEXT = {
    State.HEARD: "Closed: everybody needed was heard. {leader} writes the outcome.",
    State.WORKING_DISSENT: (
        "Closed: a dissent is being worked on. Then it is amended, or {leader} writes the outcome."
    ),
    State.NOT_HEARD: "Closed: not heard enough. Nobody's silence counts as a yes.",
}


def post(shown: Shown, *, is_late: bool = False) -> Message:
    """Draw a round where everybody in its channel can see it."""
    blocks: list[Block] = [section(_headline(shown)), heading(shown), *body(shown)]
    blocks += small(surroundings(shown), LATE if is_late else "")
    blocks += [*diff(shown), *concerns(shown), *_stands(shown)]
    return Message(sentence(shown), blocks)


def surroundings(shown: Shown) -> str:
    """Return who proposes it, which areas it affects, and until when answers are taken."""
    areas = ", ".join(named(area) for area in shown.areas)
    until = shown.round.closes_at if shown.round and shown.is_running else None
    return dotted(
        [
            f"proposed by {short(shown.proposer.called)}",
            f"affects {areas}" if areas else "",
            f"until {moment(until)}" if until else "",
        ]
    )


def concerns(shown: Shown) -> list[Block]:
    """Draw what was left in the box before the round; nobody knows by whom."""
    texts = shown.concerns[:CONCERNS_MOST]
    if not texts:
        return []
    top = section("*Concerns left before the round, without a name*")
    return [top, *(section(f">{words(text, CONCERN_MOST)}".replace("\n", "\n>")) for text in texts)]


def came_of(shown: Shown) -> list[Block]:
    """Draw how a closed round ended, and the outcome once it is written."""
    proposal, table = shown.proposal, shown.table
    counts = counted(table.counts) if table and table.counts else ""
    if not shown.is_latest:
        follows = section(dotted(["This round is closed; a newer one follows below.", counts]))
        return [follows, *_why(shown)]
    if proposal.state not in ENDED:
        leader = short(shown.facilitator.called)
        said = _NEXT.get(proposal.state, "Closed.").format(leader=leader)
        stands = section("\n".join(filter(None, [f"*{said}*", counts])))
        return [stands, *_missing(shown), *_why(shown)]
    state = state_of(shown)
    top = f"*{state[0].upper()}{state[1:]}*"
    by = f"written by {short(shown.outcome_by.called)}" if shown.outcome_by else ""
    ended: list[Block] = [section("\n".join(filter(None, [top, counts]))), *_why(shown)]
    if shown.outcome:
        ended.append(section(words(shown.outcome, OUTCOME_MOST)))
    open_still = f"Open conditions: {', '.join(shown.conditions)}" if shown.conditions else ""
    return [*ended, *small(open_still, by)]


def without_voice(shown: Shown) -> list[Block]:
    """Draw the affected areas for which nobody speaks who is asked: it is never enough then."""
    areas = _unheard(shown, can_be_heard=False)
    if not areas:
        return []
    return small(f"*Nobody who is asked speaks for {areas}*: please change who is asked.")


def _unheard(shown: Shown, *, can_be_heard: bool) -> str:
    areas = [short(area) for area, can in shown.unheard_areas if can is can_be_heard]
    rest = len(areas) - AREAS_MOST
    return ", ".join([*areas[:AREAS_MOST], *([f"{rest} more"] if rest > 0 else [])])


def asked_why(shown: Shown) -> list[Block]:
    """Draw why it was changed who is asked, and by whom."""
    if not shown.asked_why:
        return []
    by = short(shown.asked_by.called) if shown.asked_by else "Somebody"
    return small(f"{by} changed who is asked: {words(shown.asked_why, WHY_MOST)}")


def _why(shown: Shown) -> list[Block]:
    """Draw the reason why a round was closed early, or a proposal taken back."""
    if not shown.closed_why:
        return []
    what = "taken back" if shown.proposal.state is State.WITHDRAWN else "closed"
    by = f"{what} by {short(shown.closed_by.called)}" if shown.closed_by else what
    return small(f"{by}: {words(shown.closed_why, WHY_MOST)}")


def _headline(shown: Shown) -> str:
    return dotted([which(shown), "" if shown.is_running else state_of(shown)])


def _stands(shown: Shown) -> list[Block]:
    if shown.table is None:
        return []
    if not shown.is_running:
        return [*came_of(shown), *actions(see_button(shown.key))]
    buttons = [*stance_buttons(shown.key), *actions(see_button(shown.key), concern_button(shown))]
    hint = "What anybody answered is shown to those who have spoken, and to all once it closes."
    heard = [*heard_lines(shown.table), *without_voice(shown), *asked_why(shown)]
    return [*heard, *buttons, *small(hint)]


def _missing(shown: Shown) -> list[Block]:
    waiting = shown.table.waiting if shown.table else ()
    if shown.proposal.state is not State.NOT_HEARD:
        return []
    areas = _unheard(shown, can_be_heard=True)
    people = f"Not heard: {first_names(waiting)}" if waiting else ""
    return [
        *small(people, f"Not heard for: {areas}" if areas else ""),
        *without_voice(shown),
    ]
