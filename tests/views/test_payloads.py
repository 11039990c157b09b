"""What goes to Slack is what its SDK would send, and costs the collector nothing."""

import gc
from importlib.util import module_from_spec, spec_from_file_location

from slack_sdk.models import basic_objects
from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import ButtonElement, RichTextSectionElement, SectionBlock

from bot.views.checking import check
from bot.views.payloads import make_payloads_leanly, payload_of
from tests.views.fillings import FULLEST
from tests.views.screens import SCREENS, drawn


def theirs():
    """Return how the SDK does it, whatever was put in its place in this process."""
    spec = spec_from_file_location("untouched", basic_objects.__file__)
    untouched = module_from_spec(spec)
    spec.loader.exec_module(untouched)
    return untouched.JsonObject.get_non_null_attributes


def objects_in(thing):
    return [thing] if isinstance(thing, JsonObject) else thing.blocks


def test_what_is_drawn_is_sent_as_the_sdk_sends_it(monkeypatch):
    monkeypatch.setattr(JsonObject, "validate_json", check)
    sdk = theirs()
    for name in list(SCREENS)[::10]:
        for each in objects_in(drawn(name, FULLEST)):
            assert list(payload_of(each).items()) == list(sdk(each).items()), name


def test_what_may_be_empty_is_sent_and_nothing_else_that_is():
    assert payload_of(RichTextSectionElement(elements=[]))["elements"] == []
    assert "fields" not in payload_of(SectionBlock(text="x", fields=[]))


def test_nothing_is_left_for_the_collector(monkeypatch):
    monkeypatch.setattr(JsonObject, "get_non_null_attributes", theirs())
    make_payloads_leanly()
    block = SectionBlock(text="x", accessory=ButtonElement(text="y", action_id="z"))
    gc.collect(1)
    block.to_dict()
    assert gc.collect(0) == 0
