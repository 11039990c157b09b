"""`show` and `list`: which one, and which of them."""

import pytest

from bot.domain.answers import Kind
from bot.domain.areas import areas_of
from bot.domain.commitments import lines
from tests.factories import (
    TEAM,
    a_person,
)

BEN = "<@UBEN>"


def test_show_tells_the_story(type_, promised):
    assert type_(lines.show, "c-1 please").kind is Kind.STORY


@pytest.mark.parametrize("text", ["", "everything", "I-7"])
def test_show_needs_an_id(type_, text):
    with pytest.raises(lines.NoRecordNamed):
        type_(lines.show, text)


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("", "mine"),
        (" Mine ", "mine"),
        ("owed", "owed"),
        ("offered", "offered"),
        ("OVERDUE", "overdue"),
        ("open", "open"),
        (BEN, "person"),
        ("@ben", "person"),
        ("person @ben", "person"),
        ("@me", "person"),
        ("sales", "area"),
        ("area Sales", "area"),
    ],
)
def test_list_knows_its_lists(type_, text, which):
    assert type_(lines.list_, text).facts["which"] == which


def test_list_says_of_whom(session, type_):
    sales = next(area for area in areas_of(session, TEAM) if area.name == "Sales")

    assert type_(lines.list_, BEN).facts["of"] == a_person(session, "ben").number
    assert type_(lines.list_, "Sales").facts["of"] == sales.number


@pytest.mark.parametrize("text", ["area", "person", "everything", "@zoe", "<@UNOBODY>", "<!here>"])
def test_an_unknown_list_is_refused(type_, text):
    with pytest.raises(lines.NoSuchList):
        type_(lines.list_, text)
