"""Stops a private PostgreSQL once nobody holds its lock any more, however they ended."""

import fcntl
import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path


def main(meeting_place: str, folder: str, pg_ctl: str, account: str) -> None:
    if os.fork():
        return
    os.setsid()
    with (Path(meeting_place) / "users").open("a") as users:
        # Every user holds this shared; the system lets go of it even for one that was killed.
        fcntl.flock(users, fcntl.LOCK_EX)
        (Path(meeting_place) / "address").unlink(missing_ok=True)
        (Path(meeting_place) / "cxbot_template").unlink(missing_ok=True)
        data = Path(folder) / "data"
        if account:
            os.setgroups([])
            os.setgid(pwd.getpwnam(account).pw_gid)
            os.setuid(pwd.getpwnam(account).pw_uid)
        stop = [pg_ctl, "stop", "--silent", "--mode=immediate", f"--pgdata={data}"]
        subprocess.run(stop, check=False, capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
