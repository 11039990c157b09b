"""Two at the same moment: a win is told once, by one shoutout, and decided on once."""

from functools import partial

from sqlmodel import col, select

from bot.domain.answers import Kind
from bot.domain.notices import Notice
from bot.domain.wins import changing
from bot.domain.wins.records import Shoutout, State, Win
from bot.domain.wins.rights import win_for
from bot.domain.wins.shoutouts import look_at_shoutouts
from tests.conftest import NOON
from tests.domain.conftest import ON_POSTGRESQL
from tests.domain.wins.telling import a_win, a_wins_channel
from tests.domain.wins.test_shoutouts import AT
from tests.factories import a_person

pytestmark = ON_POSTGRESQL
AT_ONCE = 4


def twenty_wins(session):
    a_wins_channel(session)
    for place in range(20):
        a_win(session, story=f"story number {place} of ours")


def test_of_several_replicas_one_tells(saved, race):
    saved(twenty_wins)

    race(*[lambda session: look_at_shoutouts(session, AT)] * AT_ONCE)

    said, rows, states = saved(_seen)
    first = "shoutout:2026-11-27"
    assert said == [first, *(f"{first}:{page}" for page in (2, 3, 4))]
    assert (rows, states) == (1, {State.TOLD})


def named(session):
    a_wins_channel(session)
    return a_win(session, customer="Acme").number


def test_approved_and_turned_down_at_once_one_of_them_holds(saved, race):
    number = saved(named)

    outcomes = race(
        *(partial(_decide, act, number) for act in (changing.approve, changing.turn_down))
    )

    assert changing.AlreadyDecided in outcomes
    assert saved(lambda session: session.exec(select(Win)).one().state) in outcomes


def _decide(act, number, session):
    ada = a_person(session, "ada")
    return act(session, win_for(session, ada, number), ada, NOON).state


def _seen(session):
    said = select(Notice.key).where(Notice.kind == Kind.SHOUTOUT).order_by(col(Notice.key))
    states = {win.state for win in session.exec(select(Win))}
    return list(session.exec(said)), len(session.exec(select(Shoutout)).all()), states
