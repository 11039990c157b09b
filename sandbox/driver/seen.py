"""What a person saw come of something they did."""

from __future__ import annotations

from typing import Any

from sandbox.driver.post import Modal, Post
from sandbox.reading import Reader
from sandbox.workspace import Message, User
from sandbox.world import World

DISPATCH_FAILED = "dispatch_failed"
OPERATION_TIMEOUT = "operation_timeout"
INVALID_ANSWER = "invalid_command_response"
WARNING = "warning"
TROUBLE = "We had some trouble connecting. Try again?"


class Seen:
    """Answers only this person sees, and the modal that opened; live, as later ones come in."""

    def __init__(self, world: World, user: User) -> None:
        self.world = world
        self.user = user
        self.since = world.workspace.last_tick
        self.before = {view.hash for view in world.views.stacks.get(user.id, [])}
        self.own: list[Message] = []
        self.until: int | None = None
        self.left: Modal | None = None
        self.failure: str | None = None
        self.said = ""

    def fail(self, failure: str, said: str = "") -> Seen:
        self.failure, self.said = failure, said
        return self

    def end(self) -> None:
        """Stop taking in what comes: the person has turned to something else."""
        if self.until is None:
            self.left = self.modal
            self.until = self.world.workspace.last_tick

    @property
    def posts(self) -> list[Post]:
        """Return the answers that appeared since, for this person alone."""
        ephemerals = self.world.workspace.ephemerals.get(self.user.id, [])
        fresh = [m for m in ephemerals if m in self.own or self._is_fresh(m)]
        return [Post(self.world, self.user, message) for message in fresh]

    def _is_fresh(self, message: Message) -> bool:
        tick = int(message.ts.replace(".", ""))
        return self.since < tick and (self.until is None or tick <= self.until)

    @property
    def post(self) -> Post:
        if not self.posts:
            raise LookupError(f"No answer was seen; {self.said or 'nothing was said'}.")
        return self.posts[-1]

    @property
    def modal(self) -> Modal | None:
        """Return the modal on top, if it opened or was drawn anew since."""
        if self.until is not None:
            return self.left
        top = self.world.views.top(self.user.id)
        if top is None or top.hash in self.before:
            return None
        return Modal(self.world, self.user, top)

    @property
    def text(self) -> str:
        parts = [self.said, *(post.text for post in self.posts)]
        modal = self.modal
        return "\n".join(part for part in [*parts, modal.text if modal else ""] if part)

    @property
    def reader(self) -> Reader:
        return Reader(self.world.workspace, self.user, self.world.clock.now())

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return self.post.blocks

    @property
    def buttons(self) -> list[str]:
        return [label for post in self.posts for label in post.buttons]

    def __repr__(self) -> str:
        return f"<{self.user.name} saw {self.failure or ''} {self.text!r}>"
