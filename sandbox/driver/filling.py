"""Filling modals in: values by label, submitting, closing, and what Slack's client checks."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from sandbox.answers import answer_submission
from sandbox.blockkit.state import action_of, complaints
from sandbox.driver import payloads
from sandbox.driver.controls import Control
from sandbox.driver.eyes import Eyes
from sandbox.driver.post import Home, Modal, Post
from sandbox.driver.seen import TROUBLE, WARNING, Seen
from sandbox.driver.values import held_by
from sandbox.links.outcome import Outcome, Parcel
from sandbox.refused import Refused
from sandbox.views import View


class Filling(Eyes):
    """The part of a person that works with modals."""

    async def fills(self, values: Mapping[str, Any]) -> Modal:
        """Put values into the open modal's inputs, by label, block_id or action_id."""
        modal = self.open_modal()
        for name, value in values.items():
            block = _input_named(modal, name)
            control = Control(block, block["element"], name, "")
            held = held_by(modal, control.element, value)
            modal.view.typed[control.slot] = held
            if block.get("dispatch_action"):
                await self._dispatch(modal, control, held)
        return modal

    async def _dispatch(self, modal: Modal, control: Control, held: Any) -> None:
        act = action_of(control.block["block_id"], control.element, held)
        payload = payloads.action_in_view(self.world, self.user, modal.view, act)
        outcome = await self.deliver(Parcel("interactive", payload))
        modal.view.trouble = "" if outcome.is_acknowledged else "⚠"

    async def submits(self, values: Mapping[str, Any] | None = None, times: int = 1) -> Seen:
        """Submit the open modal, perhaps filling it in first; twice at once is a double click."""
        modal = await self.fills(values or {})
        seen = self.look()
        view = modal.view
        if "submit" not in view.body and not modal.labels:
            raise LookupError(f"“{modal.title}” has no button to submit it.")
        view.trouble, view.errors = "", complaints(view.body, view.values())
        if view.errors:
            return seen.fail("incomplete", "\n".join(modal.errors.values()))
        sent = [payloads.submission(self.world, self.user, view) for _ in range(times)]
        parcels = [Parcel("interactive", payload, may_answer=True) for payload in sent]
        outcomes = await asyncio.gather(*(self.deliver(parcel) for parcel in parcels))
        for outcome in outcomes:
            self._answered(view, outcome)
        return seen.fail("trouble", view.trouble) if view.trouble else seen

    def _answered(self, view: View, outcome: Outcome) -> None:
        """Take the app's answer in, unless the view was closed by the answer before."""
        if view not in self.world.views.stacks.get(self.user.id, []):
            return
        if not outcome.is_acknowledged:
            view.trouble = TROUBLE
            return
        try:
            answer_submission(self.world, view, outcome.answer)
        except Refused as refused:
            view.trouble = f"{TROUBLE} ({refused.error})"

    async def closes(self, *, everything: bool = False) -> Seen:
        """Press Cancel, or with everything the ✕ that closes the whole stack."""
        seen, view = self.look(), self.open_modal().view
        stack = self.world.views.stacks[self.user.id]
        is_cleared = everything or bool(view.body.get("clear_on_close"))
        if is_cleared:
            view = stack[0]
            self.world.views.clear(self.user.id)
        else:
            self.world.views.close(view)
        if not view.body.get("notify_on_close"):
            return seen
        payload = payloads.closing(self.world, self.user, view, is_cleared=is_cleared)
        outcome = await self.deliver(Parcel("interactive", payload))
        return seen if outcome.is_acknowledged else seen.fail(WARNING)

    def remember(self, surface: Post | Modal | Home, control: Control, value: Any) -> None:
        """Keep what was chosen, since the state of the next act carries it."""
        if value is None or control.element["type"] == "overflow":
            return
        if isinstance(surface, Post):
            block_id, action_id = control.slot
            surface.message.typed.setdefault(block_id, {})[action_id] = value
        elif surface.view is not None:
            surface.view.typed[control.slot] = value


def _input_named(modal: Modal, name: str) -> dict[str, Any]:
    for block in modal.blocks:
        if block["type"] == "input":
            label = modal.reader.text(block["label"])
            if name in {label, block["block_id"], block["element"]["action_id"]}:
                return block
    raise LookupError(f"There is no input “{name}”; there is: {', '.join(modal.labels)}.")
