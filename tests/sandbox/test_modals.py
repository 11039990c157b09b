"""Rows 7 and 8: what may answer a submission, and what a view remembers."""

import pytest

from tests.sandbox.mini_apps import (
    a_button,
    a_modal,
    a_section,
    an_input,
    error_of,
    opens_on_command,
    over_socket_mode,
)

TROUBLE = "We had some trouble connecting."
WITH_BUTTON = a_modal({"type": "actions", "elements": [a_button()]})


def a_trigger(slack, user="U0ADA"):
    return slack.world.triggers.exchange(slack.world.triggers.pull(user))


async def submitted(slack, app, ada, opened, *, values=None, **answer):
    """Open a view, submit it, and let the app answer like this."""
    opens_on_command(app, opened)

    @app.view("ask")
    async def take(ack):
        await ack(**answer)

    async with over_socket_mode(slack, app):
        await ada.types("/cx commit")
        return await ada.submits({"What": "Call Acme"} if values is None else values)


async def test_right_an_empty_answer_closes_the_modal(slack, app, ada):
    seen = await submitted(slack, app, ada, a_modal())

    assert (seen.failure, ada.modal) == (None, None)


@pytest.mark.parametrize("key", ["note", "nowhere"])
async def test_wrong_errors_that_are_not_on_an_input(slack, app, ada, key):
    view = a_modal(an_input(), a_section("Note", block_id="note"))

    await submitted(slack, app, ada, view, response_action="errors", errors={key: "no"})

    assert ada.modal.trouble.startswith(TROUBLE)


async def test_wrong_an_update_to_a_faulty_view(slack, app, ada):
    faulty = a_modal(title={"type": "plain_text", "text": "x" * 25})

    await submitted(slack, app, ada, a_modal(), response_action="update", view=faulty)

    assert ada.modal.trouble.startswith(TROUBLE)


async def test_right_an_update_in_the_answer(slack, app, ada):
    after = a_modal(a_section("Saved"), callback_id="after")

    await submitted(slack, app, ada, a_modal(), response_action="update", view=after)

    assert "Saved" in ada.modal.text


async def test_wrong_a_view_is_updated_after_it_was_closed(slack, app, ada):
    await submitted(slack, app, ada, a_modal())
    view_id = slack.log.calls("views.open")[-1].answer["view"]["id"]

    call = app.client.views_update(view_id=view_id, view=a_modal())

    assert await error_of(call) == "not_found"


async def test_wrong_errors_from_a_button(slack, app, ada):
    opens_on_command(app, a_modal(an_input(), {"type": "actions", "elements": [a_button()]}))

    @app.action("press")
    async def press(ack):
        await ack({"response_action": "errors", "errors": {"what": "no"}})

    async with over_socket_mode(slack, app):
        await ada.types("/cx commit")
        await ada.presses("Press")

    assert ada.modal.errors == {}


async def test_wrong_a_fourth_view_on_the_stack(slack, app, ada):
    slack.be_impatient()
    opens_on_command(app, WITH_BUTTON)

    @app.action("press")
    async def push(ack, body, client):
        await client.views_push(trigger_id=body["trigger_id"], view=WITH_BUTTON)
        await ack()

    async with over_socket_mode(slack, app):
        await ada.types("/cx commit")
        for _ in range(3):
            await ada.presses("Press")

    assert [call.error for call in slack.log.calls("views.push")] == ["", "", "push_limit_reached"]


async def test_clear_closes_the_whole_stack(slack, app, ada):
    await submitted(slack, app, ada, a_modal(), response_action="clear")

    assert ada.modal is None


async def test_wrong_an_update_with_an_old_hash(slack, client, ada):
    view = slack.world.views.open(a_modal(), a_trigger(slack))
    old = view.hash
    await client.views_update(view_id=view.id, hash=old, view=a_modal())

    call = client.views_update(view_id=view.id, hash=old, view=a_modal())

    assert await error_of(call) == "hash_conflict"


async def test_what_was_typed_stays_where_both_ids_stay(slack, client, ada):
    view = slack.world.views.open(
        a_modal(an_input("what"), an_input("why", "Why")), a_trigger(slack)
    )
    await ada.fills({"What": "Call Acme", "Why": "They asked"})

    changed = a_modal(an_input("what"), an_input("why-2", "Why"))
    await client.views_update(view_id=view.id, view=changed)

    assert ada.modal.values == {"What": "Call Acme", "Why": None}


async def test_what_was_typed_is_lost_once_its_input_was_gone(slack, client, ada):
    view = slack.world.views.open(a_modal(), a_trigger(slack))
    await ada.fills({"What": "Call Acme"})

    await client.views_update(view_id=view.id, view=a_modal(an_input("why", "Why")))
    await client.views_update(view_id=view.id, view=a_modal())

    assert ada.modal.values == {"What": None}


async def test_wrong_an_external_id_that_is_taken(slack, client):
    slack.world.views.open(a_modal(external_id="one"), a_trigger(slack))

    call = client.views_open(
        trigger_id=slack.world.triggers.pull("U0BEN"), view=a_modal(external_id="one")
    )

    assert await error_of(call) == "duplicate_external_id"


async def test_an_untouched_input_reports_what_it_began_with(slack, ada):
    slack.world.views.open(a_modal(an_input(initial_value="Call Acme")), a_trigger(slack))

    assert ada.modal.values == {"What": "Call Acme"}


async def test_a_required_input_left_blank_is_never_sent(slack, app, ada):
    seen = await submitted(slack, app, ada, a_modal(), values={})

    assert seen.failure == "incomplete"
    assert ada.modal.errors == {"What": "Please complete this required field."}
    assert slack.log.deliveries("view_submission") == []


async def test_ids_that_nobody_gave_are_new_at_each_drawing(slack, client):
    nameless = {**an_input()}
    del nameless["block_id"]
    view = slack.world.views.open(a_modal(nameless), a_trigger(slack))
    before = [block["block_id"] for block in view.body["blocks"]]

    await client.views_update(view_id=view.id, view=a_modal(nameless))

    assert before != [block["block_id"] for block in view.body["blocks"]]


async def test_closing_is_told_only_when_asked_for(slack, app, ada):
    closed = []

    @app.view_closed("ask")
    async def hear(ack, body):
        closed.append(body["is_cleared"])
        await ack()

    async with over_socket_mode(slack, app):
        for notify in (False, True):
            slack.world.views.open(a_modal(notify_on_close=notify), a_trigger(slack))
            await ada.closes()

    assert (closed, ada.modal) == ([False], None)


async def test_wrong_a_view_beyond_250_kilobytes(slack, client):
    trigger_id = slack.world.triggers.pull("U0ADA")
    blocks = [a_section("x" * 2990) for _ in range(99)]

    call = client.views_open(trigger_id=trigger_id, view=a_modal(*blocks))

    assert await error_of(call) == "view_too_large"
