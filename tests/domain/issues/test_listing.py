"""Lists of issues: what is open, the worst first; what is private is only counted."""

from datetime import timedelta

import pytest

from bot.domain.issues.finding import shown, told
from bot.domain.issues.handing import decline, hand_over
from bot.domain.issues.listing import Which, listed, open_count
from bot.domain.issues.owning import begin_help, own
from bot.domain.issues.records import Severity, State
from bot.domain.scenes import Scene
from tests.factories import OPS, a_commitment, an_issue

PRIVATE = Scene(channel_id="CPRIV", is_private=True)


@pytest.fixture
def labels(session, now):
    """The issues on a page, as Dev sees it, and how many are kept from him."""

    def read(me, which, **more):
        page = listed(session, me, which, now, **more)
        return [each.issue.label for each in page.shown], page.unseen

    return read


def test_the_worst_come_first_and_then_the_oldest(session, issue, ada, labels):
    for severity in (Severity.HIGH, Severity.NORMAL, Severity.URGENT, Severity.HIGH):
        an_issue(session, what=f"{severity} {len(severity)}", severity=severity)

    assert labels(ada, Which.OPEN) == (["I-4", "I-2", "I-1", "I-3"], 0)
    assert labels(ada, Which.SEVERITY, of="high") == (["I-2"], 0)
    assert labels(ada, Which.STATE, of="owned") == ([], 0)


def test_mine_is_what_i_own_am_asked_for_or_help_with(session, issue, ada, ben, labels, now):
    own(session, issue, ben, now)
    hand_over(session, an_issue(session, what="b"), ada, ben, now)
    begin_help(session, an_issue(session, what="c"), ben, ben, now)
    an_issue(session, what="d")

    assert labels(ben, Which.MINE) == (["I-1", "I-2", "I-3"], 0)
    assert labels(ada, Which.PERSON, of=str(ben.number)) == (["I-1"], 0)
    assert labels(ada, Which.WITHOUT_OWNER) == (["I-2", "I-3", "I-4"], 0)
    assert open_count(session, ben) == 1


def test_what_was_said_in_private_is_counted_only(session, issue, ada, dev, labels):
    an_issue(session, what="b", scene=PRIVATE)

    assert labels(dev, Which.OPEN) == (["I-1"], 1)
    assert labels(dev, Which.OPEN, here="CPRIV") == (["I-1", "I-2"], 0)
    assert labels(ada, Which.OPEN) == (["I-1", "I-2"], 0)
    assert labels(dev, Which.CHANNEL, of=OPS) == (["I-1"], 0)


def test_behind_many_older_ones_the_worst_still_comes_first(session, issue, ben, labels, now):
    own(session, issue, ben, now)
    for number in range(11):
        own(session, an_issue(session, what=f"older {number}"), ben, now)
    own(session, an_issue(session, what="late", severity=Severity.URGENT), ben, now)

    first, _ = labels(ben, Which.MINE)

    assert (first[0], len(first)) == ("I-13", 10)
    assert labels(ben, Which.MINE, page=1)[0] == ["I-10", "I-11", "I-12"]


def test_pages_of_ten(session, ada, labels, now):
    for number in range(11):
        an_issue(session, what=f"issue {number}")

    assert listed(session, ada, Which.OPEN, now).has_more
    assert labels(ada, Which.OPEN, page=1) == (["I-11"], 0)


def test_one_has_all_that_is_shown_of_it(session, owned, ada, ben, dev, now):
    begin_help(session, owned, ben, dev, now)
    a_commitment(session, "ben", linked_to="I-1")
    seen = shown(session, owned, now + timedelta(days=3))

    assert (seen.what, seen.owner, seen.opened_by) == (
        "invoices come without the order number",
        ben,
        ada,
    )
    assert (seen.helping, seen.reporters, seen.heard) == ((dev,), (ada,), 1)
    assert [(each.label, each.owner) for each in seen.linked] == [("C-1", ben)]
    assert (seen.days, seen.issue.state, seen.cause) == (3, State.OWNED, "")


def test_why_somebody_said_no_is_for_those_on_the_record(session, issue, ada, ben, dev, now):
    hand_over(session, issue, ada, ben, now)
    decline(session, issue, ben, "no time", now)

    assert [each.words for each in told(session, issue, ada)][-1] == "no time"
    assert [each.words for each in told(session, issue, dev)][-1] == ""
