"""`cxbot doctor --slack`: sends every view the bot can draw to Slack's own judge of blocks."""

import asyncio
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import aiohttp

from bot.cli.doctor.findings import Finding, bad, good

# Drawn and kept by the tests; each file holds what `blocks.validate` takes, a message or a view.
FOLDER = Path(__file__).resolve().parents[3] / "tests" / "views" / "golden"
TRIES = 5
PAUSE = 30.0  # Seconds, when Slack asks for patience without saying how much.
MEND = "the view in bot/views, then `make test`: the stand-in should have refused it first."


def golden_views(folder: Path = FOLDER) -> dict[str, dict[str, Any]]:
    """Return every view by its name."""
    return {
        file.stem: json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.json"))
    }


async def golden_findings(
    http: aiohttp.ClientSession, address: str, views: Mapping[str, Mapping[str, Any]]
) -> list[Finding]:
    """Ask about each view, one after the other; what Slack takes is only counted."""
    if not views:
        return [bad(f"Views: there are none in {FOLDER}.", "`python -m tests.views.rewrite`")]
    refused: list[Finding] = []
    try:
        for name, view in views.items():
            refused += _refusals(name, await _asked(http, f"{address}blocks.validate", view))
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        sentence = f"Views: {address} does not answer ({type(error).__name__})."
        return [*refused, bad(sentence, "`cxbot doctor` looks whether Slack is reached.")]
    return refused or [good(f"Views: Slack takes all {len(views)}.")]


async def _asked(
    http: aiohttp.ClientSession, address: str, view: Mapping[str, Any]
) -> dict[str, Any]:
    """Return Slack's answer; when it asks for patience, ask again after that time."""
    form = {name: json.dumps(value, ensure_ascii=False) for name, value in view.items()}
    for _ in range(TRIES):
        async with http.post(address, data=form) as answer:
            said: dict[str, Any] = await answer.json(content_type=None)
            wait = float(answer.headers.get("Retry-After", PAUSE))
        if said.get("error") != "ratelimited":
            return said
        await asyncio.sleep(wait)
    return said


def _refusals(name: str, said: Mapping[str, Any]) -> Iterator[Finding]:
    """Give a line for each fault that Slack names, or one for a refusal without any."""
    if said.get("ok"):
        return
    faults: Sequence[Mapping[str, Any]] = said.get("errors") or [{"message": said.get("error")}]
    for fault in faults:
        where = f" at {fault['pointer']}" if fault.get("pointer") else ""
        yield bad(f"View {name}{where}: {fault.get('message')}.", MEND)
