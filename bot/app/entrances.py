"""The eight entrances from Slack: read the payload, ask the one handler it belongs to, answer."""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.response import BoltResponse

from bot import requests
from bot.app.answers import Answers, acknowledged
from bot.clock import Clock
from bot.database import Database, Transaction
from bot.errors import Broke, NotForOutsiders, OlderVersion, StillStarting, UserError
from bot.gateways.slack import Identity
from bot.routes import NOTHING, Answer, Asked, Closed, Handler, Happened, Routes, Tools, Typed
from bot.web import Figures
from handlers.errors import PASSING, attempt, broken, refused

R = TypeVar("R", bound=Asked)
Body = dict[str, Any]
Read = Callable[[Mapping[str, Any], Identity], R]
Reply = Callable[[R, Answer], Awaitable[BoltResponse]]

ANYTHING = re.compile(".*", re.DOTALL)
# Until `auth.test` has answered.
NOBODY = Identity("", "", "", "", frozenset(), "")
LAST_RETRY = 3


class Entrances:
    """Bolt matches listeners one by one, so it gets one per kind; the rest is our own table."""

    def __init__(
        self,
        routes: Routes,
        database: Database,
        clock: Clock,
        answers: Answers,
        figures: Figures,
        command: str,
    ) -> None:
        self.identity: Identity | None = None
        self._routes = routes
        self._database = database
        self._clock = clock
        self._answers = answers
        self._figures = figures
        self._command = command

    def open_on(self, bolt: AsyncApp) -> None:
        bolt.command(ANYTHING)(self.command)
        bolt.action(ANYTHING)(self.press)
        bolt.view_submission(ANYTHING)(self.submission)
        bolt.view_closed(ANYTHING)(self.closing)
        bolt.global_shortcut(ANYTHING)(self.shortcut)
        bolt.message_shortcut(ANYTHING)(self.shortcut)
        bolt.options(ANYTHING)(self.options)
        bolt.event(ANYTHING)(self.event)
        bolt.error(self.failure)

    async def command(self, body: Body, context: AsyncBoltContext) -> BoltResponse:
        typed = requests.typed_command(body, self.us)
        answer = await self._answer_of(self._routes.line, typed, context)
        return await self._answers.to_command(typed, answer)

    async def press(self, body: Body, context: AsyncBoltContext) -> BoltResponse:
        pressed = requests.pressed(body, self.us)
        handler = self._routes.actions.get(pressed.action_id, self._routes.outdated)
        answer = await self._answer_of(handler, pressed, context)
        return await self._answers.to_press(pressed, answer)

    async def submission(self, body: Body, context: AsyncBoltContext) -> BoltResponse:
        form = requests.submitted(body, self.us)
        answer = await self._answer_of(self._routes.modals.get(form.modal), form, context)
        return await self._answers.to_submission(form, answer)

    async def closing(self, body: Body, context: AsyncBoltContext) -> BoltResponse:
        closed = requests.closed(body, self.us)
        handler = self._routes.closings.get(closed.modal, _nothing)
        await self._answer_of(handler, closed, context)
        return acknowledged()

    async def shortcut(self, body: Body, context: AsyncBoltContext) -> BoltResponse:
        used = requests.shortcut(body, self.us)
        answer = await self._answer_of(self._routes.shortcuts.get(used.callback_id), used, context)
        return await self._answers.to_shortcut(used, answer)

    async def options(self) -> BoltResponse:
        return acknowledged({"options": []})

    async def event(self, body: Body, context: AsyncBoltContext) -> BoltResponse:
        line = requests.typed_line(body, self.us)
        if line is not None:
            return await self._hear(line, context)
        happened = requests.happened(body, self.us)
        handler: Handler[Happened] = self._routes.events.get(happened.kind, _nothing)
        error = await self._error_of(handler, happened, context)
        return _comes_again() if isinstance(error, PASSING) else acknowledged()

    async def failure(self, error: Exception, body: Body) -> BoltResponse:
        """Answer for what Bolt itself, or an answer on its way out, broke on."""
        if requests.is_event(body):
            broken(error, "event")
            return _comes_again()
        reason = broken(error, str(body.get("type", "command")))
        self._count(reason)
        if "command" in body:
            typed = requests.typed_command(body, self.us)
            return await self._answers.to_command(typed, self._refused(reason, typed))
        match body.get("type"):
            case "view_submission":
                form = requests.submitted(body, self.us)
                return await self._answers.to_submission(form, self._refused(reason, form))
            case "block_actions":
                pressed = requests.pressed(body, self.us)
                return await self._answers.to_press(pressed, self._refused(reason, pressed))
            case "shortcut" | "message_action":
                used = requests.shortcut(body, self.us)
                return await self._answers.to_shortcut(used, self._refused(reason, used))
        return acknowledged()

    async def _hear(self, line: Typed, context: AsyncBoltContext) -> BoltResponse:
        """Take a line whose handler says what is to be said as a notice; so is its refusal."""
        error = await self._error_of(self._routes.line, line, context)
        if error is None:
            return acknowledged()
        if isinstance(error, NotForOutsiders):
            return self._answers.to_outsider(line, self._refused(error, line))
        if isinstance(error, PASSING) and context.get("retry", 0) < LAST_RETRY:
            return _comes_again()
        tools = self._tools(self._database.transaction)
        failed = await attempt("refusal", lambda: self._routes.refuse_line(line, error, tools))
        return _comes_again() if isinstance(failed, UserError) else acknowledged()

    async def _answer_of(
        self, handler: Handler[R] | None, asked: R, context: AsyncBoltContext
    ) -> Answer:
        outcome = await self._outcome_of(handler, asked, context)
        return self._refused(outcome, asked) if isinstance(outcome, UserError) else outcome

    def _refused(self, error: UserError, asked: Asked) -> Answer:
        return refused(error, asked, self._command)

    async def _error_of(
        self, handler: Handler[R], asked: R, context: AsyncBoltContext
    ) -> UserError | None:
        outcome = await self._outcome_of(handler, asked, context)
        return outcome if isinstance(outcome, UserError) else None

    async def _outcome_of(
        self, handler: Handler[R] | None, asked: R, context: AsyncBoltContext
    ) -> Answer | UserError:
        tools = self._tools(self._database.until(context["arrived"]))
        kind = type(asked).__name__.lower()
        outcome = await attempt(kind, lambda: self._ask(handler, asked, tools))
        if isinstance(outcome, UserError):
            self._count(outcome)
        return outcome

    async def _ask(self, handler: Handler[R] | None, asked: R, tools: Tools) -> Answer:
        if self.identity is None:
            raise StillStarting
        if asked.is_stranger and not isinstance(asked, Happened | Closed):
            raise NotForOutsiders
        if handler is None:
            raise OlderVersion
        return await handler(asked, tools)

    def _tools(self, transaction: Transaction) -> Tools:
        return Tools(transaction, self._database.reading, self._clock)

    def _count(self, error: UserError) -> None:
        if isinstance(error, Broke):
            self._figures.broken += 1
        else:
            self._figures.refused += 1

    @property
    def us(self) -> Identity:
        return self.identity or NOBODY


async def _nothing(_asked: Asked, _tools: Tools) -> Answer:
    return NOTHING


def _comes_again() -> BoltResponse:
    """Refuse an event, so that Slack delivers it once more."""
    return BoltResponse(status=500, body="")
