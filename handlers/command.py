"""A typed line → the verb it means: one table, the same for `/cx`, `@cxbot` and the bot's DM."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Any

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.commitments import lines
from bot.domain.commitments.answering import answer_question
from bot.domain.commitments.promising import as_read
from bot.domain.guesses import NEAREST, finish_guessed
from bot.domain.people import Person
from bot.domain.scenes import Scene
from bot.domain.typed_text import leading_record
from bot.domain.unfinished import FormKind, leave_unfinished, question_to
from bot.domain.verbs import Verb, nearest_verb, verb_called
from bot.domain.words import cleaned
from bot.routes import Answer, Handler, Medium, Routes, Tools, Typed
from handlers import (
    admin,
    contracts,
    forums,
    issues,
    preferences,
    proposals,
    recognition,
    sessions,
    trends,
    wins,
)
from handlers.desk import Desk
from handlers.lines import ByLetter, Line, Lists
from handlers.recognition.thanked import known_of_thanked
from handlers.replies import refuse_later
from handlers.scenes import scene_of_line

_NEVER_ANSWERS = {"commit", "help", "about"}
_ASK_WHO_IS_THERE = {"propose"}
MOST_THERE = 20  # A larger channel is not asked as a whole.
FEW = 2  # A verb with no more than one word after it is a command.


def register(routes: Routes, desk: Desk) -> None:
    routes.line = _knowing_members(desk)
    routes.refuse_line = refuse_later


def _knowing_members(desk: Desk) -> Handler[Typed]:
    """Return the handler of lines; for a verb that asks people it looks first who is there."""
    # For whom a guess may wait; after a restart it waits out its week.
    guessed: set[tuple[str, str]] = set()

    async def handle(typed: Typed, tools: Tools) -> Answer:
        verb = verb_called(_parted(typed.line)[0])
        known: dict[str, Any] = {}
        if verb is not None and verb.name in _ASK_WHO_IS_THERE:
            known = {"there": tuple(await desk.members(typed.channel_id, MOST_THERE))}
        elif verb is not None and verb.name in recognition.LINES:
            known = await known_of_thanked(desk, typed, tools)
        who = (typed.team_id, typed.user_id)
        line = say_as_guessed if verb is not None and who in guessed else say
        if verb is None:
            guessed.add(who)
        return await desk.handler(partial(line, known=known))(typed, tools)

    return handle


def say(
    session: Session,
    me: Person,
    typed: Typed,
    now: datetime,
    known: Mapping[str, Any] = MappingProxyType({}),
) -> Said:
    """Do what a line says; what begins with no verb of ours comes back with a guess.

    `known` is what Slack told of the people there, and of those in the groups that are named.
    """
    scene = replace(scene_of_line(session, typed, now), **known)
    line = cleaned(typed.line)  # No database takes all that can be sent.
    first, rest = _parted(line)
    verb = verb_called(first)
    if typed.medium is Medium.DIRECT and first and not _is_surely_command(verb, rest):
        answered = _answered(session, me, scene, line, now)
        if answered is not None:
            return answered
    if verb is not None:
        return _meant(verb, rest)(session, me, scene, rest, now)
    return _unknown(session, me, scene, line, now) if first else Said(Kind.START)


def say_as_guessed(
    session: Session, me: Person, typed: Typed, now: datetime, known: Mapping[str, Any]
) -> Said:
    """Do what a line says, and finish what was kept when its verb was mistyped."""
    said = say(session, me, typed, now, known)
    first, rest = _parted(cleaned(typed.line))
    verb = verb_called(first)
    if verb is not None:
        finish_guessed(session, me, verb.name, as_read(session, me, rest), now)
    return said


def _answered(session: Session, me: Person, scene: Scene, line: str, now: datetime) -> Said | None:
    """Take a line as the answer to what we asked just now, if we asked and it is one."""
    asked = question_to(session, me, now)
    return answer_question(session, me, scene, (asked, line), now) if asked else None


def _is_surely_command(verb: Verb | None, rest: str) -> bool:
    """Tell a command from an answer such as “move the meeting by friday”."""
    if verb is None:
        return False
    named, _ = leading_record(rest)
    return verb.name in _NEVER_ANSWERS or named is not None or len(rest.split()) < FEW


def _unknown(session: Session, me: Person, scene: Scene, line: str, now: datetime) -> Said:
    text = as_read(session, me, line)
    nearest = nearest_verb(text.partition(" ")[0])
    facts = {"scene": scene.to_json(), "owner": me.slack_id, NEAREST: nearest}
    kept = leave_unfinished(session, me, FormKind.PROMISE, text, facts, now)
    return Said(Kind.UNKNOWN_VERB, {NEAREST: nearest, "unfinished": kept.number})


def _meant(verb: Verb, rest: str) -> Line:
    """Return what a verb does: the record or the list that is named decides whose verb it is."""
    named, _ = leading_record(rest)
    of_noun = BY_LETTER.get(named.letter, {}).get(verb.name) if named else None
    of_list = LISTS.get(_parted(rest)[0].casefold()) if verb.name == "list" else None
    return of_noun or of_list or VERBS[verb.name]


def _settle(
    kind: FormKind, session: Session, me: Person, scene: Scene, rest: str, now: datetime
) -> Said:
    return lines.settle(session, me, scene, (kind, rest), now)


def _help(session: Session, me: Person, scene: Scene, rest: str, now: datetime) -> Said:
    del session, me, scene, now
    return Said(Kind.HELP, {"verb": _parted(rest)[0]})


def _about(session: Session, me: Person, scene: Scene, rest: str, now: datetime) -> Said:
    del session, me, scene, rest, now
    return Said(Kind.ABOUT)


def _parted(line: str) -> tuple[str, str]:
    """Return the first word and everything after it, blanks and line breaks kept."""
    parts = line.split(maxsplit=1)
    return (parts[0] if parts else "", parts[1] if len(parts) > 1 else "")


VERBS: dict[str, Line] = {
    "commit": lines.commit,
    "done": partial(_settle, FormKind.DONE),
    "extend": partial(_settle, FormKind.EXTEND),
    "drop": partial(_settle, FormKind.DROP),
    "handoff": partial(_settle, FormKind.HANDOVER),
    "release": partial(_settle, FormKind.RELEASE),
    "reopen": partial(_settle, FormKind.NOT_THERE_YET),
    "dissent": lines.dissent,
    "show": lines.show,
    "list": lines.list_,
    "help": _help,
    "about": _about,
    **forums.LINES,
    **sessions.LINES,
    **preferences.LINES,
    **proposals.LINES,
    **admin.LINES,
    **issues.LINES,
    **trends.LINES,
    **contracts.LINES,
    **recognition.LINES,
    **wins.LINES,
}
# Each noun adds the verbs it shares with others under its letter: {"I": issues.BY_LETTER}.
BY_LETTER: ByLetter = {
    **contracts.BY_LETTER,
    "I": {**issues.BY_LETTER, **trends.BY_LETTER["I"]},
    "K": recognition.BY_LETTER,
    "W": wins.BY_LETTER,
}
LISTS: Lists = {**issues.LISTS, **recognition.LISTS, **wins.LISTS}
