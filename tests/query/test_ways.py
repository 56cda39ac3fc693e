"""Where nothing matches, each term says what it costs."""

from __future__ import annotations

from scimviewer.query.query import matching
from scimviewer.query.table import Table
from scimviewer.query.ways import MOST_TERMS, ways_out


def test_each_term_says_how_many_there_would_be_without_it(table: Table) -> None:
    found = ways_out(table, "op:create op:delete AND status:*")

    assert [(way.term, way.rest) for way in found] == [
        ("op:create", "op:delete status:*"),
        ("op:delete", "op:create status:*"),
        ("status:*", "op:create op:delete"),
    ]
    assert [way.found for way in found] == [int(matching(table, way.rest).sum()) for way in found]


def test_what_is_switched_off_costs_nothing_and_stays(table: Table) -> None:
    (way,) = ways_out(table, "cycle:zz ~(status:409)")
    assert (way.term, way.rest, way.found) == ("cycle:zz", "~(status:409)", table.size)


def test_text_that_is_no_expression_is_one_term(table: Table) -> None:
    assert [tuple(way) for way in ways_out(table, "nothing (")] == [("nothing (", "", table.size)]


def test_a_very_long_filter_is_told_as_a_whole(table: Table) -> None:
    text = " ".join(f"id:{number}" for number in range(1, MOST_TERMS + 3))
    assert [tuple(way) for way in ways_out(table, text)] == [(text, "", table.size)]
