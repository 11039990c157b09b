"""What a session says: plain words, whose turn it is, and nothing that is not for all."""

from bot.domain.answers import Kind
from bot.views.ids import Action
from tests.views.fillings import EMPTIEST, FULLEST, Filling
from tests.views.judging import payload_of
from tests.views.reading import buttons, inputs, seen, starts
from tests.views.screens import SCREENS, drawn

PLAIN = Filling("call Acme back", "Ada Lind")
OURS = [
    name
    for name, (kind, _, _) in SCREENS.items()
    if str(kind).startswith(("session", "agenda")) or "session." in name or "agenda." in name
]


def test_the_post_invites_everybody_to_add_an_item_until_it_begins():
    assert buttons(drawn("session.post.ahead", PLAIN)) == ["Add an item"]
    for state in ("begun", "recorded", "skipped", "void"):
        assert buttons(drawn(f"session.post.{state}", PLAIN)) == []


def test_what_comes_late_says_so():
    for name in ("session.post.ahead", "session.agenda", "session.start", "session.asked.waiting"):
        assert "This comes late" in seen(drawn(name, FULLEST))
        assert "This comes late" not in seen(drawn(name, EMPTIEST))


def test_an_agenda_without_records_leaves_those_parts_out():
    shown = seen(drawn("session.agenda", EMPTIEST))

    assert [part for part in ("customer", "Promised", "Past", "area") if part in shown] == []


def test_an_agenda_begins_with_a_customer_and_ends_with_what_to_talk_about():
    shown = seen(drawn("session.agenda", PLAIN))

    parts = ("A customer first", "since last time", "Past their date", "by area", "To talk about")
    places = [shown.index(part) for part in parts]
    assert places == sorted(places)
    assert "99 kept · 99 moved · 99 promised anew · 99 done late" in shown
    assert "… and 94 more" in shown


def test_minutes_tell_of_offers_only_how_many_there_are():
    shown = seen(drawn("session.minutes", PLAIN))

    assert "12 offers still to be answered." in shown
    assert "Offered" not in shown


def test_the_form_begins_with_who_is_asked():
    form = drawn(f"modal.{Kind.SESSION_FORM.value.replace('form', 'record')}", PLAIN)

    assert inputs(form) == [
        "Who was there? (?)",
        "What was promised? (?)",
        "What was dealt with? (?)",
        "What is no longer needed? (?)",
        "Notes (?)",
    ]
    assert len(starts(form)["Who was there?"]) == 50


def test_without_items_the_form_does_not_ask_about_them():
    assert len(inputs(drawn("modal.session.record", EMPTIEST))) == 3


def test_only_what_a_reader_may_take_off_has_a_menu():
    shown = payload_of(drawn("agenda.asked for", PLAIN))

    menus = [block["accessory"] for block in shown["blocks"] if block.get("accessory")]
    assert {menu["action_id"] for menu in menus} == {Action.ITEM_MENU}
    assert "accessory" not in str(payload_of(drawn("session.agenda", PLAIN)))


def test_nobody_is_called_by_what_a_session_says():
    called = [name for name in OURS if "<@" in str(payload_of(drawn(name, PLAIN)))]

    assert called == []
