"""Looking up what the drawings of forums need."""

from collections.abc import Mapping

from sqlmodel import col, select

from bot.domain.answers import Kind
from bot.domain.calendar import today_in, zone_named
from bot.domain.channels import channel_of
from bot.domain.forums.changing import is_undoable
from bot.domain.forums.drafting import Draft, draft_begun, draft_of, rhythm_of
from bot.domain.forums.finding import DATES_SHOWN, forum_for, forums_seen_by, shown
from bot.domain.forums.making import made_by
from bot.domain.forums.records import NOUN, Forum
from bot.domain.forums.rights import may_change, may_lead
from bot.domain.forums.telling import Tidings
from bot.domain.history import Happening, last_of
from bot.domain.people import people_numbered
from bot.domain.recurrence import Slot, countries
from bot.domain.unfinished import UnfinishedGone, unfinished_numbered
from bot.drawings.commitments import reader_of
from bot.drawings.subjects import Draw, DrawModal, KindLookUp, Look, ModalLookUp
from bot.errors import UserError
from bot.views.forms import answered
from bot.views.forums import answers, form
from bot.views.refusals import sentence_of


def answer_of(look: Look) -> Draw:
    """Look up a forum as it stands, or what somebody could start."""
    if "forum" in look.facts:
        number, here = int(look.facts["forum"]), str(look.facts.get("here", ""))
        forum = forum_for(look.session, reader_of(look), number, here=here, lock=False)
        return _answer(look, forum)
    number = int(look.facts["unfinished"])
    try:
        draft = draft_begun(unfinished_numbered(look.session, reader_of(look), number))
    except UnfinishedGone:
        made = made_by(look.session, look.team_id, f"U-{number}")
        return _answer(look, made) if made else answered
    return _draft(look, draft, number)


def list_of(look: Look) -> Draw:
    here = str(look.facts.get("here", ""))
    found = forums_seen_by(look.session, reader_of(look), here)
    seen = [shown(look.session, forum, look.now) for forum in found]
    return lambda: answers.forums(seen, look.command)


def tidings_of(look: Look) -> Draw:
    forum = look.session.get_one(Forum, (look.team_id, int(look.facts["forum"])))
    seen = shown(look.session, forum, look.now)
    news = last_of(look.session, look.team_id, NOUN, forum.number, int(look.facts["revision"]))
    number = news.facts.get("left") if news else None
    left = people_numbered(look.session, look.team_id, {number}).get(number or 0)
    what, since = Tidings(look.facts["what"]), int(look.facts["revision"])
    is_over = what is Tidings.HELD and _went_on(look, forum, since)
    return lambda: answers.tidings(seen, what, left, is_over=is_over)


def _went_on(look: Look, forum: Forum, since: int) -> bool:
    """Tell whether a forum went on after it was held, whatever became of it then."""
    resumed = select(Happening.seq).where(
        Happening.team_id == forum.team_id,
        Happening.noun == NOUN,
        Happening.number == forum.number,
        Happening.what == "resumed",
        col(Happening.seq) > since,
    )
    return look.session.exec(resumed.limit(1)).first() is not None


def modal_of(look: Look) -> DrawModal:
    filled = _form(look)
    return lambda: form.modal(filled)


def invitation_of(look: Look) -> Draw:
    try:
        filled = _form(look)
    except UnfinishedGone:
        return answered
    return lambda: form.invitation(filled)


def _answer(look: Look, forum: Forum) -> Draw:
    reader, begun = reader_of(look), look.facts.get("begun")
    last = last_of(look.session, look.team_id, NOUN, forum.number, forum.revision)
    is_fresh = look.facts.get("revision") == forum.revision
    said = answers.Answered(
        shown=shown(look.session, forum, look.now),
        what=str(look.facts.get("what", "")) if is_fresh else "",
        may_change=may_change(look.session, forum, reader),
        may_lead=may_lead(look.session, forum, reader),
        can_undo=is_fresh and is_undoable(last, reader, look.now),
        asks_to_end=bool(look.facts.get("asks_to_end")),
        note=f"U-{begun}" if begun else "",
    )
    return lambda: answers.answer(said)


def _draft(look: Look, draft: Draft, number: int) -> Draw:
    try:
        rhythm = rhythm_of(draft, look.now)
    except UserError:
        return invitation_of(look)  # It was begun to be changed in its form.
    channel = channel_of(look.session, look.team_id, draft.channel_id)
    wanted = {draft.facilitator, *draft.people}
    people = people_numbered(look.session, look.team_id, wanted)
    drafted = answers.Drafted(
        number=number,
        rhythm=rhythm,
        dates=rhythm.next_slots(look.now, DATES_SHOWN),
        channel=f"#{channel.name}" if channel and channel.name else "this channel",
        facilitator=people.get(draft.facilitator or 0),
        length=draft.length,
        today=today_in(rhythm.zoneinfo, look.now),
        has_hour=draft.has_hour,
        members=[people[number] for number in draft.people if number in people],
    )
    return lambda: answers.draft(drafted)


def _form(look: Look) -> form.ForumForm:
    draft, note = _behind(look)
    numbers = {draft.facilitator, draft.deputy, *draft.people}
    people = people_numbered(look.session, look.team_id, numbers)
    dates: tuple[Slot, ...] = ()
    problem = ""
    try:
        dates = tuple(rhythm_of(draft, look.now).next_slots(look.now, DATES_SHOWN))
    except UserError as error:
        problem = sentence_of(error, look.command, escaped=True)
    page = str(look.facts.get("page", form.BACK))
    return form.ForumForm(
        draft=draft,
        note=note,
        people={number: person.slack_id or "" for number, person in people.items()},
        dates=dates,
        problem=problem,
        today=today_in(zone_named(draft.zone), look.now),
        page=page,
        countries=countries() if page == form.MORE else (),
    )


def _behind(look: Look) -> tuple[Draft, str]:
    """Return what a form begins with, and what it is about."""
    if "unfinished" in look.facts:
        number = int(look.facts["unfinished"])
        return draft_begun(
            unfinished_numbered(look.session, reader_of(look), number)
        ), f"U-{number}"
    number = int(look.facts["forum"])
    forum = forum_for(look.session, reader_of(look), number, lock=False)
    return draft_of(look.session, forum), f"F-{number}"


LOOK_UPS: Mapping[Kind, KindLookUp] = {
    Kind.FORUM: answer_of,
    Kind.FORUMS: list_of,
    Kind.FORUM_TOLD: tidings_of,
    Kind.FORUM_FORM: invitation_of,
}
MODALS: Mapping[Kind, ModalLookUp] = {Kind.FORUM_FORM: modal_of}
