"""Sets of patterns as a column."""

from __future__ import annotations

from pathlib import Path

from scimviewer.query.quirk_sets import column, packed, reading_of
from scimviewer.store import migrations
from tests.query.conftest import case_of
from tests.query.lives import LIFE
from tests.store.conftest import lines


def test_each_set_is_one_word(tmp_path: Path) -> None:
    table = case_of(tmp_path, lines(LIFE))
    with migrations.writing(table.case.path) as writer:
        for event, quirk in ((2, "b"), (2, "a"), (5, "a"), (11, "b"), (11, "a")):
            writer.execute("insert into event_quirk values (?, ?, 'info', null)", (event, quirk))
        words, codes = packed(writer, table.now)
        assert column(writer, table.now)[0] == [None]
        row = (reading_of(table.now), table.size, words, codes)
        writer.execute("insert into quirk_scan (reading, events, words, codes) values (?, ?, ?, ?)", row)
        told, found = column(writer, table.now)
    assert [told[code] for code in found] == [None, "a,b", None, None, "a", *[None] * 5, "a,b"]


def test_what_was_found_among_other_events_does_not_count(tmp_path: Path) -> None:
    few, many = case_of(tmp_path, lines(LIFE[:3])), case_of(tmp_path, lines(LIFE), "more.ndjson")
    assert reading_of(few.now) != reading_of(many.now)
