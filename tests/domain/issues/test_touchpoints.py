"""Touchpoints and areas are the company's own lists, kept by whoever looks after the workspace."""

import pytest

from bot.domain.administering import (
    NotAdministering,
    Part,
    may_administer,
    save_touchpoint,
    show_part,
)
from bot.domain.areas import (
    AreaNameMissing,
    AreaThere,
    AreaWish,
    CannotLead,
    add_area,
    areas_of,
    change_area,
)
from bot.domain.issues.touchpoints import (
    PRESET,
    NameMissing,
    TouchpointThere,
    TouchpointWish,
    add_touchpoint,
    change_touchpoint,
    retire_touchpoint,
    touchpoint_called,
    touchpoint_in,
    touchpoints_of,
)
from bot.domain.roles import appoint_cco
from tests.factories import TEAM, a_person


def names(session):
    return [each.name for each in touchpoints_of(session, TEAM)]


def test_a_workspace_starts_with_the_usual_journey(session):
    assert names(session) == [name for name, _ in PRESET]


def test_one_is_put_where_it_belongs_along_the_journey(session):
    add_touchpoint(session, TEAM, TouchpointWish("Checkout", "Buy", place=2))
    renewal = touchpoint_called(session, TEAM, "renewal")
    change_touchpoint(session, renewal, TouchpointWish("Contract renewal", "Stay", place=1))

    assert names(session)[:4] == ["Contract renewal", "Website", "Checkout", "Sales call"]


def test_two_have_two_names_whatever_the_case(session):
    with pytest.raises(TouchpointThere):
        add_touchpoint(session, TEAM, TouchpointWish("  INVOICE "))
    website = touchpoint_called(session, TEAM, "Website")
    with pytest.raises(TouchpointThere):
        change_touchpoint(session, website, TouchpointWish("invoice"))


@pytest.mark.parametrize("name", ["", " \u200b", "x" * 81])
def test_each_needs_a_name_that_can_be_read(session, name):
    with pytest.raises(NameMissing):
        add_touchpoint(session, TEAM, TouchpointWish(name))
    with pytest.raises(AreaNameMissing):
        AreaWish(name)


def test_retired_it_is_offered_no_more_and_comes_back_as_the_same(session, now):
    invoice = touchpoint_called(session, TEAM, "Invoice")
    retire_touchpoint(session, invoice, now)
    assert "Invoice" not in names(session)

    back = add_touchpoint(session, TEAM, TouchpointWish("invoice", "Pay"))

    assert (back.number, back.name, back.retired_at) == (invoice.number, "invoice", None)


def test_a_text_that_names_one_of_them_is_about_it(session):
    assert touchpoint_in(session, TEAM, "the second invoice is wrong").name == "Invoice"
    assert touchpoint_in(session, TEAM, "invoices and invoicing") is None
    assert touchpoint_in(session, TEAM, "the invoice for support") is None


def test_an_area_gets_a_leader_and_a_sponsor(session):
    ada, ben = a_person(session, "ada"), a_person(session, "ben")
    legal = add_area(session, TEAM, AreaWish(" Legal ", leader=ben, sponsor=ada))
    change_area(session, legal, AreaWish("Law", leader=ada))

    assert (legal.name, legal.leader, legal.sponsor) == ("Law", ada.number, None)
    assert "Law" in [each.name for each in areas_of(session, TEAM)]


def test_areas_differ_in_name_and_are_led_by_colleagues(session):
    with pytest.raises(AreaThere):
        add_area(session, TEAM, AreaWish("marketing"))
    with pytest.raises(CannotLead):
        AreaWish("Legal", leader=a_person(session, "gus"))


def test_the_cco_and_administrators_look_after_them_and_nobody_else(session, now):
    ada, ben, cleo = (a_person(session, name) for name in ("ada", "ben", "cleo"))
    appoint_cco(session, ben, now)

    assert [may_administer(session, each) for each in (ada, ben, cleo)] == [True, True, False]
    with pytest.raises(NotAdministering):
        show_part(session, cleo, Part.SOURCES)
    with pytest.raises(NotAdministering):
        save_touchpoint(session, cleo, "", TouchpointWish("Checkout"))
