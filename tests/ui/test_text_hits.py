"""Hits of a text search among the rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scimviewer.query.query import Query
from scimviewer.store.case import Case
from scimviewer.ui.opened_case import OpenedCase
from scimviewer.ui.text_hits import hit_rows
from tests.conftest import call

LOG = [call("GET", f"https://scim.example/Users/{name}", 200) for name in ("ann", "bob", "ann", "eve")]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", None),
        ("method:GET", None),
        ("ann", [0, 1]),
        ("~(ann)", [0, 2]),
        ("~(ann) ~(eve) method:GET", [0, 2, 3]),
        ("~(ann) -eve", [0, 2]),
        ("-ann", None),
        ("~(-ann)", None),
        ("(ann OR status:404)", [0, 1]),
        ("~(nobody)", []),
        ("~(status:200)", None),
        ("~(colour:red) ~(eve)", [3]),
    ],
)
def test_hits_are_rows_of_the_list(case_of: Callable[..., Case], text: str, rows: list[int] | None) -> None:
    opened = OpenedCase(case_of(*LOG))
    opened.table.refresh()
    hits = hit_rows(opened.table, opened.answer(Query(text)))

    assert (None if hits is None else hits.tolist()) == rows
