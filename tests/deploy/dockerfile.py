"""Reads the Dockerfile: its instructions in order, and what it leaves set."""

import re
import shlex
from pathlib import Path

ROOT = Path(__file__).parents[2]


def instructions():
    """Return (word, rest) for each instruction, its lines joined."""
    text = (ROOT / "Dockerfile").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    joined = re.sub(r"\\\n", " ", "\n".join(lines))
    return [tuple(line.split(None, 1)) for line in joined.splitlines() if line.strip()]


def all_of(word):
    return [rest for name, rest in instructions() if name == word]


def environment():
    """Return what ENV sets."""
    pairs = (word.split("=", 1) for rest in all_of("ENV") for word in shlex.split(rest))
    return dict(pairs)


def copied():
    """Return (source, target) of everything that is copied from the repository."""
    rests = [rest.split() for rest in all_of("COPY") if not rest.startswith("--from")]
    return [(source, parts[-1]) for parts in rests for source in parts[:-1]]
