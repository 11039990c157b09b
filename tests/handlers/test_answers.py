"""What a handler answers reaches its person by the one way the request allows."""

import asyncio

import pytest
from slack_sdk.models.blocks import InputBlock, PlainTextInputElement, SectionBlock
from slack_sdk.models.views import View

from bot.routes import NOTHING, Answer, Medium
from bot.views.surface import Message
from tests.handlers.doorway import Recorder, answering, doorway, routes_with

SAID = Answer(Message("Saved.", [SectionBlock(text="Saved.")]))
MODAL = View(type="modal", title="Extend", blocks=[SectionBlock(text="Until when?")])
BOTH = Answer(Message("Say it by command."), MODAL)
FORM = {
    "id": "V1",
    "hash": "h1",
    "type": "modal",
    "callback_id": "extend",
    "title": {"type": "plain_text", "text": "Extend"},
    "private_metadata": "7",
    "blocks": [
        {"type": "section", "block_id": "intro", "text": {"type": "mrkdwn", "text": "C-7"}},
        InputBlock(label="Why", block_id="why", element=PlainTextInputElement()).to_dict(),
    ],
    "state": {"values": {"why": {"text": {"type": "plain_text_input", "value": "late"}}}},
}
BARE = FORM | {"blocks": FORM["blocks"][:1]}
ON_MESSAGE = {
    "type": "block_actions",
    "actions": [{"action_id": "done", "type": "button", "value": "7"}],
    "container": {"type": "message", "message_ts": "1.1", "channel_id": "C1"},
    "channel": {"id": "C1"},
    "response_url": "https://hooks.example/2",
}
IN_MODAL = {
    "type": "block_actions",
    "actions": ON_MESSAGE["actions"],
    "container": {"type": "view", "view_id": "V1"},
    "view": FORM,
}
AT_HOME = IN_MODAL | {"view": {"id": "V2", "type": "home", "blocks": []}}
SENT = {"type": "view_submission", "view": FORM}
ON_A_MESSAGE = {
    "type": "message_action",
    "callback_id": "message.commit",
    "channel": {"id": "C1"},
    "message": {"text": "hello", "ts": "1.1"},
    "response_url": "https://hooks.example/3",
}
ANYWHERE = {"type": "shortcut", "callback_id": "global.commit"}


@pytest.fixture
def at(embedded):
    """`async with at(answer) as door`: every handler answers the same."""

    def opened(answer, slack=None):
        handler = answering(answer)
        routes = routes_with(
            handler,
            actions={"done": handler},
            modals={"extend": handler},
            shortcuts={"message.commit": handler, "global.commit": handler},
        )
        return doorway(embedded, routes, slack)

    return opened


@pytest.fixture
def slow():
    slack = Recorder()
    slack.is_slow = True
    return slack


async def test_a_command_is_answered_to_its_writer_only(at):
    async with at(SAID) as door:
        _, answer = await door.command("done C-7")

        assert (answer["response_type"], answer["text"]) == ("ephemeral", "Saved.")
        assert answer["blocks"][0]["text"]["text"] == "Saved."


async def test_a_command_without_an_answer_is_acknowledged(at):
    async with at(NOTHING) as door:
        assert await door.command("x") == (200, {})


async def test_a_command_opens_a_modal_instead_of_its_message(at):
    async with at(BOTH) as door:
        assert await door.command("extend") == (200, {})
        assert [(how, where) for how, where, _ in await door.shown()] == [("open", "1.2.a")]


async def test_a_command_whose_modal_does_not_open_says_its_message(at, slow):
    async with at(BOTH, slow) as door:
        assert (await door.command("extend"))[1]["text"] == "Say it by command."


async def test_a_command_whose_modal_does_not_open_says_that_slack_was_slow(at, slow):
    async with at(Answer(modal=MODAL), slow) as door:
        assert "Slack was slow" in (await door.command("extend"))[1]["text"]


async def test_a_long_answer_leaves_in_parts_and_nothing_of_it_is_lost(at):
    lines = [SectionBlock(text=f"{number} " + "x" * 900) for number in range(20)]
    async with at(Answer(Message("Twenty lines.", lines))) as door:
        _, answer = await door.command("list")
        parts = [answer, *(said for _, _, said in await door.shown())]

        assert sum(len(part["blocks"]) for part in parts) == 20
        assert all(len(str(part["blocks"])) <= 10_000 for part in parts)


async def test_a_button_on_a_message_is_answered_to_its_presser_only(at):
    async with at(SAID) as door:
        assert await door.interact(**ON_MESSAGE) == (200, {})
        assert (await door.shown())[0][:2] == ("respond", "https://hooks.example/2")


async def test_an_answer_can_take_the_place_of_the_message_pressed_on(at):
    async with at(Answer(SAID.message, replaces=True)) as door:
        await door.interact(**ON_MESSAGE)

        assert (await door.shown())[0][0] == "replace"


async def test_a_button_on_a_message_opens_a_modal(at):
    async with at(Answer(modal=MODAL)) as door:
        await door.interact(**ON_MESSAGE)

        assert (await door.shown())[0][:2] == ("open", "1.2.b")


async def test_a_button_at_home_is_answered_in_a_modal(at):
    async with at(SAID) as door:
        await door.interact(**AT_HOME)

        how, _, view = (await door.shown())[0]
        assert (how, view["blocks"][0]["text"]["text"]) == ("open", "Saved.")


async def test_a_button_in_a_modal_changes_that_modal(at):
    async with at(Answer(modal=MODAL)) as door:
        await door.interact(**IN_MODAL)

        how, where, view = (await door.shown())[0]
        assert (how, where, view["blocks"][0]["text"]["text"]) == ("update", "V1", "Until when?")


async def test_a_button_in_a_modal_can_put_another_on_top(at):
    async with at(Answer(modal=MODAL, pushed=True)) as door:
        await door.interact(**IN_MODAL)

        assert (await door.shown())[0][:2] == ("push", "1.2.b")


async def test_a_sentence_in_a_modal_stands_on_top_of_all_that_was_there(at):
    async with at(SAID) as door:
        await door.interact(**IN_MODAL)
        view = (await door.shown())[0][2]

        assert [block["block_id"] for block in view["blocks"]] == ["said_on_top_0", "intro", "why"]
        assert (view["callback_id"], view["private_metadata"]) == ("extend", "7")


async def test_a_second_sentence_in_a_modal_takes_the_place_of_the_first(at):
    async with at(SAID) as door:
        await door.interact(**IN_MODAL)
        first = (await door.shown())[0][2]
        await door.interact(**IN_MODAL | {"view": FORM | {"blocks": first["blocks"]}})

        assert (await door.shown())[1][2]["blocks"] == first["blocks"]


async def test_a_submitted_form_closes_when_there_is_nothing_to_say(at):
    async with at(NOTHING) as door:
        assert await door.interact(**SENT) == (200, {})


async def test_a_submitted_form_stays_open_with_its_errors(at):
    async with at(Answer(errors={"why": "Please say why."})) as door:
        _, answer = await door.interact(**SENT)

        assert answer == {"response_action": "errors", "errors": {"why": "Please say why."}}


async def test_an_error_under_no_input_is_shown_under_the_first(at):
    async with at(Answer(errors={"intro": "That is closed."})) as door:
        _, answer = await door.interact(**SENT)

        assert answer["errors"] == {"why": "That is closed."}


async def test_an_error_in_a_modal_without_inputs_stands_on_top(at):
    async with at(Answer(errors={"intro": "That is closed."})) as door:
        _, answer = await door.interact(**SENT | {"view": BARE})

        assert answer["response_action"] == "update"
        assert answer["view"]["blocks"][0]["text"]["text"] == "That is closed."


@pytest.mark.parametrize(("pushed", "action"), [(False, "update"), (True, "push")])
async def test_a_submitted_form_can_be_followed_by_another(at, pushed, action):
    async with at(Answer(modal=MODAL, pushed=pushed)) as door:
        _, answer = await door.interact(**SENT)

        assert (answer["response_action"], answer["view"]["type"]) == (action, "modal")


async def test_a_submitted_form_becomes_its_confirmation(at):
    async with at(SAID) as door:
        _, answer = await door.interact(**SENT)

        assert answer["response_action"] == "update"
        assert answer["view"]["blocks"][0]["text"]["text"] == "Saved."
        assert answer["view"]["close"]["text"] == "Close"


async def test_a_submitted_form_closes_when_its_answer_has_an_address(at):
    async with at(Answer(SAID.message, response_url="https://hooks.example/9")) as door:
        assert await door.interact(**SENT) == (200, {})
        assert (await door.shown())[0][:2] == ("respond", "https://hooks.example/9")


async def test_a_message_shortcut_is_answered_where_it_was_used(at):
    async with at(SAID) as door:
        await door.interact(**ON_A_MESSAGE)

        assert (await door.shown())[0][:2] == ("respond", "https://hooks.example/3")


async def test_a_global_shortcut_is_answered_in_a_modal(at):
    async with at(SAID) as door:
        await door.interact(**ANYWHERE)

        assert (await door.shown())[0][0] == "open"


async def test_choices_nobody_offers_are_answered_with_none(at):
    async with at(NOTHING) as door:
        payload = {"type": "block_suggestion", "action_id": "x", "block_id": "b", "value": "a"}

        assert await door.interact(**payload) == (200, {"options": []})


async def test_a_closed_modal_reaches_its_handler(embedded):
    handler = answering(NOTHING)
    async with doorway(embedded, routes_with(closings={"extend": handler})) as door:
        await door.interact(type="view_closed", view=FORM, is_cleared=False)

        assert (handler.asked[0].modal, handler.asked[0].note) == ("extend", "7")


@pytest.mark.parametrize(
    ("event", "line", "medium"),
    [
        (
            {"type": "app_mention", "text": "<@UBOT> commit x", "channel": "C1"},
            "commit x",
            "mention",
        ),
        (
            {"type": "app_mention", "text": "hi <@UBOT|cxbot>: list", "channel": "C1"},
            "list",
            "mention",
        ),
        (
            {"type": "app_mention", "text": "done C-7 <@UBOT>", "channel": "C1"},
            "done C-7",
            "mention",
        ),
        (
            {"type": "message", "channel_type": "im", "text": "list", "channel": "D1"},
            "list",
            "direct",
        ),
        (
            {"type": "message", "subtype": "file_share", "channel_type": "im", "text": "list"},
            "list",
            "direct",
        ),
    ],
)
async def test_a_line_written_to_the_bot_is_heard_as_a_command_is(embedded, event, line, medium):
    handler = answering(NOTHING)
    async with doorway(embedded, routes_with(handler)) as door:
        assert await door.event(user="UADA", ts="1.1", **event) == 200

        heard = handler.asked[0]
        assert (heard.line, heard.medium, heard.key) == (line, Medium(medium), "Ev1")


@pytest.mark.parametrize(
    "event",
    [
        {"type": "message", "channel_type": "im", "user": "UBOT", "text": "x"},
        {"type": "message", "channel_type": "im", "user": "UADA", "bot_id": "B2", "text": "x"},
        {"type": "message", "channel_type": "im", "subtype": "message_changed", "message": {}},
        {"type": "message", "channel_type": "im", "user": "USLACKBOT", "text": "x"},
        {"type": "message", "channel_type": "channel", "user": "UADA", "text": "x"},
        {"type": "app_mention", "user": "UADA", "text": "<@UBOT> x", "edited": {"ts": "1"}},
        {"type": "something_new"},
    ],
)
async def test_what_is_no_line_to_the_bot_is_left_alone(embedded, event):
    handler = answering(NOTHING)
    async with doorway(embedded, routes_with(handler)) as door:
        assert await door.event(**event) == 200

        assert not handler.asked


async def test_an_event_reaches_its_handler(embedded):
    handler = answering(NOTHING)
    async with doorway(embedded, routes_with(events={"team_join": handler})) as door:
        await door.event(type="team_join", user={"id": "UNEW", "team_id": "T1"})

        assert (handler.asked[0].user_id, handler.asked[0].is_stranger) == ("UNEW", False)


async def test_what_was_answered_last_is_still_said_when_it_ends(at):
    async with at(SAID) as door:
        await door.interact(**ON_MESSAGE)
        asyncio.get_running_loop().call_soon(lambda: None)

    assert [how for how, _, _ in door.slack.shown] == ["respond", "closed"]
