"""What an operator sets from outside, by environment or `.env`, checked before anything starts."""

import difflib
import os
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

# Names that begin like ours must be ours: a misspelt one would be ignored without a word.
OUR_PREFIXES = ("CX_", "SLACK_")


class SettingsRefused(Exception):
    """What is set cannot work; each sentence says what is wrong with one name."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class LogFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


class LogLevel(StrEnum):
    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


def _api_address(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("is not the address of an API, such as https://slack.com/api/")
    return address if address.endswith("/") else f"{address}/"


def _beginning(prefix: str, kind: str) -> AfterValidator:
    def check(secret: SecretStr) -> SecretStr:
        if not secret.get_secret_value().startswith(prefix):
            raise ValueError(f"is not {kind}; those begin with {prefix}")
        return secret

    return AfterValidator(check)


class Settings(BaseSettings):
    """Every setting. Secrets are wrapped, so that printing this shows stars."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    slack_bot_token: Annotated[SecretStr, _beginning("xoxb-", "a bot token")] | None = None
    slack_app_token: Annotated[SecretStr, _beginning("xapp-", "an app token")] | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: Annotated[str, AfterValidator(_api_address)] = "https://slack.com/api/"
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    database_url: SecretStr = SecretStr("sqlite:///data/cxbot.db")
    host: str = "127.0.0.1"
    port: int = Field(default=3000, ge=0, le=65535)
    log_level: Annotated[LogLevel, BeforeValidator(str.upper)] = LogLevel.INFO
    log_format: Annotated[LogFormat, BeforeValidator(str.lower)] = LogFormat.TEXT
    cx_command: str = Field(default="/cx", pattern=r"^/[a-z0-9_-]{1,31}$")
    cx_cco: str | None = Field(default=None, pattern=r"^[UW][A-Z0-9]{2,}$")
    retention_months: int | None = Field(default=None, ge=1)
    sandbox_clock: Path | None = None

    @property
    def by_socket(self) -> bool:
        """Whether Slack is listened to over Socket Mode; else over signed HTTP."""
        return self.slack_app_token is not None

    @property
    def at_home(self) -> bool:
        """Whether `SLACK_API_URL` is on this machine, as only a stand-in's can be."""
        host = urlsplit(self.slack_api_url).hostname or ""
        if host == "localhost":
            return True
        try:
            return ip_address(host).is_loopback
        except ValueError:
            return False

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        if (self.slack_client_id is None) != (self.slack_client_secret is None):
            raise ValueError("SLACK_CLIENT_ID and SLACK_CLIENT_SECRET only work together.")
        if self.sandbox_clock is not None and not self.at_home:
            raise ValueError(
                "SANDBOX_CLOCK moves the clock, so it needs a SLACK_API_URL on this machine."
            )
        return self

    def missing_for_running(self) -> list[str]:
        """Return a sentence for each setting without which the bot cannot talk to Slack."""
        sentences = []
        if self.slack_bot_token is None:
            sentences.append(
                "SLACK_BOT_TOKEN is missing: the bot token of your Slack app (xoxb-…)."
            )
        if self.slack_app_token is None and self.slack_signing_secret is None:
            sentences.append(
                "Set SLACK_APP_TOKEN (xapp-…) for Socket Mode, or SLACK_SIGNING_SECRET for HTTP."
            )
        return sentences


def load_settings() -> Settings:
    """Read the environment and `.env`; raise SettingsRefused with a sentence for each fault."""
    sentences = _misspelt()
    try:
        settings = Settings()
    except ValidationError as error:
        raise SettingsRefused(sentences + _faults(error)) from None
    if sentences:
        raise SettingsRefused(sentences)
    return settings


def settings_for_running() -> Settings:
    """Return settings that suffice to run the bot, or raise SettingsRefused."""
    settings = load_settings()
    if sentences := settings.missing_for_running():
        raise SettingsRefused(sentences)
    return settings


def known_names() -> list[str]:
    return [name.upper() for name in Settings.model_fields]


def environment_with(settings: dict[str, str]) -> dict[str, str]:
    """Return this environment for another process, with these settings and no others of ours."""
    own = set(known_names())
    inherited = {
        name: value
        for name, value in _environment().items()
        if name.upper() not in own and not name.upper().startswith(OUR_PREFIXES)
    }
    return {**inherited, **settings}


def _misspelt() -> list[str]:
    known = known_names()
    names = {*_environment(), *dotenv_values(".env")}
    strangers = sorted(name for name in names if _looks_like_ours(name, known))
    return [_which_was_meant(name, known) for name in strangers]


def _looks_like_ours(name: str, known: list[str]) -> bool:
    return name.upper().startswith(OUR_PREFIXES) and name.upper() not in known


def _which_was_meant(name: str, known: list[str]) -> str:
    nearest = difflib.get_close_matches(name.upper(), known, n=1)
    return f"{name} is not a setting of cxbot." + (f" Is {nearest[0]} meant?" if nearest else "")


def _faults(error: ValidationError) -> list[str]:
    return [_sentence(fault["loc"], fault["msg"]) for fault in error.errors(include_input=False)]


def _sentence(place: tuple[int | str, ...], message: str) -> str:
    words = message.removeprefix("Value error, ").rstrip(".")
    if not place:
        return f"{words}."
    name = str(place[0]).upper()
    return f"{name} {_EXPECTED.get(name) or words}."


# Where pydantic's own words would not help an operator.
_EXPECTED = {
    "PORT": "is not a port: it must be a number from 0 to 65535",
    "CX_COMMAND": "is not a slash command, such as /cx: lower case, at most 32 characters",
    "CX_CCO": "is not a Slack member id, such as U012AB3CD",
    "RETENTION_MONTHS": "must be a whole number of months, at least 1; empty keeps everything",
    "LOG_LEVEL": "must be DEBUG, INFO, WARNING or ERROR",
    "LOG_FORMAT": "must be text or json",
}


def _environment() -> dict[str, str]:
    return dict(os.environ)  # noqa: TID251 - this is the module that reads it for everybody else
