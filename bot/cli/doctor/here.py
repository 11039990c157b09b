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

IN_FILE = "correct it in `.env`; `.env.example` explains every setting."
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - named to be looked up, not bound.


def settings_findings(settings: Settings) -> list[Finding]:
    """Look whether settings that can be read suffice to talk to Slack."""
    missing = [bad(f"Settings: {one}", IN_FILE) for one in settings.missing_for_running()]
    way = "Socket Mode" if settings.by_socket else "HTTP"
    return missing or [good(f"Settings: all can be read; Slack is listened to by {way}.")]


def database_finding(url: URL) -> Finding:
    """Look at the database without changing it, even where it does not exist yet."""
    is_embedded = url.get_backend_name() == "sqlite"
    if is_embedded and (wrong := _folder_finding(Path(url.database or ""))):
        return wrong
    try:
        revision = revision_of(url)
    except SQLAlchemyError as error:
        return bad(f"Database: {reason_of(error)}.", "start it, or correct DATABASE_URL in `.env`.")
    if revision == head():
        return good(f"Database: at {revision}, as this version needs it.")
    if not is_known(revision):
        wrong_version = f"Database: at {revision}, which only a newer cxbot knows."
        return bad(wrong_version, "run the version that made it, or restore a backup.")
    if is_embedded:
        return good(f"Database: at {revision or 'nothing'}; the next start upgrades it.")
    return bad(f"Database: at {revision or 'nothing'}, not {head()}.", "`cxbot db upgrade`")


def _folder_finding(file: Path) -> Finding | None:
    """Look where the file lies or will lie; nothing when that says nothing."""
    if file.exists():
        mend = f'`sudo chown "$(id -un)" {file}`'
        return None if os.access(file, os.W_OK) else bad(f"Database: {file} is read-only.", mend)
    folder = next(one for one in file.absolute().parents if one.exists())
    if os.access(folder, os.W_OK):
        return good("Database: the first start makes it.")
    mend = f'`sudo install -d -o "$(id -un)" {file.absolute().parent}`'
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
