"""Which messages notify whom, and in what words."""

from tests.demo_journey import words_of
from tests.page.asking import Page
from tests.sandbox.mini_apps import a_card, a_client


async def toasts(slack, person="ben", place="general"):
    return words_of((await Page(slack).parts(person, place))["toasts"])


async def test_a_mention_notifies_the_one_who_is_meant(slack):
    await slack.person("ada").says("Thanks @ben", in_="#wins")

    assert "Ada Lindqvist in #wins" in await toasts(slack)
    assert await toasts(slack, "cleo") == ""
    assert await toasts(slack, "ada") == ""


async def test_a_dm_notifies_in_the_words_of_its_text(slack):
    await a_client(slack).chat_postMessage(channel="U0BEN", text="Due today", blocks=a_card("Card"))

    said = await toasts(slack)

    assert "cxbot" in said
    assert "Due today" in said
    assert "Card" not in said


async def test_what_calls_nobody_notifies_nobody(slack):
    await slack.person("ada").says("Hello all", in_="#general")
    await a_client(slack).chat_postEphemeral(channel="C0WINS", user="U0BEN", text="Only you")

    assert await toasts(slack, place="wins") == ""


async def test_who_looks_at_the_place_needs_no_notification(slack):
    await slack.person("ada").says("Thanks @ben", in_="#wins")

    assert await toasts(slack, place="wins") == ""


async def test_a_notification_is_put_away_for_good(slack):
    post = await slack.person("ada").says("Thanks @ben", in_="#wins")

    await Page(slack).act("notice", "ben", "general", channel="C0WINS", ts=post.ts)

    assert await toasts(slack) == ""


async def test_only_the_newest_few_are_shown(slack):
    for number in range(5):
        await slack.person("ada").says(f"@ben {number}!", in_="#wins")

    said = await toasts(slack)

    assert "1!" not in said
    assert [f"{number}!" in said for number in (2, 3, 4)] == [True, True, True]


async def test_every_message_tells_what_its_notification_says(slack):
    await a_client(slack).chat_postMessage(channel="C0WINS", text="Due today", blocks=a_card("Hi"))
    await slack.person("ada").says("Thanks @ben", in_="#wins")

    said = words_of((await Page(slack).parts())["messages"])

    assert "As notified Due today" in said
    assert "As notified Thanks @Ben Okafor" in said
