"""What the window asks of a case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scimviewer.query.filters import FilterError
from scimviewer.query.query import Query
from scimviewer.store.case import Case
from scimviewer.ui.opened_case import OpenedCase, case_beside, problem_count
from tests.conftest import call

LOG = (
    call("POST", "https://scim.example/Users", 201, timestamp="2026-09-01T08:00:00Z"),
    call("PATCH", "https://scim.example/Users/1", 409, timestamp="2026-09-01T08:00:10Z"),
    call("GET", "https://scim.example/Users/1", 200, timestamp="2026-09-02T08:00:20Z"),
    call("GET", "https://scim.example/Users/2", 404, timestamp="2026-09-02T08:00:30Z"),
)


@pytest.fixture
def opened(case_of: Callable[..., Case]) -> OpenedCase:
    made = OpenedCase(case_of(*LOG))
    made.table.refresh()
    return made


def test_answer_tells_span_and_failures(opened: OpenedCase) -> None:
    answer = opened.answer(Query("method:GET"))

    assert (answer.ids.tolist(), answer.total, answer.failure_rows.tolist()) == ([3, 4], 4, [1])
    assert answer.last_ns - answer.first_ns == 10_000_000_000
    assert opened.answer(Query()).many_days


def test_answer_knows_the_rows_to_step_through(opened: OpenedCase) -> None:
    walk = opened.answer(Query()).walk

    assert (walk.failures.tolist(), walk.severe.tolist()) == ([1, 3], [])
    assert walk.of_same_resource(2).tolist() == [1, 2]


def test_where_nothing_matches_each_term_says_what_it_costs(opened: OpenedCase) -> None:
    answer = opened.answer(Query("method:GET status:201"))

    assert answer.ways == (("method:GET", "status:201", 1), ("status:201", "method:GET", 2))


def test_wrong_filters_are_told(opened: OpenedCase) -> None:
    with pytest.raises(FilterError, match="no field"):
        opened.answer(Query("colour:red"))


def test_counts_of_the_whole_and_of_the_answer(opened: OpenedCase) -> None:
    counts = opened.counts(opened.answer(Query("outcome:failure")))

    assert dict(counts["method"].totals) == {"GET": 2, "POST": 1, "PATCH": 1}
    assert counts["method"].filtered == {"GET": 1, "PATCH": 1, "POST": 0}
    assert {value: sum(bars) for value, bars in counts["method"].bars.items()} == {"GET": 2, "POST": 1, "PATCH": 1}
    whole = opened.counts(opened.answer(Query()))
    assert all(dict(one.totals) == one.filtered for one in whole.values())
    assert dict(counts["status"].totals)["409"] == 1


def test_case_lies_beside_its_bundle(tmp_path: Path) -> None:
    for name, case in (("a.zip", "a"), ("b.tar.gz", "b"), ("c.har", "c")):
        (tmp_path / name).write_text("")
        assert case_beside([tmp_path / name], tmp_path / "x") == tmp_path / f"{case}.scimcase"
    (tmp_path / "folder.d").mkdir()
    assert case_beside([tmp_path / "folder.d"], tmp_path) == tmp_path / "folder.d.scimcase"


def test_another_bundle_of_the_same_stem_gets_its_own_case(opened: OpenedCase, tmp_path: Path) -> None:
    assert opened.case.path == tmp_path / "log.scimcase"
    (tmp_path / "log.har").write_text("")

    assert case_beside([tmp_path / "log.har"], tmp_path).name == "log.har.scimcase"
    assert case_beside([tmp_path / "log.ndjson"], tmp_path).name == "log.scimcase"


def test_problems_are_counted(opened: OpenedCase) -> None:
    assert problem_count(opened.case.sources()) == 0
    assert opened.name == "log"
