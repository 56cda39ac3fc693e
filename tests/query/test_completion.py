"""At the cursor stand fields, and the values of the data with their counts under the rest of the filter."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from scimviewer.query.completion import Completion, completions
from scimviewer.query.query import matching
from scimviewer.query.table import Table
from tests.query.conftest import FILTER_TEXTS


def texts(table: Table, text: str, cursor: int | None = None) -> list[str]:
    return [one.text for one in completions(table, text, cursor)]


def applied(text: str, one: Completion) -> str:
    return text[: one.start] + one.text + text[one.end :]


def test_fields_are_completed_those_that_begin_so_first(table: Table) -> None:
    assert texts(table, "stat") == ["status:"]
    assert texts(table, "op:patch -ti")[0] == "time:"
    assert texts(table, "name") == ["resource_name:"]
    assert "after:" in texts(table, "aft")


def test_values_come_from_the_data_the_most_frequent_first(table: Table, plain: list[dict[str, Any]]) -> None:
    found = [one for one in completions(table, "op:") if one.kind == "value"]
    counts = {one.text: one.count for one in found}
    assert counts == {
        name: sum(row["operation"] == name for row in plain) for name in {row["operation"] for row in plain}
    }
    assert list(counts.values()) == sorted(counts.values(), reverse=True)


@pytest.mark.parametrize("text", ["status:>=400 op:", "op: status:>=400", "(status:>=400) -op:pa"])
def test_counts_are_those_under_the_rest_of_the_filter(table: Table, text: str) -> None:
    (patch,) = [one for one in completions(table, text, text.rindex("op:") + 3) if one.text == "patch"]
    assert patch.count == matching(table, "op:patch status:>=400").sum()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("status:(409 OR 4", "status:(409 OR 404"),
        ("status:409,4", "status:409,404"),
        ("op:pa", "op:patch"),
        ("(op:pa", "(op:patch"),
        ('client:"ok', "client:Okta/1"),
        ("name:zo", 'name:"zoë"'),
        ("name:EXAMPLE", "name:bob@example.com"),
        ("speaks_scim:t", "speaks_scim:true"),
        ("source:second", "source:b/second.ndjson"),
        ("after:2026-09-03", "after:2026-09-03"),
        ("after:-1", "after:-15m"),
    ],
)
def test_a_completion_takes_the_place_of_what_was_typed(table: Table, text: str, wanted: str) -> None:
    assert wanted in [applied(text, one) for one in completions(table, text)]


def test_a_value_in_the_middle_is_replaced_whole(table: Table) -> None:
    text = "op:patch status:409"
    assert applied(text, completions(table, text, 5)[0]) == text


def test_values_of_texts_are_counted_exactly(table: Table, plain: list[dict[str, Any]]) -> None:
    for one in completions(table, "op:create name:"):
        if one.kind == "value":
            name = one.text.strip('"')
            assert one.count == sum(row["resource_name"] == name and row["operation"] == "create" for row in plain)


@pytest.mark.parametrize("text", ['"op:', "foo:", "id:", 'x "actor:a', "op:patch "])
def test_where_nothing_is_known_no_value_is_offered(table: Table, text: str) -> None:
    assert not [one for one in completions(table, text) if one.kind == "value"]


@settings(max_examples=150, deadline=None)
@given(FILTER_TEXTS)
def test_any_text_can_be_completed(table: Table, text: str) -> None:
    for cursor in {0, len(text) // 2, len(text)}:
        for one in completions(table, text, cursor):
            assert 0 <= one.start <= cursor <= one.end <= len(text)
