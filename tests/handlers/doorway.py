"""The program behind real, signed HTTP, with a few routes of the test's own and no Slack at all."""

import hashlib
import hmac
import io
import json
import time
from contextlib import asynccontextmanager
from urllib.parse import urlencode

import aiohttp

from bot.app.program import Program
from bot.clock import wall_clock
from bot.domain.notices import Unknown
from bot.gateways.slack import Identity
from bot.routes import Answer, Routes
from bot.settings import Settings

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
US = Identity("T1", "Harbour & Pine", "UBOT", "B1", frozenset(), "https://harbour.example/")


class Recorder:
    """In the place of Slack's Web API: it remembers what it was told to show."""

    def __init__(self):
        self.shown = []
        self.is_slow = False
        self.knows_us = True

    async def auth(self):
        return US if self.knows_us else Unknown()

    async def open_view(self, trigger_id, view):
        return self._show("open", trigger_id, view.to_dict())

    async def push_view(self, trigger_id, view):
        return self._show("push", trigger_id, view.to_dict())

    async def update_view(self, view_id, view, *, hash_=""):
        return self._show("update", view_id, view.to_dict())

    async def respond(self, response_url, payload):
        how = "replace" if payload["replace_original"] else "respond"
        return self._show(how, response_url, payload)

    async def whisper(self, channel_id, person_id, payload):
        return self._show("whisper", f"{channel_id} {person_id}", payload)

    async def close(self):
        self.shown.append(("closed", "", {}))

    def _show(self, how, where, what):
        if not self.is_slow:
            self.shown.append((how, where, what))
        return not self.is_slow


class Still:
    """A pulse with nothing to do, unless it is `stuck`."""

    stuck = False

    async def begin(self):
        pass

    async def end(self):
        pass

    def is_beating(self):
        return not self.stuck


def routes_with(line=None, **tables):
    """Routes where `line` answers every line, and e.g. `actions={"id": handler}` the rest."""
    routes = Routes()
    routes.line = line or answering(Answer())
    for name, table in tables.items():
        getattr(routes, name).update(table)
    return routes


def answering(answer):
    """A handler with always the same answer, that remembers what it was asked."""

    async def handler(asked, tools):
        handler.asked.append(asked)
        return answer

    handler.asked = []
    return handler


def refusing(error):
    async def handler(asked, tools):
        raise error

    return handler


class Doorway:
    def __init__(self, program, slack, http):
        self.program = program
        self.slack = slack
        self.http = http
        self.address = f"http://127.0.0.1:{program.port}"

    async def get(self, path):
        async with self.http.get(self.address + path) as answer:
            return answer.status, await answer.text()

    async def post(self, raw, *, stamp=None, signature=None, path="/slack/events"):
        stamp = str(int(time.time())) if stamp is None else stamp
        headers = {
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature if signature is not None else signed(raw, stamp),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        async with self.http.post(
            self.address + path, data=io.BytesIO(raw), headers=headers
        ) as answer:
            return answer.status, await answer.text()

    async def command(self, text="", **fields):
        form = {
            "command": "/cx",
            "text": text,
            "team_id": "T1",
            "user_id": "UADA",
            "channel_id": "C1",
            "channel_name": "general",
            "trigger_id": "1.2.a",
            "response_url": "https://hooks.example/1",
        }
        status, body = await self.post(urlencode(form | fields).encode())
        return status, json.loads(body) if body else {}

    async def interact(self, **payload):
        person = {"id": "UADA", "team_id": "T1"}
        common = {"user": person, "team": {"id": "T1"}, "trigger_id": "1.2.b"}
        form = {"payload": json.dumps(common | payload)}
        status, body = await self.post(urlencode(form).encode())
        return status, json.loads(body) if body else {}

    async def event(self, *, retry=0, **event):
        body = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": event}
        raw, stamp = json.dumps(body).encode(), str(int(time.time()))
        headers = {
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signed(raw, stamp),
            "X-Slack-Retry-Num": str(retry),
            "Content-Type": "application/json",
        }
        async with self.http.post(
            self.address + "/slack/events", data=io.BytesIO(raw), headers=headers
        ) as answer:
            return answer.status

    async def shown(self):
        """What Slack was told to show, once all of it was told."""
        assert await self.program.in_flight.until_idle(1)
        return self.slack.shown


def signed(raw, stamp):
    digest = hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + raw, hashlib.sha256)
    return f"v0={digest.hexdigest()}"


def settings(**changes):
    known = {
        "slack_bot_token": "xoxb-1",
        "slack_signing_secret": SECRET,
        "slack_api_url": "http://127.0.0.1:9/api/",
        "port": 0,
    }
    return Settings(_env_file=None, **known | changes)


async def nobody_to_know(us):
    pass


@asynccontextmanager
async def doorway(database, routes, slack=None, **changes):
    slack = slack or Recorder()
    own = settings(**changes)
    program = Program(own, database, slack, routes, Still(), wall_clock, nobody_to_know)
    await program.start()
    try:
        if slack.knows_us:
            await program.introduced()
        async with aiohttp.ClientSession() as http:
            yield Doorway(program, slack, http)
    finally:
        await program.stop()
