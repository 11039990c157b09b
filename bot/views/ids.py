"""Action and modal names: the contract between views and handlers."""

from enum import StrEnum

from bot.domain.unfinished import FormKind


class Action(StrEnum):
    DONE = "commitment.done"
    EXTEND = "commitment.extend"
    MORE = "commitment.more"  # The ⋯ menu; its options say what.
    ACCEPT = "commitment.accept"
    DISCUSS = "commitment.discuss"
    DECLINE = "commitment.decline"
    CHANGE_OFFER = "commitment.change_offer"
    TAKE_BACK = "commitment.take_back"
    TAKE_OVER = "commitment.take_over"
    REFUSE_HANDOVER = "commitment.refuse_handover"
    RELEASE = "commitment.release"
    NOT_THERE_YET = "commitment.not_there_yet"
    UNDO = "commitment.undo"
    CHANGE = "commitment.change"
    INSTEAD = "commitment.instead"
    ANOTHER = "commitment.another"
    SHARE = "commitment.share"
    POST_HERE = "commitment.post_here"
    STORY = "commitment.story"
    NEW = "commitment.new"
    OPEN_FORM = "form.open"
    DISCARD_FORM = "form.discard"
    DIGEST_MORE = "digest.more"  # The ⋯ menu of one thing in a digest.
    DIGEST_SNOOZE = "digest.snooze"
    DIGEST_ALL = "digest.all"
    DIGEST_OFFERS = "digest.offers"
    LIST_BACK = "list.back"  # Slack refuses the same id twice in one row of buttons.
    LIST_MORE = "list.more"
    AREA = "area.choose"
    SKIP_AREA = "area.skip"
    NAME_CCO = "cco.name"
    I_AM_CCO = "cco.me"
    ACCEPT_CCO = "cco.accept"
    DECLINE_CCO = "cco.decline"
    FORUM_START = "forum.start"
    FORUM_CHANGE = "forum.change"
    FORUM_INPUT = "forum.input"  # What is chosen in its form shows in the dates above.
    FORUM_PAGE = "forum.page"  # The rest of its form, and back.
    FORUM_SHOW = "forum.show"
    FORUM_PAUSE = "forum.pause"
    FORUM_RESUME = "forum.resume"
    FORUM_SKIP = "forum.skip"
    FORUM_MOVE = "forum.move"
    FORUM_END = "forum.end"
    FORUM_UNDO = "forum.undo"
    FORUM_CHANNEL = "forum.channel"
    SESSION_UNDO = "session.undo"
    RECORD = "session.record"
    ITEM_ADD = "agenda.add"
    ITEM_MENU = "agenda.item"  # Dealt with, or taken off the agenda.
    CHANGE_SETTINGS = "settings.change"
    CHANGE_AWAY = "away.change"
    BACK = "away.back"
    ACCEPT_COVER = "cover.accept"
    DECLINE_COVER = "cover.decline"
    BRIEF_ALL = "brief.all"
    WITHOUT_OWNER = "list.without_owner"


class ShortcutId(StrEnum):
    """The shortcuts of manifest.json."""

    MESSAGE_COMMIT = "message.commit"
    GLOBAL_COMMIT = "global.commit"


class Field(StrEnum):
    """The inputs of forms: block and action id at once, and the `field` of refusals."""

    WHAT = "what"
    DUE = "due"
    OWNER = "owner"
    PEOPLE = "people"
    PROMISED_TO = "promised_to"
    CUSTOMERS = "customers"
    CHANNEL = "channel"
    REASON = "reason"
    PROOF = "proof"
    WORDS = "words"
    RECORD = "record"
    NAME = "name"
    OFTEN = "often"
    AT = "at"
    FACILITATOR = "facilitator"
    LENGTH = "length"
    ZONE = "zone"
    OTHER_ZONE = "other_zone"
    COUNTRY = "country"
    ON_HOLIDAY = "on_holiday"
    REMINDERS = "reminders"
    FROM = "from"
    UNTIL = "until"
    DAYS = "days"
    URGENT = "urgent"
    COVER = "cover"
    DEPUTY = "deputy"
    PROMISES = "promises"
    SETTLED = "settled"
    DROPPED = "dropped"
    NOTES = "notes"


def modal_id(kind: FormKind) -> str:
    """Return the callback id of a form."""
    return f"form.{kind.value}"
