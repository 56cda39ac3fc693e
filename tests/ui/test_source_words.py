"""The state of a source in words."""

from __future__ import annotations

from scimviewer.ui.icons import pixmap
from scimviewer.ui.source_words import (
    STATES,
    format_words,
    left_words,
    secrets_words,
    size_words,
    source_facts,
    sources_words,
)
from scimviewer.ui.theme import theme


def test_facts_say_what_came_of_a_file():
    read = {"status": "read", "format": "har", "confidence": 1.0, "events": 5612, "problems": 3, "left_out": 1}
    assert source_facts(read) == "HAR 1.2 · 5\u202f612 events · 3 not understood · 1 left out"
    assert source_facts({"status": "not read", "note": "Not a log: binary."}) == "not read · Not a log: binary"
    assert source_facts({"status": "waiting"}) == "waiting"


def test_a_format_that_is_not_certain_says_so():
    assert format_words({"format": "har", "confidence": 0.6}) == "HAR 1.2, likely"


def test_files_are_summed_up_by_state():
    sources = [{"status": "read"}, {"status": "read"}, {"status": "not read"}]
    assert sources_words(sources) == "2 read, 1 not read"


def test_masked_credentials_ask_for_rotation():
    assert secrets_words({}) == ""
    many = secrets_words({"bearer": 17, "password": 1})
    assert many.startswith("17 bearer tokens and 1 password were masked. Ask the customer to rotate them")
    assert secrets_words({"apikey": 1}).startswith("1 API key was masked. Ask the customer to rotate it")


def test_sizes_and_times_are_rough():
    assert size_words(31_400_000) == "31.4 MB"
    assert size_words(1) == "1 byte"
    assert left_words(0.4) == "about a second left"
    assert left_words(42.3) == "about 42 s left"
    assert left_words(600) == "about 10 min left"


def test_every_state_has_a_picture_of_its_own_and_a_word(qapp):
    pictures = [picture for picture, _, _ in STATES.values()]
    assert len(set(pictures)) == len(pictures)
    for picture, colour, word in STATES.values():
        assert word
        if picture:
            assert not pixmap(picture, theme().colours.named(colour), 16).isNull()
