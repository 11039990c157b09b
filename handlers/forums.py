"""What people type, press and fill in about forums."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.commitments.by_forum import promising_in
from bot.domain.commitments.promising import as_read
from bot.domain.forums import changing
from bot.domain.forums.beginning import ask_first, begin, discard_empty, said
from bot.domain.forums.drafting import channel_of_draft, first_asked
from bot.domain.forums.filling import Done, send, shape, start_drafted
from bot.domain.forums.finding import forum_for
from bot.domain.forums.lines import Word, command_in, day_in, forum_meant
from bot.domain.forums.making import ASKED_AT_FIRST
from bot.domain.forums.outliving import take_lead
from bot.domain.forums.records import Forum
from bot.domain.forums.rights import demand, demand_living
from bot.domain.forums.telling import show_on_homes
from bot.domain.people import Person
from bot.domain.scenes import Scene
from bot.domain.sessions.finding import session_ahead
from bot.domain.sessions.moving import move_next, skip_next
from bot.domain.sessions.planning import replan
from bot.domain.sessions.telling import show as show_session
from bot.domain.unfinished import FormKind
from bot.routes import Answer, Closed, Handler, Pressed, Routes, Submitted, Tools
from bot.views.forums.filled import filled_in, page_of
from bot.views.ids import Action, modal_id
from handlers.desk import Desk
from handlers.lines import Line

Change = Callable[[Session, Forum, Person, datetime], Forum]
Command = Callable[[Session, Person, Scene, tuple[Forum, str], datetime], Said]
WithMembers = Callable[[tuple[str, ...], Session, Person, Pressed, datetime], Said]
BOTS = 5  # So many of a channel's members may be bots, who are not asked.


def register(routes: Routes, desk: Desk) -> None:
    routes.action(Action.FORUM_START, _knowing_members(desk, press_start))
    routes.action(Action.FORUM_CHANGE, _knowing_members(desk, open_form))
    for action in (Action.FORUM_INPUT, Action.FORUM_PAGE):
        routes.action(action, desk.handler(fill_page))
    for action, (change, what) in _AT_ONCE.items():
        routes.action(action, desk.handler(partial(press, change, what)))
    routes.action(Action.FORUM_SHOW, desk.handler(show))
    routes.action(Action.FORUM_LEAD, desk.handler(lead))
    routes.action(Action.FORUM_SKIP, desk.handler(skip))
    routes.action(Action.FORUM_MOVE, desk.handler(ask_when))
    routes.action(Action.FORUM_UNDO, desk.handler(undo))
    routes.action(Action.FORUM_CHANNEL, desk.handler(rehouse))
    routes.modal(modal_id(FormKind.FORUM), desk.handler(fill))
    routes.closing(modal_id(FormKind.FORUM), desk.handler(close))


def say(session: Session, me: Person, scene: Scene, rest: str, now: datetime) -> Said:
    """`forum` and what follows: a command about one, the rhythm of a new one, or nothing."""
    text = as_read(session, me, rest)
    command = command_in(text)
    if command is None:
        answer = begin(session, me, scene, text, now)
        if answer.kind is Kind.FORUM_FORM:
            _ask_first(session, me, scene.channel_id, int(answer.facts["unfinished"]), (), now)
        return answer
    if command.word is Word.LIST:
        return Said(Kind.FORUMS, {"here": scene.channel_id})
    forum = forum_meant(session, me, scene, command.number)
    return _COMMANDS[command.word](session, me, scene, (forum, command.rest), now)


def press_start(
    there: tuple[str, ...], session: Session, me: Person, pressed: Pressed, now: datetime
) -> Said:
    """Start what was typed, with everybody in the channel unless others were picked."""
    number = _number(pressed.value)
    channel_id = channel_of_draft(session, me.team_id, pressed.value)
    promising = promising_in(session, me.team_id, channel_id, ASKED_AT_FIRST)
    people = first_asked(session, me, there, promising)
    done = start_drafted(session, me, number, people, now)
    if done.what == "started" and len(there) > ASKED_AT_FIRST and len(people) < ASKED_AT_FIRST:
        done = replace(done, what="started_many")
    return _done(session, done, now)


def open_form(
    there: tuple[str, ...], session: Session, me: Person, pressed: Pressed, now: datetime
) -> Said:
    """Open the form of a forum, or of what was typed; who may not send it hears that first."""
    number = _number(pressed.value)
    if pressed.value.startswith("U"):
        channel_id = channel_of_draft(session, me.team_id, pressed.value)
        _ask_first(session, me, channel_id, number, there, now)
        return Said(Kind.FORUM_FORM, {"unfinished": number})
    return _edit(session, me, Scene(pressed.channel_id), (_forum(session, me, pressed), ""), now)


def fill_page(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Show the dates of what was chosen, or the other page; what was typed is kept."""
    note = str(pressed.view.get("private_metadata", ""))
    number = shape(session, me, note, filled_in(pressed.values), now)
    turns = pressed.action_id == Action.FORUM_PAGE
    page = pressed.value if turns else page_of(pressed.values)
    return Said(Kind.FORUM_FORM, {"unfinished": number, "page": page})


def fill(session: Session, me: Person, sent: Submitted, now: datetime) -> Said:
    """Start or change the forum that the form describes."""
    return _done(session, send(session, me, sent.note, filled_in(sent.values), now), now)


def close(session: Session, me: Person, closed: Closed, now: datetime) -> None:
    """Forget a form in which nothing was said."""
    del now
    if closed.note.startswith("U"):
        discard_empty(session, me, _number(closed.note))


def press(
    change: Change, what: str, session: Session, me: Person, pressed: Pressed, now: datetime
) -> Said:
    """Do at once what a button says."""
    forum = change(session, _forum(session, me, pressed), me, now)
    return _done(session, Done(forum, what), now, pressed.channel_id)


def lead(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Take the lead where nobody has it; the post of the next session shows it."""
    forum = take_lead(session, _forum(session, me, pressed), me, now)
    answer = _done(session, Done(forum, "led"), now, pressed.channel_id)
    ahead = session_ahead(session, forum, now)
    if ahead is not None:
        show_session(session, ahead)
    return answer


def show(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    del now
    return said(_forum(session, me, pressed), Scene(pressed.channel_id))


def skip(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    return skip_next(session, _forum(session, me, pressed), me, now)


def ask_when(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    return _move(session, me, Scene(), (_forum(session, me, pressed), ""), now)


def undo(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    revision = int(pressed.value.partition(":")[2])
    forum = changing.undo(session, _forum(session, me, pressed), me, revision, now)
    return _done(session, Done(forum, "undone"), now, pressed.channel_id)


def rehouse(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Have a forum meet in the channel that was picked in the message about it."""
    number = int(str(pressed.action.get("block_id", "")).partition(":")[2])
    forum = forum_for(session, me, number, here=pressed.channel_id)
    changing.rehouse(session, forum, me, pressed.value, now)
    return _done(session, Done(forum, "rehoused"), now)


def _show(
    session: Session, me: Person, scene: Scene, meant: tuple[Forum, str], now: datetime
) -> Said:
    del session, me, now
    return said(meant[0], scene)


def _edit(
    session: Session, me: Person, scene: Scene, meant: tuple[Forum, str], now: datetime
) -> Said:
    forum, rest = meant
    demand(session, forum, me)
    demand_living(forum)
    if rest and forum.channel_id == scene.channel_id:
        begun = begin(session, me, scene, rest, now).facts.get("begun")
        if begun is not None:
            return Said(Kind.FORUM_FORM, {"unfinished": begun})
    return Said(Kind.FORUM_FORM, {"forum": forum.number})


def _pause(
    session: Session, me: Person, scene: Scene, meant: tuple[Forum, str], now: datetime
) -> Said:
    forum, rest = meant
    until = day_in(rest, forum, now)
    changing.pause(session, forum, me, now, until.on if until else None)
    return _done(session, Done(forum, "paused"), now, scene.channel_id)


def _resume(
    session: Session, me: Person, scene: Scene, meant: tuple[Forum, str], now: datetime
) -> Said:
    forum = changing.resume(session, meant[0], me, now)
    return _done(session, Done(forum, "resumed"), now, scene.channel_id)


def _skip(
    session: Session, me: Person, scene: Scene, meant: tuple[Forum, str], now: datetime
) -> Said:
    del scene
    return skip_next(session, meant[0], me, now)


def _move(
    session: Session, me: Person, scene: Scene, meant: tuple[Forum, str], now: datetime
) -> Said:
    del scene
    forum, rest = meant
    demand(session, forum, me)
    demand_living(forum)
    day = day_in(rest, forum, now)
    if day is None:
        return Said(Kind.SESSION_MOVE_FORM, {"forum": forum.number})
    return move_next(session, forum, me, day.on, day.at, now)


def _ask_to_end(
    session: Session, me: Person, scene: Scene, meant: tuple[Forum, str], now: datetime
) -> Said:
    del now
    demand(session, meant[0], me)
    demand_living(meant[0])
    return said(meant[0], scene, asks_to_end=True)


def _done(session: Session, done: Done, now: datetime, here: str = "") -> Said:
    """Plan the sessions of a forum as it is now, and show it."""
    replan(session, done.forum, now)
    show_on_homes(session, done.forum)
    return said(done.forum, Scene(here, response_url=done.response_url), done.what)


def _ask_first(
    session: Session,
    me: Person,
    channel_id: str,
    number: int,
    there: tuple[str, ...],
    now: datetime,
) -> None:
    promising = promising_in(session, me.team_id, channel_id, ASKED_AT_FIRST)
    ask_first(session, me, number, first_asked(session, me, there, promising), now)


def _knowing_members(desk: Desk, verb: WithMembers) -> Handler[Pressed]:
    """Return the handler that first asks Slack who is in the channel of what was typed."""

    async def handle(pressed: Pressed, tools: Tools) -> Answer:
        channel_id = await tools.reading(_channel_meant, pressed)
        there = await desk.members(channel_id, ASKED_AT_FIRST + BOTS)
        return await desk.handler(partial(verb, tuple(there)))(pressed, tools)

    return handle


def _channel_meant(session: Session, pressed: Pressed) -> str:
    return channel_of_draft(session, pressed.team_id, pressed.value)


def _forum(session: Session, me: Person, pressed: Pressed) -> Forum:
    return forum_for(session, me, _number(pressed.value), here=pressed.channel_id)


def _number(value: str) -> int:
    return int(value.partition(":")[0].lstrip("UF-"))


_AT_ONCE: dict[Action, tuple[Change, str]] = {
    Action.FORUM_PAUSE: (changing.pause, "paused"),
    Action.FORUM_RESUME: (changing.resume, "resumed"),
    Action.FORUM_END: (changing.end, "ended"),
}
_COMMANDS: dict[Word, Command] = {
    Word.SHOW: _show,
    Word.EDIT: _edit,
    Word.PAUSE: _pause,
    Word.RESUME: _resume,
    Word.SKIP: _skip,
    Word.MOVE: _move,
    Word.END: _ask_to_end,
}
LINES: Mapping[str, Line] = {"forum": say}
