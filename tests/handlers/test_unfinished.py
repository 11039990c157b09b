"""What waits unfinished: guesses that were followed, refused lines, forms sent twice at once."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import select

from bot.domain.commitments.records import Commitment
from bot.domain.people import person_seen
from bot.domain.unfinished import (
    FormKind,
    UnfinishedGone,
    all_unfinished,
    forget_unfinished,
    leave_unfinished,
)
from bot.domain.words import Words
from bot.errors import NotForOutsiders
from bot.routes import Medium, Shortcut, Submitted, Typed
from handlers.commitments import begin_from_message, fill
from handlers.replies import refuse_later
from tests.conftest import NOON
from tests.factories import OPS, TEAM, a_commitment, a_person
from tests.handlers.at_desk import Counter, Directory
from tests.views.reading import seen

LINE = "call Acme by friday"
WEEK = timedelta(days=7)


@pytest.fixture
def counter(embedded):
    return Counter(embedded, Directory())


def begun(session):
    """Return the words of what Ada has not finished."""
    ada = person_seen(session, TEAM, "UADA")
    return [each.words for each in all_unfinished(session, ada, NOON)]


@pytest.mark.parametrize("followed", [LINE, "call Acme by Friday 27 November"])
async def test_a_guess_that_was_followed_is_finished(counter, followed):
    await counter.says(f"comit {LINE}")
    assert await counter.looks(begun) == [f"comit {LINE}"]

    await counter.says(f"commit {followed}")

    assert await counter.looks(begun) == []


@pytest.mark.parametrize("other", ["list", "commit write the report about May by friday"])
async def test_another_line_leaves_what_was_mistyped_where_it_is(counter, other):
    await counter.says(f"comit {LINE}")

    await counter.says(other)

    assert await counter.looks(begun) == [f"comit {LINE}"]


async def test_a_refused_line_is_given_back_and_erased_after_a_week(counter):
    heard = {"channel_id": OPS, "channel_name": "ops", "medium": Medium.MENTION, "ts": "1.1"}
    typed = Typed(TEAM, "UADA", "E1", line="tell <@UBEN> to call", **heard)

    await refuse_later(typed, NotForOutsiders(), counter.tools)

    assert await counter.looks(begun) == [], "It is no form to go on with."
    assert await counter.looks(texts) == ["tell @somebody to call"]
    assert await counter.database.transaction(forget_unfinished, NOON + WEEK) == 1
    assert await counter.looks(texts) == []


def texts(session):
    return list(session.exec(select(Words.text)))


async def test_whoever_a_message_names_keeps_their_name_in_the_form(counter):
    message = {"text": "<@UBEN> calls <@UCLEO> & Dev", "user": "UBEN", "ts": "1.1"}
    place = {"channel_id": OPS, "channel_name": "ops", "message": message}
    used = Shortcut(TEAM, "UADA", None, callback_id="message.commit", **place)

    await counter.asks(begin_from_message, used)

    assert await counter.looks(begun) == ["@Ben Okafor calls @Cleo Marsh & Dev"]


def start_a_form(session):
    """Have Ada asked by which date, and why, she moves her one promise."""
    number = a_commitment(session, "ada").number
    ada = a_person(session, "ada")
    kept = leave_unfinished(session, ada, FormKind.EXTEND, "", {"number": number}, NOON)
    return kept.number


def sent(number, key, view="V1"):
    text = {"type": "plain_text_input", "value": "the file came late"}
    due = {"type": "datepicker", "selected_date": "2026-12-18"}
    form = {"modal": "form.extend", "view_id": view, "note": f"U-{number}"}
    values = {"reason": {"reason": text}, "due": {"due": due}}
    return Submitted(TEAM, "UADA", key, values=values, **form)


async def test_a_form_sent_twice_in_the_same_moment_shows_both_what_was_saved(database):
    counter = Counter(database, Directory())
    number = await database.transaction(start_a_form)
    verb = partial(fill, FormKind.EXTEND)

    answers = await asyncio.gather(
        *(counter.asks(verb, sent(number, f"t{place}")) for place in range(3))
    )

    said = [seen(answer.message).split("\n")[0] for answer in answers]
    assert said == [said[0]] * 3
    assert "You moved it from Friday 27 November to Friday 18 December" in said[0]
    assert [each.moves for each in await counter.looks(commitments)] == [1]


async def test_the_same_form_opened_twice_is_finished_once(counter):
    number = await counter.database.transaction(start_a_form)
    await counter.asks(partial(fill, FormKind.EXTEND), sent(number, "t1"))

    with pytest.raises(UnfinishedGone):
        await counter.asks(partial(fill, FormKind.EXTEND), sent(number, "t2", view="V2"))


def commitments(session):
    return list(session.exec(select(Commitment)))
