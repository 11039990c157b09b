"""Messages, modals and Homes as one person has them before their eyes; all of them live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from sandbox.blockkit.parts import every_element
from sandbox.reading import Reader
from sandbox.text import unescaped
from sandbox.views import View
from sandbox.workspace import Message, User
from sandbox.world import World

if TYPE_CHECKING:
    from collections.abc import Iterable


class Surface(Protocol):
    """Anything with blocks that somebody looks at."""

    @property
    def blocks(self) -> list[dict[str, Any]]: ...

    @property
    def reader(self) -> Reader: ...


def labels_of_buttons(surface: Surface) -> list[str]:
    elements: Iterable[dict[str, Any]] = (e for _, _, e in every_element(surface.blocks))
    return [surface.reader.text(e["text"]) for e in elements if e["type"] == "button"]


class Post:
    """A message as one person reads it, now."""

    def __init__(self, world: World, user: User, message: Message) -> None:
        self.world = world
        self.user = user
        self.message = message

    @property
    def reader(self) -> Reader:
        return Reader(self.world.workspace, self.user, self.world.clock.now())

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return self.message.blocks or []

    @property
    def text(self) -> str:
        """Return all that one sees: the blocks, or without any the text itself."""
        return self.reader.blocks(self.blocks) if self.blocks else self.fallback

    @property
    def fallback(self) -> str:
        """Return what a notification or a screen reader says."""
        return self.reader.mrkdwn(self.message.text)

    @property
    def buttons(self) -> list[str]:
        return labels_of_buttons(self)

    @property
    def ts(self) -> str:
        return self.message.ts

    @property
    def channel(self) -> str:
        return self.message.channel

    @property
    def author(self) -> str:
        return self.world.workspace.users[self.message.user].name

    @property
    def is_ephemeral(self) -> bool:
        return bool(self.message.only_for)

    @property
    def is_gone(self) -> bool:
        workspace, message = self.world.workspace, self.message
        if message.only_for:
            return message not in workspace.ephemerals.get(message.only_for, [])
        return workspace.find(message.channel, message.ts) is not message

    @property
    def replies(self) -> list[Post]:
        found = self.world.workspace.replies(self.channel, self.message.thread_ts or self.ts)
        return [Post(self.world, self.user, message) for message in found]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Post) and self.message is other.message

    def __hash__(self) -> int:
        return hash(self.ts)

    def __repr__(self) -> str:
        return f"<{self.author} in {self.channel}: {self.text!r}>"


class Modal:
    """A modal as a person has it open."""

    def __init__(self, world: World, user: User, view: View) -> None:
        self.world = world
        self.user = user
        self.view = view

    @property
    def reader(self) -> Reader:
        return Reader(self.world.workspace, self.user, self.world.clock.now())

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return list(self.view.body["blocks"])

    @property
    def title(self) -> str:
        return self.reader.text(self.view.body.get("title"))

    @property
    def submit_label(self) -> str:
        return self.reader.text(self.view.body.get("submit"))

    @property
    def text(self) -> str:
        """Return the title, all that is written below it, and what is wrong."""
        said = [self.title, self.reader.blocks(self.blocks), *self.errors.values()]
        return "\n".join(line for line in [*said, self.view.trouble] if line)

    @property
    def labels(self) -> list[str]:
        return [self.reader.text(b["label"]) for b in self.blocks if b["type"] == "input"]

    @property
    def buttons(self) -> list[str]:
        return labels_of_buttons(self)

    @property
    def errors(self) -> dict[str, str]:
        """Return what is said below each input, by the input's label."""
        said = self.view.errors
        return {
            self.reader.text(block["label"]): unescaped(said[block["block_id"]])
            for block in self.blocks
            if block["type"] == "input" and block["block_id"] in said
        }

    @property
    def trouble(self) -> str:
        """Return what Slack says when the app did not take the submission, or nothing."""
        return self.view.trouble

    @property
    def values(self) -> dict[str, Any]:
        """Return what each input holds, by its label, as Slack would send it."""
        state = self.view.values()
        held = {}
        for block in self.blocks:
            if block["type"] == "input":
                entry = state[block["block_id"]][block["element"]["action_id"]]
                label = self.reader.text(block["label"])
                held[label] = next(v for k, v in entry.items() if k not in {"type", "timezone"})
        return held

    @property
    def is_open(self) -> bool:
        return self.view in self.world.views.stacks.get(self.user.id, [])


class Home:
    """Somebody's Home tab as it is published now."""

    def __init__(self, world: World, user: User) -> None:
        self.world = world
        self.user = user

    @property
    def view(self) -> View | None:
        return self.world.views.homes.get(self.user.id)

    @property
    def reader(self) -> Reader:
        return Reader(self.world.workspace, self.user, self.world.clock.now())

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return list(self.view.body["blocks"]) if self.view else []

    @property
    def text(self) -> str:
        return self.reader.blocks(self.blocks)

    @property
    def buttons(self) -> list[str]:
        return labels_of_buttons(self)
