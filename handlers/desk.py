"""The desk: one transaction, one drawing, one answer for whatever somebody asks."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlmodel import Session

from bot.domain.answers import Said, said_in
from bot.domain.channels import ChannelFacts, channel_of, learn_channel
from bot.domain.deliveries import answer_to, is_first, remember_answer
from bot.domain.leaving import take_in
from bot.domain.people import Person, Profile, person_known, person_seen
from bot.domain.typed_text import mentioned_in
from bot.domain.unfinished import UnfinishedGone
from bot.drawings import MODALS, Draw, Drawings, DrawModal, Subject
from bot.errors import NotForOutsiders
from bot.routes import (
    NOTHING,
    Answer,
    Asked,
    Handler,
    Happened,
    Pressed,
    Shortcut,
    Submitted,
    Tools,
    Typed,
)
from bot.views.questions import Question, with_question
from bot.views.surface import Message
from handlers.questions import asked_once, question_about
from handlers.replies import reply_later

R = TypeVar("R", bound=Asked)
Verb = Callable[[Session, Person, R, datetime], Said | None]

# Seconds for asking Slack about somebody or some place never seen before the decision is made.
ACQUAINTED_WITHIN = 0.8
MEMBERS_WITHIN = 0.5


class Directory(Protocol):
    """Who can tell about people and channels we have not seen."""

    async def person(self, person_id: str) -> Any: ...

    async def channel(self, channel_id: str) -> Any: ...

    async def members(self, channel_id: str, most: int) -> Any: ...

    async def places(self, person_id: str) -> Any: ...

    async def group(self, group_id: str) -> Any: ...


@dataclass(frozen=True)
class Newcomers:
    """What Slack says of those who were not known when the request came in."""

    people: tuple[Profile, ...] = ()
    channels: tuple[ChannelFacts, ...] = ()


@dataclass(frozen=True)
class Decided:
    """A decision with what is needed to draw its answer, away from the database."""

    said: Said
    draw: Draw | None
    modal: DrawModal | None
    asks: Question | None = None


class Desk:
    """Turns a verb of the domain into a handler: it learns newcomers, decides once, draws."""

    def __init__(self, drawings: Drawings, directory: Directory) -> None:
        self._drawings = drawings
        self._directory = directory
        self._known: set[tuple[str, str]] = set()

    def handler(self, verb: Verb[R]) -> Handler[R]:
        """Return the handler that answers by what the verb says."""

        async def handle(asked: R, tools: Tools) -> Answer:
            newcomers = await self._newcomers(asked, tools)
            now = tools.clock()
            if newcomers.people or newcomers.channels:
                # Apart, since who numbers a person keeps all others waiting who number one.
                await tools.transaction(_learn, asked.team_id, newcomers, now)
            try:
                decided = await tools.transaction(self._decide, asked, verb, now)
            except UnfinishedGone:
                # Of one form sent twice, the second finds nothing left: it shows what was saved.
                decided = await tools.reading(self._decided_before, asked)
                if decided is None:
                    raise
            return _answer(asked, decided) if decided else NOTHING

        return handle

    async def members(self, channel_id: str, most: int) -> list[str]:
        """Return who is in a channel, if Slack tells in time; nobody when it does not."""
        calls = [self._directory.members(channel_id, most)] if channel_id else []
        found = await _within(MEMBERS_WITHIN, calls)
        return next((each for each in found if isinstance(each, list)), [])

    async def those_in(self, channel_id: str, people: Sequence[str]) -> tuple[str, ...]:
        """Return who of these people is in a channel, as far as Slack tells in time."""
        asked = people if channel_id else ()
        told = await asyncio.gather(
            *(_within(MEMBERS_WITHIN, [self._directory.places(each)]) for each in asked)
        )
        found = zip(asked, told, strict=True)
        return tuple(who for who, places in found for each in places if channel_id in each)

    async def groups(self, ids: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return who is in each user group; of those Slack does not tell in time, nobody is."""
        found = await asyncio.gather(
            *(_within(ACQUAINTED_WITHIN, [self._directory.group(each)]) for each in ids)
        )
        members = ([each for each in told if isinstance(each, list)] for told in found)
        named = (tuple(next(iter(told), ())) for told in members)
        return tuple(zip(ids, named, strict=True))

    def _decide(self, session: Session, asked: R, verb: Verb[R], now: datetime) -> Decided | None:
        me = _me(session, asked)
        if me.is_stranger and not isinstance(asked, Happened):
            raise NotForOutsiders
        once = _said_once(session, me, asked, verb, now)
        if once is None:
            return None
        said, asks = once
        if isinstance(asked, Submitted):
            _remember_form(session, asked, said, now)
        if isinstance(asked, Typed) and asked.is_heard:
            reply_later(session, me, asked, said, now)
            return None
        session.flush()  # What is drawn is read from the rows just changed.
        subject = Subject(asked.team_id, said.kind, said.facts, asked.user_id)
        modal = self._drawings.modal(session, subject)
        below = question_about(session, asked, asks)
        return Decided(said, self._drawings(session, subject), modal, below)

    def _decided_before(self, session: Session, asked: Asked) -> Decided | None:
        """Return what this very form was answered when it was sent before."""
        key = _form_key(asked)
        stored = answer_to(session, asked.team_id, key) if key else None
        if not stored:
            return None
        said = said_in(stored)
        subject = Subject(asked.team_id, said.kind, said.facts, asked.user_id)
        modal = self._drawings.modal(session, subject)
        return Decided(said, self._drawings(session, subject), modal)

    async def _newcomers(self, asked: Asked, tools: Tools) -> Newcomers:
        """Ask Slack about people and channels never seen; without an answer in time, go on."""
        if isinstance(asked, Happened):
            return Newcomers()  # Events decide at once; nobody waits for their answer.
        people, channels = _named(asked)
        named = {(asked.team_id, each) for each in (*people, *channels)}
        unseen = named - self._known
        if unseen:
            unseen -= await tools.reading(_seen, unseen)
        # Whom Slack does not tell about in time is asked about again next time.
        self._known |= named - unseen
        calls = [self._directory.person(each) for each in people if (asked.team_id, each) in unseen]
        calls += [
            self._directory.channel(each) for each in channels if (asked.team_id, each) in unseen
        ]
        found = await _within(ACQUAINTED_WITHIN, calls)
        return Newcomers(
            people=tuple(each for each in found if isinstance(each, Profile)),
            channels=tuple(each for each in found if isinstance(each, ChannelFacts)),
        )


def _learn(session: Session, team_id: str, newcomers: Newcomers, now: datetime) -> None:
    take_in(session, team_id, newcomers.people, now)
    for facts in newcomers.channels:
        learn_channel(session, team_id, facts, now)


def _me(session: Session, asked: Asked) -> Person:
    """Return who asked; some events are nobody's."""
    if not asked.user_id:
        return Person(team_id=asked.team_id, number=0)
    return person_seen(session, asked.team_id, asked.user_id)


def _said_once(
    session: Session, me: Person, asked: R, verb: Verb[R], now: datetime
) -> tuple[Said, str] | None:
    """Run the verb, or return what the same delivery was answered before; with what it asks."""
    if asked.key is not None and not is_first(session, asked.team_id, asked.key, now):
        stored = answer_to(session, asked.team_id, asked.key)
        # A line heard before was answered by a notice, which is there already.
        heard = isinstance(asked, Typed) and asked.is_heard
        return (said_in(stored), stored.get("asks", "")) if stored and not heard else None
    said = verb(session, me, asked, now)
    if said is None:
        return None
    # A form covers the answer, and with it a question that would then be asked unseen.
    is_seen = isinstance(asked, Typed) and not asked.is_heard and said.kind not in MODALS
    asks = asked_once(session, me, now) if is_seen else ""
    if asked.key is not None:
        remember_answer(session, asked.team_id, asked.key, {**said.to_json(), "asks": asks})
    return said, asks


def _form_key(asked: Asked) -> str:
    return f"form:{asked.view_id}" if isinstance(asked, Submitted) else ""


def _remember_form(session: Session, asked: Submitted, said: Said, now: datetime) -> None:
    key = _form_key(asked)
    is_first(session, asked.team_id, key, now)
    remember_answer(session, asked.team_id, key, said.to_json())


def _answer(asked: Asked, decided: Decided) -> Answer:
    drawn = decided.draw() if decided.draw else None
    message = drawn if isinstance(drawn, Message) else None
    if message is not None and decided.asks is not None:
        message = with_question(message, decided.asks)
    return Answer(
        message=message,
        modal=decided.modal() if decided.modal else None,
        replaces=isinstance(asked, Pressed) and asked.is_ephemeral,
        response_url=str(decided.said.facts.get("response_url", "")),
    )


def _named(asked: Asked) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the Slack ids of people and channels that a request names."""
    people = [asked.user_id]
    channels: list[str] = []
    if isinstance(asked, Typed):
        people += mentioned_in(asked.line)
        channels.append(asked.channel_id)
    if isinstance(asked, Shortcut):
        people += mentioned_in(str(asked.message.get("text", "")))
    if isinstance(asked, Shortcut | Pressed) and asked.channel_id:
        channels.append(asked.channel_id)
    if isinstance(asked, Pressed):
        channels.append(str(asked.action.get("selected_conversation") or ""))
    if isinstance(asked, Submitted):
        chosen = list(_chosen(asked))
        people += [each for each in chosen if each.startswith(("U", "W"))]
        channels += [each for each in chosen if each.startswith(("C", "G"))]
    return tuple(dict.fromkeys(people)), tuple(each for each in channels if each)


def _chosen(sent: Submitted) -> Iterable[str]:
    for actions in sent.values.values():
        for state in actions.values():
            yield from filter(
                None, (state.get("selected_user"), state.get("selected_conversation"))
            )
            yield from state.get("selected_users") or ()


def _seen(session: Session, ids: set[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(team_id, each) for team_id, each in ids if _is_seen(session, team_id, each)}


def _is_seen(session: Session, team_id: str, slack_id: str) -> bool:
    person = person_known(session, team_id, slack_id)
    if person is not None:
        return bool(person.name or person.handle)  # Without a name, Slack has not told of them yet.
    return channel_of(session, team_id, slack_id) is not None


async def _within(seconds: float, calls: list[Any]) -> list[Any]:
    if not calls:
        return []
    tasks = [asyncio.ensure_future(call) for call in calls]
    done, late = await asyncio.wait(tasks, timeout=seconds)
    for task in late:
        task.cancel()
    return [task.result() for task in done if not task.exception()]
