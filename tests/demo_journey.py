"""The main job, driven through a started demo without a browser: `python -m tests.demo_journey`."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parents[1]
PROMISE = "/cx commit call back every customer lost in May by friday"
WORDS = "call back every customer lost in May"
PLACE = {"as": "ben", "in": "cx-forum"}
STARTS_WITHIN = 240.0  # Seconds; the first start may install everything.
ENDS_WITHIN = 20.0
SEEN_WITHIN = 15.0


class Page:
    """The page as a program sees it: its parts, and the acts it offers."""

    def __init__(self, address):
        self.address = address

    def parts(self, **place):
        with urlopen(f"{self.address}/page/parts?{urlencode(place)}", timeout=10) as answer:
            return json.load(answer)["parts"]

    def act(self, name, **told):
        body = json.dumps(told).encode()
        headers = {"Content-Type": "application/json"}
        request = Request(f"{self.address}/page/act/{name}", body, headers)
        with urlopen(request, timeout=10) as answer:
            said = json.load(answer)
        assert "failure" not in said, said
        return said

    def until(self, part, wanted, **place):
        """Wait until one reads something in a part, and return the part."""
        deadline = time.monotonic() + SEEN_WITHIN
        while True:
            html = self.parts(**place)[part]
            if wanted in words_of(html):
                return html
            assert time.monotonic() < deadline, f"“{wanted}” is not in: {words_of(html)}"
            time.sleep(0.05)


def main():
    # As in a terminal: what a shell has started in its background passes over Ctrl-C, and so does
    # whatever that starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        arguments = f"--port {port} --data {folder}/data"
        # Make ends by the signal that it was sent, however well its demo ended.
        with demo(["make", "demo", f"ARGS={arguments}"], folder, -signal.SIGINT) as page:
            walk(page)
        with demo([ROOT / ".venv/bin/cxbot", "demo", *arguments.split()], folder, 0) as page:
            look_back(page)
    say("The demo did the main job, ended cleanly and kept what was said.")


def walk(page):
    """Promise something, call it done with proof, and find it on Home."""
    page.act("say", **PLACE, text=PROMISE)
    page.until("messages", "yours, by", **PLACE)
    say("Ben promised; only he sees the answer.")
    card = page.until("messages", "Open · Ben Okafor", **PLACE)
    page.act("home", **PLACE)
    page.until("home", WORDS, **{**PLACE, "in": "home"})
    say("It stands on his Home.")
    page.act("press", **PLACE, **button(card, "Done"))
    view = page.until("view", "Proof", **PLACE)
    field = re.search(r'data-field="([^"]+)"', view)[1]
    page.act("submit", **PLACE, values={field: "All 14 called"})
    page.until("messages", "All 14 called", **PLACE)
    assert "yours, by" not in words_of(page.parts(**{**PLACE, "as": "ada"})["messages"])
    say("He called it done with proof; Ada sees the card and not his answer.")


def look_back(page):
    page.until("messages", "All 14 called", **{**PLACE, "as": "ada"})
    page.act("say", **PLACE, text="/cx show C-1")
    seen = page.until("messages", "Only visible to you", **PLACE)
    answer = words_of(seen.rpartition("Only visible to you")[2])
    assert WORDS in answer, f"The record was not kept: {answer}"
    say("After a second start the channel and the record are still there.")


@contextmanager
def demo(command, folder, ends_with):
    """Start it as one types it, hand over its page, and end it by Ctrl-C."""
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            address = address_in(process)
            say(f"The demo is at {address}.")
            yield Page(address)
            assert process.poll() is None, "The demo ended by itself."
        finally:
            end(process)
    assert process.returncode == ends_with, f"The demo ended with {process.returncode}."
    assert not processes_using(folder), f"Still running: {processes_using(folder)}"


def address_in(process):
    deadline = time.monotonic() + STARTS_WITHIN
    for line in process.stdout:
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        if found:
            return found[0]
        assert time.monotonic() < deadline, "The demo did not say its address."
    raise AssertionError("The demo ended before it said its address.")


def end(process):
    """Press Ctrl-C: every process of the terminal gets the signal."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise


def processes_using(folder):
    """Return the command lines of processes that name the demo's folder."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = file.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if folder in line:
            found.append(line.strip())
    return found


def button(html, label):
    """Return how to press the button with this label: where it stands, and its ids."""
    for row in html.split('<li class="message')[1:]:
        for found in re.finditer(r"<button([^>]*)>([^<]*)</button>", row):
            if unescape(found[2]) == label:
                given = attributes(found[1])
                stands = attributes(row)
                ids = {"block": given["data-block"], "action": given["data-action"]}
                return {"channel": stands["data-channel"], "ts": stands["data-ts"], **ids}
    raise AssertionError(f"There is no button {label}.")


def attributes(tag):
    given = {}
    for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag):
        given.setdefault(name, unescape(value))
    return given


def words_of(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html.replace("<br>", " "))).split())


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def say(words):
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
