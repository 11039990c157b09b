"""An issue from what a customer hit until the customer was told, as people live through it."""

from tests.journeys.town import EMBEDDED

FORUM = "#cx-forum"
SHEET = "The assembly sheet of the Alder table ends after page 2"


async def opened(town, what=SHEET, name="ada", place=FORUM):
    """Open an issue, and wait for its card."""
    seen = await town.slack.person(name).types(f"/cx issue {what}", in_=place)
    await town.shows(what, "New", card=place)
    return seen


async def test_an_issue_goes_from_a_customer_to_the_customer_told(town):
    seen = await opened(town)
    assert "Issue I-1: noted as normal." in seen.text
    assert "Taken as normal; Change says otherwise." in seen.text

    await town.ema.presses("I'll own it", on=town.card())
    await town.shows("Owned", "Ema", "[Next step]", without="I'll own it", card=FORUM)
    for state, said in ("Cause known", "The file was cut"), ("Fix agreed", "Print it anew"):
        await town.ema.presses("Next step", on=town.card())
        await town.ema.submits({_asked(state): said})
        await town.ema.closes()
        await town.shows(state, said, card=FORUM)
    await town.ema.presses("Next step", on=town.card())
    await town.shows("Fixed", "[Customer told]", card=FORUM)

    await town.ema.presses("Customer told", on=town.card())
    await town.ema.submits({"How were they told?": "By mail", "How many customers": "12"})

    await town.shows("Customer told", "told 12 customers", "By mail", card=FORUM)


def _asked(state):
    return {"Cause known": "What caused it?", "Fix agreed": "What is the fix?"}[state]


@EMBEDDED
async def test_who_reports_hears_twice_and_can_say_that_it_is_not_solved(town):
    await opened(town)
    await town.dev.presses("+1 report", on=town.card())
    await town.dev.submits({"Which customer": "Acme Offices", "How you heard it": "On the phone"})
    await town.shows("2 reports from 2 colleagues", card=FORUM)
    await town.ema.types("/cx own I-1", in_=FORUM)
    await town.shows("Owned", card=FORUM)

    await town.ema.presses("Solved already", on=town.card())
    values = {"What caused it?": "The file was cut", "What is the fix?": "Printed anew"}
    await town.ema.submits({**values, "How were they told?": "On the phone"})
    await town.shows("I-1, which you reported: customer told", "Printed anew", dm="dev")

    await town.dev.presses("Not solved for customer", on=town.dm("dev"))
    await town.dev.submits({"What is not solved?": "Acme still has page 1 and 2 only"})

    await town.shows("reopened it", "Acme still has page 1 and 2 only", "[Next step]", dm="ema")
    await town.shows("Owned", "reopened 1×", "3 reports", card=FORUM)
    await town.shows("open again", without="[Not solved", dm="dev")
