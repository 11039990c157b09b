"""Typed lines about thanks: `kudos @a …`, `nominate @a for …`, `show K-3`, `list thanks`."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.brief import demand_cco
from bot.domain.commitments.promising import one_called
from bot.domain.forums.finding import forum_in
from bot.domain.forums.records import Forum
from bot.domain.people import Person, person_known, person_seen
from bot.domain.recognition.answering import What, said, said_given, said_nomination
from bot.domain.recognition.giving import (
    LONGEST,
    Given,
    SaidBefore,
    SaysTooLittle,
    Thanks,
    TooLong,
    demand_own_words,
    give,
    given_just_now,
)
from bot.domain.recognition.nominating import Wish, nominate
from bot.domain.recognition.reading import Reading, read_thanks, says_enough
from bot.domain.recognition.records import Recognition
from bot.domain.recognition.rights import (
    NobodyNamed,
    demand_giver,
    demand_thankable,
    thanks_for,
)
from bot.domain.recognition.taking_back import withdraw
from bot.domain.scenes import Scene
from bot.domain.typed_text import leading_record
from bot.domain.unfinished import FormKind, leave_unfinished
from bot.errors import UserError

GROUP = "group"  # A problem that is none: so many people are thanked only once that is confirmed.


class NobodyCalled(UserError):
    """I do not know whom you mean with a name that you typed. Please pick them."""


class GroupUnread(UserError):
    """I could not read who is in that group. Please pick whom you thank."""


class OneAtATime(UserError):
    """Please nominate one person at a time, each for what they did."""


PROBLEMS: dict[str, type[UserError]] = {
    each.__name__: each
    for each in (
        *(NobodyNamed, NobodyCalled, GroupUnread),
        *(SaysTooLittle, SaidBefore, TooLong, OneAtATime),
    )
}


def kudos(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`kudos @ben @cleo got the refund out in an hour; the customer stayed`."""
    demand_giver(me)
    read = read_thanks(session, me, text)
    twin = given_just_now(session, me, read.did, scene, now) if read.did else None
    if twin is not None:
        return said_given(Given(twin, is_new=False), scene)
    people, problem = _meant(session, me, scene, read)
    if people:
        demand_thankable(me, people, scene)
    problem = problem or _problem(session, me, read)
    if problem:
        return ask(session, me, FormKind.KUDOS, read, (scene, people, problem), now)
    thanks = Thanks(people, read.did, read.changed, read.tag, read.linked_to)
    return said_given(give(session, me, thanks, scene, now), scene)


def nominate_line(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`nominate @ben for …`: for the next forum here, or the next gathering."""
    demand_giver(me)
    read = read_thanks(session, me, text)
    people, problem = _meant(session, me, scene, read)
    if people:
        demand_thankable(me, people, scene)
    if len(people) > 1:
        problem = OneAtATime.__name__
    if not problem and not says_enough(read.did, read.changed):
        problem = SaysTooLittle.__name__
    if problem:
        return ask(session, me, FormKind.NOMINATE, read, (scene, people, problem), now)
    wish = Wish(people[0], read.did, read.changed)
    made = nominate(session, me, wish, forum_here(session, me, scene), scene, now)
    return said_nomination(made, "made", response_url=scene.response_url)


def forum_here(session: Session, me: Person, scene: Scene) -> Forum | None:
    """Return the forum that a nomination made here is for; else it is for the next gathering."""
    return forum_in(session, me.team_id, scene.channel_id) if scene.channel_id else None


def show(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`show K-3`: thanks as they stand."""
    del now
    return said(_named(session, me, scene, text, lock=False), What.SHOWN)


def withdraw_line(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`withdraw K-3`: by who gave them, who is thanked, or the CCO."""
    recognition = withdraw(session, _named(session, me, scene, text), me, now)
    return said_withdrawn(recognition)


def said_withdrawn(recognition: Recognition) -> Said:
    what = What.WITHDRAWN if recognition.withdrawn_at is not None else What.TAKEN_OFF
    return said(recognition, what)


def list_thanks(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`list thanks`: how far thanks reach, for the CCO alone."""
    del scene, text, now
    demand_cco(session, me)
    return Said(Kind.COVERAGE)


def list_nominations(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`list nominations`: what waits for me to pick."""
    del session, me, scene, text, now
    return Said(Kind.NOMINATIONS)


def ask(
    session: Session,
    me: Person,
    kind: FormKind,
    read: Reading,
    asked: tuple[Scene, list[Person], str],
    now: datetime,
) -> Said:
    """Ask for the rest in a form; what was typed is kept until it is answered."""
    scene, people, problem = asked
    facts = {
        "people": [person.slack_id for person in people if person.slack_id],
        "problem": problem,
        "group": len(people) if problem == GROUP else 0,
        "tag": read.tag.value if read.tag else "",
        "scene": scene.to_json(),
    }
    begun = leave_unfinished(session, me, kind, read.text, facts, now)
    return Said(Kind.KUDOS_FORM, {"unfinished": begun.number})


def _meant(session: Session, me: Person, scene: Scene, read: Reading) -> tuple[list[Person], str]:
    """Return who is meant, and what keeps it from being plain."""
    found = [person_known(session, me.team_id, each) for each in read.people.ids]
    people = [person for person in found if person is not None]
    people += [me] if read.people.is_me else []
    called = [one_called(session, me, name) for name in read.people.names]
    people += [person for person in called if person is not None]
    members = dict(scene.groups)
    unread = [group for group in read.people.groups if not members.get(group)]
    grouped = [each for group in read.people.groups for each in members.get(group, ())]
    people += [each for each in _of_groups(session, me, scene, grouped) if each not in people]
    if unread:
        return people, GroupUnread.__name__
    if any(person is None for person in called):
        return people, NobodyCalled.__name__
    if read.people.groups:
        return people, GROUP
    return people, "" if people else NobodyNamed.__name__


def _of_groups(session: Session, me: Person, scene: Scene, members: list[str]) -> list[Person]:
    """Return who of a group can be thanked here; whoever thanks is not among them."""
    people = [person_seen(session, me.team_id, each) for each in dict.fromkeys(members)]
    here = (each for each in people if not each.is_guest or each.slack_id in scene.there)
    return [each for each in here if each.number != me.number and each.can_promise]


def _problem(session: Session, me: Person, read: Reading) -> str:
    """Return what is wrong with the words, if anything."""
    if not says_enough(read.did, read.changed):
        return SaysTooLittle.__name__
    if max(len(read.did), len(read.changed)) > LONGEST:
        return TooLong.__name__
    try:
        demand_own_words(session, me, read.did)
    except SaidBefore:
        return SaidBefore.__name__
    return ""


def _named(
    session: Session, me: Person, scene: Scene, text: str, *, lock: bool = True
) -> Recognition:
    named, _ = leading_record(text)
    number = named.number if named else 0
    return thanks_for(session, me, number, here=scene.channel_id, lock=lock)
