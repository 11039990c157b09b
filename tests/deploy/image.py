"""Does what the image does, in a clean folder, without Docker: `python -m tests.deploy.image`.

The RUN and COPY instructions are carried out as they are written, with /app, /venv and /data moved
into that folder. Then the bot is started as the image starts it, beside a Slack of its own.
What this cannot show: the base image, the user, and a file system that refuses to be written.
"""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import aiohttp

from sandbox.slack import Slack
from tests.deploy import dockerfile
from tests.handlers.test_process import free_port

OURS = ("/app", "/venv", "/data", "/requirements.txt")
ENDS_WITHIN = 10


def main():
    with tempfile.TemporaryDirectory(prefix="cxbot-image-") as name:
        image = Image(Path(name))
        image.build()
        asyncio.run(image.live())


class Image:
    def __init__(self, folder):
        self.folder = folder
        for name in ("app", "data", "bin"):
            (folder / name).mkdir()
        # The base image's Python is called python.
        (folder / "bin/python").symlink_to(sys._base_executable)

    def build(self):
        here = Path("/")
        for word, rest in dockerfile.instructions():
            if word == "WORKDIR":
                here = Path(rest)
            elif word == "COPY" and not rest.startswith("--from"):
                *sources, target = rest.split()
                self._copy(sources, self.folder / str(here / target).lstrip("/"))
            elif word == "RUN" and "useradd" in rest:
                say(f"Not done here, it needs a system of its own: {rest}")
            elif word == "RUN":
                say(f"RUN {' '.join(rest.split())[:100]} …")
                self._run("sh", "-ec", self.moved(rest))

    async def live(self):
        """Start it, see it healthy, let somebody promise something, and stop it."""
        say(self._run("cxbot", "--version").strip())
        before = self._files()
        async with Slack.start(manifest=dockerfile.ROOT / "manifest.json") as slack:
            settings = slack.settings_for_bot() | {"PORT": str(free_port())}
            process = await asyncio.create_subprocess_exec(
                *self._command("cxbot", "run"), env=self._environment(settings), cwd=self._app
            )
            try:
                await self._ready(settings["PORT"])
                self._run(*self._healthcheck(), settings=settings)
                say("It is ready, and its HEALTHCHECK says so.")
                seen = await slack.person("ben").types(
                    "/cx commit call Acme by friday", in_="#wins"
                )
                assert "call Acme" in seen.text, seen.text
                say("Somebody promised something.")
                self._end(process)
                code = await asyncio.wait_for(process.wait(), ENDS_WITHIN)
            finally:
                if process.returncode is None:
                    process.kill()
        assert code == 0, f"It ended with {code}."
        changed = self._files().items() ^ before.items()
        assert not changed, f"It wrote where the image is read-only: {sorted(changed)}"
        say("SIGTERM ended it cleanly; it wrote nothing outside /data.")

    def moved(self, text):
        for name in OURS:
            text = text.replace(name, f"{self.folder}{name}")
        return text

    @property
    def _app(self):
        return self.folder / "app"

    def _copy(self, sources, target):
        """Copy as COPY does: what is in a folder, or a file into what is one."""
        for source in sources:
            origin = dockerfile.ROOT / source
            if origin.is_dir():
                leave = shutil.ignore_patterns("__pycache__")
                shutil.copytree(origin, target, ignore=leave, dirs_exist_ok=True)
            else:
                shutil.copy(origin, target)

    def _run(self, *command, settings=None):
        outcome = subprocess.run(
            self._command(*command),
            env=self._environment(settings or {}),
            cwd=self._app,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert outcome.returncode == 0, f"{command[0]} ended badly:\n{outcome.stdout}"
        return outcome.stdout

    def _command(self, program, *arguments):
        found = shutil.which(program, path=self._environment({})["PATH"])
        return (found, *arguments)

    def _environment(self, settings):
        """Only what the image sets, what the operator sets, and what pip needs to reach PyPI."""
        path = f"{self.folder}/bin:/usr/local/bin:/usr/bin:/bin"
        own = {name: self.moved(value) for name, value in dockerfile.environment().items()}
        own["PATH"] = own["PATH"].replace("$PATH", path)
        ways = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        return ways | own | settings

    def _healthcheck(self):
        (rest,) = dockerfile.all_of("HEALTHCHECK")
        return json.loads(rest.partition("CMD ")[2])

    async def _ready(self, port):
        deadline = time.monotonic() + 30
        async with aiohttp.ClientSession() as http:
            while time.monotonic() < deadline:
                try:
                    async with http.get(f"http://127.0.0.1:{port}/readyz") as answer:
                        if answer.ok:
                            return
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(0.1)
        raise AssertionError("It did not become ready.")

    def _end(self, process):
        (wanted,) = dockerfile.all_of("STOPSIGNAL")
        process.send_signal(signal.Signals[wanted])

    def _files(self):
        files = (path for name in ("app", "venv") for path in (self.folder / name).rglob("*"))
        return {str(path): path.lstat().st_mtime_ns for path in files}


def say(words):
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
