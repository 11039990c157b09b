"""Whatever holds a channel's id follows it to the next one."""

import re
from functools import partial

from sqlmodel import SQLModel

import handlers  # noqa: F401 - every table there is
from bot.domain.following import PLACES, follow_channel
from bot.domain.issues.sources import SourceWish, make_source
from bot.domain.scenes import Scene
from tests.factories import OPS, TEAM, a_person, an_issue

NAMED_LIKE_A_PLACE = re.compile(r"channel|posted_in|lane")
KNOWN_BY_IT = {"channels", "forums"}
wish = partial(SourceWish, "desk", answer_hours=8, tells_back="by mail", channel_id=OPS)


def test_every_column_that_holds_a_channel_follows():
    tables = [table for table in SQLModel.metadata.sorted_tables if table.name not in KNOWN_BY_IT]
    named = {
        column.name
        for table in tables
        for column in table.columns
        if NAMED_LIKE_A_PLACE.search(column.name)
    }

    assert named == PLACES


def test_what_stands_there_follows_and_what_is_elsewhere_stays(session, now):
    source = make_source(session, TEAM, wish(a_person(session, "ben")), now)
    issue = an_issue(session, scene=Scene(channel_id="CELSE", message_channel=OPS))

    follow_channel(session, TEAM, OPS, "CNEW")

    assert source.channel_id == "CNEW"
    assert (issue.channel_id, issue.message_channel) == ("CELSE", "CNEW")
