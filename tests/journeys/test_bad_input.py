"""Whatever is typed, the answer is clear, the text is given back, and nobody is pinged."""

import random
from datetime import date

from tests.journeys.town import EMBEDDED, SHARED

FORUM = "#cx-forum"
FRIDAY = date(2026, 11, 27)
# What is typed, and what of it must be read in the answer, in the form or on the card.
TEXTS = {
    "": "",
    "   ": "",
    "call Acme " * 1000: "call Acme call Acme",
    "🎉🎉👍🏽": "",
    "اتصل بكل عميل فقدناه": "اتصل بكل عميل فقدناه",
    "\u202ecall Acme\u202c now": "call Acme now",
    "\u200b\u200b\u2060": "",
    "call Acme\u200b\u200d now": "call Acme",
    "call\x00 Acme\x07 now": "call Acme now",
    "<!channel> <!here|here> call Acme now": "call Acme now",
    "@here @channel @everyone call Acme now": "@here @channel @everyone call Acme now",
    "call `Acme ```now *and": "Acme",
    "see https://acme.example/a?b=1&c=2 now": "https://acme.example/a?b=1&c=2",
    "*call* _Acme_ ~now~ > & <b> &amp;": "Acme",
    "call “Acme” and Oak\u2019s boss now": "“Acme” and Oak\u2019s boss",
    "call\nAcme\r\n\r\nnow\ttoday-ish": "Acme",
    "@buildbot call Acme now": "call Acme now",
    "@otto call Acme now": "call Acme now",
    "@paul call Acme now": "call Acme now",
    "@quinn call Acme now": "call Acme now",
    "@care-team call Acme now": "call Acme now",
    "@ada call Acme now": "call Acme now",
    "call @buildbot, @otto, @paul and @care-team": "and @",
    "e\u0301" * 300: "é",
    "#cx-forum <#C0FORUM> <@U0BEN> <mailto:a@b.example|a@b.example> call Acme now": "call Acme now",
    "C-99999999999999999999 call Acme": "",
    "$&{0} {record} %s %(x)s \\n call Acme": "{record} %s",
}
# Markup is shown as in any message of Slack; what stands below it is not drawn into it.
CARDS = {
    "call `Acme ```now": "now\n[Done]",
    "اتصل بكل عميل <!channel> @here": "اتصل بكل عميل <!channel> @here",
    "call\n> Acme & <b>\n\n*now*": "Acme & <b>",
    "see https://acme.example/a?b=1&c=2 for @ben": "https://acme.example/a?b=1&c=2 for @Ben Okafor",
}
VERBS = {
    "done": "done C-{number} {text}",
    "extend": "extend C-{number} {text}",
    "extend to a day": "extend C-{number} to 24 december because {text}",
    "drop": "drop C-{number} {text}",
    "handoff": "handoff C-{number} {text}",
    "release": "release C-{number} {text}",
    "reopen": "reopen C-{number} {text}",
    "dissent": "dissent C-{number} {text}",
}
WITHOUT_RECORD = ("{verb} {text}", "{text}", "{verb}{text}")
ALL_VERBS = (*(verb for verb in VERBS if " " not in verb), "show", "list", "help", "about", "kudos")
PIECES = (
    "C-1|c1|@ada|@here|<!channel>|<@U0BEN>|by friday|3/4|``|**|\n|\x00|\u200b|🎉|é|'|\"|—|;|&|<|>"
)


def every_third_at_each_verb():
    """Return texts, what is read of them, and verbs: all texts at three verbs are enough."""
    for place, verb in enumerate(VERBS):
        for text in list(TEXTS)[place % 3 :: 3]:
            yield text, TEXTS[text], verb


async def answer_to(town, line, **where):
    """Type a line, and return all that is read in its answer; a form is closed again."""
    seen = await town.ada.types(f"/cx {line}", **where)
    assert not seen.failure, (line, seen)
    modal = town.ada.modal
    read = seen.text + ("\n".join(map(str, modal.values.values())) if modal else "")
    if modal:
        assert not modal.trouble
        await town.ada.closes(everything=True)
    assert read.strip(), line
    return read


@SHARED
async def test_whatever_is_promised_is_made_or_asked_about(town):
    for text, read in TEXTS.items():
        answer = await answer_to(town, f"commit {text}", in_=FORUM)
        assert read in answer, (text, answer)

    assert town.slack.everybody_pinged() == set()


@EMBEDDED
async def test_a_card_reads_as_it_was_typed(town):
    for text, read in CARDS.items():
        await town.ada.types(f"/cx commit {text} by friday", in_=FORUM)

        await town.shows(read, "[Done]", "Friday 27 November", card=FORUM)

    assert town.slack.everybody_pinged() == set()


@SHARED
async def test_whatever_follows_a_verb_is_answered_with_the_text_kept(town):
    for number, (text, read, verb) in enumerate(every_third_at_each_verb(), start=1):
        await answer_to(town, f"commit item {number} for @ben by friday")
        answer = await answer_to(town, VERBS[verb].format(number=number, text=text))
        assert (read if verb != "handoff" else "") in answer, (text, answer)

    assert town.slack.everybody_pinged() == set()


@EMBEDDED
async def test_whatever_is_typed_without_a_record_is_answered(town):
    await answer_to(town, "commit call Acme about May by friday", in_=FORUM)

    for place, verb in enumerate(ALL_VERBS):
        for text in list(TEXTS)[place % 3 :: 3]:
            form = WITHOUT_RECORD[len(text) % 3]
            await answer_to(town, form.format(verb=verb, text=text), in_=FORUM)

    assert town.slack.everybody_pinged() == set()


@SHARED
async def test_whatever_is_filled_in_is_taken_or_refused_below_its_field(town):
    for text, read in TEXTS.items():
        if not text.strip() or len(text) > 3000:
            continue
        await town.ada.types("/cx commit ok", in_=FORUM)
        customers = text[:500]
        sent = {"What": text, "By when": FRIDAY, "For which customers?": customers}
        seen = await town.ada.submits(sent)
        assert not (town.ada.modal and town.ada.modal.trouble), text
        await town.shows(read, seen=town.ada.modal or seen)
        town.ada.reloads()

    await town.slack.quiet()
    assert town.slack.everybody_pinged() == set()


@EMBEDDED
async def test_whatever_is_said_in_the_dm_or_a_thread_is_heard_and_answered(town):
    for text in [*TEXTS, "call Acme\ud800 now"]:
        await town.ada.says(f"commit {text}")
        await town.ada.says(text or ".")
        await town.ada.mentions_bot(f"commit {text}", in_=FORUM)
    await town.slack.quiet(within=60)

    assert town.slack.everybody_pinged() == set()


@SHARED
async def test_whatever_a_message_says_it_can_become_a_commitment(town):
    for text, read in TEXTS.items():
        post = await town.ben.says(text or "x", in_=FORUM)
        await town.ada.uses_shortcut("Make a commitment", on=post)
        assert read in town.ada.modal.text + str(town.ada.modal.values["What"]), text
        await town.ada.submits({"Who": "ada", "By when": FRIDAY})
        assert not (town.ada.modal and town.ada.modal.trouble), text
        town.ada.reloads()


@EMBEDDED
async def test_random_texts_at_every_verb_are_all_answered(town):
    chance = random.Random(20261124)
    for verb in ("commit", *ALL_VERBS, ""):
        for _ in range(12):
            text = " ".join(chance.choices(PIECES.split("|"), k=chance.randint(1, 12)))
            await answer_to(town, f"{verb} {text}", in_=FORUM)

    assert town.slack.everybody_pinged() == set()
