"""A win that a tool sends: signed as issues are, taken once, and refused with what is wrong."""

import pytest
from sqlmodel import select

from bot.domain.issues.signals import Sent, take_all
from bot.domain.issues.sources import SourceWish, make_source
from bot.domain.wins.records import State, Win
from bot.hooks import TAKEN
from tests.conftest import NOON
from tests.domain.wins.telling import a_wins_channel
from tests.factories import TEAM, a_person

WON = {"kind": "win", "what": "they renewed for two years", "customer": "Acme", "area": "sales"}


@pytest.fixture
def sends(session):
    """What a CRM is answered when it sends something under a key."""
    a_wins_channel(session)
    tells = "Their account manager writes to them."
    wish = SourceWish("crm", a_person(session, "ben"), answer_hours=48, tells_back=tells)
    source = make_source(session, TEAM, wish, NOON)

    def send(payload, key="k1"):
        sent = Sent(TEAM, "crm", source.secret, key, "d", payload)
        [taken] = take_all(session, [sent], TAKEN, NOON)
        return taken.status, taken.answer

    return send


def test_it_is_kept_once_and_waits_for_a_yes_to_its_customer(session, sends):
    assert [sends(WON) for _ in range(2)] == [(200, {"win": "W-1", "state": "waiting"})] * 2

    win = session.exec(select(Win)).one()
    assert (win.state, win.teller) == (State.WAITING, None)


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"what": "renewed"}, "what"),
        ({"what": 5}, "what"),
        ({"people": "UBEN"}, "people"),
        ({"issue": "I-7"}, "issue"),
        ({"kind": "song"}, "kind"),
    ],
)
def test_what_is_no_win_is_refused_with_what_is_wrong(session, sends, changed, wrong):
    status, answer = sends({**WON, **changed})

    assert (status, wrong in answer["error"]) == (400, True)
    assert session.exec(select(Win)).all() == []
