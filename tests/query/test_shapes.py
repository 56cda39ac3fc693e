"""The last accepted request like one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scimviewer.errors import UserError
from scimviewer.query.shapes import Good, last_good
from scimviewer.query.table import Table
from scimviewer.store.case import Case
from tests.query.made_life import ANN, BOSS, LIFE, REFUSED, TITLE, did, patch


def good(case: Case, event: int) -> Good | None:
    table = Table(case)
    table.refresh()
    return last_good(case, table.now, event)


def test_the_last_one_of_the_same_shape_is_found_though_others_came_between(make_case: Callable[..., Case]) -> None:
    other = did(17, "PATCH", f"/Users/{ANN}", 200, patch({"op": "add", "path": "nickName", "value": "a"}))
    assert good(make_case(*LIFE[:4], other, did(20, "PATCH", "/Users/x", 400, patch({**TITLE, "value": "no"}))), 6) == (
        Good(BOSS, True)
    )


def test_one_after_it_will_do_where_none_was_before(make_case: Callable[..., Case]) -> None:
    refused, accepted = (did(at, "PATCH", "/Users/x", status, patch(TITLE)) for at, status in ((1, 400), (2, 200)))
    assert good(make_case(refused, accepted), 1) == Good(2, True)


def test_without_the_shape_the_same_operation_is_said_to_be_other(make_case: Callable[..., Case]) -> None:
    odd = did(40, "PATCH", f"/Users/{ANN}", 400, patch({"op": "Add", "value": {"a": {"b": 1}}}))
    assert good(make_case(*LIFE, odd), 9) == Good(6, False)


def test_times_decide_what_was_before_and_not_the_order_of_the_log(make_case: Callable[..., Case]) -> None:
    early, late = (did(at, "PATCH", "/Users/x", 200, patch(TITLE)) for at in (1, 50))
    assert good(make_case(late, early, did(10, "PATCH", "/Users/x", 400, patch(TITLE))), 3) == Good(2, True)


def test_where_nothing_was_accepted_there_is_none(make_case: Callable[..., Case]) -> None:
    assert good(make_case(did(1, "DELETE", "/Users/x", 404)), 1) is None


def test_a_request_of_another_kind_is_no_model(make_case: Callable[..., Case]) -> None:
    assert (
        good(make_case(did(1, "PUT", "/Users/x", 200, {}), did(2, "PATCH", "/Users/x", 400, patch(TITLE))), 2) is None
    )


def test_an_event_that_is_not_there_is_said(make_case: Callable[..., Any]) -> None:
    with pytest.raises(UserError, match="no event 99"):
        good(make_case(*LIFE), 99)


def test_a_refused_one_is_compared_with_the_latest_accepted(make_case: Callable[..., Case]) -> None:
    found = good(make_case(*LIFE), REFUSED)
    assert found is not None
    assert found.event == BOSS
