"""Typed lines about issues: `issue …`, `own I-7`, `told I-7 …`, `list issues`."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.areas import area_called
from bot.domain.commitments import lines as commitments
from bot.domain.commitments.promising import as_read, one_called, promise
from bot.domain.commitments.records import Commitment
from bot.domain.issues import drafting
from bot.domain.issues.acting import VERBS
from bot.domain.issues.answering import ask, place_in
from bot.domain.issues.filling import number_in
from bot.domain.issues.listing import Which, listed
from bot.domain.issues.records import LETTER, Issue, Severity, State
from bot.domain.issues.rights import issue_for
from bot.domain.issues.telling import show_change
from bot.domain.people import Person, person_known
from bot.domain.scenes import Scene
from bot.domain.typed_text import leading_mentions, leading_record
from bot.domain.unfinished import FormKind, rewrite_unfinished, unfinished_numbered

_WHICH = {
    "": (Which.OPEN, ""),
    "open": (Which.OPEN, ""),
    "mine": (Which.MINE, ""),
    "here": (Which.CHANNEL, ""),
    "worth": (Which.WORTH, ""),
    "without owner": (Which.WITHOUT_OWNER, ""),
    "unowned": (Which.WITHOUT_OWNER, ""),
    **{each.value: (Which.SEVERITY, each.value) for each in Severity},
    **{each.value.replace("_", " "): (Which.STATE, each.value) for each in State},
}


def issue(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`issue <what>`: one more, unless it was seen before; with an id, that one is shown."""
    number = number_in(text)
    if number:
        return show(session, me, scene, text, now)
    return drafting.open_line(session, me, scene, text, now)


def act(verb: str, session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """Do what a verb says with the issue that follows it; without one, it is asked which."""
    named, rest = leading_record(text)
    if named is None or named.letter != LETTER:
        facts = {"act": verb, "scene": scene.to_json()}
        return ask(session, me, FormKind.ISSUE_PICK, as_read(session, me, text), facts, now)
    found = _found(session, me, verb, named.number, scene.channel_id)
    return VERBS[verb](session, found, me, scene, rest, now)


def act_on(session: Session, me: Person, number: int, kept: int, words: str, now: datetime) -> Said:
    """Go on with a verb whose issue was picked."""
    facts = unfinished_numbered(session, me, kept).facts
    place = place_in(facts)
    act = str(facts["act"])
    found = _found(session, me, act, number, place)
    scene = drafting.scene_of(session, me, facts)
    return VERBS[act](session, found, me, scene, words, now)


def show(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`show I-7`: as it stands, and all that happened to it."""
    del now
    number = number_in(leading_text(text))
    found = issue_for(session, me, number, here=scene.channel_id, lock=False)
    return Said(Kind.ISSUE_STORY, {"number": found.number, "here": scene.channel_id})


def list_(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`list issues`, `list issues urgent`, `list issues Service`; other words are looked for."""
    del now
    first, _, rest = text.strip().partition(" ")
    wanted = rest.strip() if first.casefold() in {"issues", "issue"} else text.strip()
    facts: dict[str, Any] = {"here": scene.channel_id, "page": 0}
    if wanted.casefold() in _WHICH:
        which, of = _WHICH[wanted.casefold()]
        of = scene.channel_id if which is Which.CHANNEL else of
        return Said(Kind.ISSUE_LIST, {**facts, "which": which.value, "of": of})
    person = _person_in(session, me, wanted)
    if person is not None:
        which, of = Which.PERSON, str(person.number)
        return Said(Kind.ISSUE_LIST, {**facts, "which": which.value, "of": of})
    area = area_called(session, me.team_id, wanted)
    if area is not None:
        which, of = Which.AREA, str(area.number)
        return Said(Kind.ISSUE_LIST, {**facts, "which": which.value, "of": of})
    return drafting.look_for(session, me, as_read(session, me, wanted), scene.channel_id)


def mine(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`list`, `list mine`: what I owe, and the issues that I own, am asked to own, or help with."""
    owed = commitments.list_(session, me, scene, text, now)
    if not listed(session, me, Which.MINE, now).shown:
        return owed
    facts = {"which": Which.MINE.value, "of": "", "here": scene.channel_id, "page": 0}
    return Said(Kind.ISSUE_LIST, {**facts, "above": owed.to_json()})


def commit(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`commit I-7 …`: a promise, linked to that issue; alone, a yes to who asks me to own it."""
    named, rest = leading_record(text)
    number = named.number if named else 0
    found = issue_for(session, me, number, here=scene.channel_id)
    if not rest and found.handover_to == me.number:
        return VERBS["own"](session, found, me, scene, rest, now)
    answer = promise(session, me, scene, rest, now)
    if answer.kind is Kind.COMMITMENT:
        made = session.get_one(Commitment, (me.team_id, int(answer.facts["number"])))
        made.linked_to = found.label
        session.add(made)
        session.flush()
        show_change(session, found)
    elif "unfinished" in answer.facts:
        kept = unfinished_numbered(session, me, int(answer.facts["unfinished"]))
        facts = {**kept.facts, "linked_to": found.label}
        rewrite_unfinished(session, me, kept.number, kept.words, facts)
    return answer


def _found(session: Session, me: Person, verb: str, number: int, here: str) -> Issue:
    # Two that are merged are locked together, in order.
    return issue_for(session, me, number, here=here, lock=verb != "merge")


def leading_text(text: str) -> str:
    """Return the record that a line begins with, as it was typed."""
    named, _ = leading_record(text)
    return f"{named.letter}-{named.number}" if named else ""


def _person_in(session: Session, me: Person, text: str) -> Person | None:
    named = leading_mentions(text)
    if named.is_me:
        return me
    if named.ids:
        return person_known(session, me.team_id, named.ids[0])
    return one_called(session, me, named.names[0]) if named.names else None
