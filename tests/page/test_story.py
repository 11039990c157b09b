"""What was said before the demo began."""

from sandbox.story import tell


async def test_the_channels_are_not_empty_at_first(slack):
    tell(slack.world)

    assert "assembly sheet" in slack.channel("#support").text
    assert slack.channel("#old-stuff").messages == []


async def test_it_was_said_before_now_and_in_order(slack):
    tell(slack.world)

    moments = [float(post.ts) for post in slack.channel("#cx-forum").messages]
    assert moments == sorted(moments)
    assert moments[-1] < slack.clock.seconds()


async def test_replies_stand_in_their_thread(slack):
    tell(slack.world)

    (complaint,) = slack.person("gita").reads("#support")
    assert [reply.author for reply in complaint.replies] == ["dev", "ema"]


async def test_it_is_told_only_where_nobody_has_said_anything(slack):
    await slack.person("ada").says("Hello", in_="#general")

    tell(slack.world)

    assert slack.channel("#support").messages == []


async def test_names_in_it_are_mentions_that_reach_people(slack):
    tell(slack.world)

    thanks = slack.channel("#wins").messages[0]
    assert slack.pinged(thanks) == {"dev", "gita"}
