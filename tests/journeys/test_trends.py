"""Reports over the weeks as a chart, a rise that is told once, and the line of one issue."""

from tests.journeys.town import EMBEDDED, SHARED

FORUM = "#cx-forum"
ROOM = "files.getUploadURLExternal"


def pictures(post):
    """Return the files a message shows, as the bytes that were uploaded."""
    kept = post.world.workspace.files.kept
    shown = [block["slack_file"]["id"] for block in post.blocks if block["type"] == "image"]
    return [kept[file].data for file in shown]


async def heard(town, what, name="ada"):
    await town.slack.person(name).types(f"/cx issue {what}", in_=FORUM)
    await town.shows(what, card=FORUM)


@SHARED
async def test_reports_come_as_numbers_at_once_and_as_a_chart_to_be_shared(town):
    await heard(town, "The onboarding mail never came")

    seen = await town.ben.types("/cx trends onboarding", in_=FORUM)
    await town.shows("at Onboarding", "1 this week", "usual not known yet", "I-1", seen=seen)
    await town.shows("Bars of reports by week. Onboarding: 1 this week", dm="ben")
    assert pictures(town.dm("ben"))[0].startswith(b"\x89PNG")

    await town.ben.presses("Share here", on=seen)
    await town.shows("shared by Ben Okafor", "Bars of reports by week", card=FORUM)
    await town.slack.quiet()
    assert len(pictures(town.card(FORUM))) == 1


@EMBEDDED
async def test_where_no_file_can_be_uploaded_the_numbers_come_alone(town):
    await heard(town, "The onboarding mail never came")
    town.slack.faults.refuse(ROOM, "file_uploads_disabled", times=None)

    await town.ben.types("/cx trends", in_=FORUM)

    await town.shows("Onboarding · 1 this week", "Weeks before: 0 0", dm="ben")
    assert pictures(town.dm("ben")) == []


async def rises(town):
    """Ada is CCO; after five quiet weeks onboarding is heard of three times, and a day passes."""
    await town.ada.types("/cx list", in_=FORUM)
    await town.ada.presses("It's me", on=town.ada.ephemerals(FORUM)[-1])
    await heard(town, "The website is slow")
    town.slack.move(days=35)
    for what in ("mail never came", "form has no page 2", "call was too late"):
        await heard(town, f"The onboarding {what}")
    town.slack.move(days=1, hours=-9, minutes=-25)  # Wednesday, 08:35 in Berlin.


@EMBEDDED
async def test_clearly_more_than_usual_is_told_once_in_the_brief(town):
    await rises(town)

    await town.shows("Onboarding · clearly more than usual", "usual is 0.0", "I-2", dm="ada")
    briefs = len(town.ada.dms())
    await heard(town, "The onboarding pack is empty")
    town.slack.move(days=1)
    await town.slack.quiet()

    said = [post.text for post in town.ada.dms()[briefs:]]
    assert not any("clearly more" in text for text in said)
    await town.ada.presses("See the chart", on=town.ada.dms()[briefs - 1])
    await town.shows("at Onboarding", "4 this week", dm="ada")


@EMBEDDED
async def test_the_line_of_an_issue_is_read_and_taken_along(town):
    await heard(town, "The onboarding mail never came")
    await town.ema.types("/cx own I-1", in_=FORUM)
    town.slack.move(days=2)
    await town.ema.types("/cx commit I-1 ask the mail company by 18 december", in_=FORUM)

    seen = await town.ben.types("/cx chain I-1", in_=FORUM)
    await town.shows("New ·", "Owned ·", "2 days", "It stands at “owned”", "C-1 open", seen=seen)
    taken = await town.ben.types("/cx export I-1 csv", in_=FORUM)
    await town.shows("issue,state,since", "opened,Ada Lindqvist", seen=taken)
