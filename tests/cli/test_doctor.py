"""The doctor: each line says what is so, what is wrong also how to mend it; the code tells, too."""

import asyncio
import re
from pathlib import Path

import aiohttp
import pytest

from bot.cli.doctor.findings import Verdict
from bot.cli.doctor.outside import outside_finding
from bot.cli.doctor.slack import scopes_finding
from bot.cli.manifest import scopes_wanted
from bot.cli.schema import downgrade, upgrade
from bot.database import database_url
from sandbox.slack import Slack
from tests.cli.slack_judging import Judge
from tests.handlers.test_process import _call_it, free_port, outcome, ready
from tests.handlers.test_process import cxbot as process_of

MANIFEST = Path(__file__).parents[2] / "manifest.json"
LINE = re.compile(r"(ok    |NOT OK|-     )  \S.*\.|NOT OK  .* Mend it: .*")


@pytest.fixture
async def slack():
    async with Slack.start(manifest=MANIFEST) as slack:
        yield slack


@pytest.fixture
def settings(slack, tmp_path):
    own = {"DATABASE_URL": f"sqlite:///{tmp_path}/cxbot.db", "PORT": str(free_port())}
    return slack.settings_for_bot() | own


@pytest.fixture
def doctor(settings, cxbot):
    """What the doctor says: its code and its words; a process of its own would take seconds."""

    async def examine(*arguments, **changed):
        return await asyncio.to_thread(cxbot, "doctor", *arguments, **settings | changed)

    return examine


def line_of(words, subject):
    (line,) = (one for one in words.splitlines() if one[8:].startswith(f"{subject}:"))
    return line


async def test_everything_in_order_is_said_line_by_line(doctor, tmp_path):
    code, words = await doctor()

    assert code == 0
    subjects = [line[8:].partition(":")[0] for line in words.splitlines()]
    assert subjects == [
        *("Settings", "Database", "Process", "Clock", "Socket Mode", "Bot token", "Scopes")
    ]
    assert all(LINE.fullmatch(line) for line in words.splitlines()), words
    assert not (tmp_path / "cxbot.db").exists()


async def test_a_bot_that_runs_is_seen(doctor, settings, tmp_path):
    async with process_of("run", settings=settings, folder=tmp_path):
        await ready(settings)

        code, words = await doctor()

    assert (code, "is ready" in line_of(words, "Process")) == (0, True)


async def test_another_program_at_our_port_is_told_apart(doctor, slack):
    port = slack.settings_for_bot()["SLACK_API_URL"].split(":")[2].partition("/")[0]

    code, words = await doctor(PORT=port)

    assert code == 1
    assert line_of(words, "Process").endswith("is not cxbot. Mend it: set another PORT in `.env`.")


@pytest.mark.parametrize(
    ("method", "error", "subject", "mend"),
    [
        ("auth.test", "invalid_auth", "Bot token", "OAuth & Permissions"),
        ("apps.connections.open", "not_allowed_token_type", "Socket Mode", "connections:write"),
    ],
)
async def test_a_token_slack_does_not_take_is_named(doctor, slack, method, error, subject, mend):
    slack.faults.add(method, "refuse", error)

    code, words = await doctor()

    assert (code, error in line_of(words, subject)) == (1, True)
    assert mend in line_of(words, subject).partition("Mend it: ")[2]


async def test_a_slack_that_does_not_answer_is_one_line(doctor):
    nobody = f"http://127.0.0.1:{free_port()}/api/"

    code, words = await doctor(SLACK_API_URL=nobody)

    assert (code, "does not answer" in line_of(words, "Slack")) == (1, True)
    assert "curl -sS" in line_of(words, "Slack")


async def test_a_clock_that_is_wrong_is_measured(doctor):
    async with Judge(date="Mon, 23 Nov 2020 12:00:00 GMT").serving() as past:
        code, words = await doctor(SLACK_API_URL=past.address)

    assert (code, "set-ntp true" in line_of(words, "Clock")) == (1, True)


async def test_a_cco_whom_slack_does_not_know_is_named(doctor):
    code, words = await doctor(CX_CCO="U0NOBODY")
    known, known_words = await doctor(CX_CCO="U0ADA")

    assert (code, "Copy member ID" in line_of(words, "CCO")) == (1, True)
    assert (known, line_of(known_words, "CCO").startswith("ok")) == (0, True)


def test_missing_settings_do_not_keep_it_from_the_rest(cxbot):
    nobody = f"http://127.0.0.1:{free_port()}/api/"

    code, words = cxbot("doctor", SLACK_API_URL=nobody)

    assert code == 1
    assert "SLACK_BOT_TOKEN is missing" in words
    assert line_of(words, "Database").startswith("ok")


async def test_a_misspelt_setting_comes_with_its_mending(doctor):
    code, words = await doctor(SLACK_BOT_TOKN="x")

    assert (code, "Is SLACK_BOT_TOKEN meant? Mend it: `cp .env.example .env`" in words) == (1, True)


async def test_a_database_of_a_newer_version_is_told(doctor, settings):
    url = database_url(settings["DATABASE_URL"])
    upgrade(url)
    _call_it(url, "of_tomorrow")

    code, words = await doctor()

    assert (code, "only a newer cxbot knows" in line_of(words, "Database")) == (1, True)


async def test_what_it_says_of_a_database_that_is_behind_mends_it(
    doctor, settings, postgresql_url, tmp_path
):
    url = database_url(postgresql_url)
    downgrade(url, "base")
    address = {"DATABASE_URL": url.render_as_string(hide_password=False)}

    code, words = await doctor(**address)
    mend = line_of(words, "Database").partition("Mend it: ")[2].strip("`").split()[1:]
    await outcome(*mend, settings=settings | address, folder=tmp_path)
    mended, _ = await doctor(**address)

    assert (code, mend, mended) == (1, ["db", "upgrade"], 0)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("sqlite:///folder", "unable to open database file. Mend it: `cp .env.example .env`"),
        ("sqlite:///junk", "file is not a database. Mend it:"),
        ("sqlite://", "it has no file. Mend it:"),
        ("nonsense", "DATABASE_URL is not an address"),
    ],
)
def test_an_embedded_database_that_cannot_be_is_told(cxbot, tmp_path, address, words):
    (tmp_path / "folder").mkdir()
    (tmp_path / "junk").write_text("no database, and longer than its header would be")
    nobody = f"http://127.0.0.1:{free_port()}/api/"

    code, said = cxbot("doctor", DATABASE_URL=address, SLACK_API_URL=nobody)

    assert (code, words in line_of(said, "Database")) == (1, True)


def test_a_host_that_is_none_is_refused_before_anything_is_asked(cxbot):
    assert cxbot("doctor", "--http", "a b") == (
        1,
        "a b is not a host name, such as cxbot.example.com.\n",
    )


async def test_a_database_that_is_not_there_is_told_without_its_password(doctor):
    address = f"postgresql://cxbot:hush@127.0.0.1:{free_port()}/cxbot"

    code, words = await doctor(DATABASE_URL=address)

    assert (code, "`pg_isready --host=127.0.0.1" in line_of(words, "Database")) == (1, True)
    assert "hush" not in words


async def test_over_http_it_asks_at_the_public_address_as_slack_does(settings, tmp_path):
    del settings["SLACK_APP_TOKEN"]
    settings["SLACK_SIGNING_SECRET"] = "hush"
    async with process_of("run", settings=settings, folder=tmp_path):
        await ready(settings)
        address = f"http://127.0.0.1:{settings['PORT']}/slack/events"

        right, wrong = [await _asked(address, secret) for secret in ("hush", "other")]

    assert "answers as Slack wants it to" in str(right)
    assert "does not take our signature" in str(wrong)


async def test_without_the_public_address_it_says_that_it_did_not_look(doctor):
    code, words = await doctor(SLACK_APP_TOKEN="", SLACK_SIGNING_SECRET="hush")

    assert (code, line_of(words, "Reachability")[:6]) == (0, "-     ")


async def _asked(address, secret):
    async with aiohttp.ClientSession() as http:
        return await outside_finding(http, address, secret)


def test_without_the_scopes_that_only_look_it_still_runs():
    less = scopes_finding(scopes_wanted() - {"channels:history", "groups:history"})
    too_little = scopes_finding(scopes_wanted() - {"chat:write"})

    assert (less.verdict, "channels:history" in less.sentence) == (Verdict.GOOD, True)
    assert (too_little.verdict, "cxbot manifest" in too_little.mend) == (Verdict.BAD, True)
