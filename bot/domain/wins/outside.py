"""Wins that are told from outside: by a tool that signs what it sends, or a feed that is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.areas import area_called
from bot.domain.counters import give_back_number, next_number
from bot.domain.history import Event, record
from bot.domain.people import person_known
from bot.domain.wins.drafting import FEWEST_WORDS, LONGEST, LONGEST_NAME, MOST_PEOPLE
from bot.domain.wins.making import made_from, name_people, settle_name
from bot.domain.wins.records import NOUN, State, Win
from bot.domain.words import cleaned, keep_words

LONGEST_ID = 120


class NotAWin(Exception):
    """Something that was sent as a win and is none; the text says why, for who sent it."""


@dataclass(frozen=True)
class Outside:
    """One win as a tool tells it: people are Slack ids, the area is named."""

    story: str
    customer: str = ""
    area: str = ""
    people: tuple[str, ...] = ()


def outside_in(sent: Any, told_as: str = "story") -> Outside:
    """Read one win. Raises NotAWin, saying which of its parts is wrong."""
    if not isinstance(sent, Mapping):
        raise NotAWin("a win is an object with an id and a story")
    story = _text(sent, told_as, LONGEST)
    if len(story.split()) < FEWEST_WORDS:
        raise NotAWin(f"“{told_as}” must say in at least {FEWEST_WORDS} words what was won")
    people = sent.get("people") or []
    if not isinstance(people, list) or not all(isinstance(each, str) for each in people):
        raise NotAWin("“people” must be a list of Slack member ids")
    return Outside(
        story=story,
        customer=_text(sent, "customer", LONGEST_NAME),
        area=_text(sent, "area", LONGEST_NAME),
        people=tuple(people[:MOST_PEOPLE]),
    )


def take_in(session: Session, team_id: str, told: Outside, origin: str, now: datetime) -> Win:
    """Keep a win from outside, once for each origin."""
    number = next_number(session, team_id, NOUN)
    known = made_from(session, team_id, origin)
    if known is not None:
        give_back_number(session, team_id, NOUN)
        return known
    area = area_called(session, team_id, told.area) if told.area else None
    customer = keep_words(session, team_id, told.customer) if told.customer else None
    win = Win(
        team_id=team_id,
        number=number,
        state=State.READY,
        story=keep_words(session, team_id, told.story).id,
        customer=customer.id if customer else None,
        area=area.number if area else None,
        made_at=now,
        changed_at=now,
        origin=origin,
    )
    session.add(win)
    session.flush()
    people = (person_known(session, team_id, each) for each in told.people)
    name_people(session, win, tuple(each.number for each in people if each and each.can_promise))
    record(session, team_id, NOUN, number, 1, Event(None, "told", now))
    settle_name(session, win, now, by=None)
    return win


def _text(sent: Mapping[str, Any], name: str, most: int) -> str:
    value = sent.get(name, "")
    if not isinstance(value, str):
        raise NotAWin(f"“{name}” must be a text")
    text = cleaned(value)
    if len(text) > most:
        raise NotAWin(f"“{name}” is longer than {most} characters")
    return text
