"""What help, the bare command, about, questions and refusals say."""

import pytest

from bot.domain.areas import Area
from bot.domain.verbs import VERBS
from bot.views.about import about
from bot.views.help import one_verb, overview, start, unknown_verb
from bot.views.questions import (
    OFFICE_ANSWERS,
    Question,
    cco_request,
    thanked,
    thanks,
    with_question,
)
from bot.views.refusals import refusal_again
from bot.views.surface import Message
from bot.views.undeliverable import undeliverable
from tests.factories import TEAM
from tests.views.reading import buttons, seen
from tests.views.records import a_page, a_shown


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_the_overview_has_each_verb_with_an_example(verb):
    assert f"*{verb.name}* – {verb.use}\n`/promises {verb.example}`" in seen(
        overview(VERBS, "/promises")
    )


def test_the_overview_says_how_to_go_on():
    assert seen(overview(VERBS, "/cx")).endswith(
        "In a thread, write to me: `@cxbot commit … by friday`. "
        "`/cx help done` tells more of one verb, `/cx about` of me."
    )


def test_help_for_one_verb_names_its_other_words():
    commit = next(verb for verb in VERBS if verb.name == "commit")

    assert seen(one_verb(commit, "/cx")) == (
        "*commit* – promise something by a date, or ask a colleague to promise it\n"
        "For example: `/cx commit call every customer lost in May by friday`\n"
        "The same: promise, pledge, agree"
    )


@pytest.mark.parametrize(
    ("owed", "offered", "said"),
    [
        (a_page(), a_page(), "You owe nothing right now."),
        (a_page([a_shown()]), a_page(), "You owe 1 thing. `/cx list` shows what is open."),
        (
            a_page([a_shown()] * 10, has_more=True),
            a_page([a_shown()] * 2),
            "You owe 10+ things. 2 things wait for your answer. `/cx list` shows what is open.",
        ),
    ],
)
def test_the_bare_command_says_where_one_stands(owed, offered, said):
    drawn = start("/cx", owed, offered)

    assert seen(drawn).split("\n")[0] == said
    assert buttons(drawn) == ["New commitment"]


@pytest.mark.parametrize(
    ("months", "kept"),
    [
        (None, "until your company deletes them"),
        (1, "1 month after a record is closed"),
        (24, "24 months after a record is closed"),
    ],
)
def test_about_says_how_long_words_are_kept(months, kept):
    assert f"*How long.* Your words are kept {kept}." in seen(about("Ada Lind", months))


@pytest.mark.parametrize(
    "stored",
    ["Commitments", "proposals", "stood", "issues", "thanks", "wins", "minutes", "concern"],
)
def test_about_names_all_that_is_stored(stored):
    assert stored in seen(about("Cleo", None))


@pytest.mark.parametrize(("cco", "said"), [("", "not named yet"), ("A & B", "A &amp; B")])
def test_about_names_the_cco(cco, said):
    assert f"Your Chief Customer Officer ({said}) owns no department." in seen(about(cco, None))


@pytest.mark.parametrize(("nearest", "guess"), [("commit", "Did you mean *commit*? "), ("", "")])
def test_an_unknown_verb_is_guessed_and_its_text_comes_back(nearest, guess):
    drawn = unknown_verb(nearest, ("comit call <Acme>", 3), "/cx")

    assert seen(drawn).split("\n") == [
        "I do not know “comit”.",
        f"{guess}`/cx help` lists what I know. You typed:",
        "comit call <Acme>",
        "[Make this a commitment]",
    ]


def test_all_of_a_long_line_comes_back():
    line = "word " * 2_000

    assert line in seen(unknown_verb("", (line, 3), "/cx")).replace("\n", "")


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("area", "Thank you. Your promises now count for your area."),
        ("skipped", "All right, I will not ask again."),
        ("cco_asked", "Thank you. I ask them to accept."),
        ("cco_held", "Welcome. You are the Chief Customer Officer here from now on."),
        ("discarded", "All right, I forget that."),
    ],
)
def test_an_answered_question_is_thanked_for(what, said):
    assert seen(thanks(what)) == thanks(what).text == said


def test_the_area_is_asked_below_an_answer():
    areas = [Area(team_id=TEAM, number=at, name=name) for at, name in enumerate(["Sales", "R&D"])]

    drawn = with_question(Message("Saved."), Question("area", areas=areas))

    assert drawn.text == "Saved."
    assert seen(drawn).split("\n") == [
        "*Which area are you in?* I ask only once.",
        "[Sales]",
        "[R&D]",
        "[Skip]",
    ]


def test_the_cco_is_asked_below_an_answer():
    drawn = with_question(Message("Saved."), Question("cco"))

    asked = "*Who is your CCO?* I ask only once; they are asked to accept."
    assert seen(drawn).split("\n") == [asked, "[It's me]"]


def test_whoever_is_named_cco_is_asked():
    drawn = cco_request("Ada & Co")

    assert seen(drawn).split("\n") == [
        "Ada &amp; Co says you are the Chief Customer Officer here. Is that so?",
        "[Yes, that is me]",
        "[No, somebody else]",
    ]


@pytest.mark.parametrize("answer", OFFICE_ANSWERS)
def test_the_request_shows_its_answer(answer):
    assert seen(cco_request("Ada", answer)) == OFFICE_ANSWERS[answer]


def test_thanks_stand_in_the_place_of_the_question():
    drawn = thanked(thanks("skipped"), thanks("area"))

    assert seen(drawn) == f"{thanks('skipped').text}\n{thanks('area').text}"


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("bot_not_here", "I am not in <#C1>, so I could not post C-3 there. Type `/invite @cxbot`"),
        ("channel_archived", "<#C1> is archived, so I could not post C-3 there."),
        ("channel_external", "<#C1> is shared with another company, so I did not post C-3 there."),
        ("channel_closed", "The rules of <#C1> keep me from posting, so C-3 is not there."),
        ("person_gone", "<#C1> can no longer be reached, so C-3 was not delivered."),
        ("too_long", "C-3 is too long for a message in <#C1>. Please say it shorter."),
        ("anything", "Slack did not take C-3 for <#C1>. It is saved, and the log says why."),
    ],
)
def test_what_cannot_arrive_is_explained(reason, said):
    facts = {"reason": reason, "channel_id": "C1", "subject": ["commitment", 3]}

    drawn = undeliverable(facts)

    assert drawn.text.startswith(said)
    assert buttons(drawn) == ["Post in…", "Show"]


def test_a_refusal_kept_for_later_says_the_same_and_hands_the_text_back():
    drawn = refusal_again("Only {who} can do that.", {"who": "R&D"}, "/cx", "done C-3\nsoon")

    assert drawn.text == "Only R&amp;D can do that."
    assert seen(drawn) == "Only R&amp;D can do that.\n> done C-3\n> soon"
