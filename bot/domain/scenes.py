"""Where something was said: it decides who may see it, and where its card appears."""

from dataclasses import dataclass
from typing import Any

from bot.domain.channels import Channel, Posting, posting_in

NOWHERE = ""


@dataclass(frozen=True)
class Scene:
    """The place a record comes from. `origin` makes a record from one form the only one."""

    channel_id: str = NOWHERE
    thread_ts: str = ""
    posting: Posting = Posting.KEPT
    is_private: bool = True
    origin: str | None = None
    message_channel: str = ""
    message_ts: str = ""
    response_url: str = ""
    said_to_bot: bool = False  # By mention or DM: there is no acknowledgement to answer in.
    there: tuple[str, ...] = ()  # Who is in the channel, for a verb that asks them.
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()  # Who is in the groups a line names.
    again: bool = False  # Meant to be made once more, although the words are the same.

    def to_json(self) -> dict[str, Any]:
        kept = ("channel_id", "thread_ts", "is_private", "message_channel", "message_ts")
        return {
            **{name: getattr(self, name) for name in kept},
            "posting": self.posting.value,
            "response_url": self.response_url,
        }


def scene_in(channel: Channel, **more: Any) -> Scene:
    """Return the scene of something said in a channel."""
    return Scene(
        channel_id=channel.channel_id,
        posting=posting_in(channel),
        is_private=channel.is_private,
        **more,
    )


def scene_kept(facts: dict[str, Any], **more: Any) -> Scene:
    """Read back a scene that `to_json` wrote."""
    kept = {**facts, "posting": Posting(facts["posting"])} if facts else {}
    return Scene(**{**kept, **more})
