"""Forms about thanks and nominations, filled in and sent: each is one verb, and its answer."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from bot.domain.answers import Said
from bot.domain.channels import channel_now
from bot.domain.people import Person, person_seen
from bot.domain.recognition.answering import What, said, said_given, said_nomination
from bot.domain.recognition.giving import Thanks, give, given_by_form
from bot.domain.recognition.lines import OneAtATime, forum_here
from bot.domain.recognition.nominating import Wish, nominate, nomination_for, pick
from bot.domain.recognition.records import Tag
from bot.domain.recognition.rights import NobodyNamed, demand_giver, thanks_for
from bot.domain.recognition.sharing import share
from bot.domain.recognition.wording import Wording, reword, say_changed
from bot.domain.scenes import Scene, scene_in, scene_kept
from bot.domain.unfinished import FormKind, finish, unfinished_numbered


@dataclass(frozen=True)
class Filled:
    """What was filled in; a form uses the fields it has. People are Slack ids."""

    people: tuple[str, ...] = ()
    did: str = ""
    changed: str = ""
    words: str = ""
    tag: str = ""
    channel: str = ""
    origin: str = ""
    there: tuple[str, ...] = ()  # Who is in the channel where thanks are given.


def fill(
    session: Session, me: Person, kind: FormKind, note: str, filled: Filled, now: datetime
) -> Said:
    """Do what a form says."""
    if kind is FormKind.KUDOS:
        return _thank(session, me, note, filled, now)
    if kind is FormKind.NOMINATE:
        return _nominate(session, me, note, filled, now)
    number = int(note.partition("-")[2])
    if kind is FormKind.NOMINATION_PICK:
        nomination = pick(session, nomination_for(session, me, number), me, filled.words, now)
        return said_nomination(nomination, "picked")
    recognition = thanks_for(session, me, number)
    if kind is FormKind.KUDOS_EDIT:
        wording = Wording(filled.did, filled.changed, _tag(filled))
        return said(reword(session, recognition, me, wording, now), What.REWORDED)
    if kind is FormKind.KUDOS_SHARE:
        return said(share(session, recognition, me, filled.channel, now), What.SHARED)
    return said(say_changed(session, recognition, me, filled.words, now), What.CHANGED)


def scene_begun(session: Session, me: Person, note: str) -> Scene:
    """Return where a form was begun; one that a button opened was begun nowhere."""
    if not note.startswith("U-"):
        return Scene()
    begun = unfinished_numbered(session, me, _number(note))
    return scene_kept(dict(begun.facts.get("scene") or {}))


def _thank(session: Session, me: Person, note: str, filled: Filled, now: datetime) -> Said:
    before = given_by_form(session, me, filled.origin)
    if before is not None:
        return said(before, What.GIVEN)
    scene = _scene(session, me, note, filled)
    thanks = Thanks(_people(session, me, filled), filled.did, filled.changed, _tag(filled))
    given = give(session, me, thanks, scene, now)
    _finish(session, me, note)
    return said_given(given, scene)


def _nominate(session: Session, me: Person, note: str, filled: Filled, now: datetime) -> Said:
    demand_giver(me)
    scene = _scene(session, me, note, filled)
    people = _people(session, me, filled)
    if len(people) > 1:
        raise OneAtATime(field="people")
    if not people:
        raise NobodyNamed(field="people")
    wish = Wish(people[0], filled.did, filled.changed)
    made = nominate(session, me, wish, forum_here(session, me, scene), scene, now)
    _finish(session, me, note)
    return said_nomination(made, "made")


def _scene(session: Session, me: Person, note: str, filled: Filled) -> Scene:
    """Return where the thanks belong: where the form was begun, or the channel picked in it."""
    scene = scene_begun(session, me, note)
    if filled.channel:
        channel = channel_now(session, me.team_id, filled.channel)
        scene = scene_in(channel) if channel else scene
    return replace(scene, origin=filled.origin, there=filled.there)


def _people(session: Session, me: Person, filled: Filled) -> list[Person]:
    return [person_seen(session, me.team_id, each) for each in dict.fromkeys(filled.people)]


def _tag(filled: Filled) -> Tag | None:
    return Tag(filled.tag) if filled.tag in {each.value for each in Tag} else None


def _finish(session: Session, me: Person, note: str) -> None:
    if note.startswith("U-"):
        finish(session, me, _number(note))


def _number(note: str) -> int:
    return int(note.removeprefix("U-"))
