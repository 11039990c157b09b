"""Reactions come to the app as events, where it is a member and asked for them."""

import pytest

from sandbox.refused import Refused
from tests.sandbox.mini_apps import over_http


async def test_a_reaction_is_told_with_the_message_it_is_under(slack, app, ada):
    heard = []

    @app.event("reaction_added")
    async def hear(event):
        heard.append(event)

    async with over_http(slack, app):
        post = await ada.says("We did it", in_="#cx-forum")
        await ada.reacts("clap::skin-tone-3", post)

    (event,) = heard
    assert (event["user"], event["reaction"]) == (ada.user.id, "clap::skin-tone-3")
    assert event["item"] == {"type": "message", "channel": post.channel, "ts": post.ts}


async def test_wrong_a_second_time_of_the_same_is_refused(slack, ada):
    post = await ada.says("We did it", in_="#cx-forum")
    await ada.reacts("clap", post)

    with pytest.raises(Refused, match="already_reacted"):
        await ada.reacts("clap", post)
    await ada.unreacts("clap", post)
    with pytest.raises(Refused, match="no_reaction"):
        await ada.unreacts("clap", post)


async def test_where_the_app_is_no_member_it_hears_of_none(slack, ada):
    post = await ada.says("We did it", in_="#general")

    await ada.reacts("clap", post)

    assert [event.body["event"]["type"] for event in slack.world.events.sent] == []
