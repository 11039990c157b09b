"""Makes `.venv` exactly as locked with nothing but Python, and does so only when it must."""

import fcntl
import hashlib
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
MARK = ENVIRONMENT / ".installed"
REQUIREMENTS = ROOT / "requirements.txt"

# Debian and Ubuntu ship Python without ensurepip, so pip is kept here (MIT licence, from PyPI).
PIP = ROOT / "tools" / "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"

OLDEST = (3, 11)


def main() -> None:
    if sys.version_info < OLDEST:
        sys.exit(
            f"cxbot needs Python 3.11 or newer, and this is {platform.python_version()}. "
            "Name another one: make install PYTHON=python3.12"
        )
    with PIP.open("rb") as one_at_a_time:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        if not is_current():
            make()


def is_current() -> bool:
    return MARK.exists() and MARK.read_text(encoding="utf-8") == wanted()


def wanted() -> str:
    """Return what decides how the environment looks: if this differs, it has to be made again."""
    parts = [PIP_SHA256, sys.version, str(ROOT)]
    parts += [sha256(path) for path in (REQUIREMENTS, ROOT / "pyproject.toml")]
    return "\n".join(parts)


def make() -> None:
    if sha256(PIP) != PIP_SHA256:
        sys.exit(f"{PIP.name} is not the file that was committed. Restore it: git checkout tools")
    sys.stderr.write("Making .venv from requirements.txt (a minute at most on a usual line) …\n")
    MARK.unlink(missing_ok=True)
    run(sys.executable, "-m", "venv", "--without-pip", *fresh_start(), str(ENVIRONMENT))
    run(str(PYTHON), str(PIP / "pip"), "install", "--no-user", "--no-index", str(PIP))
    install("--require-hashes", "--requirement", str(REQUIREMENTS))
    # The build backend is in the lock; isolation would fetch another one, unlocked.
    install("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    MARK.write_text(wanted(), encoding="utf-8")


def fresh_start() -> list[str]:
    """Return `--clear` when what stands there was made by another Python, or is broken."""
    settings = ENVIRONMENT / "pyvenv.cfg"
    version = f"version = {platform.python_version()}\n"
    usable = PYTHON.exists() and settings.exists() and version in settings.read_text("utf-8")
    return [] if usable else ["--clear"]


def install(*what: str) -> None:
    # A person's PIP_USER would send packages to their home, where the environment cannot see them.
    run(str(PYTHON), "-m", "pip", "install", "--no-user", "--quiet", *what)


def run(*command: str) -> None:
    outcome = subprocess.run(  # noqa: S603 - every word of the command is written in this file.
        command, cwd=ROOT, check=False, capture_output=True, text=True
    )
    if outcome.returncode:
        sys.exit(f"{outcome.stdout}{outcome.stderr}\nThis did not work: {' '.join(command)}")


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
