"""The parts of the stand-in that answer the app, gathered so that a method can reach them."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.clock import Clock
from sandbox.events import Events
from sandbox.faults import Faults
from sandbox.hooks import Hooks
from sandbox.limits import Limits
from sandbox.links.app import AppLink
from sandbox.manifest import Manifest
from sandbox.traffic import Log
from sandbox.triggers import Triggers
from sandbox.views import Views
from sandbox.workspace import Workspace


@dataclass
class Keys:
    """The app's tokens and the secret that signs requests to it."""

    bot_token: str
    app_token: str
    signing_secret: str


@dataclass
class World:
    manifest: Manifest
    workspace: Workspace
    clock: Clock
    keys: Keys
    log: Log
    faults: Faults
    limits: Limits
    triggers: Triggers
    views: Views
    hooks: Hooks
    app: AppLink
    events: Events
    url: str = ""
