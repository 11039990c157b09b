"""Thousands of notices at once, written past the verbs, since only delivery is looked at."""

from sqlalchemy import insert

from bot.domain.notices import Notice, Urgency

TEAM = "T0HARBOUR"
AT_ONCE = 1000


def fill(database, many, people, now, beginning=0, **more):
    """Promise so many, one after the other to each of these people; numbered from a beginning."""
    end = beginning + many
    with database.engine.begin() as connection:
        for first in range(beginning, end, AT_ONCE):
            numbers = range(first, min(end, first + AT_ONCE))
            rows = [_row(number, people[number % len(people)], now, more) for number in numbers]
            connection.execute(insert(Notice), rows)


def _row(number, person, now, more):
    notice = {
        "team_id": TEAM,
        "key": f"n{number}",
        "mark": f"m{number}",
        "kind": "card",
        "facts": {"text": f"Line {number}"},
        "person_id": person,
        "lane": person,
        "urgency": Urgency.DIGEST,
        "due_at": now,
    }
    return Notice(**notice | more).model_dump(exclude={"id"})
