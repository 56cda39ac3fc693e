"""Plans that take events back."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scimviewer.errors import UserError
from scimviewer.query.rollback import Plan, rollback
from scimviewer.query.table import Table
from scimviewer.scim.compare import differences
from scimviewer.scim.patch import patched
from tests.query.conftest import case_of
from tests.query.lives import ID, LIFE, URL, USERS, log, patch, replace, user
from tests.store.conftest import lines

V1 = {"meta": {"version": 'W/"1"'}}
GROUP = "https://scim.example.com/scim/v2/Groups/g1"


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Table:
    return case_of(tmp_path_factory.mktemp("rollback"), lines(LIFE))


def planned(folder: Path, ids: list[int], *steps: Any) -> Plan:
    made = case_of(folder, lines(log(*steps)))
    return rollback(made.case, made, ids)


def applied(plan: Plan, state: Any) -> Any:
    for step in plan.steps:
        state = patched(state, step.body, strict=False, resource_type="User").state
    return state


def test_the_newest_is_taken_back_first(tmp_path: Path) -> None:
    plan = planned(
        tmp_path, [2, 3],
        ("GET", URL, 200, None, user(title="a")),
        ("PATCH", URL, 200, replace("title", "b"), user(title="b")),
        ("PATCH", URL, 200, replace("title", "c"), user(title="c", **V1)),
    )  # fmt: skip
    assert [(one.event, one.method, one.body["Operations"][0]["value"]) for one in plan.steps] == [
        (3, "PATCH", "b"), (2, "PATCH", "a"),
    ]  # fmt: skip
    assert plan.steps[0].path == f"/scim/v2/Users/{ID}"
    assert [one.headers for one in plan.steps] == [{"If-Match": 'W/"1"'}, {}]


def test_later_changes_of_others_stay_where_they_touch_something_else(tmp_path: Path) -> None:
    plan = planned(
        tmp_path, [2],
        ("GET", URL, 200, None, user(title="a")),
        ("PATCH", URL, 200, replace("title", "b"), user(title="b")),
        ("PATCH", URL, 200, replace("nickName", "n"), user(title="b", nickName="n")),
    )  # fmt: skip
    assert applied(plan, user(title="b", nickName="n")) == user(title="a", nickName="n")
    assert "events 3" in plan.steps[0].warnings[0]
    assert "other attributes" in plan.steps[0].warnings[0]


def test_a_later_change_of_the_same_attribute_is_warned_of(tmp_path: Path) -> None:
    plan = planned(
        tmp_path, [2],
        ("GET", URL, 200, None, user(title="a")),
        ("PATCH", URL, 200, replace("title", "b"), user(title="b")),
        ("PATCH", URL, 200, replace("title", "c"), user(title="c")),
    )  # fmt: skip
    assert "title will be overwritten" in plan.steps[0].warnings[0]


def test_events_of_several_resources_are_in_the_order_of_the_log(tmp_path: Path) -> None:
    group = {"id": "g1", "displayName": "g", "members": [{"value": "u1"}]}
    plan = planned(
        tmp_path, [3, 4],
        ("GET", URL, 200, None, user(title="a")),
        ("GET", GROUP, 200, None, group),
        ("PATCH", GROUP, 204, patch({"op": "add", "path": "members", "value": [{"value": "u2"}]}), None),
        ("PATCH", URL, 204, replace("title", "b"), None),
    )  # fmt: skip
    assert [(one.event, one.resource["type"], one.basis) for one in plan.steps] == [
        (4, "User", "computed"), (3, "Group", "computed"),
    ]  # fmt: skip
    assert plan.steps[1].body["Operations"] == [{"op": "remove", "path": 'members[value eq "u2"]'}]


def test_a_create_is_taken_back_by_a_delete(table: Table) -> None:
    (step,) = rollback(table.case, table, [11]).steps
    assert (step.method, step.path, step.body) == ("DELETE", "/scim/v2/Users/8a-again-mira", None)


def test_a_delete_cannot_be_taken_back_and_what_comes_nearest_is_offered(table: Table) -> None:
    plan = rollback(table.case, table, [10])
    assert not plan.steps
    (one,) = plan.cannot
    assert "new id" in one.reason
    assert one.instead is not None
    assert (one.instead["method"], one.instead["path"]) == ("POST", "/scim/v2/Users")
    assert "id" not in one.instead["body"]


@pytest.mark.parametrize(
    ("event", "why"), [(1, "failed"), (7, "failed"), (9, "changes nothing"), (4, "before"), (8, "deleted")]
)
def test_what_cannot_be_undone_says_why(table: Table, event: int, why: str) -> None:
    plan = rollback(table.case, table, [event])
    assert not plan.steps
    assert why in plan.cannot[0].reason


def test_a_bulk_request_is_undone_operation_by_operation(tmp_path: Path) -> None:
    asked = {"Operations": [{"method": "PATCH", "path": f"/Users/{ID}", "data": replace("title", "b")}]}
    answered = {"Operations": [{"method": "PATCH", "location": URL, "status": "204"}]}
    plan = planned(
        tmp_path, [2],
        ("GET", URL, 200, None, user(title="a")),
        ("POST", "https://scim.example.com/scim/v2/Bulk", 200, asked, answered),
    )  # fmt: skip
    assert [(one.path, one.body["Operations"][0]["value"]) for one in plan.steps] == [(f"/scim/v2/Users/{ID}", "a")]


def test_a_password_is_never_promised_back(tmp_path: Path) -> None:
    asked = patch({"op": "replace", "value": {"password": "x", "title": "b"}})
    plan = planned(tmp_path, [2], ("GET", URL, 200, None, user()), ("PATCH", URL, 204, asked, None))
    assert any("password" in one for one in plan.steps[0].warnings)


def test_an_event_that_is_not_there_is_said(table: Table) -> None:
    with pytest.raises(UserError, match="no event 99"):
        rollback(table.case, table, [99])


def test_an_event_about_no_resource_cannot_be_undone(tmp_path: Path) -> None:
    plan = planned(tmp_path, [1], ("GET", USERS, 200, None, {"totalResults": 0, "Resources": []}))
    assert plan.cannot[0].event == 1


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["a", "b"]),
        "nickName": st.sampled_from(["n", "m"]),
        "active": st.booleans(),
        "emails": st.lists(st.sampled_from([{"value": "x@x.x", "type": "work"}, {"value": "y@x.x", "type": "home"}]),
                           unique_by=str, max_size=2),
    },
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(VALUES, min_size=2, max_size=4))
def test_all_changes_taken_back_give_the_first_state(
    tmp_path_factory: pytest.TempPathFactory, states: list[dict[str, Any]]
) -> None:
    steps = [("GET", URL, 200, None, user(**states[0]))]
    steps += [("PUT", URL, 200, user(**one), user(**one)) for one in states[1:]]
    plan = planned(tmp_path_factory.mktemp("back"), list(range(2, len(states) + 1)), *steps)
    undone = {one.event for one in plan.cannot}
    changed = {n + 2 for n, (old, new) in enumerate(pairwise(states)) if old != new}
    if undone & changed:
        return  # no inverse is offered, and the plan says so
    assert not differences(user(**states[0]), applied(plan, user(**states[-1])), resource_type="User")


def test_what_the_next_read_shows_counts_more_than_what_was_meant(tmp_path: Path) -> None:
    members = [{"value": f"u{n}"} for n in range(5)]
    group = {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "id": "g1", "displayName": "Team"}
    remove = {"Operations": [{"op": "Remove", "path": "members", "value": [{"value": "u1"}]}]}
    plan = planned(
        tmp_path, [2],
        ("GET", GROUP, 200, None, {**group, "members": members}),
        ("PATCH", GROUP, 204, remove, None),
        ("GET", GROUP, 200, None, group),
    )  # fmt: skip
    (step,) = plan.steps
    (operation,) = step.body["Operations"]
    assert (operation["op"], operation["path"]) == ("add", "members")
    assert [one["value"] for one in operation["value"]] == ["u0", "u1", "u2", "u3", "u4"]
    assert "what event 3 showed" in " ".join(step.warnings)


def test_a_read_behind_another_write_proves_nothing_of_the_first(tmp_path: Path) -> None:
    plan = planned(
        tmp_path, [2],
        ("GET", URL, 200, None, user(title="a", nickName="n")),
        ("PATCH", URL, 204, replace("title", "b"), None),
        ("PATCH", URL, 204, replace("nickName", "m"), None),
        ("GET", URL, 200, None, user(title="b", nickName="m")),
    )  # fmt: skip
    assert [one["path"] for one in plan.steps[0].body["Operations"]] == ["title"]
