"""What people type and press about reports, chains and the board."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.issues import chain, chain_export, trending
from bot.domain.issues.rights import issue_for
from bot.domain.people import Person
from bot.routes import Pressed, Routes
from bot.views.ids import Action
from handlers.desk import Desk
from handlers.lines import ByLetter, Line

LINES: Mapping[str, Line] = {"trends": trending.trends, "chain": chain.chain}
BY_LETTER: ByLetter = {"I": {"export": chain_export.export}}


def register(routes: Routes, desk: Desk) -> None:
    routes.action(Action.TRENDS_SHARE, desk.handler(share))
    routes.action(Action.TRENDS_SHOW, desk.handler(show))
    routes.action(Action.ISSUE_CHAIN, desk.handler(show_chain))


def show(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    return trending.trends_at(session, me, int(pressed.value), now)


def share(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Post the chart where it was asked for; a double click posts it once."""
    facts = json.loads(pressed.value)
    return trending.share_trends(session, me, facts, str(facts["at"]), now)


def show_chain(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Show the line of the issue that a button is about."""
    del now
    number, here = int(pressed.value.partition(":")[0]), pressed.channel_id
    issue_for(session, me, number, here=here, lock=False)
    return Said(Kind.ISSUE_CHAIN, {"issue": number, "here": here})
