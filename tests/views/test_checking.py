"""What Slack's SDK checks is checked, too, when its checks are found once for a class."""

import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import ButtonElement, HeaderBlock, SectionBlock

from bot.views.checking import check, checks_of


def every_class(kind=JsonObject):
    for each in kind.__subclasses__():
        yield each
        yield from every_class(each)


def test_every_check_of_every_class_is_found():
    for kind in every_class():
        own = {name for name, value in vars(kind).items() if hasattr(value, "validator")}
        assert own <= set(checks_of(kind)), kind


def test_no_class_decides_by_itself_how_it_is_checked():
    assert [kind for kind in every_class() if "validate_json" in vars(kind)] == []


@pytest.mark.parametrize(
    "drawn",
    [
        SectionBlock(text="x" * 3001),
        HeaderBlock(text="x" * 151),
        ButtonElement(text="x" * 76, action_id="a"),
        ButtonElement(text="x", action_id="a" * 256),
    ],
)
def test_what_is_too_long_is_refused_alike(drawn):
    with pytest.raises(SlackObjectFormationError) as theirs:
        drawn.validate_json()
    with pytest.raises(SlackObjectFormationError) as ours:
        check(drawn)
    assert str(ours.value) == str(theirs.value)
