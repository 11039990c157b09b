"""Looking up what the drawings of a forum's sessions need."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlmodel import col, select

from bot.domain.answers import Kind
from bot.domain.commitments.finding import Shown, shown_all
from bot.domain.commitments.records import Commitment
from bot.domain.forums.finding import facilitators_of, forum_name, members_of
from bot.domain.forums.records import Forum
from bot.domain.people import Person
from bot.domain.preferences import is_away
from bot.domain.sessions.agendas import agenda_for, topics_of
from bot.domain.sessions.finding import NoSessionAhead, NoSuchSession, session_ahead, session_on
from bot.domain.sessions.occasions import Occasion, minutes_of, occasion_of
from bot.domain.sessions.readback import read_back
from bot.domain.sessions.recordable import can_change_minutes, recorded_before
from bot.domain.sessions.recording import ANEW, promised_in
from bot.domain.sessions.records import ForumSession
from bot.domain.unfinished import all_unfinished
from bot.drawings.commitments import reader_of
from bot.drawings.subjects import Draw, DrawModal, KindLookUp, Look, ModalLookUp
from bot.views.sessions import agendas, forms, minutes, posts

SAID = {"added": "It is on the agenda.", "done": "Dealt with.", "dropped": "It is off the agenda."}


def post_of(look: Look) -> Draw:
    occasion = _occasion(look)
    topics = topics_of(look.session, occasion.forum, look.now) if occasion.one.is_ahead else []
    return lambda: posts.post(occasion, topics, look.command, is_late=look.subject.is_late)


def agenda_of(look: Look) -> Draw | None:
    """Look up the agenda of a session, which stays as it was once the session has begun."""
    forum, one = _forum(look), _session(look)
    if not one.is_ahead:
        return None
    shown = agenda_for(look.session, forum, one, look.now)
    return lambda: agendas.agenda(shown, look.command, is_late=look.subject.is_late)


def start_of(look: Look) -> Draw:
    occasion = _occasion(look)
    forum = occasion.forum
    topics = topics_of(look.session, forum, look.now)
    tabled = {each.record.commitment.number for each in topics if each.record is not None}
    # What is on the agenda anyway is counted there.
    past = read_back(look.session, forum, occasion.one, look.now, tabled=tabled).overdue.count
    return lambda: posts.start(occasion, topics, past, is_late=look.subject.is_late)


def minutes_drawn(look: Look) -> Draw:
    occasion = _occasion(look)
    kept, made = minutes_of(look.session, occasion.one), _made(look)
    held = minutes.Held(occasion, kept, made)
    return lambda: minutes.minutes(held)


def asked_of(look: Look) -> Draw:
    occasion, again = _occasion(look), bool(look.facts.get("again"))
    can = _can_change(look, occasion)
    late = look.subject.is_late
    return lambda: minutes.asked(occasion, again=again, is_late=late, can_change=can)


def recorded_of(look: Look) -> Draw:
    mine = {each.number: each for each in all_unfinished(look.session, reader_of(look), look.now)}
    unread = [mine[int(number)] for number in look.facts["unread"] if int(number) in mine]
    occasion, before = _occasion(look), recorded_before(look.session, _session(look))
    answer = minutes.Recorded(
        occasion,
        _made(look),
        unread,
        is_again=before is not None and before.what == ANEW,
        can_change=_can_change(look, occasion),
    )
    return lambda: minutes.recorded(answer)


def changed_of(look: Look) -> Draw:
    occasion = occasion_of(
        look.session, _forum(look), _session(look), look.now, int(look.facts["revision"])
    )
    what = str(look.facts["what"])
    is_last = occasion.one.revision == int(look.facts["revision"])
    can_undo = bool(look.facts.get("can_undo")) and is_last
    change = posts.Changed(occasion, what, can_undo=can_undo)
    return lambda: posts.changed(change)


def agenda_answer_of(look: Look) -> Draw:
    """Look up the agenda for one reader, with what they may take off."""
    forum, reader = _forum(look), reader_of(look)
    what = str(look.facts.get("what", ""))
    one = session_ahead(look.session, forum, look.now) if forum.meets else None
    shown = agenda_for(look.session, forum, one, look.now, with_records=not what)
    leads = reader.number in facilitators_of(look.session, forum)
    mine = {
        topic.number
        for topic in shown.topics
        if topic.number and (leads or (topic.by and topic.by.number == reader.number))
    }
    asked = agendas.Asked(shown, frozenset(mine), SAID.get(what, ""), look.command)
    return lambda: agendas.answer(asked)


def record_form_of(look: Look) -> DrawModal:
    occasion = _occasion(look)
    forum = occasion.forum
    topics = topics_of(look.session, forum, look.now)
    before = recorded_before(look.session, occasion.one)
    if before is None:
        members, then = members_of(look.session, forum), occasion.one.starts_at
        there = [member for member in members if not is_away(look.session, member, then)]
        form = forms.RecordForm(occasion, people=_ids(there), topics=topics)
    else:
        kept, made = minutes_of(look.session, occasion.one), promised_in(before).all
        form = forms.RecordForm(occasion, _ids(kept.there), topics, kept.notes, len(made))
    return lambda: forms.record_form(form)


def record_invitation_of(look: Look) -> Draw:
    occasion = _occasion(look)
    return lambda: forms.record_invitation(occasion)


def item_form_of(look: Look) -> DrawModal:
    forum = _forum(look)
    name = forum_name(look.session, forum)
    return lambda: forms.item_form(forum.label, name)


def item_invitation_of(look: Look) -> Draw:
    forum = _forum(look)
    name = forum_name(look.session, forum)
    return lambda: forms.item_invitation(forum.label, name)


def move_form_of(look: Look) -> DrawModal:
    occasion = _ahead(look)
    return lambda: forms.move_form(occasion)


def move_invitation_of(look: Look) -> Draw:
    occasion = _ahead(look)
    return lambda: forms.move_invitation(occasion)


def _ids(people: Sequence[Person]) -> list[str]:
    """Return those whom Slack still lets one pick."""
    able = (person for person in people if not person.is_deactivated)
    return [person.slack_id for person in able if person.slack_id]


def _can_change(look: Look, occasion: Occasion) -> bool:
    reader = reader_of(look)
    return can_change_minutes(look.session, occasion.forum, occasion.one, reader, look.now)


def _forum(look: Look) -> Forum:
    return look.session.get_one(Forum, (look.team_id, int(look.facts["forum"])))


def _session(look: Look) -> ForumSession:
    forum = _forum(look)
    one = session_on(look.session, forum, date.fromisoformat(look.facts["slot_on"]))
    if one is None:
        raise NoSuchSession(forum=forum.label)
    return one


def _occasion(look: Look) -> Occasion:
    return occasion_of(look.session, _forum(look), _session(look), look.now)


def _ahead(look: Look) -> Occasion:
    """Return the next session of a forum. Raises NoSessionAhead."""
    forum = _forum(look)
    one = session_ahead(look.session, forum, look.now)
    if one is None:
        raise NoSessionAhead(forum=forum.label)
    return occasion_of(look.session, forum, one, look.now)


def _made(look: Look) -> list[Shown]:
    """Return the commitments that were made while a session was recorded."""
    numbers = [int(number) for number in look.facts["made"]]
    found = look.session.exec(
        select(Commitment).where(
            Commitment.team_id == look.team_id, col(Commitment.number).in_(numbers)
        )
    ).all()
    in_order = sorted(found, key=lambda each: numbers.index(each.number))
    return shown_all(look.session, in_order, look.now)


LOOK_UPS: Mapping[Kind, KindLookUp] = {
    Kind.SESSION_POST: post_of,
    Kind.SESSION_AGENDA: agenda_of,
    Kind.SESSION_START: start_of,
    Kind.SESSION_MINUTES: minutes_drawn,
    Kind.SESSION_ASKED: asked_of,
    Kind.SESSION_RECORDED: recorded_of,
    Kind.SESSION_MOVED: changed_of,
    Kind.SESSION_FORM: record_invitation_of,
    Kind.SESSION_MOVE_FORM: move_invitation_of,
    Kind.AGENDA: agenda_answer_of,
    Kind.AGENDA_FORM: item_invitation_of,
}
MODALS: Mapping[Kind, ModalLookUp] = {
    Kind.SESSION_FORM: record_form_of,
    Kind.SESSION_MOVE_FORM: move_form_of,
    Kind.AGENDA_FORM: item_form_of,
}
