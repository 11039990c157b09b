"""What was seen before is found by its words, in any script, and never by who may not see it."""

from datetime import timedelta

import pytest
from sqlmodel import func, select

from bot.domain.counters import next_number
from bot.domain.issues.records import NOUN, Issue, State
from bot.domain.issues.similar import find_issues, likenesses, similar_issues
from bot.domain.issues.terms import (
    SearchRow,
    TermCount,
    forget_terms,
    learn_terms,
    terms_in,
)
from bot.domain.tables import TABLES
from bot.domain.words import keep_words
from tests.conftest import NOON
from tests.factories import TEAM, a_person

INVOICES = "Invoices arrive twice and with the wrong address"


@pytest.fixture
def me(session):
    return a_person(session, "ada")


def seen(session, what, **columns):
    """Return an issue with this wording, as the tables hold one."""
    number = next_number(session, TEAM, NOUN)
    moments = dict.fromkeys(("made_at", "changed_at", "entered_at"), NOON)
    words = keep_words(session, TEAM, what)
    issue = Issue(team_id=TEAM, number=number, what=words.id, **moments, **columns)
    session.add(issue)
    learn_terms(session, TEAM, number, what)
    return issue


def numbers(issues):
    return [issue.number for issue in issues]


def test_an_issue_in_other_words_is_seen_before_the_new_one(session, me, now):
    seen(session, "The login page stays empty on phones")
    twice = seen(session, INVOICES)

    alike = similar_issues(session, me, "Customers get the invoice twice, to a wrong address", now)

    assert numbers(alike) == [twice.number]


def test_what_shares_only_everyday_words_is_not_shown(session, me, now):
    for place in range(30):
        seen(session, f"The customer of shop {place} waits for the delivery")

    assert similar_issues(session, me, "The customer of the bank is angry about fees", now) == []


def test_the_most_alike_comes_first_and_no_more_than_asked_for(session, me, now):
    some = [seen(session, f"{INVOICES} {'in Spain ' * n}") for n in range(5)]
    same = seen(session, INVOICES)

    alike = similar_issues(session, me, INVOICES, now, most=2)

    assert len(alike) == 2
    assert alike[0].number in {same.number, some[0].number}


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ("請求書が二回届きました", "二回届いた請求書"),
        ("Счета приходят дважды", "счета приходят ДВАЖДЫ сюда"),
        ("चालान दो बार आता है", "चालान दो बार"),
        ("Rechnungen für Straße fehlen", "RECHNUNGEN FÜR STRASSE"),
        ("Error 12e4 at 00:15", "error 12E4"),
    ],
)
def test_it_is_found_in_any_script(session, me, now, known, asked):
    there = seen(session, known)

    assert numbers(similar_issues(session, me, asked, now)) == [there.number]
    assert numbers(find_issues(session, me, known)) == [there.number]


@pytest.mark.parametrize("typed", ["", "  ", "…!?", "' OR 1=1 --", '" NEAR *', "a:b & !c | ()"])
def test_no_text_breaks_the_search(session, me, now, typed):
    seen(session, INVOICES)

    assert similar_issues(session, me, typed, now) == []
    assert find_issues(session, me, typed) == []


def test_a_private_one_is_shown_only_to_who_may_see_it(session, me, now):
    ben = a_person(session, "ben")
    secret = seen(session, INVOICES, is_private=True, channel_id="CSECRET", opened_by=ben.number)

    assert similar_issues(session, me, INVOICES, now) == find_issues(session, me, INVOICES) == []
    assert numbers(similar_issues(session, ben, INVOICES, now)) == [secret.number]
    assert numbers(find_issues(session, me, INVOICES, place="CSECRET")) == [secret.number]


def test_a_merged_one_leads_to_the_one_it_became_part_of(session, me, now):
    whole = seen(session, "Billing sends everything more than once")
    seen(session, INVOICES, state=State.MERGED, merged_into=whole.number)

    assert numbers(similar_issues(session, me, INVOICES, now)) == [whole.number]


def test_what_was_taken_back_or_settled_long_ago_is_not_shown(session, me, now):
    seen(session, INVOICES, state=State.WITHDRAWN)
    seen(session, INVOICES, state=State.NOT_OURS, ended_at=now)
    long_ago = seen(session, INVOICES, state=State.NEW)
    long_ago.state, long_ago.merged_into = State.WITHDRAWN, None

    assert similar_issues(session, me, INVOICES, now + timedelta(days=1)) == []


def test_the_one_just_opened_is_not_like_itself(session, me, now):
    mine = seen(session, INVOICES)

    assert similar_issues(session, me, INVOICES, now, but=mine.number) == []


def test_finding_needs_every_word_and_gives_the_newest_first(session, me):
    old = seen(session, "Invoices from Madrid are late")
    new = seen(session, "Late again: invoices from Madrid")
    seen(session, "Invoices from Lisbon are late")

    assert numbers(find_issues(session, me, "madrid invoice")) == [new.number, old.number]
    assert find_issues(session, me, "madrid unheard-of") == []


def test_with_everyday_words_alone_some_of_the_newest_are_found(session, me):
    some = [seen(session, f"the app is slow {n}") for n in range(450)]

    assert numbers(find_issues(session, me, "slow app", most=3)) == [
        each.number for each in reversed(some[-3:])
    ]
    assert likenesses(session, TEAM, "the app is slow")[0].said == 1.0


def test_in_new_words_it_is_found_by_them_alone(session, me):
    there = seen(session, INVOICES)
    learn_terms(session, TEAM, there.number, "Parcels vanish")

    assert find_issues(session, me, "wrong address") == []
    assert numbers(find_issues(session, me, "parcel vanishes")) == [there.number]


def test_forgotten_nothing_of_its_words_is_left(session, me):
    there = seen(session, INVOICES)
    forget_terms(session, TEAM, there.number)
    forget_terms(session, TEAM, there.number)

    counts = [
        session.exec(select(func.count()).select_from(each)).one()
        for each in (SearchRow, TermCount)
    ]
    assert counts == [0, 0]


def test_search_rows_hold_no_words(session):
    seen(session, INVOICES)

    kept = session.exec(select(SearchRow.terms)).one()
    assert "invoic" not in kept
    assert terms_in(TEAM, "invoice") != terms_in("T2", "invoice")


assert TABLES  # Who knows an issue knows what it points to.
