"""Pictures of one's own promises and of those one is asked for."""

from playwright.sync_api import expect

from tests.page.browser import dialog, messages
from tests.page.pictures.stage import LOW

PROMISE = "/cx commit call back every customer lost in May by friday"
AREAS = {"ada": "Service", "ben": "Sales", "cleo": "Marketing", "dev": "Service", "ema": "Product"}


def known(stage):
    """Have everybody say once what is asked once: their area, and who is the CCO."""
    for person, area in AREAS.items():
        stage.be(person, "@cxbot")
        stage.says("/cx list")
        if person == "ada":
            stage.tab.get_by_role("button", name="It's me").click()
            stage.card("CCO")
            stage.says("/cx list")
        stage.tab.locator("select:visible").last.select_option(label=area)
        stage.card("Your promises now count for your area.")
        while (answer := stage.tab.get_by_role("button", name="Dismiss").first).count():
            answer.click()
            stage.tab.wait_for_timeout(200)


def promise(stage):
    tab = stage.tab
    stage.be("ben", "cx-forum")
    tab.locator("#write").press_sequentially("/")
    stage.picture("suggestions")
    stage.says(PROMISE)
    stage.card("Open · Ben Okafor")
    stage.picture("answer")
    tab.emulate_media(color_scheme="dark")
    stage.picture("answer-dark")
    tab.emulate_media(color_scheme="light")


def kept(stage):
    stage.card("Open · Ben").get_by_role("button", name="Done").click()
    dialog(stage.tab).get_by_label("Proof").fill("All 14 called, notes in the CRM")
    stage.picture("done")
    dialog(stage.tab).get_by_role("button", name="Done").click()
    dialog(stage.tab).locator("footer").get_by_role("button", name="Close").click()
    stage.card("Proof: All 14 called")
    stage.at_rest()
    stage.picture("card")


def offer(stage):
    stage.be("ada", "cx-forum")
    stage.says("/cx commit @ben visit Acme with a new assembly sheet by friday")
    expect(stage.tab.get_by_text("offered to")).to_be_visible()
    stage.be("ben", "general")
    asked = stage.tab.locator("#part-toasts li").filter(has_text="asks you to promise")
    expect(asked).to_be_visible()
    stage.picture("notification", LOW)
    asked.locator("a").click()
    expect(messages(stage.tab).get_by_role("button", name="Accept")).to_be_visible()
    stage.at_rest()
    stage.picture("offer", LOW)


def home(stage):
    messages(stage.tab).get_by_role("button", name="Accept").click()
    expect(messages(stage.tab).filter(has_text="you promised it")).to_be_visible()
    stage.says("/cx commit write down why each of the 14 left by 4 December")
    stage.card("why each of the 14 left")
    stage.be("cleo", "cx-forum")
    stage.says("/cx commit send the list of the 14 to @ben by thursday")
    stage.card("Open · Cleo")
    stage.be("ben", "home")
    expect(stage.tab.get_by_role("heading", name="What I owe")).to_be_visible()
    expect(stage.tab.locator("#part-home")).to_contain_text("send the list of the 14")
    stage.quiet()
    stage.picture("home", LOW)


def digest(stage):
    stage.be("ben", "@cxbot")
    stage.until(messages(stage.tab).filter(has_text="falls due").first)
    stage.at_rest()
    stage.picture("digest")
