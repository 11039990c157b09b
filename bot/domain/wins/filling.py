"""The forms of wins, sent: each is one verb, and its answer."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from bot.domain.answers import Said
from bot.domain.people import Person, person_known
from bot.domain.scenes import Scene, scene_kept
from bot.domain.unfinished import UnfinishedGone, finish, unfinished_numbered
from bot.domain.wins import changing
from bot.domain.wins.drafting import Draft
from bot.domain.wins.lines import said
from bot.domain.wins.making import made_from, tell_win
from bot.domain.wins.rights import win_for


@dataclass(frozen=True)
class Filled:
    """What was filled in; people are Slack ids."""

    words: str = ""
    customer: str = ""
    is_withheld: bool = False
    people: tuple[str, ...] = ()
    area: int | None = None
    origin: str = ""


def fill(session: Session, me: Person, note: str, filled: Filled, now: datetime) -> Said:
    """Tell or change the win that a form describes. `note` is `U-5`, `W-3`, or nothing."""
    draft = _draft(session, me, filled)
    if note.startswith("W-"):
        found = win_for(session, me, int(note.removeprefix("W-")))
        return said(changing.change(session, found, me, draft, now), "changed")
    if note.startswith("U-"):
        return _begun(session, me, int(note.removeprefix("U-")), draft, now)
    made = tell_win(session, me, draft, Scene(origin=filled.origin), now)
    return said(made.win, "told")


def fill_words(session: Session, me: Person, note: str, filled: Filled, now: datetime) -> Said:
    """Keep what customers may read of a win, and ask for a yes to it."""
    found = win_for(session, me, int(note.removeprefix("W-")))
    return said(changing.word_for_customers(session, found, me, filled.words, now), "worded")


def _begun(session: Session, me: Person, number: int, draft: Draft, now: datetime) -> Said:
    try:
        facts = unfinished_numbered(session, me, number).facts
    except UnfinishedGone:
        # Of one form sent twice, the second sees what the first has made.
        made = made_from(session, me.team_id, f"U-{number}")
        if made is None:
            raise
        return said(made, "told")
    scene = scene_kept(facts.get("scene") or {}, origin=facts.get("origin") or f"U-{number}")
    draft = replace(draft, linked_to=str(facts.get("linked_to", "")))
    told = tell_win(session, me, draft, scene, now)
    finish(session, me, number)
    return said(told.win, "told", scene)


def _draft(session: Session, me: Person, filled: Filled) -> Draft:
    known = (person_known(session, me.team_id, each) for each in filled.people)
    return Draft(
        story=filled.words,
        customer=filled.customer,
        is_withheld=filled.is_withheld,
        people=tuple(person.number for person in known if person is not None),
        area=filled.area,
    )
