"""Everything the bot can show, drawn from a filling: messages, modals, Home; a name each.

The screens of other nouns are in `<noun>_screens.py` beside this file.
"""

from importlib import import_module
from pathlib import Path

from bot.domain.answers import Kind
from bot.domain.areas import Area
from bot.domain.channels import Posting
from bot.domain.commitments.deputies import ForAnother
from bot.domain.commitments.finding import Which
from bot.domain.commitments.promising import Note
from bot.domain.commitments.records import State
from bot.domain.preferences import Preferences
from bot.domain.unfinished import FormKind, Started
from bot.domain.verbs import VERBS
from bot.views import help as help_views
from bot.views import questions, refusals
from bot.views.about import about
from bot.views.commitments import answers, cards, lists, stories
from bot.views.commitments.stories import _SENTENCES as HAPPENED
from bot.views.forms import TITLES, Form, answered, invitation, modal
from bot.views.home import Home, home_tab
from bot.views.preferences.settings import Held
from bot.views.prompts import about_act, about_record, asked, label
from bot.views.text import escape
from bot.views.undeliverable import _REASONS as REASONS
from bot.views.undeliverable import undeliverable
from tests.conftest import NOON
from tests.factories import FRIDAY, TEAM
from tests.views.issues_screens import issues_on_home
from tests.views.records import (
    BEN,
    LARGEST,
    a_page,
    a_reader,
    filled,
    filled_page,
    told_of,
)
from tests.views.screening import SCREENS, drawn, screen
from tests.views.session_screens import an_occasion

__all__ = ["SCREENS", "drawn"]

COMMAND = "/customer-promises"  # An operator may name it so; Slack takes 32 characters.
OFFERED = {State.OFFERED, State.DECLINED, State.LAPSED, State.WITHDRAWN}


@screen(Kind.CARD, *(state for state in State if state not in OFFERED))
def _card(state, filling):
    remarks = list(answers.NOTES.values()) if filling.is_full else []
    return cards.card(filled(filling, State(state)), remarks)


@screen(Kind.OFFER, *(state for state in State if state in OFFERED | {State.OPEN}))
def _offer(state, filling):
    return _offered(filled(filling, State(state)), filling, waits=state == State.OFFERED)


@screen(Kind.HANDOVER, "waiting", "taken", "refused")
def _handover(state, filling):
    owner = {"owned_by": BEN} if state == "taken" else {}
    seen = filled(filling, **owner)
    return _offered(seen, filling, waits=state == "waiting", is_handover=True)


def _offered(seen, filling, **more):
    giver = a_reader(name=filling.name) if filling.is_full else None
    known = {"shown": seen, "asked": a_reader(BEN, filling.name), "giver": giver}
    return cards.offer(cards.Offer(**known | {"is_handover": False} | more))


@screen(Kind.TOLD, *HAPPENED)
def _told(what, filling):
    reader = a_reader(BEN, filling.name)
    return cards.tidings(_after(what, filling), told_of(filling, what), reader)


@screen(Kind.COMMITMENT, "looked at", *HAPPENED)
def _answer(what, filling):
    told = None if what == "looked at" else told_of(filling, what)
    more = {}
    if filling.is_full:
        more = {"can_undo": True, "notes": list(Note), "instead": FRIDAY.replace(year=2028)}
        more["posting"] = Posting.EXTERNAL
    reader = a_reader(BEN, filling.name)
    return answers.answer(answers.Answered(_after(what, filling), told, reader, **more))


def _after(what, filling):
    states = {
        "offered": State.OFFERED,
        "discussed": State.OFFERED,
        "offer_changed": State.OFFERED,
        "unanswered": State.OFFERED,
        "declined": State.DECLINED,
        "taken_back": State.WITHDRAWN,
        "lapsed": State.LAPSED,
        "done": State.DONE,
        "dropped": State.DROPPED,
        "released": State.RELEASED,
        "undone": State.WITHDRAWN,
    }
    return filled(filling, states.get(what, State.OPEN))


@screen(Kind.COPIES)
def _copies(_, filling):
    return answers.made_many([filled(filling)] * (filling.many(40) or 1))


@screen(Kind.STORY)
def _story(_, filling):
    past = [told_of(filling, what) for what in HAPPENED] if filling.is_full else []
    past = past or [told_of(filling, "made")]
    return stories.story(filled(filling), past, a_reader(BEN, filling.name))


@screen(Kind.LIST, *Which)
def _list(which, filling):
    state = State.OFFERED if which == Which.OFFERED else State.OPEN
    page = filled_page(filling, state)
    facts = {"here": "C0123456789", "which": which, "of": LARGEST, "page": 3}
    reader = a_reader(name=filling.name)
    return lists.page(lists.Listed(page, Which(which), filling.name, facts, reader, NOON))


@screen(Kind.FORM, *TITLES)
def _invitation(kind, filling):
    return invitation(_form(kind, filling), asked(FormKind(kind)))


@screen("modal", *TITLES)
def _modal(kind, filling):
    return modal(_form(kind, filling))


def _form(kind, filling):
    if not filling.is_full:
        return Form(FormKind(kind), note="C-1", on_top=about_act(kind, "", is_any=False))
    seen = filled(filling)
    about = about_act(kind, filling.text, is_any=True)
    return Form(
        FormKind(kind),
        note=f"U-{LARGEST}",
        on_top=about if kind == FormKind.PICK else about_record(seen),
        text=filling.text * 10,
        due=FRIDAY,
        owner="U0123456789",
        people=["U0123456789"] * 40,
        promised_to="U9876543210",
        customers=filling.text[:500],
        channel="C0123456789",
        asks_where=True,
        choices=[(str(LARGEST - number), label(seen)) for number in range(10)],
    )


@screen(Kind.HOME)
def _home(_, filling):
    started = [
        Started(LARGEST, FormKind.PICK, filling.text),
        Started(LARGEST, FormKind.DONE, filling.text, {"number": LARGEST}),
    ]
    return home_tab(
        Home(
            reader=a_reader(name=filling.name),
            owed_by_me=filled_page(filling),
            owed_to_me=filled_page(filling, owned_by=BEN),
            offered_to_me=filled_page(filling, State.OFFERED, owned_by=BEN),
            unfinished=started * filling.many(5),
            now=NOON,
            command=COMMAND,
            held=Held(a_reader(name=filling.name), Preferences(team_id=TEAM, person=1), FRIDAY),
            sessions=[an_occasion(filling)] * filling.many(5),
            for_others=[
                ForAnother(a_reader(BEN, filling.name), [filled(filling, owned_by=BEN)] * 6)
            ]
            * filling.many(4),
            **issues_on_home(filling),
        )
    )


@screen(Kind.START)
def _start(_, filling):
    page = filled_page(filling)
    return help_views.start(COMMAND, page, page)


@screen(Kind.HELP, "overview", *(verb.name for verb in VERBS))
def _help(name, filling):
    verb = next((verb for verb in VERBS if verb.name == name), None)
    return help_views.one_verb(verb, COMMAND) if verb else help_views.overview(VERBS, COMMAND)


@screen(Kind.ABOUT)
def _about(_, filling):
    return about(filling.name, 24 if filling.is_full else None)


@screen(Kind.UNKNOWN_VERB)
def _unknown_verb(_, filling):
    nearest = "commit" if filling.is_full else ""
    return help_views.unknown_verb(nearest, (filling.text, LARGEST), COMMAND)


@screen(Kind.REFUSAL)
def _refusal(_, filling):
    facts = {"record": f"C-{LARGEST}", "who": filling.name}
    pattern = "Only {who} can do that with {record}, so nothing changed."
    typed = (
        f"commit {escape(filling.text)} <!channel> <@UBEN|ben> <#C012|ops> <https://a.example|b>"
    )
    return refusals.refusal_again(pattern, facts, COMMAND, typed * filling.many(10))


@screen("refused", "in a modal")
def _refusal_modal(_, filling):
    return refusals.message_modal(_refusal(_, filling))


@screen("refused", "on top of a form")
def _refusal_on_top(_, filling):
    form = {"id": "V1", "hash": "1.a", **_modal(FormKind.PROMISE, filling).to_dict()}
    return refusals.with_on_top(form, _refusal(_, filling))


@screen(Kind.CCO_ASKED, "waiting", *questions.OFFICE_ANSWERS)
def _cco_asked(answer, filling):
    by = filling.name or a_reader(name="").called
    return questions.cco_request(by, "" if answer == "waiting" else answer)


@screen(Kind.THANKS, "area", "skipped", "cco_asked", "cco_held", "discarded")
def _thanks(what, filling):
    return questions.thanks(what)


@screen("thanked", "area")
def _thanked(what, filling):
    return questions.thanked(_answer("made", filling), questions.thanks(what))


@screen("answered", "form")
def _answered(_, filling):
    return answered()


@screen("asked once", "area", "cco")
def _asked(about_what, filling):
    areas = [Area(team_id=TEAM, number=at, name=filling.name or "x") for at in range(1, 101)]
    question = questions.Question(about_what, "1.2.a", areas if filling.is_full else areas[:1])
    below = (
        _answer("made", filling) if filling.is_full else help_views.start("/cx", *[a_page()] * 2)
    )
    return questions.with_question(below, question)


@screen(Kind.UNDELIVERABLE, *REASONS, "otherwise")
def _undeliverable(reason, filling):
    facts = {"reason": reason, "channel_id": "C0123456789"}
    return undeliverable(facts | ({"subject": ["commitment", LARGEST]} if filling.is_full else {}))


for _path in sorted(Path(__file__).parent.glob("*_screens.py")):
    import_module(f"{__package__ or 'tests.views'}.{_path.stem}")
