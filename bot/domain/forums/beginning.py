"""What `/cx forum` with a rhythm, or with nothing, begins: nothing is made until *Start*."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.forums.drafting import (
    Draft,
    draft_begun,
    draft_of,
    draft_typed,
    keep_draft,
)
from bot.domain.forums.lines import forum_here, rhythm_text
from bot.domain.forums.records import Forum
from bot.domain.people import Person
from bot.domain.scenes import Scene
from bot.domain.unfinished import finish, unfinished_numbered


def begin(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """Answer a rhythm with its dates, or nothing with this channel's forum or an empty form."""
    typed, here = rhythm_text(text), forum_here(session, me, scene)
    if here is not None and not typed:
        return said(here, scene)
    draft = draft_typed(me, scene, typed, now)
    if here is not None and here.channel_id == scene.channel_id:
        return _said_taken(session, me, scene, (here, draft), now)
    number = keep_draft(session, me, draft, None, now)
    facts = {"unfinished": number, "response_url": scene.response_url}
    is_plain = bool(draft.rule and draft.channel_id)
    return Said(Kind.FORUM if is_plain else Kind.FORUM_FORM, facts)


def said(forum: Forum, scene: Scene, what: str = "", **more: object) -> Said:
    """Return the answer that shows a forum as it stands, and what was done with it."""
    facts = {"forum": forum.number, "revision": forum.revision, "what": what, **more}
    return Said(Kind.FORUM, {**facts, "here": scene.channel_id, "response_url": scene.response_url})


def ask_first(
    session: Session, me: Person, number: int, people: tuple[int, ...], now: datetime
) -> None:
    """Have a form begin with these people as asked, unless others were picked already."""
    draft = draft_begun(unfinished_numbered(session, me, number))
    if not draft.people:
        keep_draft(session, me, replace(draft, people=people), number, now)


def discard_empty(session: Session, me: Person, number: int) -> None:
    """Forget a form that was closed before anything was said in it."""
    draft = draft_begun(unfinished_numbered(session, me, number))
    if not draft.words:
        finish(session, me, number)


def _said_taken(
    session: Session, me: Person, scene: Scene, meant: tuple[Forum, Draft], now: datetime
) -> Said:
    """Show the forum that is there; what was typed waits to be taken over by *Change*."""
    here, typed = meant
    columns = ("often", "rule", "anchor_on", "at", "zone", "has_hour", "response_url")
    wanted = replace(draft_of(session, here), **{name: getattr(typed, name) for name in columns})
    return said(here, scene, "taken", begun=keep_draft(session, me, wanted, None, now))
