"""Every line that a page shows people to type is understood by the bot, as it stands."""

import re

import pytest
from sqlmodel import Session

from bot.database import Database
from bot.domain.answers import Kind
from bot.domain.commitments import settling
from bot.domain.commitments.records import NOUN
from bot.domain.counters import next_number
from bot.domain.issues.opening import Draft as Reported
from bot.domain.issues.opening import open_issue
from bot.domain.issues.owning import own
from bot.domain.proposals.closing import close
from bot.domain.proposals.outcomes import Outcome, record_outcome
from bot.domain.proposals.proposing import Draft, propose
from bot.domain.proposals.records import NOUN as PROPOSAL
from bot.domain.proposals.records import State
from bot.domain.proposals.rounds import StanceKind
from bot.domain.proposals.stating import state_stance
from bot.domain.proposals.templates import DEFINITION
from bot.domain.proposals.voices import StanceWish
from bot.domain.roles import appoint_cco
from bot.domain.verbs import VERBS, verb_called
from bot.domain.wins.drafting import Draft as Story
from bot.domain.wins.making import tell_win
from bot.routes import Medium, Typed
from handlers import command
from tests.conftest import NOON
from tests.docs.reading import PAGES, typed_lines
from tests.domain.sessions.living import a_forum
from tests.factories import CAST, OPS, PUBLIC_SCENE, TEAM, a_channel, a_commitment, a_person

LINES = [(page, line) for page in PAGES for line in typed_lines(page)]
LINES += [("help", f"/cx {verb.example}") for verb in VERBS]
TERM = "An {} is one who bought something this year."
PEOPLE = {"ana": "cleo", "ema": "cleo", "gita": "ada"}  # The demo's company is larger than ours.
# What the bot asks back on purpose.
ASKED = {"/cx commit @dev @gita call the four customers of this week by friday"}
ADMINISTERED = {"admin", "wins"}
OF_THE_CCO = {"/cx list thanks"}
ABOUT_ONE = {"skip", "move", "pause", "resume", "end"}  # What is said of a forum that is there.
# How the twelfth commitment must lie for a verb to be Ben's to type: who made it, who owns it.
LIES = {"release": {"owner": "ada", "by": "ada", "to": "ben"}, "reopen": {"by": "ada", "to": "ben"}}


@pytest.fixture
def session(sqlite_url):
    database = Database(sqlite_url)
    with Session(database.engine, expire_on_commit=False) as session:
        a_channel(session)
        yield session
    database.dispose()


@pytest.mark.parametrize(("page", "line"), [one for one in LINES if "…" not in one[1]])
def test_a_line_is_understood(session, page, line):
    for name in ("ada", "ben", "cleo", "dev"):
        a_person(session, name)
    the_twelfth(session, line.split()[1])
    the_forum(session, line.split()[1:3])
    the_fourth(session, line)
    the_issues(session, line)
    the_fifth_win(session, line)
    if line.split()[1] in ADMINISTERED or line in OF_THE_CCO:
        appoint_cco(session, a_person(session, "ben"), NOON)

    said = types(session, line)

    assert (said.kind is Kind.FORM) == (line in ASKED), f"{page}: {line}"
    assert said.kind is not Kind.UNKNOWN_VERB


@pytest.mark.parametrize(("page", "line"), [one for one in LINES if "…" in one[1]])
def test_a_line_that_leaves_the_rest_open_begins_with_a_verb(page, line):
    assert verb_called(line.split()[1].rstrip("…")) or line.split()[1] == "…", f"{page}: {line}"


def test_the_pages_for_people_show_what_to_type():
    shown = {page for page, _ in LINES}

    assert {"README.md", "docs/leaders.md", "docs/employees.md", "docs/cco.md"} <= shown


def the_twelfth(session, verb):
    """Make C-12 so that Ben may do with it what the verb says."""
    for _ in range(11):
        next_number(session, TEAM, NOUN)
    promised = LIES.get(verb, {"by": "ben"})
    if verb == "dissent":
        promised = {"by": "ada", "owner": "ben"}
    commitment = a_commitment(session, **promised)
    if verb == "reopen":
        settling.keep(session, commitment, a_person(session, "ada"), "see the CRM", NOON)
    session.flush()
    return commitment


def the_forum(session, words):
    """Have a forum in the channel that Ben leads, where the line needs one."""
    if words[0] == "agenda" or (words[0] == "forum" and words[-1] in ABOUT_ONE):
        a_forum(session, by="ben")
    if words[-1] == "resume":
        types(session, "/cx forum pause")


def the_fourth(session, line):
    """Make P-4 so that Ben may do with it what the verb says; a term needs its definition."""
    verb = line.split()[1]
    if "P-4" not in line and verb != "term":
        return
    for _ in range(3):
        next_number(session, TEAM, PROPOSAL)
    people = {name: a_person(session, name) for name in ("ada", "ben", "cleo")}
    term = " ".join(line.split()[2:]) if verb == "term" else "active customer"
    asked = tuple(each.number for each in people.values())
    wanted = Draft(TERM.format(term), asked, template=DEFINITION)
    proposal = propose(session, people["ben"], wanted, PUBLIC_SCENE, NOON).proposal
    if verb == "delegate":
        types(session, "/cx away until friday")
    if verb not in {"amend", "outcome", "term"}:
        return
    for each in people.values():
        state_stance(session, proposal, each, StanceWish(StanceKind.COMMIT), NOON)
    close(session, proposal, people["ben"], "all are heard", NOON)
    if verb == "term":
        written = Outcome(State.ALIGNED, "So it is.", unseen="nothing")
        record_outcome(session, proposal, people["ben"], written, "view:1", NOON)


def the_issues(session, line):
    """Make I-3 and I-7, which Ben owns as far as the line needs it."""
    numbers = {int(number) for number in re.findall(r"I-(\d+)", line)}
    for number in range(1, max(numbers, default=0) + 1):
        wanted = Reported(f"page {number} of the sheet is missing")
        issue = open_issue(session, a_person(session, "cleo"), wanted, PUBLIC_SCENE, NOON).issue
        if number in numbers and line.split()[1] != "own":
            own(session, issue, a_person(session, "ben"), NOON)
    session.flush()


def the_fifth_win(session, line):
    """Make W-5, told by Ben."""
    for number in range(1, 6 if "W-5" in line else 1):
        story = f"story number {number} of ours"
        tell_win(session, a_person(session, "ben"), Story(story), PUBLIC_SCENE, NOON)
    session.flush()


def types(session, line):
    """Ben types it in a channel, or writes it to the bot in a thread there."""
    who, _, text = line.partition(" ")
    text = re.sub(r"#(\w+)", f"<#{OPS}|\\1>", text)
    mentions = re.sub(r"@(\w+)", lambda m: _mention(m[1]), text)
    medium = Medium.MENTION if who == "@cxbot" else Medium.COMMAND
    ben = a_person(session, "ben")
    typed = Typed(TEAM, CAST["ben"].slack_id, None, line=mentions, channel_id=OPS, medium=medium)
    return command.say(session, ben, typed, NOON)


def _mention(name):
    known = PEOPLE.get(name, name)
    mine = "cleo" if known == "ben" else known
    return f"<@{CAST[mine].slack_id}>" if mine in CAST else f"@{name}"
