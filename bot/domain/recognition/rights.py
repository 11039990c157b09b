"""Who may thank, be thanked, see thanks and take them back: the only place that says so."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, select

from bot.domain.people import Person, people_numbered
from bot.domain.recognition.records import LETTER, Joined, Recognition, State
from bot.domain.recognition.telling import thanked_in
from bot.domain.roles import cco_of
from bot.domain.scenes import Scene
from bot.errors import UserError

MOST_PEOPLE = 50


class GuestsDoNotThank(UserError):
    """Guests can be thanked here, and do not thank by me. Tell your colleague yourself, please."""


class NobodyNamed(UserError):
    """Whom do you thank? Please name at least one colleague."""


class ThanksToOneself(UserError):
    """Thanks go to others. Who helped you with it? Please name them instead."""


class NoPerson(UserError):
    """{who} cannot be thanked here: no bot, and nobody who left or is of another company."""


class GuestElsewhere(UserError):
    """{who} is a guest, and can be thanked in a channel that they are in."""


class TooMany(UserError):
    """I thank up to 50 people at once. Please name those who did most for it."""


class NoSuchThanks(UserError):
    """I find no {record} that you can see here. {command} show K-… shows thanks by their id."""


class NotYoursToWithdraw(UserError):
    """Only {who} can take {record} back, so nothing changed."""


class NotYourThanks(UserError):
    """Only {who} can do that with {record}, so nothing changed."""


class Withdrawn(UserError):
    """{record} was taken back, so nothing changed."""


def demand_giver(me: Person) -> None:
    if me.is_guest:
        raise GuestsDoNotThank


def demand_thankable(me: Person, people: Sequence[Person], scene: Scene) -> None:
    """Raise what is wrong with those who are to be thanked, naming them."""
    if not people:
        raise NobodyNamed(field="people")
    if any(person.number == me.number for person in people):
        raise ThanksToOneself(field="people")
    if len(people) > MOST_PEOPLE:
        raise TooMany(field="people")
    unable = [person.called for person in people if not person.can_promise]
    if unable:
        raise NoPerson(field="people", who=" and ".join(unable))
    elsewhere = [each.called for each in people if each.is_guest and not _is_there(each, scene)]
    if elsewhere:
        raise GuestElsewhere(field="people", who=" and ".join(elsewhere))


def thanks_for(
    session: Session, me: Person, number: int, *, here: str = "", lock: bool = True
) -> Recognition:
    """Return thanks this person may see from where they are. Raises NoSuchThanks."""
    query = select(Recognition).where(
        Recognition.team_id == me.team_id, Recognition.number == number
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.exec(query).one_or_none()
    if found is None or not can_see(session, found, me, here):
        raise NoSuchThanks(record=f"{LETTER}-{number}")
    return found


def can_see(session: Session, recognition: Recognition, me: Person, here: str = "") -> bool:
    """Tell whether somebody may see thanks: what was said in private stays with those people."""
    if me.number in {recognition.giver, *thanked_in(session, recognition)}:
        return True
    if recognition.state is State.WITHDRAWN:
        return False
    if not recognition.is_private or (here != "" and here == recognition.channel_id):
        return True
    return session.get(Joined, (me.team_id, recognition.number, me.number)) is not None


def demand_given(recognition: Recognition) -> None:
    if recognition.state is State.WITHDRAWN:
        raise Withdrawn(record=recognition.label)


def demand_own(session: Session, recognition: Recognition, me: Person) -> None:
    """Raise NotYourThanks unless this person gave them."""
    if me.number != recognition.giver:
        who = _named(session, me.team_id, [recognition.giver])
        raise NotYourThanks(record=recognition.label, who=who)


def demand_withdrawal(session: Session, recognition: Recognition, me: Person) -> None:
    """Raise NotYoursToWithdraw unless this person gave them, is thanked, or is the CCO."""
    cco = cco_of(session, me.team_id)
    able = [recognition.giver, *([cco.number] if cco else [])]
    if me.number not in {*able, *thanked_in(session, recognition)}:
        who = f"{_named(session, me.team_id, able)} or who is thanked"
        raise NotYoursToWithdraw(record=recognition.label, who=who)


def _named(session: Session, team_id: str, numbers: Collection[int]) -> str:
    people = people_numbered(session, team_id, {*numbers})
    return " or ".join(people[number].called for number in dict.fromkeys(numbers))


def _is_there(person: Person, scene: Scene) -> bool:
    return person.slack_id in scene.there
