"""A line of the CCO's brief about a channel that became private."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Closed:
    """What was said there, for everybody to read, is now for those who are there."""

    channel_id: str


def channel_line(item: Closed) -> str:
    where = f"*<#{item.channel_id}> became private*"
    return f"{where}: what was said there is seen by those who are there, and told nowhere else."
