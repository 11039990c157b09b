"""Looking up what the other drawings need: Home, help, refusals, questions."""

from datetime import datetime

from bot.domain.commitments.deputies import said_to_others
from bot.domain.commitments.finding import Which, listed
from bot.domain.people import Person, person_numbered
from bot.domain.roles import Office, Role, cco_of, role_of
from bot.domain.sessions.occasions import upcoming_for
from bot.domain.unfinished import Started, all_unfinished
from bot.domain.verbs import VERBS, verb_called
from bot.domain.words import words_of
from bot.drawings.commitments import reader_of
from bot.drawings.issues import asked_on_home, owned_on_home
from bot.drawings.preferences import held_by
from bot.drawings.proposals import led_on_home, waiting_on_home
from bot.drawings.recognition import thanks_on_home
from bot.drawings.subjects import Draw, Look
from bot.views import help as help_views
from bot.views import questions, refusals
from bot.views.about import about
from bot.views.forms import answered
from bot.views.home import Home, home_tab
from bot.views.text import escape
from bot.views.undeliverable import undeliverable


def home_of(look: Look) -> Draw:
    reader = reader_of(look)
    home = Home(
        reader=reader,
        owed_by_me=listed(look.session, reader, Which.MINE, look.now),
        owed_to_me=listed(look.session, reader, Which.OWED, look.now),
        offered_to_me=listed(look.session, reader, Which.OFFERED, look.now),
        unfinished=_begun(look, reader),
        now=look.now,
        command=look.command,
        held=held_by(look, reader),
        waiting=waiting_on_home(look),
        led=led_on_home(look),
        for_others=said_to_others(look.session, reader, look.now),
        sessions=upcoming_for(look.session, reader, look.now),
        issues=owned_on_home(look),
        issues_asked=asked_on_home(look),
        thanks=thanks_on_home(look),
    )
    return lambda: home_tab(home)


def _begun(look: Look, reader: Person) -> list[Started]:
    """Return what is worth going on with: a form that was only opened is not."""
    mine = all_unfinished(look.session, reader, look.now)
    return [each for each in mine if each.words]


def start_of(look: Look) -> Draw:
    reader = reader_of(look)
    owed = listed(look.session, reader, Which.MINE, look.now)
    offered = listed(look.session, reader, Which.OFFERED, look.now)
    return lambda: help_views.start(look.command, owed, offered)


def help_of(look: Look) -> Draw:
    verb = verb_called(str(look.facts.get("verb", "")))
    if verb is None:
        return lambda: help_views.overview(VERBS, look.command)
    return lambda: help_views.one_verb(verb, look.command)


def about_of(look: Look) -> Draw:
    officer = cco_of(look.session, look.team_id)
    called = officer.called if officer else ""
    return lambda: about(called, look.months)


def unknown_verb_of(look: Look) -> Draw:
    facts = look.facts
    number = int(facts["unfinished"])
    mine = all_unfinished(look.session, reader_of(look), look.now)
    line = next((each.words for each in mine if each.number == number), None)
    if line is None:
        return answered
    nearest = str(facts["nearest"])
    return lambda: help_views.unknown_verb(nearest, (line, number), look.command)


def refusal_of(look: Look) -> Draw:
    facts = look.facts
    number = int(facts["words"])
    line = escape(words_of(look.session, {number}).get(number, ""))
    pattern, known = str(facts["sentence"]), dict(facts["facts"])
    return lambda: refusals.refusal_again(pattern, known, look.command, line)


def cco_request_of(look: Look) -> Draw | None:
    by = person_numbered(look.session, look.team_id, int(look.facts["by"]))
    named = int(look.facts["asked"])
    held, asked = (
        role_of(look.session, look.team_id, each) for each in (Office.CCO, Office.NEXT_CCO)
    )
    if asked is not None and asked.person == named:
        answer = ""
    elif held is not None and held.person == named:
        answer = "accepted"
    else:
        answer = "another" if asked is not None or _is_newer(held, look) else "declined"
    return lambda: questions.cco_request(by.called, answer)


def _is_newer(held: Role | None, look: Look) -> bool:
    """Tell whether somebody else took the office after this one was asked."""
    return held is not None and held.since > datetime.fromisoformat(look.facts["at"])


def thanks_of(look: Look) -> Draw:
    what = str(look.facts["what"])
    return lambda: questions.thanks(what)


def undeliverable_of(look: Look) -> Draw:
    facts = dict(look.facts)
    return lambda: undeliverable(facts)
