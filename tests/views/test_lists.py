"""What lists and Home say."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.commitments.deputies import ForAnother
from bot.domain.commitments.finding import Which
from bot.domain.commitments.records import State
from bot.domain.preferences import Preferences
from bot.domain.unfinished import FormKind, Started
from bot.views.commitments.lists import Listed, page
from bot.views.home import Home, home_tab
from bot.views.preferences.settings import Held
from tests.conftest import NOON
from tests.factories import FRIDAY, TEAM
from tests.views.reading import buttons, seen
from tests.views.records import ADA, BEN, a_page, a_reader, a_shown

OWN_MENU = ["Done", "Extend", "Hand over", "Drop", "History"]
HELD = Held(a_reader(ADA), Preferences(team_id=TEAM, person=ADA), FRIDAY)
BENS = {"owner": "Ben Okafor", "owned_by": BEN}


def listed(*shown, which=Which.MINE, of="", now=NOON, **paged):
    return page(Listed(a_page(shown, **paged), which, of, {"here": "C1"}, a_reader(ADA), now))


def test_a_line_has_the_date_first_and_then_the_words():
    drawn = listed(a_shown("call Acme"))

    assert seen(drawn).split("\n")[:3] == [
        "Your open commitments",
        "*C-12* · by Friday 27 November",
        "call Acme",
    ]
    assert drawn.text == (
        "Your open commitments: C-12, open: Ada Lind, by Friday 27 November: call Acme"
    )


def test_a_date_that_passed_is_said_without_blame():
    drawn = listed(a_shown("call Acme"), now=NOON + timedelta(days=5))

    assert "*C-12* · Not done by Friday 27 November" in seen(drawn)


def test_mine_can_be_settled_and_others_looked_at():
    assert buttons(listed(a_shown())) == OWN_MENU
    assert buttons(listed(a_shown(**BENS), which=Which.OPEN)) == ["Show"]


def test_whose_it_is_stands_on_others_lines():
    drawn = listed(a_shown(**BENS), which=Which.OPEN)

    assert "*C-12* · Ben Okafor · by Friday 27 November" in seen(drawn)


@pytest.mark.parametrize(
    ("which", "title", "empty"),
    [
        (Which.MINE, "Your open commitments", "You owe nothing right now."),
        (Which.OWED, "Promised to you", "Nobody owes you anything right now."),
        (Which.OFFERED, "Offered to you", "Nothing waits for your answer."),
        (Which.OVERDUE, "Past their date", "Nothing is past its date."),
        (Which.OPEN, "Open commitments", "Nothing is open here."),
        (Which.AREA, "Open commitments of R&D", "Nothing is open here."),
        (Which.PERSON, "Open commitments of R&D", "Nothing is open here."),
    ],
)
def test_an_empty_list_says_so(which, title, empty):
    drawn = listed(which=which, of="R&D")

    assert seen(drawn).split("\n") == [title, empty]
    assert drawn.text == f"{title}: {empty}".replace("&", "&amp;")


@pytest.mark.parametrize(
    ("number", "has_more", "labels"),
    [(0, False, []), (0, True, ["More"]), (1, True, ["Back", "More"]), (2, False, ["Back"])],
)
def test_pages_can_be_turned(number, has_more, labels):
    drawn = listed(a_shown(**BENS), number=number, has_more=has_more)

    assert buttons(drawn)[1:] == labels


@pytest.mark.parametrize(("unseen", "said"), [(1, "1"), (99, "99"), (100, "99+")])
def test_what_is_private_is_only_a_number(unseen, said):
    assert f"And {said} more in private places." in seen(listed(unseen=unseen))


def home(**more):
    empty = a_page()
    known = Home(a_reader(ADA), empty, empty, empty, (), NOON, "/cx", HELD)
    return home_tab(replace(known, **more))


def test_an_empty_home_says_what_to_try():
    assert seen(home()).split("\n") == [
        "[New commitment]",
        "[Report a customer issue]",
        "What I owe",
        "You owe nothing right now.",
        "Owed to me",
        "Nobody owes you anything right now.",
        "*Reminders* · all · 09:00–18:00, Monday to Friday",
        "[Change]",
        "`/cx commit call Acme by friday` works anywhere. `/cx help`",
    ]


def test_what_waits_for_an_answer_comes_first_on_home():
    offered = a_page([a_shown(state=State.OFFERED)])

    lines = seen(home(offered_to_me=offered, owed_by_me=a_page([a_shown()]))).split("\n")

    assert lines.index("Waits for my answer") < lines.index("What I owe")
    assert [line for line in lines if line in ("[Accept]", "[Discuss]", "[Decline]")]


def test_a_handover_on_home_cannot_be_discussed():
    handed = home(offered_to_me=a_page([a_shown(**BENS)]))

    assert buttons(handed)[2:] == ["Show", "Accept", "Decline", "Change"]


def test_home_says_that_there_is_more():
    assert "… and more: `/cx list`" in seen(home(owed_by_me=a_page([a_shown()], has_more=True)))


@pytest.mark.parametrize(
    ("kind", "facts", "title"),
    [
        (FormKind.PROMISE, {}, "*A commitment*"),
        (FormKind.COPIES, {}, "*Commitments, one owner each*"),
        (FormKind.PICK, {}, "*A line without its commitment*"),
        (FormKind.DROP, {"number": 7}, "*About C-7*"),
    ],
)
def test_what_was_not_finished_waits_on_home(kind, facts, title):
    drawn = home(unfinished=[Started(1, kind, "Acme by 3/4", facts)])

    assert f"Unfinished\n{title}\nAcme by 3/4\n[Go on]\n[Throw away]" in seen(drawn)


def for_another(called, *numbers, **more):
    return ForAnother(a_reader(BEN, called), [a_shown(number=n, **BENS, **more) for n in numbers])


def test_home_has_the_lines_of_whom_one_acts_for_as_they_read_them():
    late = for_another("Ben Okafor", 21)

    drawn = home(for_others=[late], now=NOON + timedelta(days=5))

    assert "For Ben Okafor\n*C-21* · Not done by Friday 27 November\ncall Acme" in seen(drawn)
    assert buttons(drawn)[2:5] == ["Done", "Extend", "History"]


def test_home_says_how_much_for_others_finds_no_room():
    others = [for_another(name, *range(21, 28)) for name in ("Ben", "Cleo", "Dev", "Eva")]

    drawn = seen(home(for_others=others))

    assert drawn.count("… and 2 more") == 3
    assert "… and what falls due for 1 more person" in drawn
    assert "For Eva" not in drawn


def test_home_never_grows_beyond_what_slack_takes():
    began = [Started(7, FormKind.DONE, "the list", {"number": 12})] * 120

    drawn = home(unfinished=began)

    assert len(drawn.blocks) == 100
    assert "… and more than fits here: `/cx list`" in seen(drawn)
    assert buttons(drawn)[-1] == "Change"
