"""What the page says to a browser: who sees what, what is refused, and that nothing can run."""

from contextlib import asynccontextmanager

from tests.demo_journey import button, words_of
from tests.page.asking import Page
from tests.sandbox.mini_apps import (
    a_button,
    a_card,
    a_client,
    a_home,
    a_modal,
    an_app,
    an_input,
    opens_on_command,
    over_socket_mode,
)

EVIL = '<script>alert("1")</script><img src=x onerror=alert(1)>'


@asynccontextmanager
async def a_modal_open(slack, *blocks, **more):
    """Let Ada have a modal before her."""
    app = an_app(slack)
    opens_on_command(app, a_modal(*blocks, **more))
    async with over_socket_mode(slack, app):
        page = Page(slack)
        await page.act("say", text="/cx commit")
        yield page, app


async def test_without_anybody_to_be_it_asks_who_one_is(slack):
    _, html = await Page(slack).document()

    assert "Ada Lindqvist" in html
    assert "Paul Before" not in html


async def test_scripts_run_from_the_page_itself_and_nowhere_else(slack):
    headers, html = await Page(slack).document("?as=ada&in=wins")

    policy = headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert " onclick=" not in html
    assert " style=" not in html


async def test_what_people_type_is_text_wherever_it_stands(slack):
    slack.person("ada").user.real_name = EVIL
    await slack.person("ada").says(EVIL, in_="#wins")

    html = "".join((await Page(slack).parts()).values())

    assert "<script" not in html
    assert "<img" not in html


async def test_what_the_app_posts_is_text_too(slack):
    await a_client(slack).chat_postMessage(
        channel="C0WINS", text=EVIL, blocks=a_card(EVIL, a_button(text=EVIL, value=EVIL))
    )

    html = (await Page(slack).parts())["messages"]

    assert "<script" not in html
    assert "<img" not in html


async def test_a_link_that_would_run_something_is_only_words(slack):
    evil = a_button(text="Open", url="javascript:alert(1)")
    await a_client(slack).chat_postMessage(channel="C0WINS", text="x", blocks=a_card("x", evil))

    html = (await Page(slack).parts())["messages"]

    assert 'href="javascript' not in html


async def test_half_a_character_does_not_break_the_page(slack):
    await Page(slack).act("say", text="half \ud83d of it")

    _, html = await Page(slack).document("?as=ada&in=wins")

    assert "half" in html


async def test_an_answer_for_one_is_drawn_for_that_one_alone(slack):
    await a_client(slack).chat_postEphemeral(channel="C0WINS", user="U0BEN", text="Just for Ben")
    page = Page(slack)

    seen = [words_of((await page.parts(name))["messages"]) for name in ("ben", "ada")]

    assert "Only visible to you" in seen[0]
    assert "Just for Ben" in seen[0]
    assert "Just for Ben" not in seen[1]


async def test_a_private_channel_is_not_there_for_others(slack):
    await slack.person("ada").says("Eight percent", in_="#price-war")

    parts = await Page(slack).parts("cleo", "price-war")

    assert "Eight percent" not in "".join(parts.values())
    assert "price-war" not in words_of(parts["sidebar"])


async def test_a_form_from_another_site_does_nothing(slack):
    told = '{"as": "ada", "in": "wins", "text": "hi"}'
    address = f"{slack.url}/page/act/say"
    async with slack.session.post(address, data=told) as answer:
        assert answer.status == 415

    assert slack.channel("#wins").messages == []


async def test_a_command_without_an_app_says_what_slack_says(slack):
    said = await Page(slack).act("say", text="/cx commit")

    assert said["failure"] == "dispatch_failed"
    assert "dispatch_failed" in said["said"]


async def test_a_command_in_a_thread_is_refused_as_in_slack(slack):
    post = await slack.person("ada").says("A thread", in_="#wins")

    said = await Page(slack).act("say", thread=post.ts, text="/cx commit")

    assert said["failure"] == "in_thread"


async def test_slacks_own_invite_brings_the_bot_in(slack):
    said = await Page(slack).act("say", place="support", text="/invite @cxbot")

    assert said == {"said": "cxbot is in #support now."}
    assert "cxbot" in slack.channel("#support").members


async def test_a_name_becomes_a_mention(slack):
    await Page(slack).act("say", text="Thanks @ben")

    assert slack.channel("#wins").messages[-1].message.text == "Thanks <@U0BEN>"
    assert 'class="mention me"' in (await Page(slack).parts("ben"))["messages"]


async def test_what_is_new_is_marked_until_it_is_read(slack):
    page = Page(slack)
    await page.act("say", person="ada", text="Thanks @ben")
    before = (await page.parts("ben", "general"))["sidebar"]

    await page.act("read", person="ben", place="wins")

    assert "(1 new)" in before
    assert "new)" not in (await page.parts("ben", "general"))["sidebar"]


async def test_a_button_is_pressed_where_it_stands(slack):
    app, pressed = an_app(slack), []

    @app.action("press")
    async def press(ack, body):
        pressed.append((body["user"]["id"], body["container"]["channel_id"]))
        await ack()

    async with over_socket_mode(slack, app):
        await a_client(slack).chat_postMessage(channel="C0WINS", text="x", blocks=a_card())
        html = (await Page(slack).parts())["messages"]
        said = await Page(slack).act("press", **button(html, "Press"))

    assert (said, pressed) == ({"said": ""}, [("U0ADA", "C0WINS")])


async def test_a_press_that_nobody_answers_is_said(slack):
    await a_client(slack).chat_postMessage(channel="C0WINS", text="x", blocks=a_card())
    html = (await Page(slack).parts())["messages"]

    said = await Page(slack).act("press", **button(html, "Press"))

    assert said["failure"] == "warning"


async def test_a_press_on_what_is_gone_is_refused_in_words(slack):
    said = await Page(slack).act("press", channel="wins", ts="1.1", block="b", action="a")

    assert said == {"failure": "refused", "said": "That message is gone."}


async def test_errors_stand_under_their_field(slack):
    async with a_modal_open(slack) as (page, app):

        @app.view("ask")
        async def refuse(ack):
            await ack(response_action="errors", errors={"what": "Say <more>."})

        await page.act("submit", values={"what": "x"})
        html = (await page.parts())["view"]

    assert 'aria-invalid="true"' in html
    assert "Say &lt;more&gt;." in html


async def test_what_was_typed_outlives_an_error(slack):
    async with a_modal_open(slack, an_input(), an_input("why", "Why")) as (page, _):
        await page.act("submit", values={"what": "Call Acme", "why": None})
        html = (await page.parts())["view"]

    assert "Call Acme" in html
    assert "Please complete this required field." in html


async def test_cancel_closes_the_modal(slack):
    async with a_modal_open(slack) as (page, _):
        await page.act("close")

        assert (await page.parts())["view"] == ""


async def test_home_is_drawn_once_it_is_published(slack):
    before = (await Page(slack).parts(place="home"))["home"]

    await a_client(slack).views_publish(user_id="U0ADA", view=a_home())

    assert "has not drawn" in before
    assert "call Acme" in (await Page(slack).parts(place="home"))["home"]


async def test_the_clock_moves_for_everybody(slack):
    before = slack.clock.now()

    await Page(slack).act("clock", seconds=86_400)

    assert (slack.clock.now() - before).days == 1


async def test_the_page_hears_of_each_change(slack):
    address = f"{slack.url.replace('http', 'ws')}/page/changes"
    async with slack.session.ws_connect(address) as socket:
        await socket.receive_str(timeout=2)
        await slack.person("ada").says("Something new", in_="#wins")

        assert await socket.receive_str(timeout=2) == "changed"


async def test_a_company_without_the_command_is_offered_none(slack):
    slack.world.manifest.commands.clear()

    _, html = await Page(slack).document()

    assert "Things to try" not in html


async def test_no_two_people_look_alike(slack):
    _, html = await Page(slack).document()

    colours = [part.split('"')[0] for part in html.split('class="avatar ')[1:]]
    assert len(set(colours)) == len(colours) > 10


async def test_each_place_says_who_reads_it(slack):
    told = {
        "general": "Everybody in the company",
        "price-war": "Only its members",
        "partner-oak": "another company",
        "@ben": "Only you and Ben",
        "@cxbot": "Only you and cxbot",
    }
    page = Page(slack)

    for place, sentence in told.items():
        person = "ines" if place == "partner-oak" else "ada"
        assert sentence in (await page.parts(person, place))["messages"]
