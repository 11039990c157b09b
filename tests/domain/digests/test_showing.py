"""A digest drawn again shows each thing as it stands; one that nobody needs is not said."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from bot.domain.answers import Kind
from bot.domain.commitments.moving import hand_over, move, take_over
from bot.domain.commitments.settling import drop, keep
from bot.domain.commitments.snoozing import snooze_for
from bot.domain.commitments.undoing import undo
from bot.domain.digests.showing import Became, digest_shown
from bot.domain.notices import Notice, State
from bot.drawings import Drawings, Subject
from tests.factories import PUBLIC_SCENE, TEAM, a_commitment

WEDNESDAY, FRIDAY = date(2026, 11, 18), date(2026, 11, 20)


@pytest.fixture
def promised(session, cast, now):
    return a_commitment(session, "ada", to="cleo", due_on=FRIDAY, now=now)


@pytest.fixture
def morning(days, promised):
    """Wednesday at nine, two working days before: the digest is promised."""
    days.look(days.at(WEDNESDAY))
    return days.at(WEDNESDAY)


def the_notice(session):
    """Return Ada's digest."""
    mine = select(Notice).where(Notice.kind == Kind.DIGEST, Notice.person_id == "UADA")
    return session.exec(mine).one()


def draws(session, now):
    session.flush()
    notice = the_notice(session)
    drawn = Drawings(lambda: now, "/cx")(
        session, Subject(TEAM, notice.kind, notice.facts, notice.reader)
    )
    return drawn().text if drawn else None


def keeps(session, commitment, cast, now):
    keep(session, commitment, cast["ada"], "", now)


def drops(session, commitment, cast, now):
    drop(session, commitment, cast["ada"], "the customer left", now)


def moves(session, commitment, cast, now):
    on = FRIDAY + timedelta(days=7)
    move(session, commitment, cast["ada"], (on, None), "the file is late", now)


def hands_over(session, commitment, cast, now):
    hand_over(session, commitment, cast["ada"], cast["ben"], now)
    take_over(session, commitment, cast["ben"], now)


def snoozes(session, commitment, cast, now):
    snooze_for(session, commitment, cast["ada"], 1, now)


ACTS = {
    keeps: (Became.SETTLED, "Done in time"),
    drops: (Became.SETTLED, "Dropped"),
    moves: (Became.MOVED, "now due Friday 27 November"),
    hands_over: (Became.ANOTHERS, "Ben Okafor has it now"),
    snoozes: (Became.SNOOZED, "quiet until Thursday 19 November"),
}


@pytest.mark.parametrize("act", ACTS)
def test_what_was_seen_is_answered_in_its_place(session, days, cast, promised, morning, act):
    became, said = ACTS[act]
    days.arrive()
    wanted = the_notice(session).wanted

    act(session, promised, cast, morning)

    assert the_notice(session).wanted > wanted
    assert the_notice(session).state is State.READY
    assert said in draws(session, morning)
    shown = digest_shown(session, cast["ada"], the_notice(session).facts, morning)
    assert [item.became for item in shown.items] == [became]


@pytest.mark.parametrize("act", ACTS)
def test_what_is_answered_before_anybody_saw_it_is_not_said(
    session, days, cast, promised, morning, act
):
    act(session, promised, cast, morning)

    assert draws(session, morning) is None


def test_an_undone_answer_is_asked_again_in_its_place(session, days, cast, promised, morning):
    days.arrive()
    keeps(session, promised, cast, morning)
    undo(session, promised, cast["ada"], promised.revision, morning)

    assert "due Friday 20 November" in draws(session, morning)


def test_what_others_hear_follows_what_becomes_of_it(session, days, cast, promised, now):
    days.pass_by(date(2026, 11, 10), date(2026, 12, 2))
    theirs = select(Notice).where(Notice.kind == Kind.DIGEST, Notice.person_id == "UCLEO")
    digest = session.exec(theirs.order_by(Notice.id.desc())).first()
    keeps(session, promised, cast, days.at(date(2026, 12, 2), 20))

    assert digest.state is State.READY
    shown = digest_shown(session, cast["cleo"], digest.facts, now)
    assert [item.became for item in shown.items] == [Became.SETTLED]


def test_words_said_in_private_stay_with_those_who_were_there(session, days, cast, now):
    private = PUBLIC_SCENE.__class__(channel_id="DADA", is_private=True)
    a_commitment(session, "ada", to="cleo", due_on=FRIDAY, now=now, scene=private)
    days.pass_by(date(2026, 11, 18), date(2026, 11, 18))

    facts = the_notice(session).facts
    seen = [
        digest_shown(session, cast[name], facts, now).items[0].is_visible
        for name in ("ada", "cleo", "dev")
    ]

    assert seen == [True, True, False]
