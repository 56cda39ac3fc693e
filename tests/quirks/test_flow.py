"""Group K: what the calls of a log show together."""

from __future__ import annotations

from typing import Any

import pytest

from scimviewer.quirks.situation import Situation
from tests.quirks.made import call, each, error, get, hit, ids, patch, post, put, refused, user

ADD = {"op": "add", "path": "members", "value": [{"value": "u5"}]}
TITLE = {"op": "replace", "path": "title", "value": "Guide"}
MANAGER = {"op": "Add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": "4"}
HOUR = 3_600_000_000_000


def after(situation: Situation, *history: Situation) -> Situation:
    return Situation(situation.exchange, history=tuple(one.exchange for one in history))


def again(situation: Situation, times: int = 2) -> Situation:
    return after(situation, *(situation,) * times)


def create(name: Any, status: int = 201) -> Situation:
    return post({"userName": str(name)}, status=status, answer=error(status) if status >= 400 else None)


def writes(good: int, bad: int, last: Situation | None = None, *more: Situation) -> Situation:
    """A failed write behind so many others."""
    history = [*(create(n) for n in range(good)), *(create(f"x{n}", 400) for n in range(bad))]
    return after(last or refused(TITLE), *history, *more)


HOLDS = {
    "retry-storm": (
        again(refused(TITLE, status=409)),
        again(call("DELETE", "/scim/Groups/1", None, 503), 9),
        again(put(user(), status=400, answer="<html></html>")),
        after(refused(ADD), refused(ADD), get("/scim/v2/Users"), refused(TITLE), refused(ADD)),
        after(refused(ADD), refused(ADD), refused(ADD), refused(ADD, status=500)),
    ),
    "high-failure-rate": (
        writes(11, 9),
        writes(30, 25, put(user(), status=409)),
        writes(10, 12, call("DELETE", "/scim/v2/Groups/3", None, 500), get("/scim/v2/Users"), refused(ADD)),
    ),
}
SILENT = {
    "retry-storm": (
        again(refused(TITLE), 1),
        again(patch(TITLE), 5),
        after(refused(ADD), refused(TITLE), refused(ADD, status=500), refused(ADD)),
        after(refused(ADD), refused(ADD), refused(ADD), patch(ADD)),
        again(post(None, status=500), 4),  # the log leaves bodies out
        after(refused(ADD), refused(ADD, url="/Users/1"), refused(ADD, url="/Users/2")),
    ),
    "high-failure-rate": (
        writes(9, 9),
        writes(13, 7),
        writes(12, 7, patch(TITLE)),
        writes(20, 2, refused(MANAGER), *(refused(ADD),) * 30),
        after(refused(TITLE), *(get("/scim/v2/Users/1", 404),) * 40),
    ),
}


@pytest.mark.parametrize(("id_", "situation"), each(HOLDS))
def test_the_pattern_is_found(id_: str, situation: Situation) -> None:
    assert id_ in ids(situation)


@pytest.mark.parametrize(("id_", "situation"), each(SILENT))
def test_the_near_miss_is_not(id_: str, situation: Situation) -> None:
    assert id_ not in ids(situation)


def test_repetitions_are_counted_with_their_time() -> None:
    history = tuple(refused(TITLE, time_ns=HOUR * n, status=500) for n in (1, 2))
    found = hit("retry-storm", refused(TITLE, time_ns=HOUR * 3, status=500, history=history))
    assert found.note == "PATCH /scim/v2/Users/7c1 ended 3 times with 500 within 120 min."
    assert found.evidence == ("/response/status", "/history/0/response/status", "/history/1/response/status")


def test_the_share_of_failures_is_told() -> None:
    assert hit("high-failure-rate", writes(11, 9)).note == "10 of 21 writes up to here failed (48 %)."
