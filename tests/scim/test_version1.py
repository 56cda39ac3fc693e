from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from scimviewer.event import Exchange
from scimviewer.scim.schemas import USER
from scimviewer.scim.version1 import explained_patch, signs_of_version1
from tests.scim.patches import json_values

CORE_1 = "urn:scim:schemas:core:1.0"
ENTERPRISE_1 = "urn:scim:schemas:extension:enterprise:1.0"


@pytest.mark.parametrize(
    ("exchange", "pointer"),
    [
        (Exchange(url="/scim/v1/Users/7"), "/request/url"),
        (Exchange(url="https://x.test/v1.1/Groups?count=1"), "/request/url"),
        (Exchange(url="/scim/ServiceProviderConfigs"), "/request/url"),
        (Exchange(request_body={"schemas": [USER, CORE_1]}), "/request/body/schemas/1"),
        (Exchange(request_body={ENTERPRISE_1: {}}), f"/request/body/{ENTERPRISE_1}"),
        (Exchange(response_body={"Errors": [{"description": "no", "code": "404"}]}), "/response/body/Errors"),
    ],
)
def test_signs(exchange: Exchange, pointer: str) -> None:
    assert [sign.pointer for sign in signs_of_version1(exchange)] == [pointer]


@pytest.mark.parametrize(
    "exchange",
    [
        Exchange(), Exchange(url="/scim/v2/Users", request_body={"schemas": [USER]}),
        Exchange(url="/v1/clients/7"), Exchange(response_body={"Errors": ["text"]}),
        Exchange(url="/scim/v2/Users", request_body={"schemas": ["urn:scim:schemas:core:2.0"]}),
        Exchange(url="/scim/v2/ServiceProviderConfig"),
    ],
)  # fmt: skip
def test_near_misses(exchange: Exchange) -> None:
    assert signs_of_version1(exchange) == ()


def test_a_patch_is_told_attribute_by_attribute() -> None:
    body = {
        "schemas": [CORE_1],
        "meta": {"attributes": ["title", 7]},
        "name": {"givenName": "Ann"},
        "active": False,
        "members": [{"value": "1", "operation": "delete"}, {"value": "2"}, {"value": "3"}],
    }

    assert explained_patch(body) == (
        "Clear title", "Merge into name", "Set active", "Remove 1 of members", "Add 2 to members",
    )  # fmt: skip
    assert explained_patch({"Operations": []}) == ()


@given(json_values)
def test_nothing_breaks_it(value: Any) -> None:
    explained_patch(value)
    signs_of_version1(Exchange(request_body=value, response_body=value))
