"""An interrupted soak leaves nothing running."""

import asyncio
import sys
from pathlib import Path

CHILD = """
import os, signal
from tests.schedules.parents import end_with_parent
end_with_parent()
print(os.getpid(), flush=True)
signal.pause()
"""
PARENT = f"""
import subprocess, sys
subprocess.run([sys.executable, "-c", {CHILD!r}])
"""


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


async def test_whoever_is_killed_takes_its_children_along():
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PARENT, stdout=asyncio.subprocess.PIPE
    )
    child = int(await parent.stdout.readline())
    assert is_running(child)

    parent.kill()
    await parent.wait()

    for _ in range(100):
        if is_running(child):
            await asyncio.sleep(0.05)
    assert not is_running(child)
