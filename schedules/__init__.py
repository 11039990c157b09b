"""Everything the bot does on its own, and when."""

from collections.abc import Mapping

from bot.clock import Clock
from bot.database import Database
from schedules.briefs import begin_weeks, send_briefs
from schedules.commitments import (
    follow_up_offers,
    forget_the_unfinished,
    forget_words_after,
)
from schedules.deliveries import forget_deliveries
from schedules.delivery import Delivery
from schedules.digests import send_digests
from schedules.dissents import (
    ask_about_outcomes,
    follow_conditions,
    forget_proposals_after,
    settle_dissents,
)
from schedules.feeds import FeedReader, Feeds
from schedules.forums import hand_forums_on, look_at_forum_channels, resume_forums
from schedules.issue_trends import watch_handings, watch_reports
from schedules.issues import follow_issues, forget_issues_after
from schedules.proposals import follow_rounds
from schedules.pulse import Job, Pulse
from schedules.recognition import forget_thanks_after, withdraw_deleted_thanks
from schedules.sessions import follow_sessions, forget_sessions_after
from schedules.signals import forget_signals
from schedules.wins import forget_wins_after, tell_wins

# Job → seconds. Delivery beats each second besides, and whenever somebody has committed work.
TIMETABLE: Mapping[Job, int] = {
    follow_up_offers: 1,
    follow_sessions: 1,
    follow_rounds: 1,
    follow_issues: 1,
    settle_dissents: 1,
    follow_conditions: 1,
    ask_about_outcomes: 1,
    send_digests: 1,
    resume_forums: 1,
    hand_forums_on: 15,
    look_at_forum_channels: 15,
    send_briefs: 1,
    begin_weeks: 1,
    tell_wins: 1,
    withdraw_deleted_thanks: 15,
    watch_reports: 15,
    watch_handings: 1,
    forget_deliveries: 60,
    forget_signals: 60,
    forget_the_unfinished: 60,
}


def timetable(
    delivery: Delivery,
    database: Database,
    clock: Clock,
    months: int | None = None,
    feeds: Feeds | None = None,
) -> Pulse:
    """Return the pulse of the program: `begin` runs every job once, `end` waits for deliveries.

    `months` is how long people's words outlive the closing of their record; None is for ever.
    """
    erasing = [forget_words_after, forget_sessions_after, forget_proposals_after]
    erasing += [forget_issues_after, forget_thanks_after, forget_wins_after]
    jobs = {each(months): 60 for each in erasing} if months is not None else {}
    if feeds is not None:
        jobs[FeedReader(feeds).read_due_feeds] = 1
    return Pulse(delivery, database, clock, {**TIMETABLE, **jobs})
