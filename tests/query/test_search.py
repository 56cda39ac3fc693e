"""Text is found in whatever form the record holds it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scimviewer.progress import Cancelled, Progress
from scimviewer.query.needles import needle
from scimviewer.query.query import matching
from scimviewer.query.search import search
from scimviewer.query.table import Table
from tests.conftest import call
from tests.query.conftest import case_of
from tests.store.conftest import calls, lines

VALUES = ["Müller", "日本語 テスト", 'say "hi"\\now', "a&b <c>", "tab\there", "Straße", "ÖZIL ÉMILE", "🦊 fox", "x/y/z"]


def hits(table: Table, text: str) -> list[int]:
    return search(table.case, table.now, text).tolist()


def with_value(value: str) -> dict[str, Any]:
    return call("POST", "/scim/v2/Users", 201, request={"body": {"userName": value}})


@pytest.fixture(scope="module", params=["utf-8", "utf-16", "escaped", "php", "twice", "go"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Table:
    """One event for each value, in every way in which loggers write text."""
    records = [with_value(value) for value in [*VALUES, "nothing"]]
    if request.param == "twice":
        records = [
            {**one, "request": {**one["request"], "body": json.dumps(one["request"]["body"])}} for one in records
        ]
    text = "".join(json.dumps(one, ensure_ascii=request.param in ("escaped", "php")) + "\n" for one in records)
    if request.param == "php":
        text = text.replace("/", "\\/")
    if request.param == "go":
        text = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    data = text.encode("utf-16" if request.param == "utf-16" else "utf-8")
    return case_of(tmp_path_factory.mktemp("search"), data)


@pytest.mark.parametrize("change", [str, str.lower, str.upper, lambda value: value[:5]])
@pytest.mark.parametrize("number", range(len(VALUES)))
def test_a_value_is_found_however_it_is_written(written: Table, number: int, change: Any) -> None:
    wanted = change(VALUES[number])
    if "ß" in VALUES[number] and change is str.upper:
        pytest.skip("ß in capitals is another word")
    assert hits(written, wanted) == [number + 1]


def test_values_in_urls_are_found(tmp_path: Path) -> None:
    asked = 'userName eq "bärbel@example.com"'
    made = [call("GET", f"/scim/v2/Users?filter={encode(asked)}") for encode in (quote, quote_plus)]
    table = case_of(tmp_path, lines([*made, call("GET", "/scim/v2/Users")]))
    for text in ("bärbel@example.com", asked, "BÄRBEL@", "userName eq"):
        assert hits(table, text) == [1, 2]


def test_what_no_record_holds_is_not_found(written: Table) -> None:
    assert hits(written, "no such thing") == []
    assert hits(written, "") == []


def test_text_is_not_found_across_two_records(tmp_path: Path) -> None:
    table = case_of(tmp_path, lines([call("GET", "/scim/v2/Users"), call("GET", "/scim/v2/Users")]))
    assert hits(table, '}{"timestamp"') == []
    assert hits(table, '{"timestamp"') == [1, 2]


def test_both_records_of_an_event_are_searched(tmp_path: Path) -> None:
    start = {"reqId": "r1", "method": "PATCH", "url": "/scim/v2/Users/1", "note": "begin"}
    table = case_of(
        tmp_path,
        lines([*calls(2), start, {"reqId": "r1", "res": {"statusCode": 204}, "responseTime": 9, "note": "done"}]),
    )
    assert [hits(table, text) for text in ("begin", "done", "note")] == [[3], [3], [3]]


def test_search_is_a_condition_like_others(written: Table) -> None:
    both = matching(written, "nothing") | matching(written, "-nothing")
    assert both.all()
    assert matching(written, 'op:create "x/y/z"').sum() == 1
    assert matching(written, "op:delete x").sum() == 0


def test_hits_come_while_it_goes_on_and_it_can_be_stopped(written: Table) -> None:
    heard: list[int] = []
    reports: list[tuple[int, int | None]] = []

    class Watching(Progress):
        def report(self, done: int, total: int | None = None, note: str = "") -> None:
            reports.append((done, total))
            super().report(done, total, note)

    ids = search(written.case, written.now, "POST", Watching(), lambda found: heard.extend(found.tolist()))
    assert heard == ids.tolist() == list(range(1, len(VALUES) + 2))
    assert reports == [(1, 1)]

    class Stopping(Progress):
        def cancelled(self) -> bool:
            return True

    with pytest.raises(Cancelled):
        search(written.case, written.now, "POST", Stopping())


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=12))
def test_any_text_can_be_looked_for(written: Table, text: str) -> None:
    assert needle(text)
    assert isinstance(search(written.case, written.now, text), np.ndarray)
