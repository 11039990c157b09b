"""Wins of the cast: told in a line, in #ops or another channel."""

from bot.domain.areas import areas_of, join_area
from bot.domain.roles import appoint_cco
from bot.domain.wins.channel import choose_channel
from bot.domain.wins.drafting import Draft
from bot.domain.wins.making import tell_win
from tests.conftest import NOON
from tests.factories import PUBLIC_SCENE, TEAM, a_channel, a_person

WINS = "CWINS"
STORY = "the refund came within the hour and they renewed"


def a_win(session, by="ben", *, now=NOON, scene=PUBLIC_SCENE, story=STORY, **said):
    """Return a win as somebody of the cast has told it."""
    a_channel(session)
    return tell_win(session, a_person(session, by), Draft(story, **said), scene, now).win


def a_wins_channel(session, **chosen):
    """Have wins told in #wins on Fridays at 15:00 in Berlin, by Ada, who is CCO."""
    ada = a_person(session, "ada")
    appoint_cco(session, ada, NOON)
    a_channel(session, WINS, name="wins")
    session.flush()
    channel = choose_channel(session, ada, WINS, NOON, **chosen)
    session.flush()
    return channel


def in_area(session, name, area):
    """Put one of the cast into an area, and return the area's number."""
    number = next(each.number for each in areas_of(session, TEAM) if each.name == area)
    join_area(session, a_person(session, name), number)
    session.flush()
    return number
