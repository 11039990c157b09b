"""Whatever is sent, the rules answer with faults and never with an error of their own."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.blockkit import (
    block_text_length,
    message_state,
    plain_fallback,
    view_faults,
    with_ids,
)
from sandbox.manifest import manifest_faults
from tests.sandbox.test_blockkit.test_legal import ROWS

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
JSON = st.recursive(
    LEAVES,
    lambda held: (
        st.lists(held, max_size=3) | st.dictionaries(st.text(max_size=5), held, max_size=3)
    ),
    max_leaves=8,
)


def places_in(value, here=()):
    yield here
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from places_in(value[key], (*here, key))


def replaced(value, place, new):
    if not place:
        return new
    changed = dict(value) if isinstance(value, dict) else list(value)
    changed[place[0]] = replaced(value[place[0]], place[1:], new)
    return changed


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_right_payload_with_one_part_replaced_is_judged_and_if_taken_kept(data):
    right = data.draw(st.sampled_from([row for row in ROWS.values() if row.args[0]]))
    place = data.draw(st.sampled_from(list(places_in(right.args[0]))))
    sent = replaced(right.args[0], place, data.draw(JSON))

    if not right.func(sent, **right.keywords):
        stored = with_ids(sent if isinstance(sent, list) else sent["blocks"])
        assert block_text_length(stored) >= 0
        assert isinstance(plain_fallback(stored), str)
        assert isinstance(message_state(stored, {}), dict)


@settings(max_examples=100, deadline=None)
@given(JSON)
def test_any_view_and_manifest_get_an_answer(payload):
    assert view_faults(payload)
    assert view_faults(payload, published=True)
    assert manifest_faults(payload)
