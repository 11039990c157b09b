"""Words outlive their closed records as long as the setting says, and no longer, however many."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import select

from bot.domain.forums.changing import end
from bot.domain.keeping import BATCH, MONTH
from bot.domain.proposals import keeping as of_proposals
from bot.domain.proposals.records import Proposal
from bot.domain.sessions.items import add_item, settle_item
from bot.domain.sessions.records import ItemState
from bot.domain.wins import keeping as of_wins
from bot.domain.wins.changing import change, word_for_customers
from bot.domain.wins.drafting import Draft as Story
from bot.domain.wins.records import Win
from bot.domain.words import Words, keep_words
from schedules import timetable
from schedules.dissents import forget_proposals_after
from schedules.sessions import forget_sessions_after
from schedules.wins import forget_wins_after
from tests.conftest import NOON
from tests.domain.proposals.rounds_of import Round
from tests.domain.sessions.living import a_forum
from tests.domain.wins.telling import a_win, a_wins_channel
from tests.factories import TEAM, a_person

MONTHS = 24
DAY = timedelta(days=1)
EARLY, LATE = NOON + MONTHS * MONTH - DAY, NOON + MONTHS * MONTH + DAY


class Mute:
    """A delivery that says nothing."""

    async def tick(self):
        """Find nothing to say."""


def sessions_of_old(session):
    """Settle more items than one batch, keep one open, and end a forum that has a name."""
    forum, ada = a_forum(session), a_person(session, "ada")
    for place in range(BATCH + 3):
        item = add_item(session, forum, ada, f"item {place}", NOON)
        settle_item(session, item.number, ada, ItemState.DROPPED, NOON)
    add_item(session, forum, ada, "still open", NOON)
    over = a_forum(session, channel="COVER")
    over.name = keep_words(session, TEAM, "Board of old").id
    end(session, over, ada, NOON)


def proposals_of_old(session):
    """Take back more proposals than one batch, and leave one that runs."""
    old = [Round(session, what=f"Old {n}. Words.") for n in range(of_proposals.BATCH + 3)]
    Round(session, what="Still asked. Words.")
    numbers = [one.proposal.number for one in old]
    ended = update(Proposal).where(Proposal.number.in_(numbers))
    session.exec(ended.values(state="withdrawn", ended_at=NOON))


def wins_of_old(session):
    """Tell more wins than one batch, with all that is written on them; one is not told yet."""
    a_wins_channel(session)
    ada = a_person(session, "ada")
    for place in range(of_wins.BATCH + 3):
        win = a_win(session, "ada", story=f"story number {place} of ours", customer="Acme")
        changed = Story(f"other words {place} of ours", "Acme Corp")
        word_for_customers(session, change(session, win, ada, changed, NOON), ada, "Read.", NOON)
    told = update(Win).values(state="told", told_at=NOON)
    session.exec(told)
    a_win(session, story="not told yet")


async def texts(database):
    def read(session):
        return [words.text for words in session.exec(select(Words).order_by(Words.id))]

    return await database.reading(read)


@pytest.mark.parametrize(
    ("prepare", "forget", "stays"),
    [
        (sessions_of_old, forget_sessions_after, "still open"),
        (proposals_of_old, forget_proposals_after, "Still asked. Words."),
        (wins_of_old, forget_wins_after, "not told yet"),
    ],
)
async def test_all_of_it_is_erased_in_time_and_what_is_open_stays(database, prepare, forget, stays):
    await database.transaction(prepare)
    before = await texts(database)
    await forget(MONTHS)(database.transaction, lambda: EARLY)
    assert await texts(database) == before

    for _ in range(2):
        await forget(MONTHS)(database.transaction, lambda: LATE)

    assert await texts(database) == [stays]


def test_nothing_is_forgotten_unless_the_setting_says_so(database):
    def beats(months):
        return set(timetable(Mute(), database, lambda: NOON, months)._beats)

    forgetting = beats(MONTHS) - beats(None)

    assert {
        "forget_words",
        "forget_session_words",
        "forget_proposal_words",
        "forget_win_words",
    } <= forgetting
