"""A channel as a test looks at it: everything in it, whoever may see it."""

from __future__ import annotations

from sandbox.driver.post import Post
from sandbox.workspace import Channel
from sandbox.world import World


class ChannelSeen:
    """All that is stored in a channel, replies included."""

    def __init__(self, world: World, channel: Channel) -> None:
        self.world = world
        self.channel = channel

    @property
    def id(self) -> str:
        return self.channel.id

    @property
    def name(self) -> str:
        return self.channel.name

    @property
    def members(self) -> set[str]:
        return {self.world.workspace.users[member].name for member in self.channel.members}

    @property
    def messages(self) -> list[Post]:
        """Return every message, oldest first, read as the bot would."""
        workspace = self.world.workspace
        bot = workspace.users[workspace.bot.user_id]
        return [Post(self.world, bot, m) for m in workspace.in_channel(self.channel.id)]

    @property
    def text(self) -> str:
        return "\n".join(post.text for post in self.messages)
