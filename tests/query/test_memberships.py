"""Groups that had a resource."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scimviewer.query.memberships import Membership, groups_of
from scimviewer.query.resources import Resource
from scimviewer.query.table import Table
from scimviewer.store.case import Case
from tests.query.made_life import ANN, EMPTIED, JOINED, LIFE, TEAM, did, group, patch


def groups(case: Case, *mentions: int) -> list[Membership]:
    table = Table(case)
    table.refresh()
    return groups_of(case, table, Resource("scim.example", "User", ANN), mentions)


def told(case: Case, *mentions: int) -> list[tuple[int, bool | None, str]]:
    (one,) = groups(case, *mentions)
    return [(moment.event, moment.member, moment.basis) for moment in one.moments]


def test_a_group_that_lost_all_members_lost_this_one_though_it_is_not_named(make_case: Callable[..., Case]) -> None:
    assert told(make_case(*LIFE), JOINED) == [
        (2, False, "observed"),
        (JOINED, True, "computed"),
        (EMPTIED, False, "computed"),
    ]


def test_the_group_is_called_as_any_of_its_events_calls_it(make_case: Callable[..., Case]) -> None:
    assert groups(make_case(*LIFE), JOINED)[0].group.name == "Payroll"


def test_an_answer_with_members_is_observed(make_case: Callable[..., Case]) -> None:
    seen = did(12, "GET", f"/Groups/{TEAM}", 200, None, group(ANN, "b"))
    assert told(make_case(*LIFE[:3], seen), 3)[-1] == (4, True, "observed")


def test_a_refused_request_tells_nothing(make_case: Callable[..., Case]) -> None:
    add = patch({"op": "add", "path": "members", "value": [{"value": ANN}]})
    assert groups(make_case(did(1, "PATCH", f"/Groups/{TEAM}", 403, add)), 1) == []


@pytest.mark.parametrize(
    ("operation", "member"),
    [
        ({"op": "Remove", "path": f'members[value eq "{ANN}"]'}, False),
        ({"op": "remove", "path": "members", "value": [{"value": ANN}]}, False),
        ({"op": "Add", "value": {"members": [{"value": ANN}]}}, True),
        ({"op": "replace", "path": "members", "value": [{"value": ANN}]}, True),
    ],
)
def test_each_way_of_writing_it_is_understood(
    make_case: Callable[..., Case], operation: dict[str, Any], member: bool
) -> None:
    assert told(make_case(did(1, "PATCH", f"/Groups/{TEAM}", 204, patch(operation))), 1) == [(1, member, "computed")]


def test_nobody_without_an_id_is_a_member(make_case: Callable[..., Case]) -> None:
    table = Table(make_case(*LIFE))
    assert groups_of(table.case, table, Resource(None, "User", None, "ann"), [1]) == []
