"""What the tests of notices share: an outbox of its own, and short words for what is done to it."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, select

from bot.domain.notices import (
    Allowance,
    Lane,
    Notice,
    Pace,
    Pause,
    Place,
    Sent,
    Step,
    claim_notices,
    finish,
    promise,
)

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TEAM = "T1"
AT_ONCE = Pace(post=0, update=0, lease=0.0, first_look=0, look=0, longest_wait=0, locked_out=0)
PATIENT = Pace(lease=3600)
SENT = Sent("C1", "1.1")


class Outbox:
    """Speaks to the verbs with one team, one moment and one pace."""

    def __init__(self, session: Session, pace: Pace = PATIENT) -> None:
        self.session = session
        self.pace = pace
        self.now = NOW

    def promises(self, key: str, channel: str = "C1", **more: object) -> None:
        more.setdefault("place", Place(channel_id=channel))
        promise(self.session, TEAM, key, **{"kind": "card", "now": self.now} | more)

    def claims(self, limit: int = 10, allowance: Allowance | None = None) -> list[Notice]:
        self.session.flush()
        found = claim_notices(
            self.session, self.now, limit, pace=self.pace, allowance=allowance or Allowance()
        )
        return [self._as_claimed(notice) for notice in found]

    def claims_keys(self) -> list[str]:
        return [notice.key for notice in self.claims()]

    def ends(self, claimed: Notice, outcome: object) -> float:
        return finish(self.session, claimed, outcome, self.now, pace=self.pace)

    def says_all(self) -> None:
        for number, claimed in enumerate(self.claims()):
            self.ends(claimed, Sent("C1", f"1.{number}"))

    def has(self, key: str) -> Notice:
        self.session.flush()
        return self.session.exec(select(Notice).where(Notice.key == key)).one()

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)

    def lets_machine_time_pass(self) -> None:
        """End every lease, gap and pause, as hours without a sender would."""
        self.session.flush()
        self.session.execute(update(Notice).values(lease_until=0, try_at=0))
        self.session.execute(update(Lane).values(lease_until=0, next_at=0))
        self.session.execute(update(Pause).values(until=0))
        self.session.expire_all()

    def _as_claimed(self, notice: Notice) -> Notice:
        """Copy it: whoever sends it has seen it at this moment only."""
        self.session.flush()
        return Notice(**notice.model_dump())


def said(outbox: Outbox, key: str = "a", **more: object) -> Notice:
    outbox.promises(key, **more)
    (claimed,) = outbox.claims()
    outbox.ends(claimed, SENT)
    return outbox.has(key)


def only(step: Step) -> Allowance:
    return Allowance(dict.fromkeys({*Step} - {step}, 0), {})
