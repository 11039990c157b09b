"""A source that is half open, or silent: for the CCO's brief, and for who looks after it."""

import json

from slack_sdk.models.blocks import ButtonElement

from bot.domain.issues.listing import Which
from bot.domain.issues.watching import Ails, Trouble
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.text import count, named


def trouble_line(trouble: Trouble) -> str:
    """Say what is wrong with a source, and what helps."""
    name, days = f"*{named(trouble.source.name)}*", count(trouble.days, "day")
    if trouble.ails is Ails.UNUSED:
        return f"Source {name}: nothing came since it was made, {days} ago. Is the tool connected?"
    if trouble.ails is Ails.QUIET:
        return f"Source {name}: nothing came for {days}. Is the tool still connected?"
    loops = trouble.loops
    closed = f"{loops.closed} of {count(loops.due, 'customer issue')} closed"
    return f"Source {name} is *half open*: {closed}. Answer them, or switch it off until you can."


def see_issues(trouble: Trouble) -> ButtonElement | None:
    """Draw the way to the open issues of a source that is half open."""
    if trouble.ails is not Ails.HALF_OPEN:
        return None
    facts = {"which": Which.SOURCE.value, "of": trouble.source.name, "page": 0}
    return button("See its issues", Action.ISSUE_LIST_MORE, json.dumps(facts))
