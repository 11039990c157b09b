"""Thanks, nominations, commendations and their coverage, drawn from a filling."""

from bot.domain.answers import Kind
from bot.domain.channels import Posting
from bot.domain.recognition.answering import What
from bot.domain.recognition.commending import Commendation
from bot.domain.recognition.coverage import Coverage, Ring, Unthanked
from bot.domain.recognition.finding import Shown
from bot.domain.recognition.lines import PROBLEMS
from bot.domain.recognition.records import Nomination, NominationState, Recognition, State, Tag
from bot.domain.unfinished import FormKind
from bot.errors import UserError
from bot.views.recognition import answers, coverage, forms, nominations, posts
from bot.views.recognition.commended import MOST, commended_blocks
from bot.views.refusals import sentence_of
from bot.views.surface import Message
from tests.conftest import NOON
from tests.factories import FRIDAY, TEAM
from tests.views.records import BEN, LARGEST, a_reader
from tests.views.screening import screen

ADA, FIFTY = 1, 50
LINK = "https://example.slack.com/archives/C1/p1"
PLACES = {each.value: each for each in Posting}


def shown(filling, **more):
    """Thanks to one, or to fifty, some of whom like it privately."""
    recognition = Recognition(
        team_id=TEAM,
        number=LARGEST,
        giver=ADA,
        did=1,
        given_at=NOON,
        given_on=FRIDAY,
        changed_at=NOON,
        tag=Tag.IMPROVEMENT if filling.is_full else None,
        linked_to=f"I-{LARGEST}" if filling.is_full else "",
        state=more.pop("state", State.GIVEN),
    )
    people = [a_reader(BEN + n, filling.name) for n in range(1 + filling.many(FIFTY - 1))]
    known = {
        "did": filling.text,
        "changed": filling.text if filling.is_full else "",
        "giver": a_reader(ADA, filling.name),
        "people": people,
        "private": people[: filling.many(9)],
        "joined": people[: filling.many(30)],
        "link": LINK if filling.is_full else "",
    }
    return Shown(recognition, **known | more)


@screen(Kind.KUDOS_POST)
def _post(_, filling):
    return posts.post(shown(filling))


@screen(Kind.KUDOS_TOLD, "", "asks", "privately")
def _told(name, filling):
    reader = a_reader(BEN, filling.name)
    return posts.told(shown(filling), reader, asks=name == "asks", privately=name == "privately")


@screen(Kind.KUDOS, *(f"given.{place}" for place in PLACES), *What)
def _answer(name, filling):
    what, _, place = name.partition(".")
    gone = {"state": State.WITHDRAWN} if what in {"undone", "withdrawn"} else {}
    reader = a_reader(BEN if what in {"joined", "left"} else ADA, filling.name)
    return answers.answer(
        answers.Answered(
            shown(filling, **gone),
            What(what),
            reader,
            is_fresh=filling.is_full,
            again=filling.is_full,
            posting=PLACES.get(place),
        )
    )


def form(kind, filling, problem=""):
    error = PROBLEMS.get(problem, UserError)()
    on_top = sentence_of(error, "/cx", escaped=True) if problem else forms.ASKED[FormKind(kind)]
    full = {
        "people": [f"U{n:010}" for n in range(filling.many(FIFTY))],
        "did": filling.text,
        "changed": filling.text,
        "tag": Tag.RELIABILITY.value if filling.is_full else "",
        "asks_where": filling.is_full and kind in {FormKind.KUDOS, FormKind.NOMINATE},
    }
    note = f"U-{LARGEST}" if kind in {FormKind.KUDOS, FormKind.NOMINATE} else f"K-{LARGEST}"
    return forms.Form(FormKind(kind), note, on_top, **full if filling.is_full else {})


@screen(Kind.KUDOS_FORM, *forms.TITLES, *PROBLEMS)
def _form(name, filling):
    if name in PROBLEMS:
        return forms.modal(form(FormKind.KUDOS, filling, name))
    return forms.modal(form(FormKind(name), filling))


@screen(Kind.KUDOS_FORM, *(f"said.{kind}" for kind in forms.TITLES))
def _invitation(name, filling):
    return forms.invitation(form(FormKind(name.removeprefix("said.")), filling))


def nominated(filling, state=NominationState.NOMINATED):
    nomination = Nomination(
        team_id=TEAM,
        number=LARGEST,
        state=state,
        person=BEN,
        nominated_by=ADA,
        why=1,
        made_at=NOON,
        changed_at=NOON,
    )
    return nominations.Nominated(
        nomination,
        person=a_reader(BEN, filling.name),
        by=a_reader(ADA, filling.name),
        why=filling.text,
        changed=filling.text if filling.is_full else "",
        sentence=filling.text,
        where=filling.name if filling.is_full else "",
        picker=filling.name if filling.is_full else "",
        told_privately=not filling.is_full,
    )


@screen(Kind.NOMINATION, "made", "picked", "not_this_time", "told")
def _nomination(what, filling):
    return nominations.answer(nominated(filling), what)


@screen(Kind.NOMINATIONS)
def _nominations(_, filling):
    rows = [nominated(filling)] * filling.many(9)
    picked = [nominated(filling, NominationState.PICKED)] * filling.many(1)
    return nominations.listed([*rows, *picked])


@screen(Kind.COMMENDED)
def _commended(_, filling):
    return nominations.commended(nominated(filling))


@screen("commended", "on an agenda")
def _on_agenda(_, filling):
    people = [a_reader(BEN + n, filling.name) for n in range(1 + filling.many(FIFTY - 1))]
    picked = Commendation("N-1", people[:1], people[0], filling.text)
    thanked = Commendation("K-1", people, people[0], did=filling.text, changed=filling.text)
    blocks = commended_blocks([picked, *[thanked] * filling.many(MOST)])
    return Message("Commended", blocks)


@screen(Kind.COVERAGE)
def _coverage(_, filling):
    people = [a_reader(BEN + n, filling.name) for n in range(filling.many(FIFTY))]
    areas = [Unthanked(name, people, whole=bool(name)) for name in ("Service", "") if people]
    rings = [Ring(people[0], people[1], 4, 7)] * 15 if people else []
    seen = Coverage(areas, filling.many(3), filling.many(40), filling.many(10), rings)
    return coverage.coverage(seen)
