"""The line that the page for administrators shows for a first signal works as it stands."""

import asyncio
import json

import pytest

from tests.docs.reading import FENCE, PAGES
from tests.handlers.test_signals import listening

EXAMPLE = next(m[3] for m in FENCE.finditer(PAGES["docs/administrators.md"]) if m[2] == "bash")


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_the_example_opens_an_issue(database):
    async with listening(database) as tool:
        script = EXAMPLE.replace("the-secret-of-help-desk", tool.secret)
        script = script.replace("http://127.0.0.1:3000", tool.door.address)
        script = script.replace("/help-desk", "/desk")
        process = await asyncio.create_subprocess_exec(
            "bash", "-c", script, stdout=asyncio.subprocess.PIPE
        )
        said, _ = await process.communicate()

    assert json.loads(said) == {"issue": "I-1", "report": 1, "opened": True}
