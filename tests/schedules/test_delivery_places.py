"""Where a notice may go: public, private, shared, archived, and people who left."""

from bot.domain.channels import ChannelFacts, ChannelKind, channel_of, learn_channel
from bot.domain.notices import Problem, State, release_held
from schedules.admission import FRESH_FOR

TEAM = "T0HARBOUR"
FORUM = ChannelFacts("C0FORUM", ChannelKind.PUBLIC, "cx-forum", is_member=True)


def texts(slack, channel):
    return [post.text for post in slack.channel(channel).messages if post.message.by_app]


async def told(bot):
    return [one.facts["reason"] for one in await bot.all() if one.kind == "undeliverable"]


async def test_a_public_channel_is_joined_on_first_use(bot, slack):
    await bot.says("a", to="C0SUPPORT")
    await bot.says("b", to="C0SUPPORT")

    assert texts(slack, "#support") == ["Hello.", "Hello."]
    assert len(slack.log.calls("conversations.join")) == 1


async def test_a_private_channel_without_the_bot_waits_and_its_author_hears_once(bot, slack):
    for _ in range(2):
        notice = await bot.says("a", to="C0PRICEWAR", asked_by="U0BEN")

    assert (notice.state, texts(slack, "#price-war")) == (State.HELD, [])
    assert await told(bot) == [Problem.NOT_HERE]


async def test_an_invitation_releases_what_waited_as_it_is_then(bot, slack, database, clock):
    await bot.says("a", "Open.", to="C0PRICEWAR")
    await bot.promises("a", "Done.", to="C0PRICEWAR", held=True)
    slack.invite_bot("#price-war")

    await database.transaction(release_held, TEAM, "C0PRICEWAR", clock())
    await bot.delivery.until_idle()

    assert texts(slack, "#price-war") == ["Done."]


async def test_an_archived_channel_is_not_posted_to(bot, slack):
    notice = await bot.says("a", to="C0OLD", asked_by="U0BEN")

    assert (notice.state, notice.problem) == (State.DEAD, Problem.ARCHIVED)
    assert await told(bot) == [Problem.ARCHIVED]


async def test_a_shared_channel_is_not_posted_to(bot, slack):
    notice = await bot.says("a", to="C0OAK", asked_by="U0BEN")

    assert (notice.problem, texts(slack, "#partner-oak")) == (Problem.EXTERNAL, [])
    assert slack.log.calls("conversations.join") == []


async def test_a_shared_channel_is_posted_to_on_somebodys_word(bot, slack):
    slack.invite_bot("#partner-oak")

    await bot.says("a", to="C0OAK", facts={"text": "Hello.", "shared_ok": True})

    assert texts(slack, "#partner-oak") == ["Hello."]


async def test_a_channel_that_was_shared_since_we_looked_is_noticed(bot, slack, database, clock):
    await database.transaction(learn_channel, TEAM, FORUM, clock() - FRESH_FOR)
    slack.share("#cx-forum")

    notice = await bot.says("a")

    assert notice.problem is Problem.EXTERNAL


async def test_what_we_know_of_a_channel_is_asked_once_in_ten_minutes(bot, slack, database, clock):
    await bot.says("a")
    await bot.says("b")

    channel = await database.reading(channel_of, TEAM, "C0FORUM")
    assert len(slack.log.calls("conversations.info")) == 1
    assert (channel.name, channel.is_member) == ("cx-forum", True)


async def test_a_bot_that_was_removed_comes_back_to_a_public_channel(bot, slack):
    await bot.says("a")
    slack.kick_bot("#cx-forum")

    await bot.says("b")

    assert texts(slack, "#cx-forum") == ["Hello.", "Hello."]


async def test_a_dm_is_posted_to_without_a_question(bot, slack):
    await bot.says("a", to="U0ADA")

    assert slack.log.calls("conversations.info") == []


async def test_somebody_who_left_cannot_be_told(bot, slack):
    notice = await bot.says("a", to="U0PAUL", asked_by="U0BEN")

    assert notice.problem is Problem.PERSON_GONE
    assert await told(bot) == [Problem.PERSON_GONE]


async def test_a_question_about_a_channel_that_fails_is_asked_again(bot, slack):
    slack.faults.cut_before("conversations.info", times=2)

    await bot.says("a", to="C0FORUM")

    assert texts(slack, "#cx-forum") == ["Hello."]


async def test_a_channel_that_cannot_be_joined_holds_the_card(bot, slack):
    slack.faults.refuse("conversations.join", "missing_scope")

    notice = await bot.says("a", to="C0SUPPORT")

    assert notice.state is State.HELD
