"""Puts the parts of the stand-in together, from a company file or from a kept state."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from sandbox.clock import Clock
from sandbox.company import read_company
from sandbox.events import Events
from sandbox.faults import Faults
from sandbox.hooks import Hooks
from sandbox.limits import Limits
from sandbox.links.app import AppLink
from sandbox.links.sockets import Sockets
from sandbox.manifest import Manifest, read_manifest
from sandbox.store import ahead_in, homes_in, workspace_in
from sandbox.traffic import Log
from sandbox.triggers import Triggers
from sandbox.views import Views
from sandbox.workspace import Workspace
from sandbox.world import Keys, World

SECRET_LENGTH = 32


def build_world(
    manifest: Path | dict[str, Any],
    company: Path | dict[str, Any],
    clock_file: Path | None,
    kept: dict[str, Any] | None,
) -> World:
    """Return the stand-in's parts, wired, with nothing served yet."""
    grants = read_manifest(manifest)
    clock = Clock(clock_file, ahead_in(kept))
    if kept is None:
        workspace = read_company(company, grants.bot_name, int(clock.seconds()))
        views = Views(workspace, clock)
    else:
        workspace = workspace_in(kept)
        views = homes_in(kept, Views(workspace, clock))
    return _wired(grants, clock, workspace, views)


def _wired(grants: Manifest, clock: Clock, workspace: Workspace, views: Views) -> World:
    log = Log()
    app = AppLink(Sockets(workspace.bot.app_id), log, clock.seconds)
    app.takes_interaction = grants.interactivity
    return World(
        manifest=grants,
        workspace=workspace,
        clock=clock,
        keys=keys_of(workspace),
        log=log,
        faults=Faults(),
        limits=Limits(),
        triggers=Triggers(),
        views=views,
        hooks=Hooks(clock),
        app=app,
        events=Events(grants, workspace, clock, app),
    )


def keys_of(workspace: Workspace) -> Keys:
    """Return tokens that stay the same over restarts, so that a demo's bot finds its way back."""
    name = f"{workspace.team.id}-{workspace.bot.app_id}"
    secret = hashlib.sha256(name.encode()).hexdigest()[:SECRET_LENGTH]
    return Keys(f"xoxb-sandbox-{name}", f"xapp-1-sandbox-{name}", secret)
