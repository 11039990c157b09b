"""What the doctor sees on this machine: settings, the database, and whether the bot runs."""

import os
from pathlib import Path

import aiohttp
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from bot.cli.doctor.findings import Finding, bad, good, unseen
from bot.cli.refusal import reason_of
from bot.cli.schema import head, is_known, revision_of
from bot.settings import Settings

ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - named to be looked up, not bound.


def in_file() -> str:
    """Return how settings are set here: the file is edited, or begun from the example."""
    if Path(".env").exists():
        return "`${EDITOR:-nano} .env`; `.env.example` explains every setting."
    return "`cp .env.example .env`, and fill it in."


def settings_findings(settings: Settings) -> list[Finding]:
    """Look whether settings that can be read suffice to talk to Slack."""
    missing = [bad(f"Settings: {one}", in_file()) for one in settings.missing_for_running()]
    way = "Socket Mode" if settings.by_socket else "HTTP"
    return missing or [good(f"Settings: all can be read; Slack is listened to by {way}.")]


def database_finding(url: URL) -> Finding:
    """Look at the database without changing it, even where it does not exist yet."""
    is_embedded = url.get_backend_name() == "sqlite"
    if is_embedded and (found := _file_finding(url.database or ":memory:")):
        return found
    try:
        revision = revision_of(url)
    except SQLAlchemyError as error:
        mend = in_file() if is_embedded else _looking_for(url)
        return bad(f"Database: {reason_of(error).rstrip('.')}.", mend)
    return _revision_finding(revision, is_embedded=is_embedded)


def _revision_finding(revision: str, *, is_embedded: bool) -> Finding:
    if revision == head():
        return good(f"Database: at {revision}, as this version needs it.")
    if not is_known(revision):
        wrong_version = f"Database: at {revision}, which only a newer cxbot knows."
        return bad(wrong_version, "run the version that made it, or restore a backup.")
    if is_embedded:
        return good(f"Database: at {revision or 'nothing'}; the next start upgrades it.")
    return bad(f"Database: at {revision or 'nothing'}, not {head()}.", "`cxbot db upgrade`")


def _looking_for(url: URL) -> str:
    place = f"--host={url.host or 'localhost'} --port={url.port or 5432}"
    return f"`pg_isready {place}` tells whether it runs; else correct DATABASE_URL in `.env`."


def _file_finding(name: str) -> Finding | None:
    """Look where the file lies or will lie; nothing when it has to be opened to tell."""
    if name == ":memory:":
        return bad("Database: nothing would outlive the process: it has no file.", in_file())
    file = Path(name).absolute()
    if file.exists():
        mend = f'`sudo chown "$(id -un)" {file}`'
        return None if os.access(file, os.W_OK) else bad(f"Database: {file} is read-only.", mend)
    folder = next(one for one in file.parents if one.exists())
    if os.access(folder, os.W_OK):
        return good("Database: the first start makes it.")
    mend = f'`sudo install -d -o "$(id -un)" {file.parent}`'
    return bad(f"Database: nothing can be written in {folder}.", mend)


async def process_finding(http: aiohttp.ClientSession, settings: Settings) -> Finding:
    """Ask whoever listens at our port whether it is the bot, and ready."""
    host = ANYWHERE.get(settings.host, settings.host)
    address = f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"
    try:
        async with http.get(f"{address}/readyz") as answer:
            said = await answer.json()
            status, missing = said["status"], said["missing"]
    except aiohttp.ClientConnectorError:
        return unseen(f"Process: nothing listens at {address}; `cxbot run` starts the bot.")
    except (aiohttp.ClientError, TimeoutError, ValueError, TypeError, KeyError):
        wrong = f"Process: what listens at {address} is not cxbot."
        return bad(wrong, "set another PORT in `.env`.")
    if status == "ready":
        return good(f"Process: it runs at {address}, and is ready.")
    wrong = f"Process: it runs at {address}, and is not ready: {', '.join(missing)}."
    return bad(wrong, "what its log says last; the other lines here may say it, too.")
