"""Settings: which reminders somebody gets, when they are reached, and who may act for them."""

from dataclasses import dataclass
from datetime import datetime, time

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.brief import plan_brief_of
from bot.domain.commitments.ladder import plan_digest
from bot.domain.history import Event
from bot.domain.notices import refresh_homes
from bot.domain.people import Person, person_seen
from bot.domain.preferences import Reminders, change_preferences, deputy_of, preferences_of
from bot.errors import UserError


class NoDays(UserError):
    """Please pick at least one day; being away is said with {command} away."""


class NoHours(UserError):
    """Your day ends before it begins. Please pick a later end."""


class DeputyIsMe(UserError):
    """You act for yourself anyway. Please pick a colleague, or leave it empty."""


class DeputyCannot(UserError):
    """Only a colleague can act for you: no bot, no guest, nobody who left or is from outside."""


@dataclass(frozen=True)
class Wishes:
    """What somebody chose; `deputy` is a Slack id."""

    reminders: Reminders = Reminders.ALL
    starts: time = time(9)
    ends: time = time(18)
    days: frozenset[int] = frozenset(range(5))
    urgent_anytime: bool = True
    urgent_issues: bool = False
    thanked_privately: bool = False
    deputy: str = ""

    def __post_init__(self) -> None:
        if not self.days:
            raise NoDays(field="days")
        if self.ends <= self.starts:
            raise NoHours(field="ends")


def change_wishes(session: Session, me: Person, wishes: Wishes, now: datetime) -> Said:
    """Take in what somebody chose, and answer with what holds now."""
    deputy = _demanded_deputy(session, me, wishes)
    known = preferences_of(session, me)
    before = deputy_of(session, me)
    wanted = {
        "reminders": wishes.reminders,
        "starts": wishes.starts,
        "ends": wishes.ends,
        "days": "".join(map(str, sorted(wishes.days))),
        "urgent_anytime": wishes.urgent_anytime,
        "urgent_issues": wishes.urgent_issues,
        "thanked_privately": wishes.thanked_privately,
        "deputy": deputy.number if deputy else None,
    }
    changed = {name: value for name, value in wanted.items() if getattr(known, name) != value}
    if changed:
        change_preferences(session, me, Event(me.number, "chose", now), **changed)
        plan_digest(session, me, now)
        plan_brief_of(session, me, now)
        concerned = (each.slack_id or "" for each in (me, before, deputy) if each)
        refresh_homes(session, me.team_id, concerned)
    return Said(Kind.SETTINGS, {"saved": True})


def _demanded_deputy(session: Session, me: Person, wishes: Wishes) -> Person | None:
    if not wishes.deputy:
        return None
    deputy = person_seen(session, me.team_id, wishes.deputy)
    if deputy.number == me.number:
        raise DeputyIsMe(field="deputy")
    if deputy.is_guest or not deputy.can_promise:
        raise DeputyCannot(field="deputy")
    return deputy
