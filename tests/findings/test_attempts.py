"""The same request again is told from another one, and a failure that repeats is no news."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scimviewer.findings.attempts import is_again, request_keys
from scimviewer.findings.traffic import Traffic
from tests.findings.conftest import at

A, B = {"userName": "a"}, {"userName": "b"}


def test_method_resource_and_body_make_a_request(traffic_of: Callable[..., Traffic]) -> None:
    keys = request_keys(
        traffic_of(
            at(0, "POST", "/Users", 409, A), at(1, "POST", "/Users", 201, A, {"id": "7", "userName": "a"}),
            at(2, "POST", "/Users", 409, B), at(3, "GET", "/Users/7"),
            at(4, "DELETE", "/Users/7"), at(5, "GET", "/Users"),
        )
    ).tolist()  # fmt: skip
    assert keys[0] == keys[1]
    assert len(set(keys)) == 5
    assert keys[5] == 0


@pytest.mark.parametrize(
    ("statuses", "again"),
    [
        ([409, 409, 409], [False, True, True]),
        ([409, 201, 409], [False, False, False]),
        ([409, 400, 409], [False, False, True]),
        ([503, 503, 503], [False, False, False]),
    ],
)
def test_a_refusal_is_news_once(traffic_of: Callable[..., Traffic], statuses: list[int], again: list[bool]) -> None:
    calls = [at(n, "POST", "/Users", status, A) for n, status in enumerate(statuses)]
    assert is_again(traffic_of(*calls)).tolist() == again
