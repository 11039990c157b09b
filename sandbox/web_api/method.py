"""What a Web API method is: who may call it, how often, with what, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.web_api.arguments import Arguments
from sandbox.world import World

Effect = Callable[[World, Arguments], dict[str, Any]]


@dataclass(frozen=True)
class Method:
    """One method; scopes means any of these, and blank where the effect itself decides."""

    name: str
    effect: Effect
    tier: int
    scopes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    takes_json: bool = False
    caller: str = "bot"
