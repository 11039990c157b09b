"""A desk as the program has it, with a directory in the place of Slack that counts its calls."""

import asyncio

from bot.domain.answers import Kind, Said
from bot.drawings import Drawings
from bot.routes import Medium, Routes, Tools, Typed
from handlers import command
from handlers.desk import Desk
from tests.conftest import NOON
from tests.factories import CAST, OPS, TEAM

COMMIT = "commit call Acme by friday"


class Directory:
    """Tells of the cast and of channels it was given; it can be slow, or fail."""

    def __init__(self, **channels):
        self.known = {profile.slack_id: profile for profile in CAST.values()} | channels
        self.asked = []
        self.answers = asyncio.Event()
        self.answers.set()
        self.fails = False
        self.there = ("ada", "ben", "cleo", "dev")  # In every channel it knows.

    async def person(self, person_id):
        return await self._told(person_id)

    async def channel(self, channel_id):
        return await self._told(channel_id)

    async def members(self, channel_id, most):
        told = await self._told(channel_id)
        return [] if told is None else [CAST[name].slack_id for name in self.there][: most + 1]

    async def _told(self, slack_id):
        self.asked.append(slack_id)
        await self.answers.wait()
        if self.fails:
            raise ConnectionError
        return self.known.get(slack_id)


class Counter:
    """How people come to a desk: `says` types a command, `hears` a line in the bot's DM."""

    def __init__(self, database, directory):
        self.database = database
        self.directory = directory
        self.desk = Desk(Drawings(lambda: NOON, "/cx"), directory)
        self.tools = Tools(database.transaction, database.reading, lambda: NOON)
        self.routes = Routes()
        command.register(self.routes, self.desk)

    async def says(self, line, by="UADA", *, key=None, **more):
        typed = Typed(TEAM, by, key, line=line, **{"channel_id": OPS, "channel_name": "ops"} | more)
        return await self.routes.line(typed, self.tools)

    async def hears(self, line, by="UADA", *, key=None, **more):
        place = {"channel_id": "DADA", "channel_name": "", "medium": Medium.DIRECT, "ts": "1.1"}
        return await self.says(line, by, key=key, **place | more)

    async def asks(self, verb, asked):
        return await self.desk.handler(verb)(asked, self.tools)

    async def looks(self, query, *args):
        return await self.database.reading(query, *args)


def thanks(session, me, asked, now):
    return Said(Kind.THANKS, {"what": "skipped"})
