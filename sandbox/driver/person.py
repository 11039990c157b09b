"""A person of the workspace, acting: each verb delivers to the app and returns what they saw."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from sandbox.answers import answer_command
from sandbox.blockkit.state import action_of
from sandbox.driver import payloads
from sandbox.driver.composing import typed_command, typed_message
from sandbox.driver.controls import Control, offered, the_button, the_menu, the_picker
from sandbox.driver.filling import Filling
from sandbox.driver.post import Home, Modal, Post
from sandbox.driver.seen import (
    DISPATCH_FAILED,
    INVALID_ANSWER,
    OPERATION_TIMEOUT,
    WARNING,
    Seen,
)
from sandbox.driver.values import held_by
from sandbox.links.outcome import Outcome, Parcel
from sandbox.posting import echo, pinged, remove
from sandbox.reacting import put, take_off
from sandbox.reacting import tell as tell_of_reaction
from sandbox.refused import Refused
from sandbox.shapes import message_shape
from sandbox.workspace import Channel, Message
from sandbox.world import World

Place = str | Channel | None
Target = Post | Modal | Home | Seen


class Person(Filling):
    """Somebody, by name; what they may not see they cannot act on."""

    def __init__(self, world: World, name: str) -> None:
        super().__init__(world, world.workspace.user(name))

    async def types(self, line: str, in_: Place = None, thread: Post | None = None) -> Seen:
        """Type a slash command, by default in the bot's DM; see the answer or the failure."""
        seen, channel = self.look(), self.place(in_)
        name, text = [*re.split(r"\s", line, maxsplit=1), ""][:2]
        commands = self.world.manifest.commands
        if thread is not None:
            return seen.fail("in_thread", f"{name} is not supported in threads. Sorry!")
        if name not in commands:
            return seen.fail("unknown_command", f"{name} is not a valid command.")
        should_escape = bool(commands[name].should_escape)
        text = typed_command(text, self.world.workspace, should_escape=should_escape)
        hook = self.world.hooks.new("commands", channel.id, self.user.id)
        payload = payloads.command(self.world, self.user, channel, name, text, hook)
        outcome = await self.deliver(Parcel("slash_commands", payload, may_answer=True))
        return self._command_answered(seen, channel, name, outcome)

    def _command_answered(self, seen: Seen, channel: Channel, name: str, outcome: Outcome) -> Seen:
        failure = {"timeout": OPERATION_TIMEOUT}.get(outcome.state, DISPATCH_FAILED)
        if outcome.is_acknowledged:
            try:
                seen.own += answer_command(self.world, channel, self.user.id, outcome.answer)
            except Refused as refused:
                return seen.fail(INVALID_ANSWER, _failed(name, INVALID_ANSWER, str(refused)))
            return seen
        return seen.fail(failure, _failed(name, failure))

    async def says(self, text: str, in_: Place = None, thread: Post | None = None) -> Post:
        """Write a message, by default to the bot in its DM, and return it."""
        channel = self.place(in_)
        thread_ts = (thread.message.thread_ts or thread.ts) if thread else ""
        words = typed_message(text, self.world.workspace)
        ts = self.world.workspace.next_ts(self.world.clock.seconds())
        message = Message(channel.id, ts, self.user.id, words, thread_ts=thread_ts)
        message.pinged = pinged(message, channel, self.world.workspace)
        self.world.workspace.keep(message)
        await self._tell_of(message, channel)
        return Post(self.world, self.user, message)

    async def mentions_bot(self, text: str, in_: Place, thread: Post | None = None) -> Post:
        """Write a message that begins with the bot's name."""
        bot = self.world.workspace.users[self.world.workspace.bot.user_id]
        return await self.says(f"@{bot.name} {text}", in_, thread)

    async def _tell_of(self, message: Message, channel: Channel) -> None:
        events, workspace = self.world.events, self.world.workspace
        before = len(events.sent)
        echo(self.world, channel, message)
        mention = f"<@{workspace.bot.user_id}>"
        if mention in message.text and workspace.has_bot(channel) and not channel.is_direct:
            shape = message_shape(message, workspace)
            where = {"channel": channel.id, "event_ts": message.ts}
            events.tell({**shape, "type": "app_mention", **where}, channel)
        await self._acknowledged(before)

    async def _acknowledged(self, before: int) -> None:
        """Wait until what was told since has been delivered once, or not."""
        fresh = list(self.world.events.sent)[before:]
        await asyncio.gather(*(event.first.wait() for event in fresh))

    async def deletes(self, post: Post) -> None:
        """Delete a message of their own, or as an admin anybody's."""
        if post.message.user != self.user.id and not self.user.admin:
            raise LookupError(f"{self.user.name} may not delete that message.")
        before = len(self.world.events.sent)
        remove(self.world, self.world.workspace.channels[post.channel], post.message)
        await self._acknowledged(before)

    async def reacts(self, name: str, on: Post) -> None:
        """Put a reaction under a message, by its name, in whatever tone of skin."""
        put(on.message, self.user.id, name)
        await self._told_of_reaction(on, "reaction_added", name)

    async def unreacts(self, name: str, on: Post) -> None:
        """Take a reaction of their own off again."""
        take_off(on.message, self.user.id, name)
        await self._told_of_reaction(on, "reaction_removed", name)

    async def _told_of_reaction(self, on: Post, kind: str, name: str) -> None:
        before, channel = len(self.world.events.sent), self.world.workspace.channels[on.channel]
        tell_of_reaction(self.world, channel, on.message, self.user.id, (kind, name))
        await self._acknowledged(before)

    async def presses(
        self,
        label: str,
        on: Target | None = None,
        *,
        near: str = "",
        block: str = "",
        times: int = 1,
        confirms: bool = True,
    ) -> Seen:
        """Press a button by its words or action_id; twice at once is a double click."""
        surface = self.surface(on)
        control = the_button(surface, label, near, block)
        return await self._act(surface, control, None, times=times, confirms=confirms)

    async def chooses(
        self, choice: str, on: Target | None = None, *, near: str = "", block: str = ""
    ) -> Seen:
        """Choose from a menu outside the inputs: ⋯, a select, radio buttons, a checkbox."""
        surface = self.surface(on)
        control = the_menu(surface, choice, near, block)
        option: Any = offered(surface, control.element, choice)
        if control.element["type"] in {"checkboxes", "multi_static_select"}:
            option = [option]
        return await self._act(surface, control, option)

    async def picks(
        self,
        control: str,
        value: Any,
        on: Target | None = None,
        *,
        near: str = "",
        block: str = "",
    ) -> Seen:
        """Pick a date, a time, a person or a channel outside the inputs."""
        surface = self.surface(on)
        found = the_picker(surface, control, near, block)
        return await self._act(surface, found, held_by(surface, found.element, value))

    async def _act(
        self,
        surface: Post | Modal | Home,
        control: Control,
        value: Any,
        *,
        times: int = 1,
        confirms: bool = True,
    ) -> Seen:
        seen = self.look()
        if "confirm" in control.element and not confirms:
            return seen
        self.remember(surface, control, value)
        acts = [self.action(surface, control, value) for _ in range(times)]
        outcomes = await asyncio.gather(*(self.deliver(Parcel("interactive", p)) for p in acts))
        if all(outcome.is_acknowledged for outcome in outcomes):
            return seen
        return seen.fail(WARNING, "⚠")

    def action(self, surface: Post | Modal | Home, control: Control, value: Any) -> dict[str, Any]:
        """Return the block_actions payload of one act."""
        act = action_of(control.block["block_id"], control.element, value)
        if isinstance(surface, Post):
            return payloads.action_in_message(self.world, self.user, surface.message, act)
        if surface.view is None:
            raise LookupError(f"{self.user.name}'s Home is still empty.")
        return payloads.action_in_view(self.world, self.user, surface.view, act)

    async def uses_shortcut(self, name: str, on: Post | None = None) -> Seen:
        """Use a shortcut by its name: a global one, or one on a message."""
        seen = self.look()
        kind = "global" if on is None else "message"
        for callback_id, shortcut in self.world.manifest.shortcuts.items():
            if (shortcut.name, shortcut.type) == (name, kind):
                payload = self._shortcut(callback_id, on)
                outcome = await self.deliver(Parcel("interactive", payload))
                return seen if outcome.is_acknowledged else seen.fail(WARNING, "⚠")
        raise LookupError(f"There is no {kind} shortcut called {name}.")

    def _shortcut(self, callback_id: str, on: Post | None) -> dict[str, Any]:
        if on is None:
            return payloads.global_shortcut(self.world, self.user, callback_id)
        return payloads.message_shortcut(self.world, self.user, callback_id, on.message)

    async def opens_home(self, tab: str = "home") -> Home:
        """Open the app's Home (or Messages) tab, as often as one likes."""
        before = len(self.world.events.sent)
        home = self.world.views.homes.get(self.user.id)
        bot = self.world.workspace.bot.user_id
        event: dict[str, Any] = {
            "type": "app_home_opened",
            "user": self.user.id,
            "channel": self.world.workspace.direct(self.user.id, bot).id,
            "tab": tab,
            "event_ts": self.world.workspace.next_ts(self.world.clock.seconds()),
        }
        if home is not None and tab == "home":
            event["view"] = self.world.views.shape(home)
        self.world.events.tell(event)
        await self._acknowledged(before)
        return self.home


def _failed(name: str, failure: str, detail: str = "") -> str:
    more = f" ({detail})" if detail and detail != failure else ""
    return f"{name} failed with the error “{failure}”{more}"
