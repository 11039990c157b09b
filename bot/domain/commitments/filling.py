"""Forms about commitments, filled in and sent: each becomes what its line would have become."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.calendar import today_in
from bot.domain.channels import channel_now, posting_in
from bot.domain.commitments.acting import Filled, PersonMissing, act
from bot.domain.commitments.lines import settle_numbered
from bot.domain.commitments.making import Made, NoOwner, Promise, made_by_form, make_commitment
from bot.domain.commitments.moving import DateInThePast
from bot.domain.commitments.promising import date_unsaid, said_made
from bot.domain.commitments.records import Commitment
from bot.domain.commitments.rights import Act, demand
from bot.domain.people import Person, person_seen
from bot.domain.scenes import Scene, scene_in, scene_kept
from bot.domain.unfinished import FormKind, Started, UnfinishedGone, finish, unfinished_numbered
from bot.domain.words import words_of


def begun(session: Session, me: Person, number: int) -> Started:
    """Return what a form goes on with."""
    return unfinished_numbered(session, me, number)


def fill_begun(session: Session, me: Person, sent: tuple[int, Filled, str], now: datetime) -> Said:
    """Finish something begun; `sent`: its number, what was filled in, the view it came from."""
    number, filled, origin = sent
    made = made_by_form(session, me, origin)
    if made is not None:
        return said_made(session, me, Made(made, is_new=False), Scene(), now)
    started = unfinished_numbered(session, me, number)
    scene = _scene(session, me, started, filled, origin)
    if not finish(session, me, number):
        raise UnfinishedGone
    if started.kind is FormKind.PROMISE:
        return fill_promise(session, me, (filled, scene, started.facts), now)
    if started.kind is FormKind.PICK:
        return _pick(session, me, started, (filled.record, scene), now)
    if started.kind is FormKind.COPIES:
        return make_copies(session, me, (filled, scene, started.facts), now)
    if filled.on is not None:
        filled = replace(filled, at=filled.at or _hour_kept(started.facts, filled.on))
    about = int(started.facts["number"])
    return act(session, me, started.kind, about, filled, now, here=scene.channel_id)


def fill_promise(
    session: Session, me: Person, sent: tuple[Filled, Scene, Mapping[str, Any]], now: datetime
) -> Said:
    """Make the commitment that a form describes."""
    filled, scene, facts = sent
    owner = person_seen(session, me.team_id, filled.person) if filled.person else me
    made = make_commitment(
        session, me, _promise(session, me, owner, filled, facts, now), scene, now
    )
    return said_made(session, me, made, scene, now, had_date=filled.on is not None)


def scene_of_form(session: Session, me: Person, filled: Filled, scene: Scene) -> Scene:
    """Return the scene of a form that asks where it should be seen: nowhere, or in a channel."""
    channel = channel_now(session, me.team_id, filled.channel) if filled.channel else None
    if channel is None:
        return scene
    return scene_in(
        channel,
        origin=scene.origin,
        message_channel=scene.message_channel,
        message_ts=scene.message_ts,
        response_url=scene.response_url,
    )


def fill_new(session: Session, me: Person, sent: tuple[Filled, str], now: datetime) -> Said:
    """Make the promise of a form that was opened empty, to be seen where it says."""
    filled, origin = sent
    scene = scene_of_form(session, me, filled, Scene(origin=origin))
    return fill_promise(session, me, (filled, scene, {}), now)


def make_again(
    session: Session, me: Person, commitment: Commitment, scene: Scene, now: datetime
) -> Said:
    """Make the same promise once more, because it was meant twice."""
    demand(session, commitment, me, Act.REWORD)
    what = words_of(session, {commitment.what}).get(commitment.what, "")
    promise = Promise(
        what=what,
        due_on=commitment.due_on,
        due_at=commitment.due_at,
        owner=commitment.owner,
        promised_to=commitment.promised_to,
    )
    again = Scene(**{**vars(scene), "again": True})
    return said_made(session, me, make_commitment(session, me, promise, again, now), again, now)


def _pick(
    session: Session, me: Person, started: Started, picked: tuple[int, Scene], now: datetime
) -> Said:
    number, scene = picked
    typed = (FormKind(started.facts["act"]), number, started.words)
    return settle_numbered(session, me, scene, typed, now)


def make_copies(
    session: Session, me: Person, sent: tuple[Filled, Scene, Mapping[str, Any]], now: datetime
) -> Said:
    """Make a commitment for each of several people: one owner each."""
    filled, scene, facts = sent
    if not filled.people:
        raise PersonMissing(field="people")
    # All are known before the first number is taken, so no two wait for each other in a circle.
    owners = [person_seen(session, me.team_id, each) for each in dict.fromkeys(filled.people)]
    if not all(owner.can_promise for owner in owners):
        raise NoOwner(field="people")
    made = []
    for place, owner in enumerate(owners):
        promise = _promise(session, me, owner, filled, facts, now)
        origin = f"{scene.origin}:{place}" if scene.origin else None
        own = Scene(**{**vars(scene), "origin": origin})
        made.append(make_commitment(session, me, promise, own, now))
    numbers = [each.commitment.number for each in made]
    return Said(Kind.COPIES, {"numbers": numbers})


def _promise(
    session: Session,
    me: Person,
    owner: Person,
    filled: Filled,
    facts: Mapping[str, Any],
    now: datetime,
) -> Promise:
    said_in = filled.channel or (facts.get("scene") or {}).get("channel_id", "")
    on = filled.on or date_unsaid(session, me, said_in, now)
    if on < today_in(me.zoneinfo, now):
        raise DateInThePast(field="due")
    to = filled.promised_to
    return Promise(
        what=filled.text,
        due_on=on,
        due_at=filled.at or _hour_kept(facts, on),
        owner=owner.number,
        promised_to=person_seen(session, me.team_id, to).number if to else None,
        customers=filled.customers,
        linked_to=str(facts.get("linked_to", "")),
    )


def _hour_kept(facts: Mapping[str, Any], on: date) -> time | None:
    """Return the hour that was typed, while its day is the one that was typed with it."""
    typed = facts.get("due_at")
    return time.fromisoformat(typed) if typed and facts.get("due_on") == on.isoformat() else None


def _scene(session: Session, me: Person, started: Started, filled: Filled, origin: str) -> Scene:
    kept = scene_kept(dict(started.facts.get("scene") or {}), origin=origin)
    # The bot may have been invited since the line was typed.
    channel = channel_now(session, me.team_id, kept.channel_id) if kept.channel_id else None
    if channel is not None:
        kept = replace(kept, posting=posting_in(channel))
    return scene_of_form(session, me, filled, kept)
