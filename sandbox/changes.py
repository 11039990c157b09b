"""What an admin of the workspace does: invites, archives, renames, hires and lets go."""

from __future__ import annotations

from sandbox.ids import new_id
from sandbox.moves import join, leave, tell_of_channel, tell_of_user
from sandbox.workspace import Channel, User
from sandbox.world import World


class Changes:
    """Changes of people and channels by name, each sending its events."""

    world: World

    def channel_named(self, name: str) -> Channel:
        return self.world.workspace.channel(name)

    def invite_bot(self, channel: str, by: str = "") -> None:
        self.invite(self.world.workspace.bot.user_id, channel, by)

    def kick_bot(self, channel: str, by: str = "") -> None:
        self.kick(self.world.workspace.bot.user_id, channel, by)

    def invite(self, person: str, channel: str, by: str = "") -> None:
        user, inviter = self.world.workspace.user(person), self._actor(by)
        join(self.world, self.channel_named(channel), user.id, inviter)

    def kick(self, person: str, channel: str, by: str = "") -> None:
        user = self.world.workspace.user(person)
        leave(self.world, self.channel_named(channel), user.id, self._actor(by))

    def open_channel(self, name: str, *members: str, private: bool = False) -> Channel:
        """Make a new channel with these people in it."""
        people = [self.world.workspace.user(member).id for member in members]
        created = int(self.world.clock.seconds())
        kind = "private" if private else "public"
        channel = Channel(new_id("C"), name.lstrip("#"), kind, people, created=created)
        channel.creator = people[0] if people else ""
        self.world.workspace.channels[channel.id] = channel
        return channel

    def archive(self, channel: str) -> None:
        place = self.channel_named(channel)
        place.archived = True
        tell_of_channel(self.world, place, "archive", self._act(place))

    def unarchive(self, channel: str) -> None:
        place = self.channel_named(channel)
        place.archived = False
        tell_of_channel(self.world, place, "unarchive", self._act(place))

    def rename(self, channel: str, name: str) -> None:
        place = self.channel_named(channel)
        place.previous_names.append(place.name)
        place.name = name.lstrip("#")
        shape = {
            "id": place.id,
            "name": place.name,
            "name_normalized": place.name,
            "created": place.created,
            "is_channel": True,
            "is_mpim": False,
        }
        tell_of_channel(self.world, place, "rename", {"channel": shape})

    def delete_channel(self, channel: str) -> None:
        place = self.channel_named(channel)
        told = {"channel": place.id, "actor_id": place.creator}
        tell_of_channel(self.world, place, "deleted", told)
        workspace = self.world.workspace
        del workspace.channels[place.id]
        workspace.messages.pop(place.id, None)

    def make_private(self, channel: str, *, with_new_id: bool = False) -> Channel:
        """Turn a public channel private; Slack tells of it only when the id changes."""
        place = self.channel_named(channel)
        place.kind = "private"
        if with_new_id:
            self._renumber(place)
        return place

    def share(self, channel: str) -> None:
        """Share a channel with another company."""
        self._share(channel, "shared", ext_shared=True)

    def unshare(self, channel: str) -> None:
        self._share(channel, "unshared", ext_shared=False)

    def deactivate(self, person: str) -> None:
        """Deactivate somebody, who leaves every channel thereby."""
        user = self.world.workspace.user(person)
        user.deactivated = True
        tell_of_user(self.world, user)
        for channel in list(self.world.workspace.channels.values()):
            if user.id in channel.members and not channel.is_direct:
                leave(self.world, channel, user.id)

    def reactivate(self, person: str) -> None:
        user = self.world.workspace.user(person)
        user.deactivated = False
        tell_of_user(self.world, user)

    def change_zone(self, person: str, tz: str) -> None:
        user = self.world.workspace.user(person)
        user.tz = tz
        tell_of_user(self.world, user)

    def rename_person(self, person: str, real_name: str) -> None:
        user = self.world.workspace.user(person)
        user.real_name = real_name
        tell_of_user(self.world, user)

    def hire(self, name: str, real_name: str, *, tz: str = "UTC", guest: bool = False) -> User:
        user = User(new_id("U"), name, real_name, tz, guest=guest)
        self.world.workspace.users[user.id] = user
        tell_of_user(self.world, user, "team_join")
        return user

    def uninstall(self) -> None:
        """Remove the app: its token is dead before it hears of that."""
        self.world.keys.bot_token = ""
        bot = self.world.workspace.bot.user_id
        self.world.events.tell({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [bot]}})
        self.world.events.tell({"type": "app_uninstalled"})

    def _actor(self, name: str) -> str:
        return self.world.workspace.user(name).id if name else ""

    def _act(self, place: Channel) -> dict[str, object]:
        return {"channel": place.id, "user": place.creator, "is_moved": 0}

    def _share(self, channel: str, what: str, *, ext_shared: bool) -> None:
        place = self.channel_named(channel)
        place.ext_shared = ext_shared
        told = {"channel": place.id, "connected_team_id": "T0ELSEWHERE"}
        tell_of_channel(self.world, place, what, told)

    def _renumber(self, place: Channel) -> None:
        workspace, old = self.world.workspace, place.id
        del workspace.channels[old]
        place.id = new_id("C")
        workspace.channels[place.id] = place
        workspace.messages[place.id] = workspace.messages.pop(old, {})
        for message in workspace.messages[place.id].values():
            message.channel = place.id
        told = {"old_channel_id": old, "new_channel_id": place.id}
        self.world.events.tell({"type": "channel_id_changed", **told})
