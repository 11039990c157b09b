"""The screens of issues."""

from datetime import date, timedelta

from bot.domain.answers import Kind
from bot.domain.areas import Area
from bot.domain.channels import Posting
from bot.domain.history import Happening
from bot.domain.issues.finding import Linked, Shown, Told
from bot.domain.issues.hearing import Heard
from bot.domain.issues.listing import Page, Which
from bot.domain.issues.records import RESTING, Channel, Issue, Report, Severity, State, Tag
from bot.domain.issues.stepping import Step
from bot.domain.issues.touchpoints import Touchpoint
from bot.domain.unfinished import FormKind
from bot.views.ids import Field
from bot.views.issues import answers, cards, forms, lists, stories
from bot.views.issues.controls import sensible
from bot.views.issues.form import Form
from bot.views.issues.lines import list_line
from tests.conftest import NOON
from tests.factories import TEAM
from tests.views.records import ADA, BEN, CLEO, LARGEST, LINK, TODAY, a_reader
from tests.views.screening import screen

LATER = date(2028, 9, 27)
UNTOLD = {"opened", "reported"}


def an_issue(filling, state=State.NEW):
    full = filling.is_full
    return Issue(
        team_id=TEAM,
        number=LARGEST if full else 7,
        revision=LARGEST if full else 2,
        state=state,
        severity=Severity.URGENT if full else Severity.NORMAL,
        tag=Tag.RELIABILITY if full else None,
        what=1,
        owner=None if state is State.NEW else ADA,
        handover_to=BEN if full else None,
        handed_on=99 if full else 0,
        refusals=2,
        resumes=State.OWNED if state in RESTING else None,
        parked_until=LATER if state is State.PARKED else None,
        told_count=LARGEST if full else None,
        told_on=LATER if full else None,
        merged_into=3 if state is State.MERGED else None,
        reports=LARGEST if full else 1,
        reopened=99 if full else 0,
        worth=LARGEST if full else None,
        made_at=NOON - timedelta(days=3),
        changed_at=NOON,
        entered_at=NOON,
        channel_id="C0123456789",
    )


def a_shown(filling, state=State.NEW):
    full = filling.is_full
    ada, ben, cleo = (a_reader(number, filling.name) for number in (ADA, BEN, CLEO))
    area = Area(team_id=TEAM, number=1, name=(filling.name or "Product")[:80])
    touchpoint = Touchpoint(team_id=TEAM, number=1, name=area.name, folded="x")
    text = filling.text if full else ""
    issue = an_issue(filling, state)
    return Shown(
        issue=issue,
        what=filling.text,
        **dict.fromkeys(("reason", "cause", "fix", "told_how", "worth_basis"), text),
        opened_by=cleo,
        owner=ada if issue.owner else None,
        handover_to=ben if full else None,
        asked_by=ada if full else None,
        told_by=ada if full else None,
        helping=tuple([cleo] * filling.many(20)),
        touchpoint=touchpoint if full else None,
        area=area,
        waiting_on=area if state is State.WAITING else None,
        today=TODAY,
        days=99 if full else 0,
        link=LINK if full else "",
        source="" if full else "help-desk",
        heard=LARGEST if full else 1,
        linked=tuple([Linked(f"C-{LARGEST}", "open", ada)] * filling.many(10)),
    )


def a_told(what, filling):
    others = {"into": 3, "from": 4, "until": LATER.isoformat(), "to": CLEO, "waiting_on": 1}
    happening = Happening(
        team_id=TEAM,
        noun="issue",
        number=7,
        seq=2,
        person=BEN,
        what=what,
        at=NOON,
        facts=others,
        digest="",
    )
    other = a_reader(CLEO, filling.name)
    text = filling.text if filling.is_full else ""
    return Told(happening, a_reader(BEN, filling.name), other, text)


@screen(Kind.ISSUE_CARD, *State)
def _card(state, filling):
    return cards.card(a_shown(filling, State(state)))


@screen(Kind.ISSUE_OFFER, "waiting", "handed", "taken", "gone")
def _offer(what, filling):
    state = State.NEW if what == "waiting" else State.CAUSE_KNOWN
    asking = cards.Asking(
        shown=a_shown(filling, state),
        asked=a_reader(ADA if what == "taken" else CLEO, filling.name),
        giver=a_reader(BEN, filling.name) if filling.is_full else None,
        is_handover=what != "waiting",
        waits=what in {"waiting", "handed"},
        why=filling.text,
    )
    return cards.offer(asking)


@screen(Kind.ISSUE_TOLD, *(what for what in stories.SENTENCES if what not in UNTOLD))
def _told(what, filling):
    reader = a_reader(ADA, filling.name)
    return cards.tidings(a_shown(filling, State.OWNED), a_told(what, filling), reader)


@screen(Kind.ISSUE_URGENT, State.NEW, State.OWNED)
def _urgent(state, filling):
    return cards.urgent(a_shown(filling, State(state)))


@screen(Kind.ISSUE_CLOSED, State.CLOSED, State.WONT_FIX, State.NOT_OURS, State.OWNED)
def _closed(state, filling):
    return cards.closed(a_shown(filling, State(state)))


ANSWERS = ("looked at", "opened", "opened elsewhere", "missing", "reported", "closed", "shared")


@screen(Kind.ISSUE, *ANSWERS)
def _answer(what, filling):
    outside = what == "opened elsewhere"
    what = "opened" if outside else what
    state = State.NEW if what == "opened" else State.OWNED
    shown = a_shown(filling, state)
    quiet = what in {"looked at", "missing"}
    answered = answers.Answered(
        shown=shown,
        told=None if quiet else a_told(what, filling),
        reader=a_reader(BEN, filling.name),
        offers=sensible(shown),
        can_undo=filling.is_full,
        notes=list(answers.SAID) if filling.is_full else [],
        posting=Posting.EXTERNAL if outside else Posting.POSTED,
        missing=list(Step) if what == "missing" else [],
        kept=LARGEST if filling.is_full else 0,
    )
    return answers.answer(answered)


@screen(Kind.ISSUE_BEFORE)
def _before(_, filling):
    alike = [a_shown(filling)] * (filling.many(3) or 1)
    return answers.seen_before(filling.text, alike, "U-5")


@screen(Kind.ISSUE_STORY)
def _story(_, filling):
    past = [a_told(what, filling) for what in stories.SENTENCES]
    past = past[-stories.MOST_TOLD :] if filling.is_full else past[:1]
    reports = [a_report(filling)] * filling.many(9)
    reader = a_reader(ADA, filling.name)
    return stories.story(stories.Story(a_shown(filling), past, reader, reports, {1: "Product"}))


def a_report(filling):
    row = Report(team_id=TEAM, issue=7, first_issue=7, week=TODAY, made_at=NOON)
    return Heard(row, a_reader(BEN, filling.name), Channel.CALL, filling.text, filling.text)


@screen(Kind.ISSUE_LIST, *Which)
def _list(which, filling):
    seen = [a_shown(filling, State.PARKED)] * filling.many(10)
    page = Page(seen, 3 if seen else 0, has_more=bool(seen), unseen=100 if seen else 0)
    facts = {"here": "C0123456789", "which": which, "of": "C0123456789", "page": 3}
    reader = a_reader(ADA, filling.name)
    return lists.page(lists.Listed(page, Which(which), filling.name, facts, reader))


@screen(Kind.ISSUE_FOUND)
def _found(_, filling):
    return lists.found([a_shown(filling)] * (filling.many(10) or 1))


@screen(Kind.ISSUE_FORM, *forms.TITLES)
def _invitation(kind, filling):
    return forms.invitation(_form(kind, filling))


@screen("modal", *forms.TITLES)
def _modal(kind, filling):
    return forms.modal(_form(kind, filling))


def _form(kind, filling):
    seen = a_shown(filling)
    if not filling.is_full:
        asks, areas = frozenset({Field.TOLD_HOW}), [("1", "Product")]
        return Form(FormKind(kind), note="7", step=Step.CAUSE, asks=asks, choices=areas)
    texts = (Field.WHAT, Field.WORDS, Field.REASON, Field.TOLD_HOW, Field.CAUSE, Field.FIX)
    days = (Field.TOLD_ON, Field.FROM, Field.UNTIL)
    values = dict.fromkeys((*texts, Field.CUSTOMER, Field.BASIS, Field.INTO), filling.text * 10)
    values |= dict.fromkeys(days, LATER.isoformat()) | {Field.WORTH: str(LARGEST)}
    values |= {Field.OWNER: "U0123456789", Field.TOLD_BY: "U0123456789", Field.SEVERITY: "high"}
    return Form(
        FormKind(kind),
        note=f"U-{LARGEST}",
        on_top=list_line(seen),
        values=values,
        people=["U0123456789"],
        choices=[(str(number), filling.name or "x") for number in range(1, 101)],
        asks=frozenset({*texts, Field.CHANNEL, Field.CUSTOMER}),
        step=Step.FIX,
        before=[(list_line(seen), LARGEST)] * 4,
    )


def issues_on_home(filling):
    owned = [a_shown(filling, State.OWNED)] * filling.many(10)
    return {"issues": owned, "issues_asked": [a_shown(filling)] * filling.many(3)}
