"""Typed lines about wins: `win …`, `wins`, `wins month`, `wins channel #wins friday 15:00`."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlmodel import Session, select

from bot.domain.administering import demand_administrator
from bot.domain.answers import Kind, Said
from bot.domain.areas import area_of
from bot.domain.calendar import WEEKDAYS, today_in
from bot.domain.channels import Posting
from bot.domain.commitments.promising import as_read
from bot.domain.notices import Notice, Place, Urgency, promise
from bot.domain.people import Person, person_known
from bot.domain.scenes import Scene
from bot.domain.typed_text import leading_record, plain_text
from bot.domain.unfinished import FormKind, leave_unfinished
from bot.domain.wins import changing, gathering
from bot.domain.wins.channel import choose_channel
from bot.domain.wins.drafting import LONGEST, Draft, kept, read
from bot.domain.wins.feeds import keep_feed
from bot.domain.wins.making import tell_win
from bot.domain.wins.records import LETTER, Win
from bot.domain.wins.rights import win_for
from bot.errors import UserError

MARKDOWN = "markdown"
Line = Callable[[Session, Person, Scene, str, datetime], Said]
_CHANNEL = re.compile(r"<#(?P<id>[CG][A-Z0-9]+)(?:\|[^>]*)?>")
_CLOCK = re.compile(r"\b(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)\b")


class WhichWins(UserError):
    """I know these: {command} wins, wins month October, and wins channel #wins friday 15:00."""


class WhichFeed(UserError):
    """Please name the feed and its address: `{command} wins feed crm https://crm.example/wins`."""


class WhichChannel(UserError):
    """Please name the channel as Slack completes it, as in {command} wins channel #wins."""


def win(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`win …`: it is told, or a form asks for what the line does not say."""
    named, rest = leading_record(text)
    if named is not None and named.letter == LETTER and named.has_dash and not rest:
        return show(session, me, scene, text, now)
    draft = draft_in(session, me, text)
    if draft.is_short or len(draft.story) > LONGEST:
        return ask(session, me, draft, scene, now)
    made = tell_win(session, me, draft, scene, now)
    return said(made.win, "told" if made.is_new else "again", scene)


def wins(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`wins`: what is not told yet; `wins month`, `wins channel`."""
    word, _, rest = text.strip().partition(" ")
    name = word.casefold()
    if not name:
        return Said(Kind.WINS, {"here": scene.channel_id, "response_url": scene.response_url})
    if name == "month":
        return month(session, me, scene, rest, now)
    if name in ADMIN:
        return ADMIN[name](session, me, scene, rest, now)
    raise WhichWins


def list_(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`list wins`: the same as `wins` alone."""
    return wins(session, me, scene, text.strip().partition(" ")[2], now)


def month(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`wins month October [markdown]`: a page for the gathering; its picture comes by DM."""
    asked = text.casefold().split()
    form = MARKDOWN if {"md", MARKDOWN} & {*asked} else ""
    which = " ".join(each for each in asked if each not in {"md", MARKDOWN})
    first = gathering.month_in(which, today_in(me.zoneinfo, now))
    facts = {"month": first.isoformat(), "as": form, "asked_by": me.slack_id}
    if not form:
        send_page(session, me, Place(person_id=me.slack_id or ""), first, now)
    return Said(Kind.GATHERING, {**facts, "response_url": scene.response_url})


def share_page(session: Session, me: Person, channel_id: str, first: date, now: datetime) -> None:
    """Promise the page of a month in a channel: whoever was picked for a gathering is told so."""
    before = _said_before(session, me.team_id, page_key(first, channel_id))
    picked = gathering.share_commended(session, me, now)
    send_page(session, me, Place(channel_id=channel_id), first, now, [*before, *picked])


def send_page(
    session: Session,
    me: Person,
    place: Place,
    first: date,
    now: datetime,
    commended: Sequence[int] | None = None,
) -> None:
    """Promise the page of a month in one place; there it is one message, brought up to date."""
    told = {} if commended is None else {"commended": list(commended)}
    promise(
        session,
        me.team_id,
        page_key(first, place.channel_id or place.person_id),
        kind=Kind.GATHERING,
        place=place,
        now=now,
        facts={"month": first.isoformat(), "as": "", "asked_by": me.slack_id, "page": True, **told},
        urgency=Urgency.ANSWER,
        asked_by=me.slack_id or "",
    )


def page_key(first: date, where: str) -> str:
    return f"gathering:{first.isoformat()}:{where}"


def show(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`show W-5`: the win as it stands."""
    del now
    named, _ = leading_record(text)
    number = named.number if named else 0
    return said(win_for(session, me, number, here=scene.channel_id, lock=False), "", scene)


def withdraw(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`withdraw W-5`: its post goes, and nothing tells it any more."""
    named, _ = leading_record(text)
    found = win_for(session, me, named.number if named else 0, here=scene.channel_id)
    return said(changing.withdraw(session, found, me, now), "withdrawn", scene)


def draft_in(session: Session, me: Person, text: str) -> Draft:
    """Return what a line tells."""
    line = read(text)
    known = (person_known(session, me.team_id, each) for each in line.mentioned)
    area = area_of(session, me)
    return Draft(
        story=as_read(session, me, line.story),
        customer=as_read(session, me, line.customer),
        people=tuple(person.number for person in known if person is not None),
        area=area.number if area else None,
    )


def ask(session: Session, me: Person, draft: Draft, scene: Scene, now: datetime) -> Said:
    """Ask for the rest in a form; what was typed is kept until it is sent."""
    facts: dict[str, Any] = {"scene": scene.to_json(), **draft.to_json()}
    begun = leave_unfinished(
        session,
        me,
        FormKind.WIN,
        kept(draft.story, draft.customer),
        facts,
        now,
        is_question=scene.posting is Posting.PERSONAL,
    )
    return Said(Kind.WIN_FORM, {"unfinished": begun.number})


def said(found: Win, what: str, scene: Scene | None = None) -> Said:
    """Return the answer about a win."""
    facts: dict[str, Any] = {"number": found.number, "what": what}
    if scene is not None:
        facts |= {"here": scene.channel_id, "response_url": scene.response_url}
    return Said(Kind.WIN, facts)


def feeds(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`wins feeds`: those there are; `wins feed crm https://…`: read wins from there, too."""
    demand_administrator(session, me)
    name, _, address = text.strip().partition(" ")
    if name and address.strip():
        url = plain_text(address.strip(), {}).strip()
        keep_feed(session, me, name.casefold(), url, now)
    elif name:
        raise WhichFeed
    return Said(Kind.FEEDS, {"response_url": scene.response_url})


def _said_before(session: Session, team_id: str, key: str) -> list[int]:
    """Return whom a page that was shared before commends."""
    known = select(Notice).where(Notice.team_id == team_id, Notice.key == key)
    notice = session.exec(known).one_or_none()
    return list(notice.facts.get("commended", ())) if notice else []


def _choose(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    found = _CHANNEL.search(text)
    here = scene.channel_id if text.strip().casefold().startswith("here") else ""
    channel_id = found["id"] if found else here
    if not channel_id:
        raise WhichChannel
    days = [day.casefold()[:3] for day in WEEKDAYS]
    named = [word[:3] for word in re.findall(r"[^\W\d_]{3,}", text.casefold())]
    weekday = next((days.index(word) for word in named if word in days), None)
    clock = _CLOCK.search(text)
    at = time(int(clock["hour"]), int(clock["minute"])) if clock else None
    choose_channel(session, me, channel_id, now, weekday=weekday, at=at)
    return Said(Kind.WINS_CHANNEL, {"response_url": scene.response_url})


ADMIN: Mapping[str, Line] = {"channel": _choose, "feed": feeds, "feeds": feeds}
