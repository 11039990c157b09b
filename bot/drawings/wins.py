"""Looking up what the drawings of wins need."""

from collections.abc import Mapping
from datetime import date

from bot.domain.answers import Kind
from bot.domain.areas import areas_of
from bot.domain.calendar import today_in
from bot.domain.people import Person, people_numbered, person_known
from bot.domain.unfinished import FormKind, UnfinishedGone, unfinished_numbered
from bot.domain.wins.changing import UNDONE_WITHIN
from bot.domain.wins.channel import NoChannel, day_of, wins_channel_of
from bot.domain.wins.drafting import draft_kept
from bot.domain.wins.feeds import feeds_of
from bot.domain.wins.finding import Shown, not_told_yet, shown, shown_all
from bot.domain.wins.gathering import Gathering, gathering_of
from bot.domain.wins.lines import MARKDOWN
from bot.domain.wins.records import Shoutout, State, Win
from bot.domain.wins.rights import Act, approver_of, may, people_of, win_for
from bot.domain.wins.shoutouts import pages_of, wins_of
from bot.domain.words import words_of
from bot.drawings.commitments import reader_of
from bot.drawings.gatherings import page_of
from bot.drawings.subjects import Draw, DrawModal, KindLookUp, Look, ModalLookUp
from bot.views.forms import answered
from bot.views.proposals.exports import exported
from bot.views.wins import answers, feeds, forms, gatherings, posts


def answer_of(look: Look) -> Draw:
    """Look up a win for whoever told, changed or asked for it."""
    reader, here = reader_of(look), str(look.facts.get("here", ""))
    win = win_for(look.session, reader, int(look.facts["number"]), here=here, lock=False)
    channel = wins_channel_of(look.session, look.team_id)
    next_at = channel.next_at if channel else None
    approver = approver_of(look.session, win) if win.state is State.WAITING else None
    is_fresh = look.now <= win.made_at + UNDONE_WITHIN and look.facts.get("what") == "told"
    told = answers.Answered(
        shown=_shown_to(look, win, reader),
        what=str(look.facts.get("what", "")),
        can_change=may(look.session, win, reader, Act.CHANGE),
        can_undo=is_fresh and win.teller == reader.number,
        can_approve=may(look.session, win, reader, Act.APPROVE),
        can_word=may(look.session, win, reader, Act.WORD_FOR_CUSTOMERS),
        can_approve_words=may(look.session, win, reader, Act.APPROVE_WORDS),
        told_on=day_of(channel, next_at) if channel and next_at else None,
        today=today_in(reader.zoneinfo, look.now),
        approver=approver.called if approver else "",
    )
    return lambda: answers.answer(told)


def post_of(look: Look) -> Draw | None:
    win = _win(look)
    if win.state is not State.TOLD:
        return None
    seen = shown(look.session, win)
    return lambda: posts.post(seen)


def asked_of(look: Look) -> Draw:
    win = _win(look)
    if look.facts.get("about") == "words":
        worded = shown(look.session, win)
        return lambda: posts.asked_about_words(worded)
    seen = shown(look.session, win, with_name=True)
    return lambda: posts.asked_about_name(seen)


def told_of(look: Look) -> Draw:
    seen, what = shown(look.session, _win(look), with_name=True), str(look.facts["what"])
    return lambda: posts.told(seen, what)


def list_of(look: Look) -> Draw:
    found = not_told_yet(look.session, reader_of(look), str(look.facts.get("here", "")))
    channel = wins_channel_of(look.session, look.team_id)
    return lambda: answers.not_told(found, channel, look.command)


def channel_of_wins(look: Look) -> Draw:
    channel = wins_channel_of(look.session, look.team_id)
    if channel is None or channel.next_at is None:
        raise NoChannel
    next_on = day_of(channel, channel.next_at)
    today = day_of(channel, look.now)
    return lambda: answers.channel_chosen(channel, next_on, today)


def channel_question(look: Look) -> Draw:
    channel = wins_channel_of(look.session, look.team_id)
    return lambda: posts.channel_asked(channel)


def shoutout_of(look: Look) -> Draw:
    day, number = date.fromisoformat(look.facts["day"]), int(look.facts["page"])
    wins = wins_of(look.session, look.team_id, day, number)
    row = look.session.get(Shoutout, (look.team_id, day))
    total = row.wins if row else len(wins)
    page = posts.Page(
        day=day,
        wins=shown_all(look.session, wins),
        page=number,
        pages=pages_of(total),
        total=total,
        is_late=look.subject.is_late,
    )
    return lambda: posts.shoutout(page)


def feeds_of_team(look: Look) -> Draw:
    found = list(feeds_of(look.session, look.team_id))
    return lambda: feeds.feeds(found, look.command)


def gathering_drawn(look: Look) -> Draw:
    found = _gathering(look)
    if look.facts.get("as") == MARKDOWN:
        text = gatherings.markdown(found)
        return lambda: exported(f"Wins of {found.name}", MARKDOWN, text)
    picture = page_of(found) if look.facts.get("page") else None
    month = found.month.isoformat()
    return lambda: gatherings.page(found, month, picture)


def modal_of(look: Look) -> DrawModal:
    form = _form(look)
    return lambda: forms.modal(form)


def invitation_of(look: Look) -> Draw:
    try:
        form = _form(look)
    except UnfinishedGone:
        return answered
    return lambda: forms.invitation(form)


def _win(look: Look) -> Win:
    return look.session.get_one(Win, (look.team_id, int(look.facts["number"])))


def _shown_to(look: Look, win: Win, reader: Person) -> Shown:
    """Return a win with its customer's name only for who may know it before it is approved."""
    knows = win.teller == reader.number or may(look.session, win, reader, Act.APPROVE)
    return shown(look.session, win, with_name=knows and win.state is not State.TOLD)


def _gathering(look: Look) -> Gathering:
    """Look up a month by the clock of whoever asked for it, wherever it is read."""
    asker = person_known(look.session, look.team_id, str(look.facts.get("asked_by", "")))
    month = date.fromisoformat(look.facts["month"])
    return gathering_of(look.session, asker or reader_of(look), month, look.facts.get("commended"))


def _form(look: Look) -> forms.WinForm:
    if "unfinished" in look.facts:
        return _begun(look, int(look.facts["unfinished"]))
    if "number" not in look.facts:
        return forms.WinForm(FormKind.WIN, note="", areas=_areas(look))
    reader = reader_of(look)
    win = win_for(look.session, reader, int(look.facts["number"]), lock=False)
    texts = words_of(look.session, {win.story, win.customer, win.public_text})
    if look.facts.get("form") == FormKind.WIN_WORDS.value:
        text = texts.get(win.public_text or 0) or shown(look.session, win).story
        return forms.WinForm(FormKind.WIN_WORDS, note=win.label, story=text)
    people = people_numbered(look.session, look.team_id, set(people_of(look.session, win)))
    return forms.WinForm(
        FormKind.WIN,
        note=win.label,
        story=texts.get(win.story, ""),
        customer=texts.get(win.customer or 0, ""),
        is_withheld=win.is_withheld,
        people=[each.slack_id for each in people.values() if each.slack_id],
        area=win.area,
        areas=_areas(look),
        is_new=False,
    )


def _begun(look: Look, number: int) -> forms.WinForm:
    started = unfinished_numbered(look.session, reader_of(look), number)
    draft = draft_kept(started.words, started.facts)
    people = people_numbered(look.session, look.team_id, set(draft.people))
    return forms.WinForm(
        FormKind.WIN,
        note=f"U-{number}",
        story=draft.story,
        customer=draft.customer,
        is_withheld=draft.is_withheld,
        people=[each.slack_id for each in people.values() if each.slack_id and each.can_promise],
        area=draft.area,
        areas=_areas(look),
    )


def _areas(look: Look) -> list[tuple[int, str]]:
    return [(area.number, area.name) for area in areas_of(look.session, look.team_id)]


LOOK_UPS: Mapping[Kind, KindLookUp] = {
    Kind.WIN: answer_of,
    Kind.WIN_POST: post_of,
    Kind.WIN_FORM: invitation_of,
    Kind.WIN_ASKED: asked_of,
    Kind.WIN_TOLD: told_of,
    Kind.WINS: list_of,
    Kind.WINS_CHANNEL: channel_of_wins,
    Kind.WINS_CHANNEL_ASKED: channel_question,
    Kind.SHOUTOUT: shoutout_of,
    Kind.FEEDS: feeds_of_team,
    Kind.GATHERING: gathering_drawn,
}
MODALS: Mapping[Kind, ModalLookUp] = {Kind.WIN_FORM: modal_of}
