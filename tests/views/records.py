"""People, commitments and what happened to them, as views get them; no database behind."""

from datetime import date, timedelta

from bot.domain.commitments.finding import Page, Shown, Told
from bot.domain.commitments.records import Commitment, State
from bot.domain.history import Happening
from bot.domain.people import Person
from tests.conftest import NOON
from tests.factories import FRIDAY, TEAM

TODAY = date(2026, 11, 24)
ADA, BEN, CLEO = 1, 2, 3
LARGEST = 9_999_999
LINK = "https://harbour.example/archives/C0123456789/p1795181520000000"
SETTLED = {State.DONE, State.DROPPED, State.RELEASED, State.DECLINED, State.LAPSED, State.WITHDRAWN}


def a_reader(number=ADA, name="Ada Lind"):
    return Person(team_id=TEAM, number=number, slack_id=f"U{number}", name=name)


def a_row(state=State.OPEN, number=12, **columns):
    """A commitment's row as the table holds it."""
    known = {
        "team_id": TEAM,
        "revision": 1,
        "owner": ADA,
        "maker": ADA,
        "what": 1,
        "due_on": FRIDAY,
        "first_due_on": FRIDAY,
        "overdue_from": NOON + timedelta(days=4),
        "made_at": NOON,
        "moves": 0,
        "handed_on": 0,
        "settled_on": TODAY if state in SETTLED else None,
    }
    return Commitment(state=state, number=number, **known | columns)


def a_shown(what="call Acme", state=State.OPEN, *, owner="Ada Lind", owned_by=ADA, **more):
    """A commitment as it is shown; `more` are columns of its row, or other fields."""
    fields = {
        "customers": "",
        "proof": "",
        "promised_to": None,
        "offered_by": None,
        "handover_to": None,
        "link": "",
    }
    columns = {name: value for name, value in more.items() if name not in fields}
    fields |= {name: value for name, value in more.items() if name in fields}
    row = a_row(state, owner=owned_by, **columns)
    return Shown(row, what=what, owner=a_reader(owned_by, owner), today=TODAY, **fields)


def filled(filling, state=State.OPEN, **more):
    """A commitment with everything on it that a filling asks for."""
    if not filling.is_full:
        return a_shown(filling.text, state, owner=filling.name, **more)
    everything = {
        "number": LARGEST,
        "revision": LARGEST,
        "due_on": date(2028, 9, 27),
        "due_at": NOON.time(),
        "moves": 99,
        "handed_on": 99,
        "broken_on": FRIDAY,
        "customers": filling.text[:500],
        "proof": filling.text,
        "promised_to": a_reader(BEN, filling.name),
        "handover_to": a_reader(CLEO, filling.name),
        "link": LINK,
    }
    return a_shown(filling.text, state, owner=filling.name, **everything | more)


def a_told(what, *, by=BEN, name="Ben Okafor", other=None, words="", **facts):
    """Something that happened to a commitment, told."""
    happening = Happening(
        team_id=TEAM,
        noun="commitment",
        number=12,
        seq=2,
        person=by,
        what=what,
        at=NOON,
        facts=facts,
        digest="",
    )
    person = a_reader(by, name) if by else None
    return Told(happening, person, a_reader(CLEO, other) if other is not None else None, words)


def told_of(filling, what):
    """The same, with all that can be told."""
    if not filling.is_full:
        return a_told(what, name=filling.name)
    before = {"before": {"due_on": "2026-09-30"}, "on": "2028-09-27"}
    return a_told(what, name=filling.name, other=filling.name, words=filling.text, **before)


def a_page(shown=(), number=0, *, has_more=False, unseen=0):
    return Page(tuple(shown), number, has_more=has_more, unseen=unseen)


def filled_page(filling, state=State.OPEN, **more):
    shown = [filled(filling, state, **more)] * filling.many(10)
    return a_page(shown, number=3, has_more=True, unseen=100) if shown else a_page()
