"""Phrases that nobody had seen when the grammar was frozen (see `corpus.py` for their moment)."""

PHRASES = {
    "2026-03-18": "this evening|in the afternoon",
    "2026-03-18T11:00": "in 45 minutes|by 16:00 CET",
    "2026-03-18T11:15": "within an hour",
    "2026-03-18T13:15": "in three hours",
    "2026-03-18T15:00": "by 3pm today",
    "2026-03-18T15:15": "by 3:15pm",
    "2026-03-18T16:30": "half past four",
    "2026-03-18T17:00": "not later than 5pm",
    "2026-03-18T18:30": "this evening at 6:30",
    "2026-03-18T21:00": "tonight by 9",
    "2026-03-19": "by this Thursday|by thurs eod|tomorrow by close of business|by morning"
    "|by tomorrow night|first thing tomorrow|late Thursday|due by tomorrow",
    "2026-03-19T08:45": "tomorrow 8:45",
    "2026-03-19T09:15": "by quarter past nine tomorrow",
    "2026-03-19T12:00": "before noon tomorrow|9am PST tomorrow",
    "2026-03-19T16:00": "tomorrow at 4|at 4 tomorrow",
    "2026-03-19T22:15": "in 36 hours",
    "2026-03-20": "Fri|before next week|by Friday the 20th|early Friday|ahead of Friday|by fri.,",
    "2026-03-20T08:00": "noon UTC Friday",
    "2026-03-20T12:00": "noon on Friday",
    "2026-03-20T13:00": "5pm GMT Friday",
    "2026-03-20T16:00": "day after tomorrow at 4pm",
    "2026-03-20T17:00": "Friday at 17h00",
    "2026-03-20T18:00": "by 6 pm Friday",
    "2026-03-21": "Saturday",
    "2026-03-21T11:00": "this Saturday at 11am",
    "2026-03-22": "by Sunday evening",
    "2026-03-23": "due Monday|coming Monday|until next Monday",
    "2026-03-23T00:00": "by midnight Sunday",
    "2026-03-24": "no later than the 24th|by the 24th at the latest|latest by Tuesday|by Tues.",
    "2026-03-25": "by next Wed",
    "2026-03-25T18:00": "6pm on the 25th",
    "2026-03-26": "next Thursday|Thursday of next week|next week Thursday|a week from tomorrow",
    "2026-03-27": "on or before March 27",
    "2026-03-28": "in ten days|10 days from today",
    "2026-03-29": "next sunday",
    "2026-03-30": "the 30th|week after next|a week on Monday",
    "2026-03-31": "end of the quarter|before Q2|before next month|last day of the quarter"
    "|Tuesday week",
    "2026-04-01": "by the start of Q2|by the 1st|in a fortnight's time|within a fortnight"
    "|within 10 working days|first day of next quarter|prior to April 1",
    "2026-04-02": "2nd of April|April the 2nd",
    "2026-04-03": "first Friday of next month",
    "2026-04-08": "within three weeks",
    "2026-04-10": "three weeks from Friday",
    "2026-04-13": "the second Monday of April",
    "2026-04-30": "by the end of next month|last Thursday in April",
    "2026-05-04": "the week of May 4",
    "2026-05-29": "last working day of May",
    "2026-05-31": "before June",
    "2026-06-01": "by 1 June|by June 1st|on the 1st of June|1st June 2026|Jun 1, 2026"
    "|Monday, June 1|2026-06-01|by 01.06.2026",
    "2026-06-01T09:00": "2026-06-01 9am",
    "2026-06-01T09:30": "2026-06-01T09:30",
    "2026-06-01T12:00": "Mon 1 Jun at noon",
    "2026-06-15": "by mid June",
    "2026-06-30": "by the end of June|by June|by 6/30|by 30/6/2026",
    "2026-09-18": "in 6 months",
    "2026-09-30": "by sept 30",
    "2026-10-31": "by Halloween",
    "2026-12-24": "by Christmas Eve",
    "2026-12-26": "by Boxing Day",
    "2026-12-31": "by end of Q4|before New Year's Day",
    "2027-02-28": "by end of February 2027|last day of February|Feb 28",
    "2027-03-18": "in one year",
    "2028-02-29": "29 February 2028",
}
REFUSED = (
    "by the way|by default|by far|by and large|before long|until further notice|on hold|on track"
    "|on Monday's agenda|in progress|in Q5|in April's newsletter|due diligence|next steps"
    "|next quarter's plan|this time|last minute|first things first|the end|end of story"
    "|at the end of the tunnel|by week 14|24/7|50/50|1/2 cup|3.14|10:1|0:5|iPhone 12|may day|march"
    "|second|now|today's standup|tomorrow's world|Thursday Night Football|two weeks' notice"
    "|5 o'clock shadow|half a day|a day late|12 months of data|noon-ish|Fri-Sun|weekdays"
    "|every 2nd Tuesday|twice a week|on Tuesdays|monthly|4 out of 5|step 2 of 3|by one"
    "|7 days a week|one week|two days|the fifth"
)
SENTENCES = """
Send Ana the churn list || by 30 Sep || 2026-09-30
Ring the 5 angriest customers || tomorrow morning || 2026-03-19
Migrate 3 of the 12 accounts || by end of next week || 2026-03-27
Cut first-response time to 2 hours || by end of Q3 || 2026-09-30
Raise CSAT from 4.1 to 4.5 || by 31 December || 2026-12-31
Write up the Monday outage || by Wednesday || 2026-03-25
Publish the Friday newsletter || on Thursday || 2026-03-19
Close the April books || by May 5 || 2026-05-05
Have the second draft reviewed || within 3 days || 2026-03-21
Visit Acme (Berlin) || on 14 April || 2026-04-14
Answer ticket #4521 || today || 2026-03-18
Get Jan and June to sign || Friday noon || 2026-03-20T12:00
Book room 12 for the board || by tomorrow || 2026-03-19
Ship 2.0 || by EOM || 2026-03-31
Refund order 2026-0311 || by Monday || 2026-03-23
Ask @cleo for numbers || by the 20th || 2026-03-20
Reply to <https://acme.example/t/5|ticket 5> || by 4pm || 2026-03-18T16:00
"""
WITHOUT_DATE = """
Bring croissants on Fridays
Prepare for the launch in May
Summarise last quarter
Be ready for Monday
Understand why churn rose in March
Talk to customers who left after Christmas
Review the plan for next year
Keep first response under 2 hours
Reduce refunds by 12
Be on call from Friday
Compare Q1 and Q2
Take notes at the 5pm
Cover for Ana next week or Friday
"""

# A second set for another moment and place: Sunday 22 November 2026, 21:40 in Berlin, day first.
SUNDAY_PHRASES = {
    "2026-11-22": "by EOD|today|tonight|by the end of the week|this weekend|by tonight",
    "2026-11-22T22:00": "by 10pm|22:00|in 20 minutes",
    "2026-11-22T22:10": "in half an hour",
    "2026-11-23": "tomorrow|by Monday|next Monday|next week|by lunch|by morning|in one working day",
    "2026-11-23T00:00": "midnight",
    "2026-11-23T09:00": "at 9|by 9|9am|Monday 9:00|tomorrow at nine o'clock",
    "2026-11-23T17:00": "by 5|5pm|by 17:00",
    "2026-11-24": "day after tomorrow|Tue|next Tuesday|in 2 days",
    "2026-11-24T16:00": "Tuesday at 10am ET",
    "2026-11-27": "Friday|this Friday|by Friday EOD|next friday|end of next week|late next week",
    "2026-11-29": "next Sunday|in a week|Sunday",
    "2026-11-30": "EOM|by November|end of month|by the 30th|30.11.2026|30/11|Monday week"
    "|week after next",
    "2026-12-01": "next month|1/12|01/12/2026|the 1st|first of December|on the 1st of next month",
    "2026-12-04": "first Friday of December|4 Dec|Friday, 4 December",
    "2026-12-06": "in a fortnight",
    "2026-12-31": "end of year|EOQ|EOY|by Q4|New Year's Eve|by 31.12.2026",
    "2027-01-01": "next quarter|next year|New Year's Day|1 January",
    "2027-01-31": "by January|end of January",
    "2027-03-04": "4/3|4 March",
    "2027-03-31": "by Q1|end of Q1|end of next quarter",
}
SUNDAY_UNCLEAR = {
    "PAST": "by 21/11/2026|today at 9am|by 2026-11-21|by yesterday|by Friday this week"
    "|by end of Q3 2026",
    "IMPOSSIBLE": "the 31st|by 31 November|by 29 February|by 2032-01-01|by 24:30",
    "AMBIGUOUS": "Tuesday 27 November",
}
