"""What a gathering opens with: one customer's own words, then those who are commended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bot.domain.channels import channel_of
from bot.domain.forums.records import Forum
from bot.domain.issues.records import Issue, Report, State
from bot.domain.recognition.commending import (
    Commendation,
    commendations,
    note_unthanked,
    tell_picked,
)
from bot.domain.sessions.finding import last_begun
from bot.domain.sessions.records import ForumSession
from bot.domain.words import words_of

LOOKED_AT = 100  # The newest reports that came with words.
_NOT_HEARD_OF = (State.WITHDRAWN, State.NOT_OURS)


@dataclass(frozen=True)
class Opening:
    """A customer's words, of which issue, and who is commended for what."""

    words: str
    issue: str
    commendations: Sequence[Commendation]


def opening_of(session: Session, forum: Forum, one: ForumSession | None, now: datetime) -> Opening:
    """Return what opens the next agenda: what came since the forum met last."""
    since = _since(session, forum, one.starts_at if one else now)
    words, issue = _customers_words(session, forum, since)
    return Opening(words, issue, commendations(session, forum, since))


def begin_commended(session: Session, forum: Forum, one: ForumSession, now: datetime) -> None:
    """As a session begins, those who were picked are told; two without any are noticed."""
    tell_picked(session, forum.team_id, forum, one.slot_on, now)
    last = last_begun(session, forum, one.starts_at)
    if last is None:
        return
    before = _since(session, forum, last.starts_at)
    both = (
        (one.slot_on, last.starts_at, one.starts_at),
        (last.slot_on, before, last.starts_at),
    )
    note_unthanked(session, forum, both, now)


def _since(session: Session, forum: Forum, before: datetime) -> datetime:
    last = last_begun(session, forum, before)
    return last.starts_at if last else forum.made_at


def _customers_words(session: Session, forum: Forum, since: datetime) -> tuple[str, str]:
    """Return the newest words of a customer that may be read there, from there if there are any."""
    newest = (
        select(Report)
        .where(Report.team_id == forum.team_id, col(Report.words).is_not(None))
        .order_by(col(Report.id).desc())
        .limit(LOOKED_AT)
    )
    reports = [each for each in session.exec(newest).all() if each.made_at >= since]
    issues = _issues(session, forum, {each.issue for each in reports})
    texts = words_of(session, {each.words for each in reports})
    said = [each for each in reports if each.issue in issues and texts.get(each.words or 0)]
    here = [each for each in said if issues[each.issue].channel_id == forum.channel_id]
    first = next(iter([*here, *said]), None)
    if first is None:
        return "", ""
    return texts[first.words or 0], issues[first.issue].label


def _issues(session: Session, forum: Forum, numbers: set[int]) -> dict[int, Issue]:
    """Return those of these issues that everybody in a forum's channel may read."""
    if not numbers:
        return {}
    found = session.exec(
        select(Issue).where(
            Issue.team_id == forum.team_id,
            col(Issue.number).in_(numbers),
            col(Issue.state).not_in(_NOT_HEARD_OF),
        )
    )
    channel = channel_of(session, forum.team_id, forum.channel_id)
    # What was said there while it was private stays with those people.
    own = forum.channel_id if channel is not None and channel.is_private else None
    open_here = (each for each in found if not each.is_private or each.channel_id == own)
    return {each.number: each for each in open_here}
