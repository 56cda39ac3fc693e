"""Group H: what a full replacement costs."""

from __future__ import annotations

import pytest

from scimviewer.quirks.situation import Situation
from tests.quirks.made import ENTERPRISE, USER, each, get, group, hit, ids, put, user

ME, GROUP_URL = "/scim/v2/Users/7c1", "/scim/v2/Groups/41"
STAFF = {ENTERPRISE: {"department": "Ice", "costCenter": "9"}}
BARE = {"schemas": [USER], "userName": "mira@hill.example"}
HOLDS = {
    "put-drops-attributes": (
        put(BARE, answer=user(), before=user(title="Guide")),
        put({"displayName": "Ridge"}, url=GROUP_URL, answer=group(displayName="Ridge"), before=group("4", "5")),
        put({**BARE, ENTERPRISE: {"department": "Ice"}}, answer=user(**{ENTERPRISE: {"department": "Ice"}}),
            history=(get(ME, answer=user(**STAFF)),)),
        get(ME, answer=user(), history=(get(ME, answer=user(nickName="Mi")), put(BARE, status=204))),
        put(BARE, answer=user(), before=user(active=False)),
    ),
}  # fmt: skip
SILENT = {
    "put-drops-attributes": (
        put(user(), answer=user(title="Guide"), before=user(title="Guide")),
        put({**BARE, "title": None}, answer=user(), before=user(title="Guide")),
        put(BARE, answer={"schemas": [USER], "id": "7c1"}, before=user(title="Guide")),
        put(BARE, answer=user(title="Guide"), before=user(title="Guide", groups=[{"value": "4"}], meta={"v": 1})),
        put(BARE, answer=user(), before=user(password="⟦secret:password⟧")),
        put(BARE, answer=user()),
        put(BARE, url=ME + "?attributes=userName", answer=user(), before=user(title="Guide")),
        put({**BARE, "active": True}, answer=user(), before=user(active=False)),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("id_", "situation"), each(HOLDS))
def test_the_pattern_is_found(id_: str, situation: Situation) -> None:
    assert id_ in ids(situation)


@pytest.mark.parametrize(("id_", "situation"), each(SILENT))
def test_the_near_miss_is_not(id_: str, situation: Situation) -> None:
    assert id_ not in ids(situation)


def test_what_is_lost_is_named_also_inside_an_extension() -> None:
    assert f"“{ENTERPRISE}:costCenter”" in hit("put-drops-attributes", HOLDS["put-drops-attributes"][2]).note
