"""Files: room, bytes, completion, and only then a picture in a message."""

from dataclasses import replace
from io import BytesIO

import pytest
from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError

from sandbox.slack import Slack
from tests.sandbox.conftest import MANIFEST
from tests.sandbox.mini_apps import a_client, error_of

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 60


def an_image(file):
    return {"type": "image", "alt_text": "Bars", "slack_file": {"id": file}}


async def room(client, data=PNG):
    return await client.files_getUploadURLExternal(filename="a.png", length=len(data))


async def put(address, data):
    async with ClientSession() as session, session.post(address, data=data) as answer:
        return answer.status, await answer.text()


async def uploaded(client, data=PNG):
    made = await room(client, data)
    await put(made["upload_url"], data)
    await client.files_completeUploadExternal(files=[{"id": made["file_id"], "title": "a"}])
    return made["file_id"]


async def post(client, file):
    return await client.chat_postMessage(channel="C0FORUM", text="t", blocks=[an_image(file)])


async def test_a_complete_picture_is_shown_in_a_message(client, ada):
    await post(client, await uploaded(client))

    assert ada.reads("#cx-forum")[-1].text == "Bars"


async def test_an_address_takes_the_promised_bytes_once(client):
    made = await room(client)

    assert (await put(made["upload_url"], PNG[:-1]))[0] == 400
    assert await put(made["upload_url"], {"file": BytesIO(PNG)}) == (200, f"OK - {len(PNG)}")
    assert (await put(made["upload_url"], PNG))[0] == 400


@pytest.mark.parametrize("stage", ["unknown", "room", "text", "foreign", "young"])
async def test_wrong_a_message_with_a_file_that_is_no_ready_picture(slack, client, stage):
    file = "F0NOWHERE0" if stage == "unknown" else (await room(client))["file_id"]
    if stage in {"text", "foreign", "young"}:
        slack.world.workspace.files.seconds = 60 if stage == "young" else 0
        file = await uploaded(client, b"words" if stage == "text" else PNG)
    if stage == "foreign":
        slack.world.workspace.files.kept[file].user = "U0ADA"

    with pytest.raises(SlackApiError) as refused:
        await post(client, file)

    fault = "invalid slack file [json-pointer:/blocks/0/slack_file]"
    assert refused.value.response["errors"] == [fault]


async def test_wrong_a_file_completed_without_its_bytes(client):
    made = await room(client)

    with pytest.raises(SlackApiError, match="file_update_failed"):
        await client.files_completeUploadExternal(files=[{"id": made["file_id"]}])


async def test_wrong_room_for_nothing_and_without_the_scope(slack, client):
    assert await error_of(client.files_getUploadURLExternal(filename="a", length=0)) == (
        "missing_argument"
    )
    manifest = slack.world.manifest
    slack.world.manifest = replace(manifest, scopes=manifest.scopes - {"files:write"})

    assert await error_of(room(client)) == "missing_scope"


async def test_a_picture_is_still_there_after_a_restart(tmp_path):
    state = tmp_path / "state.json"
    async with Slack.start(manifest=MANIFEST, state=state) as slack:
        file = await uploaded(a_client(slack))

    async with Slack.start(manifest=MANIFEST, state=state) as slack, ClientSession() as session:
        await post(a_client(slack), file)
        async with session.get(f"{slack.url}/page/files/{file}") as answer:
            assert (answer.content_type, await answer.read()) == ("image/png", PNG)
