"""What stands in the page's address: who looks, at which place, with which thread open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from sandbox.driver.person import Person
from sandbox.driver.post import Post
from sandbox.page.entries import place_name
from sandbox.reading import Reader
from sandbox.workspace import Channel, User, Workspace

if TYPE_CHECKING:
    from sandbox.slack import Slack

HOME = "home"
PANELS = ("trouble", "traffic")


class NobodyLooks(LookupError):
    """The address names nobody that one can be here."""


@dataclass(frozen=True)
class Look:
    """One person's look at one place."""

    slack: Slack
    person: Person
    place: str
    thread: str = ""
    everything: bool = False
    panel: str = ""

    @property
    def workspace(self) -> Workspace:
        return self.slack.world.workspace

    @property
    def user(self) -> User:
        return self.person.user

    @property
    def reader(self) -> Reader:
        return Reader(self.workspace, self.user, self.slack.clock.now())

    @property
    def is_home(self) -> bool:
        return self.place == HOME

    @property
    def other(self) -> User | None:
        """Return the other one of a conversation between two."""
        return self.workspace.user(self.place) if self.place.startswith("@") else None

    @property
    def channel(self) -> Channel | None:
        """Return the place, unless it is Home or a conversation that nobody has begun."""
        if self.is_home:
            return None
        other = self.other
        if other is None:
            return self.person.place_seen(self.place)
        if not self.workspace.has_direct(self.user.id, other.id):
            return None
        return self.workspace.direct(self.user.id, other.id)

    @property
    def parent(self) -> Post | None:
        """Return the message whose thread is open."""
        channel = self.channel
        found = self.workspace.find(channel.id, self.thread) if channel and self.thread else None
        return None if found is None else Post(self.slack.world, self.user, found)

    @property
    def name(self) -> str:
        if self.is_home:
            return self.bot.real_name
        if self.other is not None:
            return self.other.real_name
        channel = self.channel
        return place_name(self.reader, channel) if channel else ""

    @property
    def bot(self) -> User:
        return self.workspace.users[self.workspace.bot.user_id]

    def address(self, place: str = "", thread: str = "", **more: str) -> str:
        """Return the address of a place as this person sees it."""
        told = {"as": self.user.name, "in": place or self.place, "thread": thread}
        told |= {"panel": self.panel, **more}
        return f"/?{urlencode({name: value for name, value in told.items() if value})}"

    def with_panel(self, panel: str) -> str:
        """Return the address of the same with another panel below it, or with none."""
        return replace(self, panel=panel).address(thread=self.thread)


def look_of(slack: Slack, query: Mapping[str, str]) -> Look:
    """Read an address; a place that this person cannot see gives way to one they can."""
    person = person_named(slack, query.get("as", ""))
    place = query.get("in", "")
    if not _is_seen(slack, person, place):
        place = first_place(slack, person)
    panel = query.get("panel", "")
    return Look(
        slack,
        person,
        place,
        query.get("thread", ""),
        query.get("all") == "1",
        panel if panel in PANELS else "",
    )


def person_named(slack: Slack, name: str) -> Person:
    for user in people_to_be(slack):
        if name in {user.name, user.id}:
            return slack.person(user.id)
    raise NobodyLooks(f"Nobody here is called {name}.")


def people_to_be(slack: Slack) -> list[User]:
    """Return everybody as whom one can act."""
    everybody = slack.world.workspace.users.values()
    return [user for user in everybody if not (user.bot or user.deactivated)]


def first_place(slack: Slack, person: Person) -> str:
    """Return where somebody begins: where the bot is too, if there is such a place."""
    mine = [c for c in person.channels() if person.id in c.members and not c.archived]
    with_bot = [c for c in mine if slack.world.workspace.has_bot(c)]
    return next((place_key(slack, person, c) for c in [*with_bot, *mine]), HOME)


def place_key(slack: Slack, person: Person, channel: Channel) -> str:
    """Return what the address calls a place."""
    if not channel.is_direct:
        return channel.name
    users = slack.world.workspace.users
    others = [users[member].name for member in channel.members if member != person.id]
    return f"@{others[0]}" if len(others) == 1 else channel.id


def _is_seen(slack: Slack, person: Person, place: str) -> bool:
    if place == HOME:
        return True
    try:
        if place.startswith("@"):
            return bool(slack.world.workspace.user(place))
        return bool(person.place_seen(place))
    except LookupError:
        return False


def posts_in(look: Look) -> list[Post]:
    """Return what stands at the place for this person, their own answers among it."""
    channel = look.channel
    if channel is None:
        return []
    alone = [p for p in look.person.ephemerals(channel) if not p.message.is_reply]
    return sorted([*look.person.reads(channel), *alone], key=lambda post: post.ts)


def posts_in_thread(look: Look, parent: Post) -> list[Post]:
    alone = look.person.ephemerals(look.slack.world.workspace.channels[parent.channel])
    mine = [p for p in alone if p.message.is_reply and p.message.thread_ts == parent.ts]
    return sorted([parent, *parent.replies, *mine], key=lambda post: post.ts)


def conversations(look: Look) -> Iterator[Channel]:
    """Yield the conversations of more than two that this person is in."""
    for channel in look.workspace.channels.values():
        if channel.kind == "mpim" and look.user.id in channel.members:
            yield channel
