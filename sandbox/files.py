"""Files that the app uploads: room asked for, bytes taken in, and shown once they are complete."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.ids import new_id, new_secret
from sandbox.refused import Refused

LONGEST_ALT = 1000
PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}


@dataclass
class File:
    """One file, from the room made for it to what is shown of it."""

    id: str
    name: str
    length: int
    user: str
    alt: str = ""
    title: str = ""
    data: bytes = b""
    secret: str = field(default_factory=new_secret)
    is_complete: bool = False
    ready_at: float = 0.0  # Until then Slack is still looking through it.

    @property
    def content_type(self) -> str:
        """Return what kind of picture it is; nothing for what is none."""
        kinds = (kind for sign, kind in PICTURES.items() if self.data.startswith(sign))
        return next(kinds, "")


@dataclass
class Files:
    """All files of a workspace, and how long each is looked through."""

    kept: dict[str, File] = field(default_factory=dict)
    seconds: float = 0.0

    def make_room(self, name: str, length: int, user: str, alt: str) -> File:
        if len(alt) > LONGEST_ALT:
            raise Refused("alt_txt_too_large")
        file = File(new_id("F"), name, length, user, alt)
        self.kept[file.id] = file
        return file

    def take_in(self, secret: str, data: bytes) -> File | None:
        """Keep the bytes that were sent to an address; nothing where it leads nowhere."""
        for file in self.kept.values():
            if file.secret == secret and not file.data and len(data) == file.length:
                file.data = data
                return file
        return None

    def complete(self, file_id: str, title: str, user: str) -> File:
        file = self.kept.get(file_id)
        if file is None or file.user != user:
            raise Refused("file_not_found")
        if not file.data or file.is_complete:
            raise Refused("file_update_failed")
        file.is_complete, file.title = True, title
        file.ready_at = time.monotonic() + self.seconds
        return file

    def may_show(self, file_id: str, user: str) -> bool:
        """Tell whether a message of this user may show a file as its picture by now."""
        file = self.kept.get(file_id)
        if file is None or file.user != user or not file.is_complete:
            return False
        return bool(file.content_type) and file.ready_at <= time.monotonic()

    def faults(self, blocks: Any, user: str) -> list[str]:
        """Return a line for each picture in blocks that cannot be shown."""
        return [
            f"invalid slack file [json-pointer:{where}]"
            for where, shown in _shown(blocks, "/blocks")
            if not self.may_show(str(shown.get("id", "")), user)
        ]


def _shown(part: Any, pointer: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each `slack_file` of blocks with its pointer."""
    if isinstance(part, list):
        for place, one in enumerate(part):
            yield from _shown(one, f"{pointer}/{place}")
    if isinstance(part, dict):
        for name, one in part.items():
            if name == "slack_file" and isinstance(one, dict):
                yield f"{pointer}/{name}", one
            else:
                yield from _shown(one, f"{pointer}/{name}")
