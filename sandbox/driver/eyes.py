"""What a person can see: channels they are in, their DMs, answers for them alone, their Home."""

from __future__ import annotations

from sandbox.driver.post import Home, Modal, Post
from sandbox.driver.seen import Seen
from sandbox.links.outcome import Outcome, Parcel
from sandbox.workspace import Channel, User
from sandbox.world import World


class Eyes:
    """The looking half of a person."""

    def __init__(self, world: World, user: User) -> None:
        self.world = world
        self.user = user
        self.seeing: Seen | None = None

    def look(self) -> Seen:
        """Begin to see what comes of the next act, and be done with the one before."""
        self._refuse_deactivated()
        if self.seeing is not None:
            self.seeing.end()
        self.seeing = Seen(self.world, self.user)
        return self.seeing

    @property
    def id(self) -> str:
        return self.user.id

    @property
    def home(self) -> Home:
        return Home(self.world, self.user)

    @property
    def modal(self) -> Modal | None:
        """Return the modal on top, if one is open."""
        top = self.world.views.top(self.user.id)
        return None if top is None else Modal(self.world, self.user, top)

    def open_modal(self) -> Modal:
        modal = self.modal
        if modal is None:
            raise LookupError(f"{self.user.name} has no modal open.")
        return modal

    def channels(self) -> list[Channel]:
        """Return the channels in this person's sidebar and those they could join."""
        places = self.world.workspace.channels.values()
        return [c for c in places if not c.is_direct and self._may_see(c)]

    def reads(self, channel: str | Channel, thread: Post | None = None) -> list[Post]:
        """Return what stands in a channel, or in one thread of it, oldest first."""
        place = self.place_seen(channel)
        if thread is not None:
            return thread.replies
        stored = self.world.workspace.in_channel(place.id)
        return [Post(self.world, self.user, m) for m in stored if m.is_in_channel]

    def dms(self) -> list[Post]:
        """Return the messages in the bot's DM, replies included."""
        workspace = self.world.workspace
        if not workspace.has_direct(self.user.id, workspace.bot.user_id):
            return []
        place = workspace.direct(self.user.id, workspace.bot.user_id)
        return [Post(self.world, self.user, m) for m in workspace.in_channel(place.id)]

    def ephemerals(self, channel: str | Channel | None = None) -> list[Post]:
        """Return what only this person sees, everywhere or in one channel."""
        place = None if channel is None else self.place_seen(channel).id
        kept = self.world.workspace.ephemerals.get(self.user.id, [])
        return [Post(self.world, self.user, m) for m in kept if place in {None, m.channel}]

    def reloads(self) -> None:
        """Start the client anew: ephemeral messages and open modals are gone."""
        self.world.workspace.ephemerals.pop(self.user.id, None)
        self.world.views.clear(self.user.id)

    def place_seen(self, channel: str | Channel) -> Channel:
        place = channel if isinstance(channel, Channel) else self._named(channel)
        if not self._may_see(place):
            raise LookupError(f"{self.user.name} cannot see {channel}.")
        return place

    def place(self, wanted: str | Channel | None) -> Channel:
        """Return where this person writes: a channel of theirs, @somebody, or the bot's DM."""
        self._refuse_deactivated()
        workspace = self.world.workspace
        if wanted is None:
            return workspace.direct(self.user.id, workspace.bot.user_id)
        place = self.place_seen(wanted)
        if self.user.id not in place.members:
            raise LookupError(f"{self.user.name} is not a member of {wanted}.")
        if place.archived:
            raise LookupError(f"{wanted} is archived.")
        if self.world.manifest.messages_tab_read_only and workspace.has_bot(place):
            self._refuse_read_only(place)
        return place

    def _refuse_deactivated(self) -> None:
        if self.user.deactivated:
            raise LookupError(f"{self.user.name} is deactivated and cannot do anything here.")

    def _refuse_read_only(self, place: Channel) -> None:
        if place.kind == "im":
            raise LookupError("The app's messages tab is read-only.")

    def _named(self, name: str) -> Channel:
        workspace = self.world.workspace
        if name.startswith("@"):
            others = [workspace.user(part).id for part in name.split()]
            return workspace.direct(self.user.id, *others)
        return workspace.channel(name)

    def _may_see(self, place: Channel) -> bool:
        is_open = place.kind == "public" and not (self.user.guest or self.user.stranger)
        return is_open or self.user.id in place.members

    def surface(self, on: Post | Modal | Home | Seen | None) -> Post | Modal | Home:
        """Return where one presses: what was named, else the open modal."""
        if on is None:
            return self.open_modal()
        if isinstance(on, Seen):
            return on.modal or on.post
        if isinstance(on, Post):
            return Post(self.world, self.user, self._in_view(on).message)
        return on

    def _in_view(self, post: Post) -> Post:
        if post.is_gone:
            raise LookupError("That message is gone.")
        if post.message.only_for not in {"", self.user.id}:
            raise LookupError(f"{self.user.name} cannot see that message.")
        self.place_seen(self.world.workspace.channels[post.channel])
        return post

    async def deliver(self, parcel: Parcel) -> Outcome:
        return await self.world.app.deliver(parcel)
