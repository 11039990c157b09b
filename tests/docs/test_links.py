"""Every link of our pages leads somewhere, and every table of them says what is so."""

import re

import pytest

from bot.settings import Settings, known_names
from bot.web import Figures, Front, InFlight
from tests.docs.reading import PAGES, ROOT, headings, links

LINKS = [(page, link) for page in PAGES for link in links(page)]
INSIDE = [(page, link) for page, link in LINKS if "://" not in link]
ADMINISTRATORS = PAGES["docs/administrators.md"]


@pytest.mark.parametrize(("page", "link"), INSIDE)
def test_a_link_leads_to_what_is_there(page, link):
    file, _, anchor = link.partition("#")
    target = (ROOT / page).parent / file if file else ROOT / page

    assert target.exists(), f"{page}: {link}"
    if anchor:
        assert anchor in headings(target.read_text("utf-8"))


def test_the_only_addresses_outside_are_slacks():
    outside = {link for _, link in LINKS if "://" in link}

    assert outside == {"https://api.slack.com/apps"}


def test_every_page_of_docs_can_be_reached_from_the_readme():
    seen, waiting = set(), ["README.md"]
    while waiting:
        page = waiting.pop()
        seen.add(page)
        near = {((ROOT / page).parent / link.partition("#")[0]).resolve() for link in links(page)}
        names = {one.relative_to(ROOT).as_posix() for one in near if one.is_relative_to(ROOT)}
        waiting += sorted((names & set(PAGES)) - seen)

    assert {page for page in PAGES if page.startswith("docs/") and page not in seen} == set()


def test_the_table_of_settings_names_each_of_them():
    rows = re.findall(r"^\| (`[A-Z].*?) \|", ADMINISTRATORS, re.MULTILINE)

    assert sorted(name for row in rows for name in re.findall(r"`(\w+)`", row)) == sorted(
        known_names()
    )


@pytest.mark.parametrize(
    ("name", "default"),
    re.findall(r"^\| `([A-Z_]+)` \| `(.+?)` \|", ADMINISTRATORS, re.MULTILINE),
)
def test_the_table_of_settings_tells_the_real_default(monkeypatch, name, default):
    for known in known_names():
        monkeypatch.delenv(known, raising=False)

    value = getattr(Settings(_env_file=None), name.lower())

    assert default == (value.get_secret_value() if hasattr(value, "get_secret_value") else value)


async def test_the_table_of_figures_names_each_of_them():
    figures = Figures()
    figures.answered("event", 0.1)
    known = {"figures": figures, "in_flight": InFlight(), "not_ready": nothing_missing}

    served = await Front(dispatch=None, signing_secret=None, **known).metrics(None)

    names = {re.split(r"[{ ]", line)[0] for line in served.text.splitlines()}
    assert set(re.findall(r"`(cxbot_\w+)`", ADMINISTRATORS)) == names


async def nothing_missing():
    return []


def test_the_views_were_last_shown_to_slack_on_a_day_that_is_named():
    (day,) = re.findall(r"Last done: \*\*(.+?)\*\*", ADMINISTRATORS)

    assert day == "never" or re.fullmatch(r"\d{1,2} \w+ 20\d\d", day)
