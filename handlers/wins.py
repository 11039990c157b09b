"""What people type, press and fill in about wins: `/cx win`, approvals, where they are told."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.channels import channel_of
from bot.domain.commitments.promising import as_read
from bot.domain.notices import refresh
from bot.domain.people import Person
from bot.domain.unfinished import FormKind, leave_unfinished
from bot.domain.wins import changing, lines
from bot.domain.wins.channel import choose_channel, demand_good
from bot.domain.wins.feeds import drop_feed
from bot.domain.wins.filling import Filled, fill, fill_words
from bot.domain.wins.lines import said
from bot.domain.wins.making import open_up
from bot.domain.wins.offering import begin_from
from bot.domain.wins.records import Win
from bot.domain.wins.rights import Act, demand, win_for
from bot.domain.words import cleaned
from bot.routes import Pressed, Routes, Shortcut, Submitted
from bot.views.forms import values_in
from bot.views.ids import Action, Field, ShortcutId, modal_id
from bot.views.wins.forms import NO_AREA, WITHHELD
from handlers.desk import Desk
from handlers.lines import Line
from handlers.scenes import scene_of_message

Press = Callable[[Session, Win, Person, datetime], Win]


def register(routes: Routes, desk: Desk) -> None:
    for action, (act, what) in _AT_ONCE.items():
        routes.action(action, desk.handler(partial(press, act, what)))
    routes.action(Action.WIN_SHOW, desk.handler(show))
    routes.action(Action.WIN_NEW, desk.handler(begin))
    routes.action(Action.WIN_FORM, desk.handler(go_on))
    routes.action(Action.WIN_CHANGE, desk.handler(change))
    routes.action(Action.WIN_WORDS, desk.handler(word))
    routes.action(Action.WIN_FROM, desk.handler(tell_from))
    routes.action(Action.WINS_CHANNEL, desk.handler(choose))
    routes.action(Action.WINS_SHARE, desk.handler(share))
    routes.action(Action.FEED_DROP, desk.handler(drop))
    routes.modal(modal_id(FormKind.WIN), desk.handler(send))
    routes.modal(modal_id(FormKind.WIN_WORDS), desk.handler(send_words))
    routes.shortcut(ShortcutId.MESSAGE_WIN, desk.handler(begin_from_message))


def press(
    act: Press, what: str, session: Session, me: Person, pressed: Pressed, now: datetime
) -> Said:
    """Do what a button says, at once."""
    found = win_for(session, me, int(pressed.value), here=pressed.channel_id)
    return said(act(session, found, me, now), what)


def show(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    del now
    found = win_for(session, me, int(pressed.value), here=pressed.channel_id, lock=False)
    return Said(Kind.WIN, {"number": found.number, "what": "", "here": pressed.channel_id})


def begin(session: Session, me: Person, asked: Pressed, now: datetime) -> Said:
    del session, me, asked, now
    return Said(Kind.WIN_FORM)


def begin_from_message(session: Session, me: Person, used: Shortcut, now: datetime) -> Said:
    """Open the form with the words of a message, whose link is kept."""
    scene = scene_of_message(session, used, now)
    text = as_read(session, me, str(used.message.get("text", "")))
    author = used.message.get("user")
    draft = lines.draft_in(session, me, f"{text} <@{author}>" if author else text)
    facts: dict[str, Any] = {"scene": scene.to_json(), **draft.to_json()}
    begun = leave_unfinished(session, me, FormKind.WIN, text, facts, now)
    return Said(Kind.WIN_FORM, {"unfinished": begun.number})


def go_on(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Go on with a win that was begun, or with the one a form is about."""
    del session, me, now
    letter, _, number = pressed.value.partition("-")
    if letter == "U":
        return Said(Kind.WIN_FORM, {"unfinished": int(number)})
    return Said(Kind.WIN_FORM, {"number": int(number)} if number else {})


def change(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Open the form of a win with what it says; what may not be changed is not asked about."""
    del now
    found = win_for(session, me, int(pressed.value), here=pressed.channel_id, lock=False)
    demand(session, found, me, Act.CHANGE)
    return Said(Kind.WIN_FORM, {"number": found.number})


def word(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Open the form for what customers may read."""
    del now
    found = win_for(session, me, int(pressed.value), here=pressed.channel_id, lock=False)
    demand(session, found, me, Act.WORD_FOR_CUSTOMERS)
    return Said(Kind.WIN_FORM, {"number": found.number, "form": FormKind.WIN_WORDS.value})


def tell_from(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    return begin_from(session, me, pressed.value, pressed.channel_id, now)


def choose(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Tell wins in the channel that was picked."""
    choose_channel(session, me, pressed.value, now)
    refresh(session, me.team_id, "wins.channel")
    return Said(Kind.WINS_CHANNEL)


def share(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Post the page of a month in the channel that was picked."""
    channel_id = pressed.value
    demand_good(channel_of(session, me.team_id, channel_id))
    month = date.fromisoformat(str(pressed.action.get("block_id", "")).removeprefix("month:"))
    lines.share_page(session, me, channel_id, month, now)
    return Said(Kind.THANKS, {"what": "shared"})


def drop(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Read a feed no more."""
    del now
    drop_feed(session, me, pressed.value)
    return Said(Kind.FEEDS)


def send(session: Session, me: Person, sent: Submitted, now: datetime) -> Said:
    return fill(session, me, sent.note, filled_in(sent), now)


def send_words(session: Session, me: Person, sent: Submitted, now: datetime) -> Said:
    return fill_words(session, me, sent.note, filled_in(sent), now)


def filled_in(sent: Submitted) -> Filled:
    """Read a form."""
    values = values_in(sent.values)
    area = values.get(Field.AREA) or NO_AREA
    return Filled(
        words=cleaned(values.get(Field.WHAT) or values.get(Field.WORDS) or ""),
        customer=cleaned(values.get(Field.CUSTOMERS) or ""),
        is_withheld=WITHHELD in _ticked(sent.values, Field.WITHHELD),
        people=tuple(values.get(Field.PEOPLE) or ()),
        area=int(area) or None,
        origin=f"view:{sent.view_id}",
    )


def _ticked(values: Mapping[str, Any], name: str) -> list[str]:
    state = (values.get(name) or {}).get(name) or {}
    return [str(option.get("value")) for option in state.get("selected_options") or ()]


_AT_ONCE: dict[Action, tuple[Press, str]] = {
    Action.WIN_UNDO: (changing.undo, "undone"),
    Action.WIN_WITHDRAW: (changing.withdraw, "withdrawn"),
    Action.WIN_OPEN: (open_up, "opened"),
    Action.WIN_APPROVE: (changing.approve, "approved"),
    Action.WIN_WITHOUT_NAME: (changing.leave_name_out, "withheld"),
    Action.WIN_DECLINE: (changing.turn_down, "declined"),
    Action.WIN_APPROVE_WORDS: (changing.approve_words, "words_approved"),
    Action.WIN_TOLD_OUTSIDE: (changing.told_outside, "told_outside"),
}
LINES: Mapping[str, Line] = {"win": lines.win, "wins": lines.wins}
BY_LETTER: Mapping[str, Line] = {"show": lines.show, "withdraw": lines.withdraw}
LISTS: Mapping[str, Line] = {"wins": lines.list_}
# `admin wins #wins`, `admin feeds`: the same as `wins channel` and `wins feeds`.
ADMIN: Mapping[str, Line] = {"wins": lines.ADMIN["channel"], "feeds": lines.ADMIN["feeds"]}
