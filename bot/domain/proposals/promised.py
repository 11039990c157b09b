"""What comes of a proposal: each line is promised by its writer, or offered to whom it names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.channels import channel_now
from bot.domain.commitments.promising import as_read, promise
from bot.domain.commitments.records import Commitment
from bot.domain.people import Person
from bot.domain.proposals.records import Proposal
from bot.domain.scenes import Scene, scene_in
from bot.domain.unfinished import FormKind, leave_unfinished
from bot.domain.words import cleaned
from bot.errors import UserError

MOST_LINES = 30
_BULLET = re.compile(r"^\s*(?:[-–•*·]|\d{1,2}[.)])\s+")


@dataclass(frozen=True)
class Promised:
    """Commitments that were made, and lines that wait as unfinished; numbers of both."""

    made: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)


def lines_of(text: str) -> list[str]:
    """Return the lines of a list without what such lines begin with."""
    lines = (_BULLET.sub("", line).strip() for line in cleaned(text).split("\n"))
    return [line for line in lines if line]


def promise_lines(
    session: Session,
    proposal: Proposal,
    me: Person,
    lines: Iterable[str],
    origin: str,
    now: datetime,
) -> Promised:
    """Make what can be read, linked to the proposal; the rest waits among the unfinished."""
    channel = channel_now(session, proposal.team_id, proposal.channel_id)
    promised = Promised()
    for place, line in enumerate(lines):
        own = f"{origin}:{place}"
        scene = scene_in(channel, origin=own) if channel else Scene(origin=own)
        said = _promise_line(session, me, scene, line, now)
        if said.kind is Kind.COMMITMENT:
            number = int(said.facts["number"])
            commitment = session.get_one(Commitment, (me.team_id, number))
            commitment.linked_to = proposal.label
            session.add(commitment)
            promised.made.append(number)
        else:
            promised.unread.append(int(said.facts["unfinished"]))
    return promised


def _promise_line(session: Session, me: Person, scene: Scene, line: str, now: datetime) -> Said:
    try:
        with session.begin_nested():
            return promise(session, me, scene, line, now)
    except UserError:
        facts = {"problem": "vague", "owner": me.slack_id, "scene": scene.to_json()}
        text = as_read(session, me, line)
        begun = leave_unfinished(session, me, FormKind.PROMISE, text, facts, now)
        return Said(Kind.FORM, {"unfinished": begun.number})
