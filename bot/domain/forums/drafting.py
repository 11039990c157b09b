"""What somebody wants a forum to be, from the first typed line to the form they send."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from sqlmodel import Session

from bot.domain.calendar import zone_named
from bot.domain.channels import Posting
from bot.domain.forums.doubts import doubt_about
from bot.domain.forums.finding import can_be_asked, facilitator_of, members_of
from bot.domain.forums.making import ASKED_AT_FIRST, Plan
from bot.domain.forums.records import Forum
from bot.domain.people import Person, person_known, person_numbered
from bot.domain.recurrence import (
    DEFAULT_AT,
    NoSuchZone,
    OnHoliday,
    Rhythm,
    Unclear,
    names_time,
    rhythm_in,
)
from bot.domain.scenes import Scene
from bot.domain.unfinished import (
    FormKind,
    Started,
    Unfinished,
    leave_unfinished,
    rewrite_unfinished,
)
from bot.domain.words import cleaned, folded, words_of
from bot.errors import UserError

_HOMES = frozenset({Posting.POSTED, Posting.HELD})


class OwnFields(UserError):
    """Please leave the hour and the zone out of “{phrase}”: they have fields of their own."""


class NoRhythm(UserError):
    """Please say how often it meets, such as: every 2 weeks on Tuesday."""


class NoLeader(UserError):
    """Please pick who leads it."""


@dataclass(frozen=True)
class Draft:
    """A forum to be, or to be changed, as far as it is known. People are numbers of `people`."""

    often: str = ""
    name: str = ""
    rule: str = ""  # What `often` was read as, with its anchor; empty where it was not read yet.
    anchor_on: date | None = None
    at: time = DEFAULT_AT
    zone: str = "UTC"
    country: str = ""
    on_holiday: OnHoliday = OnHoliday.AFTER
    length: int = 60
    facilitator: int | None = None
    deputy: int | None = None
    people: tuple[int, ...] = ()
    channel_id: str = ""
    forum: int | None = None  # The one to be changed.
    has_hour: bool = True  # Else the usual one was taken.
    response_url: str = ""

    @property
    def words(self) -> str:
        """What people wrote, as it is kept: the rhythm on its first line, then the name."""
        return f"{self.often}\n{self.name}".strip()

    @property
    def facts(self) -> dict[str, Any]:
        """All but the words, as an unfinished thing keeps it."""
        facts = {name: value for name, value in vars(self).items() if name not in {"often", "name"}}
        facts |= {"at": self.at.isoformat(), "people": list(self.people)}
        facts["anchor_on"] = self.anchor_on.isoformat() if self.anchor_on else None
        return facts


def draft_typed(me: Person, scene: Scene, text: str, now: datetime) -> Draft:
    """Read what follows `/cx forum` as the beginning of a forum."""
    draft = Draft(
        often=one_line(text),
        zone=me.zoneinfo.key,
        facilitator=me.number,
        channel_id=scene.channel_id if scene.posting in _HOMES else "",
        response_url=scene.response_url,
    )
    return settled(draft, now)


def draft_begun(started: Started) -> Draft:
    """Return what was begun and kept."""
    often, _, name = started.words.partition("\n")
    facts = dict(started.facts)
    anchor_on = facts.get("anchor_on")
    facts |= {
        "at": time.fromisoformat(facts["at"]),
        "anchor_on": date.fromisoformat(anchor_on) if anchor_on else None,
        "on_holiday": OnHoliday(facts["on_holiday"]),
        "people": tuple(facts["people"]),
    }
    return Draft(often=often, name=name, **facts)


def channel_of_draft(session: Session, team_id: str, note: str) -> str:
    """Return the channel a draft is for; nothing for what is no draft, or is one no more."""
    letter, _, digits = note.partition("-")
    row = session.get(Unfinished, (team_id, int(digits))) if letter == "U" else None
    return str(row.facts.get("channel_id", "")) if row else ""


def draft_of(session: Session, forum: Forum) -> Draft:
    """Return a forum as a form to change it begins with; who has left is in it no more."""
    leads = facilitator_of(session, forum)
    deputy = person_numbered(session, forum.team_id, forum.deputy) if forum.deputy else None
    return Draft(
        often=phrase_of(forum.rhythm),
        name=words_of(session, {forum.name}).get(forum.name or 0, ""),
        rule=forum.rule,
        anchor_on=forum.anchor_on,
        at=forum.at,
        zone=forum.zone,
        country=forum.country,
        on_holiday=forum.on_holiday,
        length=forum.length,
        facilitator=leads.number if leads else None,
        deputy=deputy.number if deputy and can_be_asked(deputy) else None,
        people=tuple(person.number for person in members_of(session, forum)),
        channel_id=forum.channel_id,
        forum=forum.number,
    )


def keep_draft(
    session: Session, me: Person, draft: Draft, number: int | None, now: datetime
) -> int:
    """Keep what was typed so far; returns the number under which it waits."""
    if number is not None:
        rewrite_unfinished(session, me, number, draft.words, draft.facts)
        return number
    kind = FormKind.FORUM
    return leave_unfinished(session, me, kind, draft.words, draft.facts, now).number


def rhythm_of(draft: Draft, now: datetime) -> Rhythm:
    """Return the rhythm of a draft. Raises NoRhythm, RhythmUnclear, OwnFields."""
    if zone_named(draft.zone).key != draft.zone:
        raise NoSuchZone(field="other_zone")
    if not draft.often:
        raise NoRhythm(field="often")
    if _is_as_read(draft):
        return _rhythm(draft, draft.rule, draft.anchor_on or now.date())
    read = rhythm_in(draft.often, now, draft.zone, at=draft.at)
    if isinstance(read, Unclear):
        raise doubt_about(read)
    if (read.at, read.zone) != (draft.at, draft.zone):
        raise OwnFields(field="often", phrase=draft.often)
    return _rhythm(draft, read.rule, read.anchor_on)


def plan_of(draft: Draft, now: datetime) -> Plan:
    """Return what a draft asks for, whole. Raises a UserError for what is missing."""
    rhythm = rhythm_of(draft, now)
    if draft.facilitator is None:
        raise NoLeader(field="facilitator")
    return Plan(
        channel_id=draft.channel_id,
        rhythm=rhythm,
        facilitator=draft.facilitator,
        members=draft.people,
        name=draft.name,
        deputy=draft.deputy,
        length=draft.length,
    )


def first_asked(
    session: Session, me: Person, there: Iterable[str], promising: Iterable[int]
) -> tuple[int, ...]:
    """Return who is asked unless somebody picks: everybody in the channel, if they are not many.

    Else, or where Slack did not say in time, those who have promised something there, and me.
    """
    known = (person_known(session, me.team_id, slack_id) for slack_id in there)
    numbers = [person.number for person in known if person and can_be_asked(person)]
    if not 0 < len(numbers) <= ASKED_AT_FIRST:
        able = (person_numbered(session, me.team_id, number) for number in promising)
        numbers = [person.number for person in able if can_be_asked(person)]
    mine = [me.number] if can_be_asked(me) else []
    return tuple(dict.fromkeys([*mine, *numbers]))[:ASKED_AT_FIRST]


def phrase_of(rhythm: Rhythm) -> str:
    """Return a rhythm in words, without its hour."""
    return rhythm.in_words().rpartition(" at ")[0]


def zone_typed(text: str, now: datetime) -> str:
    """Return the time zone that somebody names; what names none comes back as it is."""
    read = rhythm_in(f"every week on monday {text}", now, "UTC") if text.strip() else None
    return read.zone if isinstance(read, Rhythm) else text.strip()


def one_line(text: str) -> str:
    return " ".join(cleaned(text).split())


def settled(draft: Draft, now: datetime) -> Draft:
    """Return a draft whose typed rhythm was read, the hour and the zone in fields of their own."""
    read = rhythm_in(draft.often, now, draft.zone, at=draft.at) if draft.often else None
    if not isinstance(read, Rhythm):
        return draft
    return replace(
        draft,
        often=phrase_of(read),
        rule=read.rule,
        anchor_on=read.anchor_on,
        at=read.at,
        zone=read.zone,
        has_hour=names_time(draft.often, now, draft.zone),
    )


def _is_as_read(draft: Draft) -> bool:
    """Tell whether the rhythm's words are still the ones of the rule that is known."""
    if not draft.rule:
        return False
    known = _rhythm(draft, draft.rule, draft.anchor_on or date.min)
    return folded(phrase_of(known)) == folded(draft.often)


def _rhythm(draft: Draft, rule: str, anchor_on: date) -> Rhythm:
    return Rhythm(rule, anchor_on, draft.at, draft.zone, draft.country, draft.on_holiday)
