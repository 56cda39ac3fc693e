"""Counts of values are those of a Counter over the rows."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from scimviewer.errors import UserError
from scimviewer.query.columns import COLUMNS
from scimviewer.query.counts import facet
from scimviewer.query.table import Table
from tests.query.conftest import case_of

FIELDS = [one.key for one in COLUMNS if one.kind not in ("id", "time")]


@pytest.mark.parametrize("text", ["", "status:>=400", "op:patch -client:entra", "status:999"])
@pytest.mark.parametrize("field", FIELDS)
def test_counts_are_those_of_a_counter(table: Table, plain: list[dict[str, Any]], field: str, text: str) -> None:
    fits = {
        "": lambda row: True,
        "status:>=400": lambda row: (row["status"] or 0) >= 400,
        "op:patch -client:entra": lambda row: row["operation"] == "patch" and row["client"] != "Entra",
        "status:999": lambda row: False,
    }[text]
    chosen = [row for row in plain if fits(row)]
    wanted = Counter(row[field] for row in chosen)
    failed = Counter(row[field] for row in chosen if row["outcome"] == "failure")

    found = facet(table, text, field)
    assert {one.value: one.count for one in found} == dict(wanted)
    assert {one.value: one.failures for one in found if one.failures} == dict(failed)
    assert [one.count for one in found] == sorted(wanted.values(), reverse=True)


def test_a_limit_keeps_the_most_frequent(table: Table) -> None:
    assert facet(table, "", "status", 2) == facet(table, "", "status")[:2]
    assert facet(table, "", "status", 0) == []


@pytest.mark.parametrize("field", ["id", "time", "nothing"])
def test_what_cannot_be_counted_by_is_said(table: Table, field: str) -> None:
    with pytest.raises(UserError, match=f"no field “{field}” to count by. Fields are actor"):
        facet(table, "", field)


def test_an_empty_case_has_no_values(tmp_path: Any) -> None:
    own = case_of(tmp_path, b'{"broken')
    assert [facet(own, "", field) for field in FIELDS] == [[]] * len(FIELDS)
