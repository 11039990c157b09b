"""Undo: the last change, by who made it, for ten minutes; afterwards all is as it was before."""

from datetime import timedelta

import pytest

from bot.domain.commitments.moving import (
    Wording,
    correct_date,
    hand_over,
    move,
    refuse_handover,
    reword,
    take_over,
)
from bot.domain.commitments.offers import (
    Wish,
    accept,
    change_offer,
    decline,
    discuss,
    look_after_offers,
    take_offer_back,
)
from bot.domain.commitments.records import State
from bot.domain.commitments.rights import NoSuchCommitment, commitment_for
from bot.domain.commitments.settling import drop, keep, release, send_back
from bot.domain.commitments.sharing import share
from bot.domain.commitments.undoing import (
    ActedOnSince,
    NotYourChange,
    UndoOver,
    undo,
    undoable,
)
from bot.domain.history import last_of
from bot.domain.scenes import Scene
from tests.factories import (
    FRIDAY,
    OPS,
    TEAM,
    a_channel,
    a_commitment,
    a_person,
    to_be_said,
    what_happened,
    working_days_later,
)

MONDAY = FRIDAY + timedelta(days=3)
TEN_MINUTES = timedelta(minutes=10)
TO_CLEO = {"by": "ada", "to": "cleo"}
TO_BEN = {"by": "ada", "owner": "ben"}

# What is done (commitment, who), to what, and what was done before that.
CHANGES = {
    "done": (lambda s, c, me, now: keep(s, c, me, "proof", now), "ada", TO_CLEO),
    "dropped": (lambda s, c, me, now: drop(s, c, me, "why", now), "ada", TO_CLEO),
    "released": (lambda s, c, me, now: release(s, c, me, "why", now), "cleo", TO_CLEO),
    "moved": (lambda s, c, me, now: move(s, c, me, (MONDAY, None), "why", now), "ada", TO_CLEO),
    "reworded": (
        lambda s, c, me, now: reword(s, c, me, Wording("less", "Acme", MONDAY), now),
        "ada",
        TO_CLEO,
    ),
    "corrected": (lambda s, c, me, now: correct_date(s, c, me, MONDAY, now), "ada", TO_CLEO),
    "handed over": (
        lambda s, c, me, now: hand_over(s, c, me, a_person(s, "ben"), now),
        "ada",
        TO_CLEO,
    ),
    "shared": (lambda s, c, me, now: share(s, c, me, "CALL", now), "ada", TO_CLEO),
    "accepted": (accept, "ben", TO_BEN),
    "declined": (lambda s, c, me, now: decline(s, c, me, "why", now), "ben", TO_BEN),
    "discussed": (lambda s, c, me, now: discuss(s, c, me, Wish("why"), now), "ben", TO_BEN),
    "offer changed": (
        lambda s, c, me, now: change_offer(s, c, me, "less", MONDAY, now),
        "ada",
        TO_BEN,
    ),
    "taken back": (take_offer_back, "ada", TO_BEN),
}


def as_it_is(session, commitment):
    session.flush()
    return commitment.model_dump(exclude={"revision"})


@pytest.fixture
def ada(session):
    return a_person(session, "ada")


@pytest.fixture
def ben(session):
    return a_person(session, "ben")


@pytest.mark.parametrize("what", CHANGES)
def test_undone_a_commitment_is_as_it_was_before(session, now, what):
    act, who, of = CHANGES[what]
    a_channel(session)
    a_channel(session, "CALL")
    commitment, me = a_commitment(session, **of), a_person(session, who)
    before, said = as_it_is(session, commitment), to_be_said(session)
    act(session, commitment, me, now)

    undo(session, commitment, me, commitment.revision, now + TEN_MINUTES)

    assert (as_it_is(session, commitment), to_be_said(session)) == (before, said)
    assert what_happened(session, commitment)[-1] == "undone"


def test_a_promise_just_made_is_withdrawn_and_nothing_is_said_of_it(session, ada, now):
    commitment = a_commitment(session, "ada", to="cleo")

    undo(session, commitment, ada, 1, now)

    assert commitment.state is State.WITHDRAWN
    assert to_be_said(session) == set()


def test_an_offer_just_made_is_withdrawn_and_its_question_goes(session, ada, now):
    commitment = a_commitment(session, "ada", owner="ben")

    undo(session, commitment, ada, 1, now)

    assert (commitment.state, commitment.answer_by) == (State.WITHDRAWN, None)
    assert to_be_said(session) == set()


def test_sent_back_by_mistake_it_is_done_again(session, ada, now):
    commitment, cleo = a_commitment(session, "ada", to="cleo"), a_person(session, "cleo")
    keep(session, commitment, ada, "proof", now)
    before = as_it_is(session, commitment)
    send_back(session, commitment, cleo, "missing", now + timedelta(days=3))

    undo(session, commitment, cleo, commitment.revision, now + timedelta(days=3))

    assert as_it_is(session, commitment) == before


def test_promised_anew_by_mistake_its_first_date_is_not_broken(session, ada, now):
    commitment, later = a_commitment(session, "ada"), now + timedelta(days=5)
    before = as_it_is(session, commitment)
    move(session, commitment, ada, (later.date(), None), "why", later)

    undo(session, commitment, ada, 2, later)

    assert as_it_is(session, commitment) == before


@pytest.mark.parametrize("answer", [take_over, lambda *how: refuse_handover(*how[:3], "", how[3])])
def test_an_answer_to_a_handover_is_undone_and_it_waits_again(session, ada, ben, now, answer):
    commitment = hand_over(session, a_commitment(session, "ada"), ada, ben, now)
    before, said = as_it_is(session, commitment), to_be_said(session)
    answer(session, commitment, ben, now)

    undo(session, commitment, ben, 3, now)

    assert (as_it_is(session, commitment), to_be_said(session)) == (before, said)


def test_a_giver_who_is_not_on_the_record_is_untold_as_well(session, ada, ben, now):
    commitment, cleo = a_commitment(session, "ada"), a_person(session, "cleo")
    for giver, taker in ((ada, ben), (ben, cleo)):
        hand_over(session, commitment, giver, taker, now)
        take_over(session, commitment, taker, now)

    undo(session, commitment, cleo, 5, now)

    assert ("commitment.told", "UBEN") not in to_be_said(session)


def test_a_shared_record_is_private_again(session, ada, ben, now):
    private = Scene(channel_id="CPRIV", is_private=True)
    a_channel(session)
    commitment = a_commitment(session, "ada", scene=private)
    share(session, commitment, ada, OPS, now)

    undo(session, commitment, ada, 2, now)

    with pytest.raises(NoSuchCommitment):
        commitment_for(session, ben, commitment.number, here=OPS)


def test_after_ten_minutes_it_stays(session, ada, now):
    commitment = a_commitment(session, "ada")

    with pytest.raises(UndoOver) as refused:
        undo(session, commitment, ada, 1, now + TEN_MINUTES + timedelta(seconds=1))

    assert refused.value.facts["record"] == "C-1"


def test_what_others_have_acted_on_stays(session, ada, ben, now):
    commitment = a_commitment(session, "ada", owner="ben")
    accept(session, commitment, ben, now)

    with pytest.raises(ActedOnSince):
        undo(session, commitment, ada, 1, now)


def test_what_the_clock_did_is_nobodys_to_undo(session, ada, now):
    commitment, later = a_commitment(session, "ada", owner="ben"), working_days_later(now, 3)
    look_after_offers(session, later)

    with pytest.raises(NotYourChange):
        undo(session, commitment, ada, 2, later)


def test_only_who_did_it_undoes_it(session, ada, ben, now):
    commitment = keep(session, a_commitment(session, "ada"), ada, "", now)

    with pytest.raises(NotYourChange):
        undo(session, commitment, ben, 2, now)


def test_undone_twice_is_refused(session, ada, now):
    commitment = keep(session, a_commitment(session, "ada"), ada, "", now)
    undo(session, commitment, ada, 2, now)

    for revision in (2, 3):
        with pytest.raises(ActedOnSince):
            undo(session, commitment, ada, revision, now)


def test_a_revision_that_never_was_cannot_be_undone(session, ada, now):
    with pytest.raises(ActedOnSince):
        undo(session, a_commitment(session, "ada"), ada, 7, now)


@pytest.mark.parametrize(
    ("name", "minutes", "offered"),
    [("ada", 0, True), ("ada", 10, True), ("ada", 11, False), ("ben", 0, False)],
)
def test_undo_is_offered_where_it_will_work(session, ada, now, name, minutes, offered):
    a_commitment(session, "ada")
    happening = last_of(session, TEAM, "commitment", 1, 1)
    me, then = a_person(session, name), now + timedelta(minutes=minutes)

    assert undoable(happening, me.number, then) is offered


def test_undo_is_not_offered_for_an_undoing(session, ada, now):
    commitment = undo(session, a_commitment(session, "ada"), ada, 1, now)

    last = last_of(session, TEAM, "commitment", 1, commitment.revision)

    assert not undoable(last, ada.number, now)
    assert not undoable(None, ada.number, now)
