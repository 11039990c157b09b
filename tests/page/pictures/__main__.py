"""Takes a picture of each surface into docs/pictures: `python -m tests.page.pictures`.

They show the same each time, since the clock begins on one Tuesday and is set before each scene;
only how long the traffic took differs.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from sandbox.slack import Slack
from sandbox.story import tell
from tests.demo_journey import demo, free_port
from tests.page.browser import STEADY, started
from tests.page.pictures import behind, customers, promises, together
from tests.page.pictures.stage import FOLDER, HEIGHT, ROOT, TUESDAY, WIDTH, Stage

WIDE = {"width": WIDTH, "height": HEIGHT}
SHARP = 1.5
SCENES = (
    behind.who,
    promises.known,
    promises.promise,
    promises.kept,
    together.a_round,
    together.the_channel,
    behind.on_a_phone,
    together.stands,
    promises.offer,
    promises.home,
    together.forum,
    together.thread,
    together.shortcut,
    customers.kudos,
    customers.issue,
    customers.wins,
    behind.trouble,
    behind.traffic,
    behind.next_event,
    promises.digest,
    together.agenda,
    customers.trends,
)


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(prepared(Path(folder)))
        command = [sys.executable, "-m", "bot", "demo", "--port", str(free_port())]
        running = demo([*command, "--data", folder], folder, 0)
        with running as page, started(*STEADY) as browser:
            look = {"viewport": WIDE, "device_scale_factor": SHARP, "reduced_motion": "reduce"}
            stage = Stage(page.address, browser.new_page(**look))
            for scene in SCENES:
                stage.scene()
                scene(stage)


async def prepared(folder):
    """Leave a workspace in which it is Tuesday for the demo to go on with."""
    async with Slack.start(manifest=ROOT / "manifest.json", state=folder / "slack.json") as slack:
        slack.clock.move_to(TUESDAY)
        tell(slack.world)


main()
