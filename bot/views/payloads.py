"""What is drawn as Slack's JSON, made as its SDK makes it and with nothing left to collect.

For each object that becomes JSON the SDK makes a function that holds itself, which only the
collector frees: nine tenths of all it had to free. And it asks each for its attributes anew.
"""

from typing import Any

from slack_sdk.models.basic_objects import EMPTY_ALLOWED_TYPE_AND_PROPERTY_LIST, JsonObject

_MAY_BE_EMPTY = {(each["type"], each["property"]) for each in EMPTY_ALLOWED_TYPE_AND_PROPERTY_LIST}
_attributes: dict[type[JsonObject], tuple[str, ...]] = {}


def attributes_of(drawn: JsonObject) -> tuple[str, ...]:
    """Return the names of an object's attributes, in order: they are the same for its class."""
    kind = type(drawn)
    if kind not in _attributes:
        _attributes[kind] = tuple(sorted(drawn.attributes))
    return _attributes[kind]


def payload_of(drawn: JsonObject) -> dict[str, Any]:
    """Return what Slack is sent of an object: whatever of its attributes is there."""
    values = ((name, drawn.get_object_attribute(name)) for name in attributes_of(drawn))
    return {name: _plain(value) for name, value in values if _is_there(drawn, name, value)}


def make_payloads_leanly() -> None:
    """Have everything become JSON this way, from now on and in this process."""
    JsonObject.get_non_null_attributes = payload_of  # type: ignore[assignment,method-assign]  # on purpose


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    to_dict = getattr(value, "to_dict", None)
    if to_dict and callable(to_dict):
        return {name: _plain(each) for name, each in to_dict().items()}
    return value


def _is_there(drawn: JsonObject, name: str, value: Any) -> bool:
    if value is None:
        return False
    if (getattr(drawn, "type", None), name) in _MAY_BE_EMPTY:
        return True
    return not hasattr(value, "__len__") or len(value) > 0
