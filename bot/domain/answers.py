"""What a verb answers: a kind and its facts, never wording, so that it can be drawn again."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """Every kind of thing the bot says, to one person or to a channel."""

    COMMITMENT = "commitment"  # The answer to whoever changed one.
    CARD = "commitment.card"
    OFFER = "commitment.offer"
    HANDOVER = "commitment.handover"
    TOLD = "commitment.told"
    STORY = "commitment.story"
    LIST = "list"
    FORM = "form"
    HOME = "home"
    START = "start"
    HELP = "help"
    ABOUT = "about"
    UNKNOWN_VERB = "unknown_verb"
    REFUSAL = "refusal"
    CCO_ASKED = "cco.asked"
    COPIES = "commitment.copies"
    THANKS = "thanks"
    UNDELIVERABLE = "undeliverable"
    FORUM = "forum"  # The answer to whoever began, changed or asked for a forum.
    FORUM_FORM = "forum.form"
    FORUMS = "forums"
    FORUM_TOLD = "forum.told"  # To its facilitator: held, or handed to them.
    SESSION_POST = "session.post"
    SESSION_AGENDA = "session.agenda"
    SESSION_START = "session.start"
    SESSION_MINUTES = "session.minutes"
    SESSION_ASKED = "session.asked"  # To the facilitator: who came, what was promised?
    SESSION_FORM = "session.form"
    SESSION_RECORDED = "session.recorded"  # The answer to whoever recorded one.
    SESSION_MOVED = "session.moved"  # Moved or skipped: the answer, and to the channel.
    SESSION_MOVE_FORM = "session.move_form"
    AGENDA = "agenda"
    AGENDA_FORM = "agenda.form"
    WEEK = "forum.week"  # A forum's Monday post.
    DIGEST = "digest"
    BRIEF = "brief"  # The CCO's.
    BRIEF_WAITS = "brief.waits"  # To administrators, while there is no CCO.
    SNOOZE_FORM = "snooze.form"
    WITHOUT_OWNER = "without_owner"
    SETTINGS = "settings"
    SETTINGS_FORM = "settings.form"
    AWAY = "away"
    AWAY_FORM = "away.form"
    COVER_ASKED = "cover.asked"  # Will you cover for somebody who is away?
    COVER_TOLD = "cover.told"  # What they answered.
    PROPOSAL = "proposal"  # The answer to whoever proposed, amended, closed or asked for one.
    PROPOSAL_POST = "proposal.post"  # The round's post in its channel.
    PROPOSAL_FORM = "proposal.form"
    STANCE = "stance"  # The answer to whoever said where they stand.
    STANCE_ASKED = "stance.asked"  # To each leader who is asked.
    STANCES = "stances"  # Where everybody stands, for those who have spoken.
    NO_ROUND = "round.none"  # What can become of a dissent that no round waits for.
    DISSENT_TOLD = "dissent.told"
    OUTCOME = "outcome"
    DECISIONS = "decisions"  # The open ones, and the record of dissents.
    TERM = "term"
    ISSUE = "issue"  # The answer to whoever opened or changed one.
    ISSUE_CARD = "issue.card"
    ISSUE_OFFER = "issue.offer"  # Will you own it?
    ISSUE_TOLD = "issue.told"
    ISSUE_URGENT = "issue.urgent"  # To the area's leader.
    ISSUE_CLOSED = "issue.closed"  # To each reporter.
    ISSUE_STORY = "issue.story"
    ISSUE_LIST = "issue.list"
    ISSUE_FORM = "issue.form"
    ISSUE_BEFORE = "issue.before"  # Seen before? Nothing is opened yet.
    ISSUE_FOUND = "issue.found"  # Those that hold all the words looked for.
    KUDOS = "kudos"  # The answer to whoever thanked, joined in or took thanks back.
    KUDOS_POST = "kudos.post"
    KUDOS_TOLD = "kudos.told"  # To each who is thanked.
    KUDOS_FORM = "kudos.form"
    NOMINATION = "nomination"  # The answer to whoever nominated, or picked.
    NOMINATIONS = "nominations"
    COMMENDED = "commended"  # To whoever was picked, once it was told.
    COVERAGE = "coverage"
    TRENDS = "trends"  # Reports by touchpoint and week, with their chart.
    TRENDS_SHARED = "trends.shared"
    ISSUE_CHAIN = "issue.chain"
    CONTRACT = "contract"
    CONTRACT_FORM = "contract.form"
    CONTRACT_OFFER = "contract.offer"  # To the leader of each area.
    CONTRACTS = "contracts"
    BOARD = "board"
    ISSUE_EXPORT = "issue.export"
    ADMIN = "admin"  # Touchpoints, areas, sources: what the CCO and administrators look after.
    ADMIN_FORM = "admin.form"
    SOURCE_MADE = "source.made"  # With its secret, shown this once.
    EXPORT = "export"  # A proposal with all its rounds, as a text or a table.
    WIN = "win"  # The answer to whoever told, changed or asked for one.
    WIN_POST = "win.post"  # In the channel where it was told, while there is none for wins.
    WIN_FORM = "win.form"
    WIN_ASKED = "win.asked"  # May its customer be named? May customers read that?
    WIN_TOLD = "win.told"  # To who told it: what became of it.
    WINS = "wins"  # What is not told yet.
    WINS_CHANNEL = "wins.channel"  # Where wins are told from now on.
    WINS_CHANNEL_ASKED = "wins.channel_asked"  # To the CCO, once.
    SHOUTOUT = "shoutout"
    FEEDS = "wins.feeds"
    GATHERING = "gathering"  # A month of wins, for all to see on one page.


@dataclass(frozen=True)
class Said:
    """One answer. `facts` is JSON: numbers, dates as text, Slack ids; no words of people."""

    kind: Kind
    facts: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return what is kept; an address that only answers this once is not."""
        kept = {name: fact for name, fact in self.facts.items() if name != "response_url"}
        return {"kind": self.kind.value, "facts": kept}


def said_in(stored: dict[str, Any]) -> Said:
    """Read back what `to_json` wrote."""
    return Said(Kind(stored["kind"]), stored["facts"])
