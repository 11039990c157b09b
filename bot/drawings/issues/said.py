"""Looking up what is said of an issue: its card, questions, tidings, answers, lists."""

from bot.domain.areas import Area, areas_of
from bot.domain.channels import Posting
from bot.domain.issues.finding import Told, shown, shown_all, told_at
from bot.domain.issues.hearing import report_told, reports_of
from bot.domain.issues.listing import Which, listed
from bot.domain.issues.records import Issue, Severity, State
from bot.domain.issues.remembering import told_lately
from bot.domain.issues.rights import issue_for, issue_numbered
from bot.domain.issues.stepping import Step
from bot.domain.issues.undoing import undoable
from bot.domain.people import Person, person_numbered
from bot.domain.unfinished import UnfinishedGone, unfinished_numbered
from bot.drawings.commitments import reader_of
from bot.drawings.issues.offers import offered_to
from bot.drawings.subjects import Draw, Look
from bot.views.forms import answered
from bot.views.issues import answers, cards, lists, stories
from bot.views.issues.controls import sensible
from bot.views.issues.words import SEVERITIES, STATES


def card_of(look: Look) -> Draw | None:
    issue = _issue(look)
    seen = shown(look.session, issue, look.now)
    return lambda: cards.card(seen)


def offer_of(look: Look) -> Draw:
    issue, asked = _issue(look), person_numbered(look.session, look.team_id, _asked(look))
    revision = int(look.facts["revision"])
    event = told_at(look.session, issue, revision)
    asking = cards.Asking(
        shown=shown(look.session, issue, look.now),
        asked=asked,
        giver=event.person if event else None,
        is_handover=event is not None and event.happening.what == "handed_over",
        waits=issue.handover_to == asked.number and _is_latest(issue, event),
        why=event.words if event else "",
    )
    return lambda: cards.offer(asking)


def tidings_of(look: Look) -> Draw | None:
    issue = _issue(look)
    news = told_at(look.session, issue, int(look.facts["revision"]))
    if news is None:
        return None
    seen, reader = shown(look.session, issue, look.now), reader_of(look)
    return lambda: cards.tidings(seen, news, reader)


def urgent_of(look: Look) -> Draw:
    seen = shown(look.session, _issue(look), look.now)
    return lambda: cards.urgent(seen)


def closed_of(look: Look) -> Draw:
    seen = shown(look.session, _issue(look), look.now)
    return lambda: cards.closed(seen)


def answer_of(look: Look) -> Draw:
    """Look up an issue for whoever changed it, or asked for it."""
    issue, reader = _issue(look), reader_of(look)
    here = str(look.facts.get("here", ""))
    revision = int(look.facts.get("revision", 0))
    if not revision:  # An old button, another's number: what may not be seen is not drawn.
        issue = issue_for(look.session, reader, issue.number, here=here, lock=False)
    news = told_at(look.session, issue, revision) if revision else None
    is_last = revision == issue.revision
    seen = shown(look.session, issue, look.now)
    posting = look.facts.get("posting")
    answer = answers.Answered(
        shown=seen,
        told=news,
        reader=reader,
        offers=offered_to(look, issue, reader, sensible(seen)),
        can_undo=undoable(news.happening if news and is_last else None, reader.number, look.now),
        notes=[str(note) for note in look.facts.get("notes", ())],
        posting=Posting(posting) if posting else None,
        missing=[Step(step) for step in look.facts.get("missing", ())],
        kept=int(look.facts.get("unfinished", 0)),
        heard=report_told(look.session, issue, news.happening) if news else None,
    )
    return lambda: answers.answer(answer)


def story_of(look: Look) -> Draw:
    reader, here = reader_of(look), str(look.facts.get("here", ""))
    number = int(look.facts["number"])
    issue = issue_for(look.session, reader, number, here=here, lock=False)
    seen = shown(look.session, issue, look.now)
    past = told_lately(look.session, issue, reader, stories.MOST_TOLD)
    areas = {area.number: area.name for area in areas_of(look.session, look.team_id)}
    heard = reports_of(look.session, issue, reader, here)
    story = stories.Story(seen, past, reader, heard, areas)
    return lambda: stories.story(story)


def list_of(look: Look) -> Draw:
    facts, reader = look.facts, reader_of(look)
    which, of = Which(facts["which"]), str(facts.get("of", ""))
    page = listed(
        look.session,
        reader,
        which,
        look.now,
        of=of,
        here=str(facts.get("here", "")),
        page=max(0, int(facts.get("page", 0))),
    )
    drawn = lists.Listed(page, which, _of_what(look, which, of), dict(facts), reader)
    return lambda: lists.page(drawn)


def found_of(look: Look) -> Draw:
    seen = shown_all(look.session, _seen(look), look.now)
    return lambda: lists.found(seen)


def before_of(look: Look) -> Draw:
    number = int(look.facts["unfinished"])
    try:
        started = unfinished_numbered(look.session, reader_of(look), number)
    except UnfinishedGone:
        return answered
    seen = shown_all(look.session, _seen(look), look.now)
    return lambda: answers.seen_before(started.words, seen, f"U-{number}")


def _issue(look: Look) -> Issue:
    return look.session.get_one(Issue, (look.team_id, int(look.facts["number"])))


def _asked(look: Look) -> int:
    return int(look.facts["asked"])


def _seen(look: Look) -> list[Issue]:
    """Return the issues of these numbers that are still there."""
    numbers = dict.fromkeys(int(each) for each in look.facts["numbers"])
    found = [issue_numbered(look.session, look.team_id, each, lock=False) for each in numbers]
    # One that was merged leads to the one that it became part of, which may be there, too.
    return list({each.number: each for each in found if each is not None}.values())


def _is_latest(issue: Issue, event: Told | None) -> bool:
    """Tell whether this is the question that waits: nobody was asked again since."""
    return event is not None and issue.asked_at == event.happening.at


def _of_what(look: Look, which: Which, of: str) -> str:
    if which is Which.SOURCE:
        return of
    if which is Which.AREA:
        return look.session.get_one(Area, (look.team_id, int(of))).name
    if which is Which.PERSON:
        person: Person = person_numbered(look.session, look.team_id, int(of))
        return person.called
    if which is Which.SEVERITY:
        return SEVERITIES[Severity(of)].lower()
    return STATES[State(of)].lower() if which is Which.STATE else ""
