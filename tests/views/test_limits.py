"""Every view, empty or filled to the brim, is one that Slack takes and people can use."""

import pytest
from slack_sdk.models.blocks import ActionsBlock, ButtonElement, MarkdownTextObject, SectionBlock
from slack_sdk.models.views import View

from bot.app.answers import pages
from bot.domain.answers import Kind
from bot.drawings import LOOK_UPS, MODALS
from bot.views.forms import TITLES
from bot.views.ids import Action
from bot.views.surface import Message
from tests.views.fillings import EMPTIEST, FILLINGS, FULLEST, Filling
from tests.views.judging import answer_faults, faults_of, payload_of
from tests.views.screens import SCREENS, drawn

KINDS = {kind for kind, _, _ in SCREENS.values()}
ABOUT_ONE = {Kind.CARD, Kind.OFFER, Kind.HANDOVER, Kind.TOLD, Kind.COMMITMENT, Kind.STORY}
LONG = {"refusal", "asked once.area", "export.csv", "export.markdown", "gathering.markdown"}
# Posted, never answered with: a message holds more than an acknowledgement.
POSTED = {"digest.what is due and what is new"}
MESSAGES = [name for name in SCREENS if isinstance(drawn(name, EMPTIEST), Message)]


def test_every_kind_that_can_be_said_is_a_screen_here():
    assert {*LOOK_UPS, *MODALS} - KINDS == set()
    assert {f"modal.{kind}" for kind in TITLES} <= set(SCREENS)


@pytest.mark.parametrize("name", SCREENS)
def test_slack_takes_every_view_whatever_people_wrote(name):
    found = [(filling, faults_of(drawn(name, FILLINGS[filling]))) for filling in FILLINGS]

    assert [(filling, faults) for filling, faults in found if faults] == []


@pytest.mark.parametrize("name", MESSAGES)
def test_every_answer_is_small_enough_for_an_acknowledgement(name):
    found = [(filling, [*answer_faults(drawn(name, FILLINGS[filling]))]) for filling in FILLINGS]

    assert [(filling, faults) for filling, faults in found if faults] == []


@pytest.mark.parametrize("name", [name for name in SCREENS if SCREENS[name][0] in ABOUT_ONE])
def test_the_text_of_a_message_says_who_what_and_when_in_one_line(name):
    text = drawn(name, Filling("call Acme", "Ada Lind", is_full=False)).text

    assert text.count("C-12") >= 1
    assert "Ada Lind" in text or " you " in text
    assert "by Friday 27 November" in text
    assert text.endswith(": call Acme")
    assert "*" not in text


@pytest.mark.parametrize("name", [name for name in MESSAGES if name not in LONG | POSTED])
def test_nothing_but_a_text_handed_back_or_a_hundred_areas_takes_two_answers(name):
    assert len(pages(drawn(name, FULLEST))) == 1


@pytest.mark.parametrize("name", MESSAGES)
def test_views_are_drawn_the_same_twice(name):
    once, again = (payload_of(drawn(name, FULLEST)) for _ in range(2))

    assert once == again


def wrong(*elements, text="C-1", mark="x", verbatim=True):
    said = SectionBlock(text=MarkdownTextObject(text=mark, verbatim=verbatim))
    return Message(text, [said, *([ActionsBlock(elements=list(elements))] if elements else [])])


WRONG = {
    "no text": wrong(text=""),
    "a text too long to be changed": wrong(text="x" * 4001),
    "everybody called": wrong(mark="<!channel>"),
    "everybody called in the text": wrong(text="<!here>"),
    "an entity torn": wrong(mark="R&am… and more"),
    "a link torn": wrong(mark="<https://exam… and more"),
    "not verbatim": wrong(verbatim=False),
    "a label too long": wrong(ButtonElement(text="x" * 25, action_id="a")),
    "an id twice": wrong(*[ButtonElement(text="x", action_id=Action.DONE)] * 2),
    "a modal without a send button": View(
        type="modal", title="x", blocks=drawn("modal.done", EMPTIEST).blocks
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_found(name):
    assert faults_of(WRONG[name])
