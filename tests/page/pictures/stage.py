"""Where pictures are taken: a demo whose clock stands where each scene begins, and a camera."""

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import Request, urlopen

from PIL import Image
from playwright.sync_api import expect

from tests.page.browser import dialog, messages, show

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "docs/pictures"
TUESDAY = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
MINUTES_A_SCENE = 5
MOST_EVENTS = 15
WIDTH, HEIGHT, LOW = 1200, 760, 560
A_PULSE = 1_300  # Milliseconds until what fell due is seen.
COLOURS = 256  # As many as one cannot tell from all of them; half the bytes.


class Stage:
    """A demo whose clock is set before each scene, and the tab in which one sees it."""

    def __init__(self, address, tab):
        self.address = address
        self.tab = tab
        self.moment = TUESDAY

    def scene(self):
        """Begin at the next full five minutes, however long the last scene took."""
        self.moment += timedelta(minutes=MINUTES_A_SCENE)
        now = datetime.fromisoformat(self._clock()["now"])
        self._clock({"seconds": (self.moment - now).total_seconds()})

    def _clock(self, told=None):
        body = json.dumps(told).encode() if told else None
        with urlopen(Request(f"{self.address}/control/clock", body), timeout=10) as answer:
            return json.load(answer)

    def be(self, person, place):
        show(self.tab, self.address, person, place)

    def says(self, text):
        """Write a line and send it, whatever is suggested meanwhile."""
        self.tab.locator("#write").fill(text)
        self.tab.get_by_role("button", name="Send").last.click()

    def card(self, text):
        """Wait until the newest message with these words is there."""
        card = messages(self.tab).filter(has_text=text).last
        expect(card).to_be_visible()
        return card

    def submit(self):
        dialog(self.tab).locator("button[type=submit]").last.click()

    def close(self):
        self.tab.keyboard.press("Escape")
        expect(dialog(self.tab)).to_be_hidden()

    def until(self, seen):
        """Go from event to event until this is seen."""
        for _ in range(MOST_EVENTS):
            self.tab.get_by_role("button", name="To the next event").click()
            self.tab.wait_for_timeout(A_PULSE)
            if seen.count():
                return
        expect(seen.first).to_be_visible()

    def loaded(self, image):
        expect(image).to_be_visible()
        self.tab.wait_for_function("image => image.complete", arg=image.element_handle())

    def quiet(self):
        """Take notifications away."""
        for away in ("Put this notification away", "Dismiss"):
            while (button := self.tab.locator(f"[aria-label='{away}']:visible").first).count():
                button.click()
                self.tab.wait_for_timeout(200)

    def at_rest(self):
        """Take notifications away, and mouse and keyboard away from the messages."""
        self.quiet()
        self.tab.mouse.move(0, 0)
        self.tab.locator("#write").focus()

    def picture(self, name, height=HEIGHT):
        """Keep what one sees, in a lower window where there is less to see."""
        self.tab.set_viewport_size({"width": WIDTH, "height": height})
        taken(self.tab, name)
        self.tab.set_viewport_size({"width": WIDTH, "height": HEIGHT})


def taken(tab, name):
    """Keep what the tab shows, in few colours."""
    tab.wait_for_timeout(300)
    image = Image.open(io.BytesIO(tab.screenshot(animations="disabled"))).convert("RGB")
    few = image.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, 1, dither=Image.Dither.NONE)
    few.save(FOLDER / f"{name}.png", optimize=True)
