"""What a handler answers reaches its person by the one way the request allows."""

import asyncio

import pytest
from slack_sdk.models.blocks import SectionBlock
from slack_sdk.models.views import View

from bot.routes import NOTHING, Answer
from bot.views.surface import Message
from tests.handlers.doorway import Recorder, answering, doorway, routes_with
from tests.handlers.payloads import (
    ANYWHERE,
    AT_HOME,
    BARE,
    FORM,
    IN_MODAL,
    ON_A_MESSAGE,
    ON_MESSAGE,
    SENT,
)

SAID = Answer(Message("Saved.", [SectionBlock(text="Saved.")]))
MODAL = View(type="modal", title="Extend", blocks=[SectionBlock(text="Until when?")])
BOTH = Answer(Message("Say it by command."), MODAL)


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


async def test_a_sentence_takes_the_place_of_a_modal_in_which_nothing_is_typed(at):
    async with at(SAID) as door:
        await door.interact(**IN_MODAL | {"view": BARE})
        view = (await door.shown())[0][2]

        assert [block["text"]["text"] for block in view["blocks"]] == ["Saved."]


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


async def test_what_was_answered_last_is_still_said_when_it_ends(at):
    async with at(SAID) as door:
        await door.interact(**ON_MESSAGE)
        asyncio.get_running_loop().call_soon(lambda: None)

    assert [how for how, _, _ in door.slack.shown] == ["respond", "closed"]
