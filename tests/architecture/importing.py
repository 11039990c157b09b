"""Imports each module it is told, in a fresh process, and prints what that did besides defining."""

import importlib
import sys
import threading

import sqlalchemy

FORBIDDEN = (
    *("socket.", "sqlite3.connect", "subprocess.Popen", "os.fork", "os.system", "os.mkdir"),
    *("os.remove", "os.rename", "os.putenv", "shutil.", "tempfile."),
)
WRITING = set("wax+")


class Watch:
    def __init__(self) -> None:
        self.importing = ""
        self.seen: list[str] = []

    def audit(self, event: str, values: tuple[object, ...]) -> None:
        if self.importing and event.startswith(FORBIDDEN):
            self.seen.append(f"{self.importing} does {event}")
        if self.importing and event == "open" and WRITING & set(str(values[1] or "")):
            self.seen.append(f"{self.importing} writes {values[0]}")

    def refuse_engine(self, *_: object, **__: object) -> None:
        self.seen.append(f"{self.importing} makes an engine")

    def follow(self, name: str) -> None:
        self.importing, before = name, threading.active_count()
        importlib.import_module(name)
        if threading.active_count() > before:
            self.seen.append(f"{name} starts a thread")


def main(names: list[str]) -> None:
    sys.dont_write_bytecode = True
    watch = Watch()
    sqlalchemy.create_engine = sqlalchemy.engine.create_engine = watch.refuse_engine
    sys.addaudithook(watch.audit)
    for name in names:
        watch.follow(name)
    watch.importing = ""
    sys.stdout.write("\n".join(watch.seen))


if __name__ == "__main__":
    main(sys.argv[1:])
