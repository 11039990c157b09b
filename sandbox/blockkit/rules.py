"""The few kinds of rule that all of Slack's refusals are made of, and how each one speaks."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class Fault:
    """One thing Slack refuses: what is wrong, and where in the payload."""

    pointer: str
    message: str

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]"


Faults = Iterator[Fault]
Agreement = Callable[[Mapping[str, Any], str], Faults]


class Rule(Protocol):
    def faults(self, value: Any, pointer: str) -> Faults: ...


@dataclass(frozen=True)
class Shape:
    """A pattern that a whole string must have, and the words for one that has not."""

    pattern: str
    message: str


@dataclass(frozen=True)
class Words:
    """A string; its length counts code points of the text as sent, escapes included."""

    most: int | None = None
    least: int = 1
    shape: Shape | None = None

    def faults(self, value: Any, pointer: str) -> Faults:
        if not isinstance(value, str) or not _is_sendable(value):
            yield Fault(pointer, "must provide a string")
            return
        if len(value) < self.least:
            yield Fault(pointer, f"must be more than {self.least - 1} characters")
        if self.most is not None and len(value) > self.most:
            yield Fault(pointer, f"must be less than {self.most + 1} characters")
        if self.shape and not re.fullmatch(self.shape.pattern, value):
            yield Fault(pointer, self.shape.message)


@dataclass(frozen=True)
class Truth:
    """True or false, never a word or a number that means it."""

    def faults(self, value: Any, pointer: str) -> Faults:
        if not isinstance(value, bool):
            yield Fault(pointer, "must provide a boolean")


@dataclass(frozen=True)
class Number:
    """A number, by default a whole one."""

    least: int | None = None
    most: int | None = None
    whole: bool = True

    def faults(self, value: Any, pointer: str) -> Faults:
        if isinstance(value, bool) or not isinstance(value, int if self.whole else int | float):
            yield Fault(pointer, f"must provide {'an integer' if self.whole else 'a number'}")
            return
        if self.least is not None and value < self.least:
            yield Fault(pointer, f"must be greater than {self.least - 1}")
        if self.most is not None and value > self.most:
            yield Fault(pointer, f"must be less than {self.most + 1}")


@dataclass(frozen=True)
class Choice:
    """One of a few words or numbers."""

    of: tuple[Any, ...]

    def faults(self, value: Any, pointer: str) -> Faults:
        if isinstance(value, bool) or value not in self.of:
            yield Fault(pointer, "must be a valid enum value")


@dataclass(frozen=True)
class Many:
    """A list of things that follow one rule."""

    of: Rule
    most: int | None = None
    least: int = 1

    def faults(self, value: Any, pointer: str) -> Faults:
        if not isinstance(value, list):
            yield Fault(pointer, "must provide an array")
            return
        if len(value) < self.least:
            yield Fault(pointer, f"must provide at least {self.least} items")
        if self.most is not None and len(value) > self.most:
            yield Fault(pointer, f"no more than {self.most} items allowed")
        for place, one in enumerate(value):
            yield from self.of.faults(one, f"{pointer}/{place}")


@dataclass(frozen=True)
class Must:
    """Marks a field that may not be left out."""

    rule: Rule

    def faults(self, value: Any, pointer: str) -> Faults:
        return self.rule.faults(value, pointer)


@dataclass(frozen=True)
class Thing:
    """An object: its fields, nothing else, and how they agree with each other."""

    fields: Mapping[str, Rule]
    also: tuple[Agreement, ...] = ()

    def faults(self, value: Any, pointer: str) -> Faults:
        if not isinstance(value, dict):
            yield Fault(pointer, "must provide an object")
            return
        found = [*self._shape_faults(value, pointer), *self._field_faults(value, pointer)]
        # Fields are compared only when each is right by itself: Slack, too, looks at shapes first.
        yield from found or (fault for agree in self.also for fault in agree(value, pointer))

    def _shape_faults(self, value: Mapping[str, Any], pointer: str) -> Faults:
        for name, rule in self.fields.items():
            if isinstance(rule, Must) and name not in value:
                yield Fault(pointer, f"missing required field: {name}")
        for name in value:
            if name not in self.fields:
                yield Fault(pointer, f"invalid additional property: {name}")

    def _field_faults(self, value: Mapping[str, Any], pointer: str) -> Faults:
        for name, rule in self.fields.items():
            if name in value:
                yield from rule.faults(value[name], f"{pointer}/{name}")


@dataclass(frozen=True)
class Kind:
    """An object whose `type` says which table of fields it follows."""

    things: Mapping[str, Thing]

    def faults(self, value: Any, pointer: str) -> Faults:
        if not isinstance(value, dict):
            yield Fault(pointer, "must provide an object")
        elif "type" not in value:
            yield Fault(pointer, "missing required field: type")
        elif not isinstance(value["type"], str):
            yield Fault(f"{pointer}/type", "must provide a string")
        elif value["type"] not in self.things:
            yield Fault(f"{pointer}/type", f"unsupported type: {value['type']}")
        else:
            rest = {name: one for name, one in value.items() if name != "type"}
            yield from self.things[value["type"]].faults(rest, pointer)


@dataclass(frozen=True)
class Schemas:
    """A place with several schemas: before the reason, Slack says that none of them matched."""

    rule: Rule

    def faults(self, value: Any, pointer: str) -> Faults:
        found = list(self.rule.faults(value, pointer))
        if found:
            yield Fault(pointer, "failed to match all allowed schemas")
        yield from found


@dataclass(frozen=True)
class Nullable:
    """A place that may be skipped with null; everywhere else Slack refuses null."""

    rule: Rule

    def faults(self, value: Any, pointer: str) -> Faults:
        if value is not None:
            yield from self.rule.faults(value, pointer)


@dataclass(frozen=True)
class Named:
    """An object whose keys are free and whose values follow one rule."""

    of: Rule
    most: int | None = None

    def faults(self, value: Any, pointer: str) -> Faults:
        if not isinstance(value, dict):
            yield Fault(pointer, "must provide an object")
            return
        if self.most is not None and len(value) > self.most:
            yield Fault(pointer, f"no more than {self.most} items allowed")
        for name, one in value.items():
            yield from self.of.faults(one, f"{pointer}/{name}")


def at_least_one(*names: str) -> Agreement:
    def agree(value: Mapping[str, Any], pointer: str) -> Faults:
        if not any(name in value for name in names):
            yield Fault(pointer, f"must define either {' or '.join(f'`{name}`' for name in names)}")

    return agree


def at_most_one(*names: str) -> Agreement:
    def agree(value: Mapping[str, Any], pointer: str) -> Faults:
        given = [f"`{name}`" for name in names if name in value]
        if len(given) > 1:
            yield Fault(pointer, f"must not define {' and '.join(given)} together")

    return agree


def in_order(low: str, high: str) -> Agreement:
    def agree(value: Mapping[str, Any], pointer: str) -> Faults:
        if low in value and high in value and float(value[low]) > float(value[high]):
            yield Fault(f"{pointer}/{low}", f"must not be greater than `{high}`")

    return agree


def _is_sendable(text: str) -> bool:
    # Half of a surrogate pair has no place in UTF-8, so no request could carry it.
    return not any("\ud800" <= letter <= "\udfff" for letter in text)
