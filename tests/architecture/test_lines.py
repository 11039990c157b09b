"""No line that is added anywhere is dropped where it should be said."""

from bot.domain.commitments.records import NOUN as COMMITMENT
from bot.domain.digests import matters, of_commitments
from bot.drawings import briefs, news
from tests.architecture.lines import lines_added
from tests.views.digests_screens import ROLES


def kinds(listing):
    return {kind for where, kind in lines_added() if where == listing}


def test_every_line_of_a_digest_is_of_a_kind_that_is_said_and_re_checked():
    known = {kind for lines in matters.LINES.values() for kind in lines.RANKS}

    assert kinds("digest") - known - set(of_commitments.KINDS) == set()


def test_every_kind_of_line_about_a_commitment_is_drawn_on_a_screen_that_is_looked_at():
    assert set(of_commitments.KINDS) - set(ROLES) == set(), COMMITMENT


def test_every_line_of_the_brief_is_read_by_something_that_draws_it():
    assert kinds("brief") - set(briefs._READ) == set()


def test_everything_told_in_passing_is_drawn():
    assert kinds("news") == set(news.LOOK_UPS)


def test_lines_are_found_in_all_four_listings():
    assert {"issue.told", "win.told"} <= kinds("news")
    assert {"still", "left", "safe"} <= kinds("brief")
    assert {"offer_waits", "round_waits", "overdue", "falls_due"} <= kinds("digest")
    assert {"overdue", "moved"} <= kinds("agenda")
