"""files.*: room for a file, and its completion. Sharing by upload is not stood in for."""

from __future__ import annotations

import json
from typing import Any

from sandbox.refused import Refused, refused_arguments
from sandbox.web_api.arguments import Arguments
from sandbox.web_api.method import Method
from sandbox.world import World

UPLOADS = "upload"
SHARING = ("channel_id", "channels", "thread_ts", "initial_comment", "blocks")


def get_upload_url(world: World, arguments: Arguments) -> dict[str, Any]:
    length = arguments.number("length", 0)
    if length == 0:
        raise Refused("missing_argument")
    name, alt = arguments.text("filename"), arguments.text("alt_txt")
    file = world.workspace.files.make_room(name, length, world.workspace.bot.user_id, alt)
    return {"upload_url": f"{world.url}/{UPLOADS}/{file.secret}", "file_id": file.id}


def complete_upload(world: World, arguments: Arguments) -> dict[str, Any]:
    shared = [name for name in SHARING if arguments.text(name)]
    if shared:
        # Slack shares it at a time of its own and names no message; the app must not build on it.
        lines = [f"the stand-in shares no upload [json-pointer:/{name}]" for name in shared]
        raise refused_arguments(*lines)
    files, user = world.workspace.files, world.workspace.bot.user_id
    named = _named(arguments.values.get("files"))
    done = [files.complete(str(each["id"]), str(each.get("title", "")), user) for each in named]
    return {"files": [{"id": file.id, "title": file.title or file.name} for file in done]}


def _named(value: Any) -> list[dict[str, Any]]:
    try:
        read = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        read = None
    match read:
        case [*each] if each and all(isinstance(one, dict) and "id" in one for one in each):
            return each
    raise refused_arguments("must provide an array of files [json-pointer:/files]")


WRITE = ("files:write",)
METHODS = [
    Method("files.getUploadURLExternal", get_upload_url, 4, WRITE, ("filename", "length")),
    Method("files.completeUploadExternal", complete_upload, 4, WRITE, ("files",), takes_json=True),
]
