"""A Slack for each test, and a small app to go with it."""

from pathlib import Path

import pytest

from sandbox.slack import Slack
from tests.sandbox.mini_apps import a_client, an_app

MANIFEST = Path(__file__).parents[2] / "manifest.json"


@pytest.fixture
async def slack():
    async with Slack.start(manifest=MANIFEST) as started:
        yield started


@pytest.fixture
def app(slack):
    return an_app(slack)


@pytest.fixture
def client(slack):
    return a_client(slack)


@pytest.fixture
def ada(slack):
    return slack.person("ada")


@pytest.fixture
def ben(slack):
    return slack.person("ben")
