"""Looking up what the CCO's brief says of issues, each line as it stands now."""

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy import func
from sqlmodel import col, select

from bot.domain.issues.finding import Shown, shown
from bot.domain.issues.handing import OFTEN_REFUSED
from bot.domain.issues.records import ENDED, Issue
from bot.domain.issues.rights import can_see, has_owner, issue_numbered
from bot.domain.issues.sources import Source
from bot.domain.issues.spikes import SPIKE, spike_seen
from bot.domain.issues.telling import LEFT, REFUSED, UNOWNED
from bot.domain.issues.watching import TROUBLED, Trouble, trouble_of
from bot.domain.lines import Line
from bot.domain.people import Person, person_numbered
from bot.drawings.commitments import reader_of
from bot.drawings.subjects import Look
from bot.views.briefs import of_issues


def _rise(look: Look, line: Line) -> of_issues.Rise | None:
    number, week = int(line.number or 0), date.fromisoformat(line.facts["week"])
    seen = spike_seen(look.session, reader_of(look), look.team_id, number, week)
    return of_issues.Rise(number, seen) if seen else None


def _unowned(look: Look, line: Line) -> of_issues.Unowned | None:
    issue = _issue(look, line)
    if issue is None or has_owner(look.session, issue):
        return None
    return of_issues.Unowned(_seen(look, issue), bool(line.facts.get("cross")))


def _not_taken(look: Look, line: Line) -> of_issues.NotTaken | None:
    issue = _issue(look, line)
    if issue is None or issue.refusals < OFTEN_REFUSED:
        return None
    return of_issues.NotTaken(_seen(look, issue), issue.refusals)


def _left(look: Look, line: Line) -> of_issues.LeftIssues | None:
    person = person_numbered(look.session, look.team_id, int(line.facts["person"]))
    number = _owned_by(look, person) if person.is_deactivated else 0
    return of_issues.LeftIssues(person, number) if number else None


def _troubled(look: Look, line: Line) -> Trouble | None:
    source = look.session.get(Source, (look.team_id, str(line.facts["source"])))
    return trouble_of(look.session, source, look.now) if source else None


def _issue(look: Look, line: Line) -> Issue | None:
    """Return the issue of a line while it goes on."""
    issue = issue_numbered(look.session, look.team_id, int(line.number or 0), lock=False)
    return None if issue is None or issue.state in ENDED else issue


def _seen(look: Look, issue: Issue) -> Shown | None:
    """Return an issue as its reader may see it; of one told of in private only that it is there."""
    if not can_see(look.session, issue, reader_of(look)):
        return None
    return shown(look.session, issue, look.now)


def _owned_by(look: Look, person: Person) -> int:
    counted = select(func.count()).where(
        Issue.team_id == look.team_id,
        Issue.owner == person.number,
        col(Issue.open_rank) >= 0,
    )
    return look.session.exec(counted.select_from(Issue)).one()


READ: Mapping[str, Callable[[Look, Line], of_issues.OfIssues | None]] = {
    SPIKE: _rise,
    UNOWNED: _unowned,
    REFUSED: _not_taken,
    LEFT: _left,
    TROUBLED: _troubled,
}
