"""`cxbot db upgrade`: brings the database to the state this version needs."""

import argparse
import sys

from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from bot.cli.lock import sole_use
from bot.cli.refusal import Refusal, explained
from bot.cli.revisions import bring_up_to_date, head, revision_of
from bot.database import database_url
from bot.settings import Settings, load_settings


def main(_options: argparse.Namespace) -> int:
    """Upgrade the database that is set."""
    return explained(_upgrade)


def url_in(settings: Settings) -> URL:
    """Return where the database is, or refuse an address that is none."""
    try:
        return database_url(settings.database_url.get_secret_value())
    except ArgumentError:
        raise Refusal(
            "DATABASE_URL is not an address: sqlite:///file, or postgresql://user@host/name."
        ) from None
    except ValueError as error:
        raise Refusal(f"DATABASE_URL: {error}") from None


def _upgrade() -> int:
    url = url_in(load_settings())
    with sole_use(url):
        before = revision_of(url)
        bring_up_to_date(url)
    already = " It was before." if before == head() else ""
    sys.stdout.write(f"The database is at {head()}, as this version needs it.{already}\n")
    return 0
