"""Rules that the corpus does not reach, each with what it means and where it stops."""

import pytest

from bot.domain.dates import due_in, split
from tests.domain.dates.corpus import NEW_YORK, NOW
from tests.domain.dates.reading import cases, meaning

FURTHER = {
    "": "5pm UTC+99|half to five|by H3|in the next days|within weeks|in the next quarter|by 24/7"
    "|5apples"
    "|Friday 9|by the Friday after next|on weekends|5pm Friday 3pm|in 0 minutes|by 15",
    "PAST": "start of this month|by mid this month|this morning 9am|today morning 9am|by 31/12/2025"
    "|by 1/2/2026|first Monday of this month|first day of this week|before March|by 2 days ago"
    "|by Q4 2025|by the 16th of this month|by January 2026|by end of 2025|early this week",
    "IMPOSSIBLE": "by 0/3|the fifth Friday of April|by the 32nd|by March 45|week of 31 April"
    "|friday 25:00"
    "|by 17:75|by tomorrow morning 3pm|30.02.2027|2026-02-30 17:00|by 13am",
    "2026-03-18": "the 18th|Mar 18|within the day|by the end of today|close of business"
    "|close of day"
    "|by midweek|mid week",
    "2026-03-18T10:45": "half an hour from now|in half an hour",
    "2026-03-18T11:15": "in an hour's time|an hour from now",
    "2026-03-18T12:00": "12pm|before 12|by 12 o'clock",
    "2026-03-18T16:00": "by 4 this afternoon|this afternoon at 4",
    "2026-03-19": "Thursday tomorrow|tomorrow (Thursday)|in the next day",
    "2026-03-19T02:00": "2am",
    "2026-03-19T09:00": "9 in the morning|@9 tomorrow|before:9am",
    "2026-03-20": "this week|before the weekend|by Friday 20|due:friday|Friday 20th",
    "2026-03-20T17:00": "fri 17pm|5 p.m. Fri.|5p.m. on Friday|friday by 5|friday 5pm sharp",
    "2026-03-21": "by the weekend",
    "2026-03-25": "within the next week|in the next week|mid next week",
    "2026-03-27": "late next week|by Fri, 27.3.2026|27-Mar-2026|27-03-2026",
    "2026-03-28": "by next weekend",
    "2026-03-29": "next weekend",
    "2026-03-31": "31mar|31Mar 2026|month-end|by quarter end|last working day of the quarter",
    "2026-04-01": "in a couple of weeks|start of Q2|first working day of the month|1st of the month"
    "|start of next month",
    "2026-04-10": "2nd Friday of the month",
    "2026-04-15": "mid next month|mid-April",
    "2026-06-30": "by H1|Q2 end|by 2026-Q2",
    "2026-12-31": "end of 2026|year-end",
    "2027-01-01": "start of 2027|by new year",
}


@pytest.mark.parametrize(("phrase", "meanings"), cases(FURTHER))
def test_a_rule_gives_its_date_or_none(phrase, meanings):
    assert meaning(due_in(phrase, NOW, NEW_YORK)) in (meanings or [""])


@pytest.mark.parametrize(
    "text",
    [
        "Tell them what we saw this morning at",
        "Summarise what we saw on the morning shift",
        "Grow 2 by 4",
        "Buy the latest Friday",
        "Move it from 12 March 31 May",
        "Meet Thursday / Friday",
        "Do it the last Friday",
        "Pay the 30th",
    ],
)
def test_what_stands_before_can_take_a_date_for_itself(text):
    assert split(text, NOW, NEW_YORK).due is None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("'Ship it by friday'", "'Ship it'"),
        ("Ask May 5pm", "Ask May"),
        ("Ask Sun by friday", "Ask Sun"),
        ("Ship it. By friday", "Ship it."),
        ("Call Ana :telephone: - by friday", "Call Ana :telephone:"),
    ],
)
def test_what_stands_before_is_kept_as_it_was(text, what):
    assert split(text, NOW, NEW_YORK).what == what


def test_a_date_longer_than_any_phrase_is_cut_where_it_can_be_read():
    assert split(f"by{' ' * 90}friday", NOW, NEW_YORK).due is None
