"""How the tests of delivery speak: `bot` promises, changes, takes back, and has it delivered."""

import asyncio
from dataclasses import replace

from slack_sdk.models.blocks import MarkdownTextObject, SectionBlock
from slack_sdk.models.views import View
from sqlmodel import select

from bot.domain import notices
from bot.domain.notices import Notice, Pace, Place
from bot.views.surface import Message

QUICK = Pace(post=0.02, update=0.02, first_look=0.02, look=0.02, longest_wait=0.05, locked_out=0.05)


def draw_facts(session, subject):
    """Draw what the facts say; without a text there is no need to say anything."""
    text = subject.facts.get("text")
    if text is None:
        return None
    if text == "broken":
        return lambda: 1 / 0
    blocks = [SectionBlock(text=MarkdownTextObject(text=text, verbatim=True))]
    if subject.kind == "home":
        return lambda: View(type="home", blocks=blocks)
    return lambda: Message(text, blocks)


class Speaker:
    def __init__(self, database, delivery, clock):
        self.database = database
        self.delivery = delivery
        self.clock = clock
        self.team = "T0HARBOUR"

    async def promises(self, key, text="Hello.", to="C0FORUM", **more):
        place = Place(person_id=to) if to.startswith("U") else Place(channel_id=to)
        more = {"kind": "card", "place": place, "facts": {"text": text}, **more}
        await self.database.transaction(notices.promise, self.team, key, now=self.clock(), **more)

    async def says(self, key, text="Hello.", to="C0FORUM", **more):
        await self.promises(key, text, to, **more)
        await self.delivery.until_idle()
        return await self.has(key)

    async def shows_home(self, person, text):
        place = Place(person_id=person, home=True)
        await self.says(f"home:{person}", text, place=place, kind="home")

    async def takes_back(self, key):
        await self.database.transaction(notices.take_back, self.team, key)

    async def has(self, key):
        return await self.database.reading(_notice, key)

    async def all(self):
        return await self.database.reading(lambda session: session.exec(select(Notice)).all())

    async def settled(self):
        """Wait until what was begun has landed, even if more has to wait for its turn."""
        await self.delivery.run_due()
        while self.delivery._at_work:
            await asyncio.wait(self.delivery._at_work)

    @staticmethod
    def thread(notice):
        return Place(channel_id=notice.posted_in, thread_ts=notice.ts)

    def patient(self, **more):
        self.goes_at(replace(QUICK, **more))

    def goes_at(self, pace):
        self.delivery._pace = self.delivery._recorder.pace = pace


def _notice(session, key):
    return session.exec(select(Notice).where(Notice.key == key)).one()
