"""Wins drawn from a filling: posts, the shoutout, answers, lists, forms, and a month of them."""

from datetime import date, time

from bot.domain.answers import Kind
from bot.domain.recognition.commending import Commendation
from bot.domain.unfinished import FormKind
from bot.domain.wins.drafting import LONGEST, LONGEST_NAME, MOST_PEOPLE
from bot.domain.wins.finding import NotToldYet, Shown
from bot.domain.wins.gathering import Gathering
from bot.domain.wins.records import Feed, PublicText, State, Win, WinsChannel
from bot.domain.wins.telling import PER_POST
from bot.views.proposals.exports import exported
from bot.views.wins import answers, feeds, forms, gatherings, posts
from tests.conftest import NOON
from tests.factories import TEAM
from tests.views.records import BEN, LARGEST, LINK, TODAY, a_reader
from tests.views.screening import screen

DAY = date(2026, 11, 27)


def a_win(filling, state=State.READY, **columns):
    people = MOST_PEOPLE if filling.is_full else 1
    row = Win(
        team_id=TEAM,
        number=LARGEST if filling.is_full else 5,
        state=state,
        teller=1,
        story=1,
        linked_to=f"C-{LARGEST}" if filling.is_full else "",
        made_at=NOON,
        changed_at=NOON,
        **columns,
    )
    return Shown(
        win=row,
        story=filling.text[:LONGEST],
        customer=filling.name[:LONGEST_NAME],
        teller=a_reader(name=filling.name),
        area=filling.name[:80] if filling.is_full else "Service",
        people=[a_reader(number, filling.name) for number in range(BEN, BEN + people)],
        unnamed=2 if filling.is_full else 0,
        public_text=filling.text[:LONGEST],
        link=LINK if filling.is_full else "",
    )


def a_channel():
    return WinsChannel(
        team_id=TEAM, channel_id="C0123456789", zone="Europe/Berlin", weekday=4, at=time(15)
    )


@screen(Kind.WIN_POST)
def _post(_, filling):
    return posts.post(a_win(filling, State.TOLD))


@screen(Kind.SHOUTOUT, "first", "next", "empty")
def _shoutout(which, filling):
    wins = [] if which == "empty" else [a_win(filling, State.TOLD)] * filling.many(PER_POST)
    is_first = which != "next"
    pages = 8 if filling.is_full else 2 - is_first
    return posts.shoutout(
        posts.Page(
            day=DAY,
            wins=wins,
            page=1 if is_first else 2,
            pages=pages,
            total=60 if filling.is_full else len(wins),
            is_late=filling.is_full,
        )
    )


@screen(Kind.WIN_ASKED, "name", "name decided", "words", "words decided")
def _asked(which, filling):
    if which.startswith("words"):
        state = PublicText.APPROVED if which.endswith("decided") else PublicText.DRAFTED
        return posts.asked_about_words(a_win(filling, public_state=state))
    state = State.READY if which.endswith("decided") else State.WAITING
    return posts.asked_about_name(a_win(filling, state))


@screen(Kind.WIN_TOLD, *posts.TOLD)
def _told(what, filling):
    state = State.DECLINED if what == "declined" else State.READY
    return posts.told(a_win(filling, state), what)


@screen(Kind.WINS_CHANNEL_ASKED, "open", "answered")
def _channel_asked(which, filling):
    del filling
    return posts.channel_asked(a_channel() if which == "answered" else None)


@screen(Kind.WINS_CHANNEL)
def _channel(_, filling):
    del filling
    return answers.channel_chosen(a_channel(), DAY, TODAY)


@screen(Kind.WIN, *answers.SAID, "looked at", "in private")
def _answer(what, filling):
    state = {"told": State.WAITING, "declined": State.DECLINED, "withdrawn": State.WITHDRAWN}
    public = PublicText.APPROVED if what == "words_approved" else PublicText.NONE
    shown = a_win(
        filling,
        state.get(what, State.READY),
        public_state=PublicText.DRAFTED if filling.is_full else public,
        is_private=what == "in private",
    )
    may = {"can_change": True, "can_word": True, "can_approve": filling.is_full}
    return answers.answer(
        answers.Answered(
            shown=shown,
            what=what if what in answers.SAID else "",
            can_undo=what == "told",
            can_approve_words=filling.is_full,
            told_on=DAY,
            today=TODAY,
            approver=filling.name,
            **may,
        )
    )


@screen(Kind.WINS, "some", "none")
def _list(which, filling):
    wins = [a_win(filling)] * filling.many(20)
    found = NotToldYet(wins, wins, wins) if which == "some" else NotToldYet()
    return answers.not_told(found, a_channel() if filling.is_full else None, "/cx")


def a_commendation(filling):
    people = [a_reader(BEN, filling.name)]
    return Commendation("N-1", people, a_reader(name=filling.name), sentence=filling.text)


@screen(Kind.GATHERING, "some", "none", "markdown")
def _gathering(which, filling):
    wins = [] if which == "none" else [a_win(filling, State.TOLD)] * filling.many(60)
    quotes = [filling.text] * filling.many(3)
    month = date(2026, 10, 1)
    more = 3 if filling.is_full else 0
    commended = [a_commendation(filling)] * filling.many(5)
    found = Gathering(month, wins, more, len(wins), len(wins), quotes, commended)
    if which == "markdown":
        return exported(f"Wins of {found.name}", "markdown", gatherings.markdown(found))
    return gatherings.page(found, month.isoformat())


@screen(Kind.FEEDS, "some", "none")
def _feeds(which, filling):
    failing = {"failures": 4, "failing_since": NOON, "last_error": "it answered 503"}
    known = [
        Feed(team_id=TEAM, name="crm", url="https://crm.example/wins", owner=1, read_at=NOON),
        Feed(team_id=TEAM, name="reviews", url=f"https://{'r' * 480}.example", owner=1, **failing),
    ]
    return feeds.feeds(known * (1 + filling.many(3)) if which == "some" else [], "/cx")


@screen(Kind.WIN_FORM, FormKind.WIN, FormKind.WIN_WORDS, "invitation")
def _form(kind, filling):
    people = MOST_PEOPLE if filling.is_full else 0
    form = forms.WinForm(
        FormKind.WIN_WORDS if kind == FormKind.WIN_WORDS else FormKind.WIN,
        note=f"U-{LARGEST}",
        story=filling.text,
        customer=filling.name,
        is_withheld=filling.is_full,
        people=[f"U{number:010}" for number in range(people)],
        area=1,
        areas=[(number, filling.name) for number in range(1, 1 + filling.many(99))],
    )
    return forms.invitation(form) if kind == "invitation" else forms.modal(form)
