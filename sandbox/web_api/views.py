"""views.*: modals that the app opens, pushes and redraws, and Homes that it publishes."""

from __future__ import annotations

from typing import Any

from sandbox.refused import Refused, refused_arguments
from sandbox.triggers import Trigger
from sandbox.views import View
from sandbox.web_api.arguments import Arguments
from sandbox.web_api.method import Method
from sandbox.world import World


def open_view(world: World, arguments: Arguments) -> dict[str, Any]:
    body = arguments.view()
    return _shown(world, world.views.open(body, _trigger(world, arguments)))


def push(world: World, arguments: Arguments) -> dict[str, Any]:
    body, trigger = arguments.view(), _trigger(world, arguments)
    return _shown(world, world.views.push(body, trigger.user, trigger.view))


def update(world: World, arguments: Arguments) -> dict[str, Any]:
    view_id, external_id = arguments.text("view_id"), arguments.text("external_id")
    if not (view_id or external_id):
        raise refused_arguments("missing required field: view_id [json-pointer:/view_id]")
    view = world.views.find(view_id, external_id)
    return _shown(world, world.views.update(view, arguments.view(), arguments.text("hash")))


def publish(world: World, arguments: Arguments) -> dict[str, Any]:
    if not world.manifest.home_tab:
        raise Refused("not_enabled")
    user = world.workspace.users.get(arguments.text("user_id"))
    if user is None or user.bot:
        raise refused_arguments("invalid `user_id` [json-pointer:/user_id]")
    view = world.views.publish(arguments.view(), user.id, arguments.text("hash"))
    return _shown(world, view)


def _trigger(world: World, arguments: Arguments) -> Trigger:
    trigger_id = arguments.text("trigger_id")
    if not trigger_id:
        raise refused_arguments("missing required field: trigger_id [json-pointer:/trigger_id]")
    return world.triggers.exchange(trigger_id)


def _shown(world: World, view: View) -> dict[str, Any]:
    return {"view": world.views.shape(view)}


METHODS = [
    Method("views.open", open_view, 4, (), ("view",), takes_json=True),
    Method("views.push", push, 4, (), ("view",), takes_json=True),
    Method("views.update", update, 4, (), ("view",), takes_json=True),
    Method("views.publish", publish, 4, (), ("user_id", "view"), takes_json=True),
]
