"""Who sees what from where, and who may do what: tables of it all."""

from dataclasses import replace

import pytest

from bot.domain.channels import ChannelKind
from bot.domain.commitments.finding import Which, listed
from bot.domain.commitments.moving import hand_over
from bot.domain.commitments.offers import accept, decline, take_offer_back
from bot.domain.commitments.records import State
from bot.domain.commitments.rights import (
    Act,
    NoSuchCommitment,
    NotYours,
    can_see,
    commitment_for,
    demand,
)
from bot.domain.commitments.settling import keep
from bot.domain.commitments.sharing import share
from bot.domain.people import Profile, learn_people, person_known
from bot.domain.roles import appoint_cco
from tests.factories import CAST, PUBLIC_SCENE, TEAM, a_channel, a_commitment, a_person

PRIVATE = replace(PUBLIC_SCENE, channel_id="CPRIV", is_private=True)
NOWHERE, THERE, ELSEWHERE = "", "CPRIV", "COTHER"


@pytest.fixture
def people(session):
    return {name: a_person(session, name) for name in ("ada", "ben", "cleo", "dev")}


@pytest.fixture
def public(session, people):
    return a_commitment(session, "ada", to="cleo")


@pytest.fixture
def private(session, people):
    return a_commitment(session, "ada", to="cleo", scene=PRIVATE)


@pytest.fixture
def offered(session, people):
    return a_commitment(session, "ada", owner="ben")


@pytest.mark.parametrize("here", [NOWHERE, THERE, ELSEWHERE])
@pytest.mark.parametrize("name", ["ada", "cleo"])
def test_who_is_on_a_record_sees_it_from_everywhere(session, private, people, name, here):
    assert can_see(session, private, people[name], here)


@pytest.mark.parametrize("here", [NOWHERE, THERE, ELSEWHERE])
def test_what_was_said_in_public_is_seen_by_all(session, public, people, here):
    assert can_see(session, public, people["dev"], here)


@pytest.mark.parametrize(("here", "seen"), [(NOWHERE, False), (THERE, True), (ELSEWHERE, False)])
def test_what_was_said_in_private_is_seen_there_only(session, private, people, here, seen):
    assert can_see(session, private, people["dev"], here) is seen


def test_an_offer_is_seen_by_the_two_only(session, offered, people):
    seen = [name for name in people if can_see(session, offered, people[name], "COPS")]

    assert seen == ["ada", "ben"]


@pytest.mark.parametrize("end", [lambda *how: decline(*how[:3], "", how[3]), take_offer_back])
def test_an_offer_that_came_to_nothing_stays_between_the_two(session, offered, people, now, end):
    end(session, offered, people["ada" if end is take_offer_back else "ben"], now)

    assert not can_see(session, offered, people["dev"], "COPS")
    assert can_see(session, offered, people["ben"], "")


def test_an_accepted_offer_is_seen_where_it_was_made(session, offered, people, now):
    accept(session, offered, people["ben"], now)

    assert can_see(session, offered, people["dev"], "")


def test_whom_it_is_handed_to_sees_it_while_they_are_asked(session, private, people, now):
    hand_over(session, private, people["ada"], people["dev"], now)
    asked = can_see(session, private, people["dev"], "")

    keep(session, private, people["ada"], "", now)

    assert (asked, can_see(session, private, people["dev"], "")) == (True, False)


def test_a_private_record_is_seen_where_it_is_shared(session, private, people, now):
    a_channel(session, ELSEWHERE, kind=ChannelKind.PRIVATE)

    share(session, private, people["ada"], ELSEWHERE, now)

    seen = {
        here: can_see(session, private, people["dev"], here) for here in (THERE, ELSEWHERE, "C3")
    }
    assert seen == {THERE: True, ELSEWHERE: True, "C3": False}


@pytest.mark.parametrize("name", ["ada", "dev"])
@pytest.mark.parametrize("here", [NOWHERE, THERE, ELSEWHERE])
def test_a_list_shows_what_one_may_see_and_nothing_else(
    session, people, public, private, offered, now, name, here
):
    me = people[name]

    page = listed(session, me, Which.OPEN, now, here=here)

    seen = [each for each in (public, private) if can_see(session, each, me, here)]
    assert [each.commitment for each in page.shown] == seen
    assert page.unseen == 2 - len(seen)


def test_what_one_may_not_see_is_refused_as_if_it_were_not(session, private, people):
    refusals = []
    for number in (private.number, 99):
        with pytest.raises(NoSuchCommitment) as refused:
            commitment_for(session, people["dev"], number, lock=False)
        refusals.append(refused.value.facts)

    assert refusals == [{"record": "C-1"}, {"record": "C-99"}]


def test_another_workspace_sees_nothing(session, public):
    learn_people(session, "T2", [Profile("UADA", "Ada Lind")])
    stranger = person_known(session, "T2", "UADA")

    with pytest.raises(NoSuchCommitment):
        commitment_for(session, stranger, 1)
    assert listed(session, stranger, Which.OPEN, public.made_at).shown == []


# Ada made it for Ben, who owns it now; it is promised to Cleo and being handed to Dev.
MAY = {
    Act.SETTLE: {"ben"},
    Act.CARRY_ON: {"ben"},
    Act.ANSWER_OFFER: {"ben"},
    Act.PROMISE_FOR: {"ben"},
    Act.CHANGE_OFFER: {"ada"},
    Act.REWORD: {"ada"},
    Act.SHARE: {"ada", "ben", "cleo"},
    Act.RECEIVE: {"cleo"},
    Act.TAKE_OVER: {"dev"},
    Act.REASSIGN: {"ben"},
}


@pytest.mark.parametrize("act", Act)
def test_who_may_do_what(session, people, now, act):
    commitment = a_commitment(session, "ada", owner="ben", to="cleo")
    accept(session, commitment, people["ben"], now)
    hand_over(session, commitment, people["ben"], people["dev"], now)
    appoint_cco(session, a_person(session, "gus"), now)

    able = {name for name in (*people, "gus") if allowed(session, commitment, name, act)}

    assert able == MAY[act]


def allowed(session, commitment, name, act):
    try:
        demand(session, commitment, a_person(session, name), act)
    except NotYours:
        return False
    return True


def test_a_refusal_names_who_can(session, public, people):
    with pytest.raises(NotYours) as refused:
        demand(session, public, people["dev"], Act.SHARE)

    assert refused.value.facts == {"record": "C-1", "who": "Ada Lind or Cleo Marsh"}


def test_a_refusal_names_nobody_who_left(session, public, people):
    learn_people(session, TEAM, [replace(CAST["ada"], is_deactivated=True)])

    with pytest.raises(NotYours) as refused:
        demand(session, public, people["dev"], Act.SHARE)

    assert refused.value.facts["who"] == "Cleo Marsh"


def test_every_state_is_either_between_two_or_for_all_to_see(session, public, people):
    seen = {}
    for state in State:
        public.state = state
        seen[state] = can_see(session, public, people["dev"], "")

    between = {State.OFFERED, State.DECLINED, State.LAPSED, State.WITHDRAWN}
    session.expire(public)
    assert {state for state, shown in seen.items() if not shown} == between
