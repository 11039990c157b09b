"""From a kept commitment, or an issue whose customer was told, to a win: one click, once each."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.channels import channel_of
from bot.domain.commitments.records import Commitment
from bot.domain.commitments.records import State as Stage
from bot.domain.commitments.rights import can_see as can_see_commitment
from bot.domain.issues.records import Issue
from bot.domain.issues.records import State as IssueState
from bot.domain.people import Person
from bot.domain.scenes import Scene, scene_in
from bot.domain.unfinished import FormKind, leave_unfinished
from bot.domain.wins.drafting import LONGEST, Draft, kept
from bot.domain.wins.lines import said
from bot.domain.wins.making import made_from
from bot.domain.words import words_of
from bot.errors import UserError


class NothingWonYet(UserError):
    """{record} is not done and told yet, so there is no win to tell of it."""


def begin_from(session: Session, me: Person, label: str, here: str, now: datetime) -> Said:
    """Open the form of a win with what a record tells; told already, it is shown."""
    made = made_from(session, me.team_id, f"from:{label}")
    if made is not None:
        return said(made, "")
    source = _commitment(session, me, label, here) or _issue(session, me, label)
    if source is None:
        raise NothingWonYet(record=label)
    draft, scene = source
    facts = {"scene": scene.to_json(), "origin": f"from:{label}", **draft.to_json()}
    words = kept(draft.story[:LONGEST], draft.customer)
    begun = leave_unfinished(session, me, FormKind.WIN, words, facts, now)
    return Said(Kind.WIN_FORM, {"unfinished": begun.number})


def _commitment(session: Session, me: Person, label: str, here: str) -> tuple[Draft, Scene] | None:
    found = session.get(Commitment, (me.team_id, _number(label))) if label[0] == "C" else None
    if found is None or found.state is not Stage.DONE or not found.was_kept():
        return None
    if not can_see_commitment(session, found, me, here):
        return None
    texts = words_of(session, {found.what, found.customers})
    draft = Draft(
        story=texts.get(found.what, ""),
        customer=texts.get(found.customers or 0, ""),
        people=(found.owner,),
        linked_to=label,
    )
    return draft, _scene(session, found.team_id, found.channel_id, is_private=found.is_private)


def _issue(session: Session, me: Person, label: str) -> tuple[Draft, Scene] | None:
    found = session.get(Issue, (me.team_id, _number(label))) if label[0] == "I" else None
    if found is None or found.state is not IssueState.CLOSED:
        return None
    if found.is_private and me.number not in {found.owner, found.opened_by, found.told_by}:
        return None
    texts = words_of(session, {found.what, found.fix})
    story = f"{texts.get(found.what, '')}: {texts.get(found.fix or 0, '')}".strip(": ")
    owner = (found.owner,) if found.owner is not None else ()
    draft = Draft(story=story, people=owner, area=found.area, linked_to=label)
    return draft, _scene(session, found.team_id, found.channel_id, is_private=found.is_private)


def _scene(session: Session, team_id: str, channel_id: str, *, is_private: bool) -> Scene:
    channel = channel_of(session, team_id, channel_id) if channel_id else None
    scene = scene_in(channel) if channel else Scene()
    return replace(scene, is_private=is_private)


def _number(label: str) -> int:
    return int(label.partition("-")[2])
