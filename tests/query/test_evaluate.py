"""The evaluator over columns finds what a loop over the rows finds."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scimviewer.query.columns import BY_KEY
from scimviewer.query.filters import FilterError
from scimviewer.query.moments import moment, span
from scimviewer.query.query import matching
from scimviewer.query.table import Table
from tests.conftest import call
from tests.query.conftest import NAMES, case_of
from tests.store.conftest import lines

Row = dict[str, Any]


def found(table: Table, text: str) -> list[int]:
    return table.ids[matching(table, text)].tolist()


def texts(value: Any) -> list[str]:
    return [] if value is None else [value]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("status:409", lambda row: row["status"] == 409),
        ("status:>=400", lambda row: (row["status"] or 0) >= 400),
        ("status:<400", lambda row: row["status"] is not None and row["status"] < 400),
        ("status:400..404", lambda row: row["status"] in range(400, 405)),
        ("ms:>100", lambda row: row["duration_ms"] is not None and row["duration_ms"] > 100),
        ("ms:<=12.3", lambda row: row["duration_ms"] is not None and row["duration_ms"] <= 12.3),
        ("ms:*", lambda row: row["duration_ms"] is not None),
        ("-ms:*", lambda row: row["duration_ms"] is None),
        ("id:5..9", lambda row: row["id"] in range(5, 10)),
        ("line:3", lambda row: row["line"] == 3),
        ("op:patch", lambda row: row["operation"] == "patch"),
        ("method:Post", lambda row: row["method"] == "POST"),
        ("client:OKTA/1", lambda row: row["client"] in ("Okta/1", "okta/1")),
        ("client:*ta*", lambda row: "ta" in (row["client"] or "").lower()),
        ("-client:entra", lambda row: row["client"] != "Entra"),
        ("cycle:*", lambda row: False),
        ("name:zed", lambda row: row["resource_name"] == "Zed"),
        ("name:*Z*", lambda row: "z" in (row["resource_name"] or "").lower()),
        ('name:"a b"', lambda row: row["resource_name"] == "a b"),
        ('name:"100%"', lambda row: row["resource_name"] == "100%"),
        ("name:ÄRZ*", lambda row: (row["resource_name"] or "").lower() == "ärztin"),
        ("error:*", lambda row: row["error"] is not None),
        ("speaks_scim:no", lambda row: not row["speaks_scim"]),
        ("source:second.ndjson", lambda row: row["source"] == "b/second.ndjson"),
        ("source:b/*", lambda row: row["source"].startswith("b/")),
        ("source:*", lambda row: True),
        ("after:2026-09-03", lambda row: (row["time"] or "") >= "2026-09-03"),
        ("before:2026-09-03", lambda row: row["time"] is not None and row["time"] < "2026-09-03"),
        ("after:2026-09-02T02:00+02:00", lambda row: (row["time"] or "") >= "2026-09-02"),
        ("-time:*", lambda row: row["time"] is None),
        ("op:create OR op:delete -status:>=400", lambda row: row["operation"] == "create"
         or (row["operation"] == "delete" and (row["status"] or 0) < 400)),
    ],
)  # fmt: skip
def test_conditions_find(table: Table, plain: list[Row], text: str, wanted: Any) -> None:
    assert found(table, text) == [row["id"] for row in plain if wanted(row)]


def test_after_is_inclusive_and_before_is_not(table: Table, plain: list[Row]) -> None:
    moments = sorted(row["time"] for row in plain if row["time"])
    middle = moments[len(moments) // 2]
    assert found(table, f"time:{middle}") == [row["id"] for row in plain if row["time"] == middle]
    both = set(found(table, f"after:{middle}")) | set(found(table, f"before:{middle}"))
    assert both == {row["id"] for row in plain if row["time"]}
    assert set(found(table, f"time:{middle}")) <= set(found(table, f"after:{middle}"))


def test_an_exact_spelling_is_meant_where_there_is_one(table: Table, plain: list[Row]) -> None:
    assert found(table, "name:Ann") == [row["id"] for row in plain if row["resource_name"] == "Ann"]
    assert found(table, "name:ZED") == [row["id"] for row in plain if row["resource_name"] == "Zed"]


def test_durations_compare_as_decimals(tmp_path: Any) -> None:
    taken = [0.001, 1.001, 2.675, 1000.1, 12.345]
    own = case_of(tmp_path, lines(call("GET", "/scim/v2/Users", durationMs=one) for one in taken))
    for number, one in enumerate(taken, start=1):
        assert found(own, f"ms:{one}") == [number]


# --- random queries against a plain loop ----------------------------------------------------------------------------

NUMBERS = st.sampled_from(["200", "204", "400", "404", "409", "500", "-1", "99.9", "10"])
WORDS = st.sampled_from(
    ["get", "PATCH", "create", "okta/1", "entra", "user", "success", "failure", "nobody", "uniqueness"]
)
TIMES = st.sampled_from(["2026-09-01", "2026-09-02T12:00Z", "2026-09-03T02:00+02:00", "2026-09-04T05:05:00.5Z"])
MARKS = {">=": "__ge__", "<=": "__le__", ">": "__gt__", "<": "__lt__", "": "__eq__"}


def number_condition(key: str, mark: str, value: str) -> tuple[str, Any]:
    def fits(row: Row) -> bool:
        return row[key] is not None and getattr(float(row[key]), MARKS[mark])(float(value)) is True

    return f"{key}:{mark}{value}", fits


def between(key: str, low: str, high: str) -> tuple[str, Any]:
    return f"{key}:{low}..{high}", lambda row: row[key] is not None and float(low) <= row[key] <= float(high)


def word_condition(key: str, value: str) -> tuple[str, Any]:
    return f"{key}:{value}", lambda row: (row[key] or "\0").casefold() == value.casefold()


def like_condition(key: str, value: str) -> tuple[str, Any]:
    pattern = re.compile(f"{re.escape(value)}.*", re.IGNORECASE | re.DOTALL)
    return f"{key}:{value}*", lambda row: row[key] is not None and pattern.fullmatch(row[key]) is not None


def known_condition(key: str) -> tuple[str, Any]:
    return f"{key}:*", lambda row: row[key] is not None


def time_condition(mark: str, value: str) -> tuple[str, Any]:
    def fits(row: Row) -> bool:
        if row["time"] is None:
            return False
        (first, last), at = span(value, None), moment(row["time"])
        return {"": first <= at <= last, ">=": at >= first, ">": at > last, "<=": at <= last, "<": at < first}[mark]

    return f"time:{mark}{value}", fits


def list_condition(key: str, values: list[str], style: str) -> tuple[str, Any]:
    written = ",".join(values) if style == "," else f"({style.join(values)})"
    folded = {value.casefold() for value in values}
    return f"{key}:{written}", lambda row: (row[key] or "\0").casefold() in folded


def class_condition(hundred: int) -> tuple[str, Any]:
    return f"status:{hundred}xx", lambda row: row["status"] is not None and row["status"] // 100 == hundred


def half_open(key: str, end: str, at_least: bool) -> tuple[str, Any]:
    text = f"{key}:{end}.." if at_least else f"{key}:..{end}"
    return text, lambda row: row[key] is not None and (row[key] >= float(end) if at_least else row[key] <= float(end))


def holding(key: str, value: str) -> tuple[str, Any]:
    pattern = re.compile(re.escape(value), re.IGNORECASE)
    return f"{key}:*{value}*", lambda row: row[key] is not None and pattern.search(row[key]) is not None


def regex_condition(key: str, pattern: str) -> tuple[str, Any]:
    compiled = re.compile(pattern, re.IGNORECASE)
    return f"{key}:/{pattern}/", lambda row: row[key] is not None and compiled.search(row[key]) is not None


def unknown_condition(key: str) -> tuple[str, Any]:
    return f"{key}:none", lambda row: row[key] is None


def exact_name(name: str) -> tuple[str, Any]:
    return f'resource_name:"{name}"', lambda row: row["resource_name"] == name


def switched_off(part: tuple[str, Any]) -> tuple[str, Any]:
    return f"~({part[0]}) id:*", lambda row: True


CONDITIONS = st.one_of(
    st.builds(
        list_condition, st.sampled_from(["method", "client"]), st.lists(WORDS, min_size=1, max_size=3),
        st.sampled_from([",", " OR "]),
    ),
    st.builds(class_condition, st.integers(1, 5)),
    st.builds(half_open, st.sampled_from(["status", "duration_ms"]), NUMBERS, st.booleans()),
    st.builds(
        holding, st.sampled_from(["resource_name", "error", "client"]),
        st.sampled_from(["ann", "Ä", "E", "ta", "100%", "o'n", "zo"]),
    ),
    st.builds(
        regex_condition, st.sampled_from(["resource_name", "error", "client"]),
        st.sampled_from(["^a", "n{2}", "for .*z", "[äö]r", "e.b|zed", "(?:okta|x)\\/1", "colou?r|ann?"]),
    ),
    st.builds(unknown_condition, st.sampled_from([one for one in BY_KEY if one != "id"])),
    st.builds(exact_name, st.sampled_from(NAMES)),
    st.builds(number_condition, st.sampled_from(["status", "duration_ms", "id"]), st.sampled_from([*MARKS]), NUMBERS),
    st.builds(between, st.sampled_from(["status", "duration_ms"]), NUMBERS, NUMBERS),
    st.builds(word_condition, st.sampled_from(["method", "operation", "client", "outcome", "scim_type"]), WORDS),
    st.builds(like_condition, st.sampled_from(["resource_name", "client", "error"]), st.sampled_from(["a", "Z", "ä"])),
    st.builds(known_condition, st.sampled_from([one for one in BY_KEY if one != "id"])),
    st.builds(time_condition, st.sampled_from([*MARKS]), TIMES),
)  # fmt: skip


def joined(parts: list[tuple[str, Any]], word: str, every: bool) -> tuple[str, Any]:
    how = all if every else any
    return f"({word.join(text for text, _ in parts)})", lambda row: how(fits(row) for _, fits in parts)


def negated(part: tuple[str, Any], sign: str) -> tuple[str, Any]:
    return f"{sign}({part[0]})", lambda row: not part[1](row)


QUERIES = st.recursive(
    CONDITIONS,
    lambda inner: st.one_of(
        st.builds(joined, st.lists(inner, min_size=1, max_size=3), st.just(" OR "), st.just(False)),
        st.builds(joined, st.lists(inner, min_size=1, max_size=3), st.sampled_from([" ", " AND "]), st.just(True)),
        st.builds(negated, inner, st.sampled_from(["-", "NOT "])),
        st.builds(switched_off, inner),
    ),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(QUERIES)
def test_random_queries_find_what_a_loop_finds(table: Table, plain: list[Row], query: tuple[str, Any]) -> None:
    text, fits = query
    wanted = [row["id"] for row in plain if fits(row)]
    assert found(table, text) == wanted
    complement = found(table, f"-({text})")
    assert sorted(complement + wanted) == [row["id"] for row in plain]


@pytest.mark.parametrize("name", NAMES)
def test_a_value_that_was_clicked_finds_its_events(table: Table, plain: list[Row], name: str) -> None:
    assert found(table, f'resource_name:"{name}"') == [row["id"] for row in plain if row["resource_name"] == name]


@pytest.mark.parametrize(
    ("text", "early", "late"), [("after:-12h", -12, 1), ("before:-36h", -999, -36), ("time:-2d..-1d", -48, -24)]
)
def test_relative_times_count_from_the_last_event(
    table: Table, plain: list[Row], text: str, early: int, late: int
) -> None:
    times = {row["id"]: None if row["time"] is None else moment(row["time"]) for row in plain}
    last = max(at for at in times.values() if at is not None)
    hour = 3600 * 10**9
    wanted = [one for one, at in times.items() if at is not None and last + early * hour <= at < last + late * hour]
    assert wanted
    assert found(table, text) == wanted


def test_a_clock_without_a_day_is_refused_where_there_are_several(table: Table, tmp_path: Any) -> None:
    with pytest.raises(FilterError, match="several days") as raised:
        matching(table, "op:patch after:14:00")
    assert raised.value.position == 15
    made = [call("GET", "/scim/v2/Users", timestamp=f"2026-09-01T{hour}:00:30Z") for hour in (13, 14, 15)]
    assert found(case_of(tmp_path, lines(made)), "after:14:00 before:14:01") == [2]


def test_text_and_patterns_are_conditions_like_others(table: Table, plain: list[Row]) -> None:
    wanted = [row["id"] for row in plain if row["error"] is not None and "zoë" in row["error"]]
    assert wanted
    assert found(table, '"failed for zoë"') == found(table, "/FAILED for zo./") == wanted
    assert found(table, "/failed for zo[eë]/ error:*") == wanted
    assert set(found(table, "-/failed for/")) == {row["id"] for row in plain if row["error"] is None}


def test_a_pattern_that_explodes_ends_with_a_sentence(tmp_path: Any) -> None:
    made = [call("POST", "/scim/v2/Users", 201, request={"body": {"userName": "a" * 5000 + "!"}})] * 3
    own = case_of(tmp_path, lines(made))
    for text in ("/(a|aa)+b$/", "name:/(a|aa)+b$/"):
        with pytest.raises(FilterError, match="takes too long"):
            matching(own, text)
