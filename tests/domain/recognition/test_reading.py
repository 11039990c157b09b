"""Thanks as they are typed: whom, what they did, what it changed."""

import pytest

from bot.domain.recognition.reading import link_in, parted, read_thanks, says_enough, tag_in
from bot.domain.recognition.records import Tag
from tests.factories import a_person


@pytest.mark.parametrize(
    ("typed", "did", "changed"),
    [
        ("got the refund out; the customer stayed", "got the refund out", "the customer stayed"),
        ("rewrote the page → fewer calls", "rewrote the page", "fewer calls"),
        ("rewrote the page -> fewer calls", "rewrote the page", "fewer calls"),
        ("stayed late so the customer got it", "stayed late", "the customer got it"),
        ("stayed late, so deliveries went out", "stayed late", "deliveries went out"),
        ("stayed late so that nobody waits", "stayed late", "nobody waits"),
        ("called them so Acme signed again", "called them", "Acme signed again"),
        ("worked so hard on the export", "worked so hard on the export", ""),
        ("was so kind to every caller", "was so kind to every caller", ""),
        ("sorted the socks and so on", "sorted the socks and so on", ""),
        ("fixed it;", "fixed it", ""),
    ],
)
def test_what_it_changed_begins_at_a_sign(typed, did, changed):
    assert parted(typed) == (did, changed)


def test_mentions_lead_and_the_rest_is_read(session):
    ada, ben = a_person(session, "ada"), a_person(session, "ben")
    typed = f"<@{ben.slack_id}|ben>, @cleo for calling <@UBEN> #improvement; they stay"

    read = read_thanks(session, ada, typed)

    assert (read.people.ids, read.people.names) == (("UBEN",), ("cleo",))
    assert (read.did, read.changed, read.tag) == (
        "calling @Ben Okafor",
        "they stay",
        Tag.IMPROVEMENT,
    )


@pytest.mark.parametrize(
    ("text", "link"), [("on C-12", "C-12"), ("see w–3", "W-3"), ("a P-4", ""), ("ABC-1", "")]
)
def test_an_id_in_the_words_is_a_link(text, link):
    assert link_in(text) == link


def test_only_known_tags_are_tags():
    assert (tag_in("a #Reliability b"), tag_in("#reliable")) == (Tag.RELIABILITY, None)


def test_mentions_and_emoji_say_nothing():
    assert not says_enough("<@U1|ada> <@U2|ben> :clap::skin-tone-3: thanks a lot")
    assert says_enough("called all of them back today")
