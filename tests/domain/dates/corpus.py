"""Phrases and what they mean on Wednesday 18 March 2026, 10:15 in New York.

`GIVEN…` is the corpus the grammar was written for. `HELD_OUT…` was written, with its answers, after
the grammar was frozen, and run once: `test_held_out.py` says what came of it.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 3, 18, 14, 15, tzinfo=UTC)

# Meaning: phrases. Two dates are two good answers.
GIVEN = {
    "2026-03-20": "by Friday|Friday|on friday|this Friday|by EOD Friday|20th March|before Friday"
    "|day after tomorrow",
    "2026-03-27 2026-03-20": "next Friday",
    "2026-03-27T17:00 2026-03-20T17:00": "next Friday 5pm|by next Friday at 5 pm",
    "2026-03-18": "by EOD|EOD|end of day|tonight|today|this afternoon|by lunch",
    "2026-03-19": "eod tomorrow|by COB tomorrow|tomorrow|tmrw|tomorrow morning|Thursday COB|Thurs",
    "2026-03-20 2026-03-22": "EOW|end of week|by end of the week",
    "2026-03-27 2026-03-29": "end of next week",
    "2026-03-31": "by end of month|EOM|by Mar 31|March 31|31 March|31st of March|by 31/3|31/03/2026"
    "|3/31|31.03.2026|end of quarter|EOQ",
    "2026-04-30": "end of next month",
    "2026-12-01": "12/1|2026-12-01|Dec 1|Dec 1 2026|December 1st 2026|2026/12/01",
    "2026-12-01T17:00": "2026-12-01 17:00|2026-12-01T17:00",
    "2026-09-30": "by Q3",
    "2026-06-30": "end of Q2",
    "2026-12-31": "end of year|EOY",
    "2026-04-01": "in two weeks|in 2 weeks|two weeks from now|next month|next quarter",
    "2026-03-21": "in 3 days|within 3 days",
    "2026-03-25": "in a week|Wed|by the 25th|in 5 business days",
    "2026-04-18": "in a month",
    "2026-03-18T11:45": "in 90 minutes",
    "2026-03-18T11:15": "in an hour",
    "2026-03-18T12:15": "in 2 hours",
    "2026-03-27": "a week from Friday|last Friday of the month|Friday next week|Friday the 27th",
    "2026-04-06": "two weeks from Monday|first Monday of April",
    "2026-03-19T12:00": "tomorrow noon|tomorrow at noon",
    "2026-03-19T09:00": "tomorrow 9am|by 9am",
    "2026-03-18T17:00": "today 5pm|5pm",
    "2026-03-18T17:30": "at 17:30",
    "2026-03-18T12:00": "noon",
    "2026-03-19T00:00": "midnight",
    "2026-03-24": "next Tuesday|Tuesday",
    "2026-03-23": "next week|by Monday morning",
    "2026-03-23 2026-03-24": "early next week",
    "2026-03-23T09:30": "Monday 9:30|Mon at 9:30am",
    "2026-04-15": "the 15th",
    "2026-04-05": "April 5|5 April 2026",
    "2026-04-05T15:00": "Apr 5th at 3pm",
    "2026-03-20T20:30": "fri 5:30pm PT",
    "2026-03-19T10:00": "tomorrow 14:00 UTC",
    "2027-03-10": "Mar 10",
    "2026-03-21 2026-03-22": "this weekend",
}
GIVEN_REFUSED = (
    "before the board meeting|after launch|soon|asap|when it's ready|once legal approves"
    "|next sprint"
    "|in v2.0|ship 3 fixes|may be later|the march release|second draft|sat down with the team"
    "|room 12|10 people|PR 1234|2x faster|never|someday|at standup|TBD|n/a||31/31|Feb 30|25:00"
    "|2026-13-45|13/13|by the next release|march forward|we may ship|version 4.5|issue 7"
    "|the second time|in time|at some point|one day|6 points|after the 1:1|monitoring|fridge"
    "|sunset|decide later"
)
# The promise, a double bar, its date, and what that date is.
GIVEN_SENTENCES = """
Ship the pricing page || by next Friday 5pm || 2026-03-27T17:00
Review 3 PRs from Dec || by Friday || 2026-03-20
Ship v2.1 || by EOD || 2026-03-18
Send May's report to Sam || by Thursday || 2026-03-19
Hire 2 engineers || by end of Q2 || 2026-06-30
Call Sun Corp || by Tuesday || 2026-03-24
Close 10 deals || by 3/31 || 2026-03-31
Write the March update || in two weeks || 2026-04-01
Fix bug 1234 || tomorrow || 2026-03-19
Draft the Q3 plan || by Mar 31 || 2026-03-31
Update 12 tickets || by tomorrow noon || 2026-03-19T12:00
Publish the 2026 roadmap || by end of month || 2026-03-31
Pay invoice 2026-11 || by the 25th || 2026-03-25
Talk to April about hiring || by Monday 9:30 || 2026-03-23T09:30
Book the 5pm demo slot || by EOW || 2026-03-20
Reach 50% adoption || by 2026-12-01 || 2026-12-01
Sat review of 100 files || by end of quarter || 2026-03-31
call back every customer lost in May || by friday || 2026-03-20
"""
GIVEN_WITHOUT_DATE = """
Prepare the deck before the board meeting
Refactor the second module
May look at it later
customers lost in May
every customer lost in May
talk to April
Send the list by the 2nd attempt
Sign it before the 3 reviews
Do it within reason
Count them by hand
Split it by 2 people
Grow by 10%
Cut it by half
"""
