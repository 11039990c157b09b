"""A promise that names a proposal later in its text is linked to it, and is not a stance."""

import pytest

from bot.domain.proposals.lines import commit
from bot.domain.proposals.linked import promised_for
from tests.domain.proposals.rounds_of import Round
from tests.factories import OPS, PUBLIC_SCENE, a_person


def labels(one, name):
    me = one.people.get(name) or a_person(one.session, name)
    return [each.label for each in promised_for(one.session, one.proposal, me, OPS)]


@pytest.mark.parametrize(
    ("line", "linked"),
    [
        ("write the call list for P-1 by friday", ["C-1"]),
        ("write the list that p–1 asks for by friday", ["C-1"]),
        ("write the list for P1 by friday", []),
        ("write the list for P-12 by friday", []),
        ("write the list for xP-1 by friday", []),
    ],
)
def test_an_id_later_in_the_text_only_links(session, now, line, linked):
    one = Round(session)

    commit(session, one.people["ben"], PUBLIC_SCENE, line, now)

    assert labels(one, "cleo") == linked
    assert one.stance("ben") is None


def test_a_condition_is_listed_for_the_two_it_is_between(session):
    one = Round(session).says("ben", "condition", "Ada shares the list by friday")

    assert labels(one, "ben") == labels(one, "ada") == ["C-1"]
    assert labels(one, "cleo") == []


def test_a_proposal_is_linked_to_the_issue_it_names(session):
    one = Round(session, what="We answer within a day, because of I-7 and I-8.")

    assert one.proposal.linked_to == "I-7"
