"""The log: one line a happening, as text for people or as JSON for a collector."""

import json
import logging
import sys
from datetime import UTC, datetime

from bot.settings import LogFormat, LogLevel

# At DEBUG these write whole messages, and nothing that people wrote may be in the log.
TALKATIVE = (
    "aiohttp",
    "alembic",
    "apscheduler",
    "asyncio",
    "slack_bolt",
    "slack_sdk",
    "sqlalchemy",
)
TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def set_up_logging(level: LogLevel, form: LogFormat) -> None:
    """Write to standard error, from this level on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form is LogFormat.JSON else logging.Formatter(TEXT))
    logging.basicConfig(level=level.value, handlers=[handler], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level.value)))


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
