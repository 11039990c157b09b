"""Whatever goes wrong, a person gets a sentence they can act on, and keeps what they typed."""

import asyncio

import pytest
from sqlalchemy import text

from bot.errors import UserError
from bot.routes import NOTHING
from tests.handlers.doorway import Recorder, answering, doorway, refusing, routes_with
from tests.handlers.payloads import AT_HOME, BARE, FORM, IN_MODAL, ON_MESSAGE, SENT

MENTION = {"type": "app_mention", "user": "UADA", "text": "<@UBOT> commit", "channel": "C1"}
STRANGER = {"user": {"id": "UEVE", "team_id": "T9"}}


class Closed(UserError):
    """{what} is closed, so nothing changed."""


class Crash(Exception):
    pass


@pytest.fixture
def at(embedded):
    def opened(error, slack=None):
        handler = refusing(error)
        tables = {"actions": {"done": handler}, "modals": {"extend": handler}}
        return doorway(embedded, routes_with(handler, **tables, events={"x": handler}), slack)

    return opened


async def test_a_refused_command_hands_back_what_was_typed(at):
    async with at(Closed(what="C-7")) as door:
        status, answer = await door.command("done C-7 & more")

        assert (status, answer["text"]) == (200, "C-7 is closed, so nothing changed.")
        assert answer["blocks"][1]["text"]["text"] == "> /cx done C-7 & more"


async def test_facts_of_a_refusal_are_escaped(at):
    async with at(Closed(what="<!channel> & co")) as door:
        _, answer = await door.command("x")

        assert answer["text"].startswith("&lt;!channel&gt; &amp; co is closed")


async def test_handed_back_text_calls_nobody(at):
    async with at(Closed(what="C-7")) as door:
        _, answer = await door.command("<!channel> look <@UBEN>")
        quote = answer["blocks"][1]["text"]

        assert (quote["text"], quote["verbatim"]) == ("> /cx @channel look <@UBEN>", True)


@pytest.mark.parametrize("typed", ["x" * 10_000, "word " * 2_000, "\n" * 5_000 + "x", "> " * 4_000])
async def test_however_long_it_was_all_of_it_is_handed_back(at, typed):
    async with at(Closed(what="C-7")) as door:
        _, first = await door.command(typed)
        parts = [first, *(said for _, _, said in await door.shown())]
        texts = [block["text"]["text"] for part in parts for block in part["blocks"]]

        assert all(len(text) <= 3000 for text in texts)
        assert _letters("".join(texts[1:])) == _letters("/cx" + typed)


@pytest.mark.parametrize("typed", ["\x00", "\u200b", "\u202e abc"])
async def test_odd_characters_break_no_refusal(at, typed):
    async with at(Closed(what=typed)) as door:
        assert (await door.command(typed))[0] == 200


async def test_a_refused_button_is_explained_to_its_presser(at):
    async with at(Closed(what="C-7")) as door:
        assert await door.interact(**ON_MESSAGE) == (200, {})
        assert (await door.shown())[0][2]["text"] == "C-7 is closed, so nothing changed."


async def test_a_refused_button_at_home_is_explained_in_a_modal(at):
    async with at(Closed(what="C-7")) as door:
        await door.interact(**AT_HOME)

        assert (await door.shown())[0][0] == "open"


async def test_a_refused_button_in_a_modal_is_explained_on_top_of_it(at):
    async with at(Closed(what="C-7")) as door:
        await door.interact(**IN_MODAL)

        how, where, view = (await door.shown())[0]
        assert (how, where) == ("update", "V1")
        assert view["blocks"][0]["text"]["text"] == "C-7 is closed, so nothing changed."


async def test_a_refused_button_in_a_bare_modal_leaves_what_stands_there(at):
    async with at(Closed(what="C-7")) as door:
        await door.interact(**IN_MODAL | {"view": BARE})

        view = (await door.shown())[0][2]
        assert [block["block_id"] for block in view["blocks"]] == ["said_on_top_0", "intro"]


async def test_a_refused_form_says_so_under_the_field_it_is_about(at):
    view = FORM | {"blocks": [FORM["blocks"][1] | {"block_id": "what"}, FORM["blocks"][1]]}
    async with at(Closed(what="<C-7>", field="why")) as door:
        _, answer = await door.interact(**SENT | {"view": view})

        assert answer["errors"] == {"why": "<C-7> is closed, so nothing changed."}


async def test_a_refused_form_that_names_no_field_says_so_under_the_first(at):
    async with at(Closed(what="C-7")) as door:
        _, answer = await door.interact(**SENT)

        assert list(answer["errors"]) == ["why"]


async def test_a_refused_form_without_inputs_says_so_on_top(at):
    async with at(Closed(what="C-7")) as door:
        _, answer = await door.interact(**SENT | {"view": BARE})

        assert answer["response_action"] == "update"


async def test_a_fault_of_ours_gives_a_number_that_is_in_the_log(at, caplog):
    async with at(Crash("secret words")) as door:
        status, answer = await door.command("commit x")

    reference = answer["text"].split("(")[1].split(" ")[0]
    lines = [record for record in caplog.records if reference in record.getMessage()]
    assert (status, len(lines), lines[0].exc_info[0]) == (200, 1, Crash)
    assert "secret words" not in str(answer)


async def test_a_fault_of_ours_keeps_a_form_open_with_all_that_was_typed(at):
    async with at(Crash()) as door:
        _, answer = await door.interact(**SENT)

        assert answer["response_action"] == "errors"


@pytest.mark.parametrize(
    ("error", "status"), [(Closed(what="x"), 200), (Crash(), 500), (TimeoutError(), 500)]
)
async def test_a_failed_event_comes_again_and_a_refused_one_does_not(at, error, status):
    async with at(error) as door:
        assert await door.event(type="x") == status


async def test_a_refused_mention_is_answered_by_a_notice(embedded):
    told = []

    async def refuse_line(typed, error, tools):
        told.append((typed.line, error))

    error = Closed(what="C-7")
    routes = routes_with(refusing(error))
    routes.refuse_line = refuse_line
    async with doorway(embedded, routes) as door:
        assert await door.event(**MENTION) == 200

    assert told == [("commit", error)]


async def test_a_mention_we_break_on_comes_again_and_is_explained_at_last(embedded):
    told = []

    async def refuse_line(typed, error, tools):
        told.append(type(error).__name__)

    routes = routes_with(refusing(Crash()))
    routes.refuse_line = refuse_line
    async with doorway(embedded, routes) as door:
        statuses = [await door.event(**MENTION, retry=retry) for retry in range(4)]

    assert (statuses, told) == ([500, 500, 500, 200], ["Broke"])


@pytest.mark.parametrize("payload", [ON_MESSAGE, AT_HOME, IN_MODAL, SENT])
async def test_an_id_nobody_knows_is_from_an_older_version(embedded, payload):
    async with doorway(embedded, routes_with()) as door:
        _, answer = await door.interact(**payload)

        assert "older version" in str(answer) + str(await door.shown())


async def test_a_closed_modal_nobody_knows_is_let_be(embedded):
    async with doorway(embedded, routes_with()) as door:
        assert await door.interact(type="view_closed", view=FORM) == (200, {})


@pytest.mark.parametrize("payload", [ON_MESSAGE, IN_MODAL, SENT])
async def test_a_stranger_gets_one_line_and_reaches_no_handler(embedded, payload):
    handler = answering(NOTHING)
    routes = routes_with(handler, actions={"done": handler}, modals={"extend": handler})
    async with doorway(embedded, routes) as door:
        _, answer = await door.interact(**payload | STRANGER)

        assert "Only people of this workspace" in str(answer) + str(await door.shown())
        assert not handler.asked


async def test_a_stranger_who_mentions_the_bot_gets_one_line_and_is_not_recorded(embedded):
    handler = answering(NOTHING)
    async with doorway(embedded, routes_with(handler)) as door:
        assert await door.event(**MENTION, user_team="T9") == 200

        how, where, said = (await door.shown())[0]
        assert (how, where) == ("whisper", "C1 UADA")
        assert "Only people of this workspace" in said["text"]


async def test_a_decision_that_takes_too_long_is_undone_and_said_so(embedded):
    async def linger(typed, tools):
        return await tools.transaction(_count_for_ever)

    async with doorway(embedded, routes_with(linger)) as door:
        started = asyncio.get_running_loop().time()
        _, answer = await door.command("commit x")

        assert "took too long, so nothing was saved" in answer["text"]
        assert asyncio.get_running_loop().time() - started < 2.5


async def test_until_slack_knows_us_people_are_asked_to_come_again(embedded):
    slack = Recorder()
    slack.knows_us = False
    async with doorway(embedded, routes_with(), slack) as door:
        assert "just starting" in (await door.command("help"))[1]["text"]
        assert await door.event(type="team_join") == 500


@pytest.mark.parametrize("payload", [ON_MESSAGE, AT_HOME, IN_MODAL, SENT])
async def test_whatever_was_pressed_an_answer_that_breaks_is_explained(embedded, payload):
    broken = answering("no answer at all")
    routes = routes_with(actions={"done": broken}, modals={"extend": broken})
    async with doorway(embedded, routes) as door:
        status, answer = await door.interact(**payload)

        assert status == 200
        assert "Something broke" in str(answer) + str(await door.shown())


async def test_an_answer_that_breaks_on_its_way_is_still_an_answer(embedded):
    async with doorway(embedded, routes_with(answering("no answer at all"))) as door:
        status, answer = await door.command("x")

        assert (status, "Something broke" in answer["text"]) == (200, True)


def _count_for_ever(session):
    """Keep the database busy, as a slow query does; it ends only by being broken off."""
    numbers = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
    session.connection().execute(text(f"{numbers} SELECT count(*) FROM n"))


def _letters(text):
    return [letter for letter in text if not letter.isspace() and letter != ">"]
