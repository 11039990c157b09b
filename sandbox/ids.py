"""Fresh ids in the shapes that Slack uses."""

from __future__ import annotations

import random
import string

LETTERS = string.ascii_uppercase + string.digits
HEX = "0123456789abcdef"


def new_id(prefix: str) -> str:
    """Return an id such as D0K3F8QZX1: the letter tells what it is."""
    return prefix + "0" + "".join(random.choices(LETTERS, k=9))


def new_hash(seconds: float) -> str:
    """Return a view's hash, which Slack writes as a moment and eight letters."""
    return f"{seconds:.0f}." + "".join(random.choices(string.ascii_letters, k=8))


def new_trigger() -> str:
    """Return a trigger: three parts with dots between, the last in hex."""
    first, second = random.randrange(10**10), random.randrange(10**9)
    return f"{first}.{second}." + "".join(random.choices(HEX, k=32))


def new_secret(length: int = 24) -> str:
    return "".join(random.choices(string.ascii_letters + string.digits, k=length))
