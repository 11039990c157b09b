"""What somebody wants to propose, from the first typed line to the form they send."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, select

from bot.domain.answers import Kind, Said
from bot.domain.channels import channel_now, posting_in
from bot.domain.commitments.by_forum import promising_in
from bot.domain.forums.drafting import first_asked
from bot.domain.forums.making import ASKED_AT_FIRST
from bot.domain.people import Person, people_numbered, people_seen
from bot.domain.proposals.finding import text_of
from bot.domain.proposals.named import proposal_for
from bot.domain.proposals.proposing import Draft, asked_by_default, propose
from bot.domain.proposals.records import Proposal
from bot.domain.proposals.redrafting import draft_kept, open_draft, redraft
from bot.domain.proposals.telling import scene_of
from bot.domain.proposals.templates import template_called
from bot.domain.scenes import Scene, scene_kept
from bot.domain.unfinished import (
    FormKind,
    Started,
    UnfinishedGone,
    finish,
    leave_unfinished,
    rewrite_unfinished,
    unfinished_numbered,
)

AT_ONCE = "0"  # Else how many working hours each seat has, around the table.
FIRST_PAGE, SECOND_PAGE = "0", "1"


@dataclass(frozen=True)
class Begun:
    """A proposal to be, as far as its form is filled in. People are Slack ids."""

    what: str = ""
    people: tuple[str, ...] = ()
    until: date | None = None
    areas: tuple[int, ...] = ()
    how: str = AT_ONCE
    template: str = ""
    is_draft: bool = False
    page: str = FIRST_PAGE
    draft: int = 0  # The proposal that is edited, before it is put out.
    scene: Mapping[str, Any] | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """All but the words, as an unfinished thing keeps it."""
        facts = {name: value for name, value in vars(self).items() if name != "what"}
        facts |= {"people": list(self.people), "areas": list(self.areas)}
        facts["until"] = self.until.isoformat() if self.until else None
        return facts | {"scene": dict(self.scene or {})}


def begin(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """Open the form of a proposal with what was typed, and with who would be asked here."""
    asked = asked_by_default(session, me.team_id, scene.channel_id)
    asked = asked or _there(session, me, scene)
    begun = Begun(
        what=text,
        people=tuple(each.slack_id for each in asked if each.slack_id),
        scene=scene.to_json(),
    )
    kept = leave_unfinished(session, me, FormKind.PROPOSE, text, begun.facts, now)
    return Said(Kind.PROPOSAL_FORM, {"unfinished": kept.number})


def edit(session: Session, me: Person, proposal: Proposal, text: str, now: datetime) -> Said:
    """Open the form of a draft as it was kept; new words stand in the place of the old ones."""
    kept = draft_kept(session, proposal)
    people = people_numbered(session, me.team_id, {*kept.people})
    begun = Begun(
        people=tuple(people[each].slack_id or "" for each in kept.people),
        until=kept.until,
        areas=kept.areas,
        how=str(kept.seat_hours) if kept.is_around else AT_ONCE,
        template=kept.template,
        is_draft=True,
        draft=proposal.number,
        scene=scene_of(session, proposal).to_json(),
    )
    words = text or text_of(session, proposal)
    started = leave_unfinished(session, me, FormKind.PROPOSE, words, begun.facts, now)
    return Said(Kind.PROPOSAL_FORM, {"unfinished": started.number})


def _there(session: Session, me: Person, scene: Scene) -> list[Person]:
    """Return who is asked in a channel without a forum: all who are there, if they are not many."""
    promising = promising_in(session, me.team_id, scene.channel_id, ASKED_AT_FIRST)
    numbers = first_asked(session, me, scene.there, promising)
    known = people_numbered(session, me.team_id, {*numbers})
    return [known[number] for number in numbers]


def begun_in(started: Started) -> Begun:
    """Read back what was begun and kept."""
    facts: Mapping[str, Any] = started.facts
    until = facts.get("until")
    return Begun(
        what=started.words,
        people=tuple(facts.get("people", ())),
        until=date.fromisoformat(until) if until else None,
        areas=tuple(facts.get("areas", ())),
        how=str(facts.get("how", AT_ONCE)),
        template=str(facts.get("template", "")),
        is_draft=bool(facts.get("is_draft")),
        page=str(facts.get("page", FIRST_PAGE)),
        draft=int(facts.get("draft", 0)),
        scene=facts.get("scene"),
    )


def turn(session: Session, me: Person, number: int, begun: Begun) -> Said:
    """Keep what was filled in so far, and show the form once more."""
    rewrite_unfinished(session, me, number, begun.what, begun.facts)
    return Said(Kind.PROPOSAL_FORM, {"unfinished": number})


def take_template(begun: Begun, key: str) -> Begun:
    """Begin with the words of a template; what was typed already stays above them."""
    template = template_called(key)
    if template is None or template.text in begun.what:
        return replace(begun, template=key, page=FIRST_PAGE)
    what = f"{begun.what}\n\n{template.text}".strip()
    return replace(begun, what=what, template=key, page=FIRST_PAGE)


def send(
    session: Session, me: Person, number: int, begun: Begun, origin: str, now: datetime
) -> Said:
    """Put out what the form says, once however often it is sent."""
    made = _made_by(session, me, origin)
    if made is not None:
        return _said(made, scene_kept({}))
    unfinished_numbered(session, me, number)
    scene = _scene(session, me, begun, origin)
    if not finish(session, me, number):
        raise UnfinishedGone
    draft = _draft(session, me, begun)
    if begun.draft:
        return _said(_redraft(session, me, begun.draft, draft, now), scene)
    return _said(propose(session, me, draft, scene, now).proposal, scene)


def _redraft(session: Session, me: Person, number: int, draft: Draft, now: datetime) -> Proposal:
    """Keep a draft as it was edited, or put it out."""
    proposal = proposal_for(session, me, number, now)
    redraft(session, proposal, me, draft, now)
    return proposal if draft.is_draft else open_draft(session, proposal, me, now)


def _draft(session: Session, me: Person, begun: Begun) -> Draft:
    people = [person.number for person in people_seen(session, me.team_id, begun.people)]
    return Draft(
        what=begun.what,
        people=tuple(people),
        until=begun.until,
        areas=begun.areas,
        is_around=begun.how != AT_ONCE,
        seat_hours=int(begun.how) if begun.how != AT_ONCE else 4,
        template=begun.template,
        is_draft=begun.is_draft,
    )


def _scene(session: Session, me: Person, begun: Begun, origin: str) -> Scene:
    kept = scene_kept(dict(begun.scene or {}), origin=origin)
    # The bot may have been invited since the line was typed.
    channel = channel_now(session, me.team_id, kept.channel_id) if kept.channel_id else None
    return replace(kept, posting=posting_in(channel)) if channel else kept


def _made_by(session: Session, me: Person, origin: str) -> Proposal | None:
    mine = (Proposal.team_id == me.team_id, Proposal.origin == origin)
    found = select(Proposal).where(*mine, Proposal.proposer == me.number)
    return session.exec(found).one_or_none()


def _said(proposal: Proposal, scene: Scene) -> Said:
    what = "opened" if proposal.round else "draft"
    facts = {"proposal": proposal.number, "what": what, "posting": scene.posting.value}
    return Said(Kind.PROPOSAL, {**facts, "response_url": scene.response_url})
