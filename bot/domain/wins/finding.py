"""Looking wins up: one with all a reader needs to know, and what is not told yet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from bot.domain.areas import Area
from bot.domain.people import Person, people_numbered
from bot.domain.preferences import Preferences
from bot.domain.wins.records import PublicText, State, Win, WinPerson
from bot.domain.wins.rights import Act, can_see, may
from bot.domain.words import words_of
from bot.domain.workspaces import link_to

PAGE = 10
LOOKED_AT = 200  # More wins than that wait for nothing: somebody should be told instead.
ERASED = "(erased)"
UNNAMED = "a customer"


@dataclass(frozen=True)
class Shown:
    """A win with the people and words on it, as everybody may read it.

    `customer` is empty while it may not be named; `unnamed` counts who likes no thanks in public.
    """

    win: Win
    story: str
    customer: str
    teller: Person | None
    area: str
    people: Sequence[Person]
    unnamed: int = 0
    public_text: str = ""
    link: str = ""


@dataclass(frozen=True)
class NotToldYet:
    """What waits: for a yes to the customer's name, for the next shoutout, to be told outside."""

    to_approve: Sequence[Shown] = field(default=())
    to_tell: Sequence[Shown] = field(default=())
    for_customers: Sequence[Shown] = field(default=())

    @property
    def is_empty(self) -> bool:
        return not (self.to_approve or self.to_tell or self.for_customers)


def shown(session: Session, win: Win, *, with_name: bool = False) -> Shown:
    return shown_all(session, [win], with_name=with_name)[0]


def shown_all(session: Session, wins: Sequence[Win], *, with_name: bool = False) -> list[Shown]:
    """Return wins with what belongs to them; `with_name` is for who decides on the name."""
    if not wins:
        return []
    team_id = wins[0].team_id
    by_win = _people(session, wins)
    wanted = {each.teller for each in wins} | {one for some in by_win.values() for one in some}
    people = people_numbered(session, team_id, wanted)
    private = _thanked_privately(session, team_id, set(people))
    texts = words_of(
        session,
        {one for win in wins for one in (win.story, win.customer, win.public_text)},
    )
    areas = {area.number: area.name for area in _areas(session, wins)}
    return [
        _shown(session, win, texts, areas, with_name=with_name).with_people(
            people.get(win.teller or 0),
            [people[one] for one in by_win.get(win.number, []) if one in people],
            private,
        )
        for win in wins
    ]


def not_told_yet(session: Session, me: Person, here: str = "") -> NotToldYet:
    """Return what this person can see of the wins that somebody has still to hear of."""

    def seen(*conditions: object) -> list[Win]:
        found = select(Win).where(Win.team_id == me.team_id, *conditions)  # type: ignore[arg-type]  # column expressions
        ordered = found.order_by(col(Win.made_at).desc(), col(Win.number).desc())
        wins = session.exec(ordered.limit(LOOKED_AT)).all()
        return [win for win in wins if can_see(session, win, me, here)]

    waiting = [
        win
        for win in seen(Win.state == State.WAITING)
        if win.teller == me.number or may(session, win, me, Act.APPROVE)
    ]
    approved = seen(
        Win.public_state == PublicText.APPROVED,
        col(Win.state).in_([State.READY, State.TOLD]),
    )
    return NotToldYet(
        to_approve=shown_all(session, waiting, with_name=True),
        to_tell=shown_all(session, seen(Win.state == State.READY)),
        for_customers=shown_all(session, approved),
    )


def veiled(story: str, customer: str) -> str:
    """Return a story without the name of its customer, however it is written there."""
    name = customer.strip()
    return re.sub(re.escape(name), UNNAMED, story, flags=re.IGNORECASE) if name else story


@dataclass(frozen=True)
class _Told:
    """A win without its people."""

    win: Win
    story: str
    customer: str
    area: str
    public_text: str
    link: str

    def with_people(
        self, teller: Person | None, people: Sequence[Person], private: set[int]
    ) -> Shown:
        return Shown(
            **vars(self),
            teller=teller,
            people=[each for each in people if each.number not in private],
            unnamed=sum(each.number in private for each in people),
        )


def _shown(
    session: Session,
    win: Win,
    texts: dict[int, str],
    areas: dict[int, str],
    *,
    with_name: bool,
) -> _Told:
    story, customer = texts.get(win.story, ERASED), texts.get(win.customer or 0, "")
    is_named = with_name or (win.approved_by is not None and not win.is_withheld)
    return _Told(
        win=win,
        story=story if is_named else veiled(story, customer),
        customer=customer if is_named else "",
        area=areas.get(win.area or 0, ""),
        public_text=texts.get(win.public_text or 0, ""),
        link=link_to(session, win.team_id, win.message_channel, win.message_ts),
    )


def _people(session: Session, wins: Sequence[Win]) -> dict[int, list[int]]:
    numbers = {win.number for win in wins}
    there = select(WinPerson).where(
        WinPerson.team_id == wins[0].team_id, col(WinPerson.win).in_(numbers)
    )
    found: dict[int, list[int]] = {}
    for row in session.exec(there.order_by(col(WinPerson.person))):
        found.setdefault(row.win, []).append(row.person)
    return found


def _areas(session: Session, wins: Sequence[Win]) -> Sequence[Area]:
    numbers = {win.area for win in wins if win.area is not None}
    there = select(Area).where(Area.team_id == wins[0].team_id, col(Area.number).in_(numbers))
    return session.exec(there).all() if numbers else []


def _thanked_privately(session: Session, team_id: str, numbers: set[int]) -> set[int]:
    """Return who of these people likes to be thanked between two people only."""
    private = select(Preferences.person).where(
        Preferences.team_id == team_id,
        col(Preferences.person).in_(numbers),
        col(Preferences.thanked_privately).is_(True),
    )
    return set(session.exec(private)) if numbers else set()
