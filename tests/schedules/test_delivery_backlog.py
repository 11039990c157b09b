"""Much to say at once: what a person waits for goes first, and what is too late never goes."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import func, select

from bot.domain.notices import Notice, State, Step, Urgency
from schedules.limits import A_MINUTE, FOR_ANSWERS
from tests.schedules.backlog import fill
from tests.schedules.saying import draw_facts

PEOPLE = [f"U0{name}" for name in ("ADA", "BEN", "CLEO", "DEV", "EMA", "FINN", "GITA", "HUGO")]
MANY = 10_000
DIGESTS = A_MINUTE[Step.POST] - FOR_ANSWERS[Step.POST]  # In a minute.
POST = "chat.postMessage"


def texts(slack, person):
    return [post.text for post in slack.person(person).dms()]


def in_state(session, state):
    return session.exec(select(func.count()).select_from(Notice).where(Notice.state == state)).one()


async def test_an_answer_behind_ten_thousand_digests_is_said_within_a_second(
    bot, slack, database, clock
):
    fill(database, MANY, PEOPLE, clock() - timedelta(hours=1))
    await bot.delivery.tick()
    await slack.until(lambda: len(slack.log.calls(POST)) > 8)

    await bot.promises("answer", "Done.", to="U0INES", urgency=Urgency.ANSWER)

    await slack.until(lambda: texts(slack, "ines") == ["Done."], within=1)


async def test_digests_leave_some_calls_of_each_minute_to_answers(bot, slack, database, clock):
    bot.patient(post=0)
    fill(database, DIGESTS + 50, PEOPLE, clock())
    await bot.delivery.tick()
    await slack.until(lambda: len(slack.log.calls(POST)) == DIGESTS, within=20)
    await asyncio.sleep(0.1)

    await bot.promises("answer", "Done.", to="U0INES")

    await slack.until(lambda: texts(slack, "ines") == ["Done."], within=1)
    assert len(slack.log.calls(POST)) == DIGESTS + 1


async def test_waiting_for_the_next_minute_costs_nothing(bot, slack, database, clock):
    bot.patient(post=0)
    fill(database, DIGESTS + 50, PEOPLE, clock())
    await bot.delivery.tick()
    await slack.until(lambda: len(slack.log.calls(POST)) == DIGESTS, within=20)
    await slack.quiet()
    bot.delivery._database = counting = Counting(database)

    await asyncio.sleep(0.1)

    assert counting.transactions <= 1


async def test_after_three_days_away_nothing_old_is_said_and_the_rest_says_that_it_is_late(
    bot, slack, clock
):
    for hours in (1, 10, 30):
        due = clock() + timedelta(days=3, hours=-hours)
        late = {"due_at": due, "expires_at": due + timedelta(hours=24)}
        await bot.promises(f"{hours}", f"Due {hours} h ago", to="U0ADA", **late)
    bot.delivery._saying._look_up = draw_late

    slack.move(days=3)
    await bot.delivery.tick()
    await bot.delivery.until_idle()

    assert texts(slack, "ada") == ["Due 10 h ago (late)", "Due 1 h ago"]
    assert (await bot.has("30")).state is State.EXPIRED


async def test_thousands_that_are_too_late_hold_up_nothing(bot, slack, database, clock):
    fill(database, 2000, PEOPLE, clock() - timedelta(days=3), expires_at=clock())
    await bot.promises("today", "Today.", to="U0INES", urgency=Urgency.DIGEST)

    await bot.delivery.tick()

    await slack.until(lambda: texts(slack, "ines") == ["Today."], within=1)
    assert await database.reading(in_state, State.EXPIRED) == 2000
    assert len(slack.log.calls(POST)) == 1


@pytest.mark.parametrize("away", [False, True])
async def test_what_is_told_once_more_stays_as_late_as_it_was(bot, slack, clock, away):
    bot.delivery._saying._look_up = draw_late
    await bot.promises("a", "Due.", to="U0ADA", due_at=clock() + timedelta(hours=1))
    slack.move(hours=4 if away else 1)
    await bot.delivery.until_idle()

    slack.move(hours=9)
    await bot.says("a", "Changed.", to="U0ADA")

    assert texts(slack, "ada") == ["Changed. (late)" if away else "Changed."]


class Counting:
    """A database that counts the transactions asked of it."""

    def __init__(self, database):
        self.database = database
        self.transactions = 0

    async def transaction(self, verb, *args, **kwargs):
        self.transactions += 1
        return await self.database.transaction(verb, *args, **kwargs)


def draw_late(session, subject):
    late = " (late)" if subject.is_late else ""
    return draw_facts(session, subject.__class__(**vars(subject) | {"facts": _with(subject, late)}))


def _with(subject, late):
    return {"text": subject.facts["text"] + late}
