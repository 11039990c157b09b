"""What is typed, pressed and sent about issues: every way leads somewhere, and twice is as once."""

from functools import partial

import pytest
from sqlmodel import select

from bot.domain.issues.owning import own
from bot.domain.issues.records import Issue, State
from bot.domain.people import person_seen
from bot.domain.unfinished import FormKind, all_unfinished
from bot.routes import Pressed, Shortcut, Submitted
from bot.views.issues.controls import menu
from handlers.commitments import fill
from handlers.issues import forms, presses
from tests.conftest import NOON
from tests.factories import OPS, TEAM
from tests.handlers.at_desk import Counter, Directory
from tests.views.fillings import EMPTIEST, FULLEST
from tests.views.issues_screens import a_shown
from tests.views.reading import buttons, inputs, seen, starts

CHAIRS = "Chairs arrive scratched"


@pytest.fixture
def counter(embedded):
    return Counter(embedded, Directory())


def pressed(value, by="UADA", **more):
    return Pressed(TEAM, by, None, value=value, channel_id=OPS, **more)


def sent(note, by="UADA", key=None, **values):
    state = {name: {name: {"value": value}} for name, value in values.items()}
    return Submitted(TEAM, by, key, view_id="V1", note=note, values=state)


def issues(session):
    return [(each.number, each.state, each.reports) for each in session.exec(select(Issue))]


def unfinished(session):
    return [
        each.words for each in all_unfinished(session, person_seen(session, TEAM, "UADA"), NOON)
    ]


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("filling", [EMPTIEST, FULLEST])
def test_every_choice_of_a_menu_is_answered(state, filling):
    options = menu(a_shown(filling, state)).options
    asked = {option.value.partition(":")[0] for option in options}

    assert asked - {"more", "story", "chain", "take_back"} <= {
        each.value.removeprefix("issue.") for each in presses._FORMS.values()
    }


async def test_a_line_opens_an_issue_with_what_it_says(counter):
    answer = await counter.says(f"complaint urgent: {CHAIRS}")

    assert "*Issue I-1:* noted as urgent." in seen(answer.message)
    assert CHAIRS in seen(answer.message)
    assert await counter.looks(issues) == [(1, State.NEW, 1)]


async def test_without_words_the_form_is_opened_and_asks_for_no_more_than_what(counter):
    modal = (await counter.says("issue")).modal

    assert [label for label in inputs(modal) if "(?)" not in label] == ["What", "How bad is it"]


async def test_a_text_too_long_is_kept_in_the_form(counter):
    modal = (await counter.says(f"issue {'Chairs! ' * 300}")).modal

    assert starts(modal)["What"].startswith("Chairs! Chairs!")
    assert await counter.looks(issues) == []
    assert len((await counter.looks(unfinished))[0]) == 300 * 8 - 1


async def test_the_same_words_twice_are_one_issue_unless_it_is_meant(counter):
    await counter.says(f"issue {CHAIRS}")
    again = await counter.says(f"issue {CHAIRS}")
    assert "Make another" in buttons(again.message)

    for _ in range(2):
        press = pressed("1:1", message_ts="1.1")
        await counter.asks(presses.make_another, press)

    assert [number for number, _, _ in await counter.looks(issues)] == [1, 2]


async def test_a_form_that_is_sent_twice_opens_one_issue(counter):
    await counter.says("issue")

    for _ in range(2):
        answer = await counter.asks(forms.open_issue, sent("U-1", what=CHAIRS))

    assert CHAIRS in seen(answer.message)
    assert await counter.looks(issues) == [(1, State.NEW, 1)]


async def test_a_form_says_what_was_seen_before_and_opens_it_when_it_is_sent_again(counter):
    await counter.says(f"issue {CHAIRS} in their boxes")
    await counter.says("issue")
    form = sent("U-1", what=f"{CHAIRS} in their boxes, again")

    first = await counter.asks(forms.open_issue, form)
    assert "*Seen before?*" in seen(first.modal)
    assert await counter.looks(issues) == [(1, State.NEW, 1)]
    await counter.asks(forms.open_issue, form)

    assert len(await counter.looks(issues)) == 2


async def test_a_double_press_is_answered_as_one(counter):
    await counter.says(f"issue {CHAIRS}")
    press = partial(presses.press, own, {"owned"})

    answers = [await counter.asks(press, pressed("1:1", "UBEN")) for _ in range(2)]

    assert [seen(each.message).split("\n")[0] for each in answers] == [
        "*Issue I-1* · You own it."
    ] * 2


async def test_a_verb_without_an_id_asks_which_issue_and_goes_on(counter):
    await counter.says(f"issue {CHAIRS}")
    modal = (await counter.says("own", by="UBEN")).modal
    assert inputs(modal) == ["Which issue"]

    answer = await counter.asks(forms.pick, sent(modal.private_metadata, "UBEN", into="I-1"))

    assert "You own it." in seen(answer.message)


async def test_who_is_asked_to_own_it_says_yes_or_no_in_words(counter):
    await counter.says(f"issue {CHAIRS}")
    await counter.says("handoff I-1 <@UBEN> because Sales sends them")
    refused = await counter.says("decline I-1 because the carrier does", by="UBEN")
    assert "You did not take it." in seen(refused.message)

    await counter.says("handoff I-1 <@UBEN>")
    taken = await counter.says("commit I-1", by="UBEN")

    assert "You own it." in seen(taken.message)


async def test_the_cause_of_what_nobody_owns_is_kept_with_who_names_it(counter):
    await counter.says(f"issue {CHAIRS}")

    answer = await counter.says("next I-1 the boxes are too thin")

    assert "You named the cause." in seen(answer.message)
    assert "Cause: the boxes are too thin" in seen(answer.message)
    assert await counter.looks(issues) == [(1, State.CAUSE_KNOWN, 1)]


async def test_asking_for_an_owner_says_that_nobody_owns_it_until_then(counter):
    await counter.says(f"issue {CHAIRS}")

    modal = (await counter.says("handoff I-1")).modal

    assert modal.title.text == "Ask for an owner"


async def test_a_promise_whose_date_is_asked_for_is_still_linked(counter):
    await counter.says(f"issue {CHAIRS}")
    modal = (await counter.says("commit I-1 ok")).modal
    values = {"what": {"what": {"value": "ask the carrier"}}}
    form = Submitted(TEAM, "UADA", None, view_id="V1", note=modal.private_metadata, values=values)

    await counter.asks(partial(fill, FormKind.PROMISE), form)

    assert "Linked to it: C-1" in seen((await counter.says("show I-1")).message)


async def test_a_message_opens_the_form_with_its_words(counter):
    used = Shortcut(TEAM, "UADA", None, channel_id=OPS, message={"text": CHAIRS, "ts": "1.1"})

    modal = (await counter.asks(forms.begin_from_message, used)).modal

    assert starts(modal)["What"] == CHAIRS


def test_every_form_but_three_has_a_button_of_its_own():
    others = {FormKind.ISSUE, FormKind.ISSUE_PICK, FormKind.ISSUE_STEP}

    assert set(presses._FORMS.values()) == {*forms.TITLES} - others


async def test_in_its_form_what_was_seen_before_takes_what_is_filled_in_as_a_report(counter):
    await counter.says(f"issue {CHAIRS} in their boxes", by="UBEN")
    await counter.says("issue")
    await counter.asks(forms.open_issue, sent("U-1", what=f"{CHAIRS} in their boxes, again"))
    filled = sent("U-1", customer="Acme", what=f"{CHAIRS}!").values
    in_modal = {"view": {"type": "modal"}, "values": filled}
    press = Pressed(TEAM, "UADA", None, value="1:U-1", **in_modal)

    answer = await counter.asks(presses.add_report, press)

    assert "2 reports from 2 colleagues" in seen(answer.message)
    story = seen((await counter.says("show I-1")).message)
    assert f"Acme · heard by Ada Lind\n{CHAIRS}!" in story
