"""Group A: bodies that are no proper SCIM messages."""

from __future__ import annotations

import pytest

from tests.quirks.made import PATCH_OP, call, each, hit, ids, patch, refused

ACTIVE = {"op": "replace", "path": "active", "value": False}

HOLDS = {
    "op-unknown": (
        refused({"op": "set", "path": "nickName", "value": "Mi"}, detail="bad op"),
        patch(ACTIVE, {"op": "delete", "path": "title"}),
        patch({"path": "title", "value": "x"}),
    ),
    "op-casing": (
        refused({"op": "Add", "path": "title", "value": "x"}, detail="no op Add"),
        patch({"op": "REMOVE", "path": "nickName"}),
        patch({"op": "replace", "path": "title", "value": "x"}, {"op": "Replace", "path": "locale", "value": "de"}),
    ),
    "operations-key-case": (
        call("PATCH", "/scim/Groups/3", {"schemas": [PATCH_OP], "operations": [ACTIVE]}, 400),
        call("PATCH", "/scim/Users/3", {"schemas": [PATCH_OP], "OPERATIONS": [ACTIVE]}, 204),
        call("PATCH", "/v2/Users/3", {"schemas": [PATCH_OP], "operations": ACTIVE}, 204),
    ),
}
SILENT = {
    "op-unknown": (patch(ACTIVE), patch({"op": "Remove", "path": "title"})),
    "op-casing": (patch(ACTIVE), patch({"op": "Update", "path": "title", "value": "x"})),
    "operations-key-case": (patch(ACTIVE), call("POST", "/scim/v2/Users", {"operations": []}, 400)),
}


@pytest.mark.parametrize(("id_", "situation"), each(HOLDS))
def test_the_pattern_is_found(id_: str, situation) -> None:
    assert id_ in ids(situation)


@pytest.mark.parametrize(("id_", "situation"), each(SILENT))
def test_the_near_miss_is_not(id_: str, situation) -> None:
    assert id_ not in ids(situation)


def test_the_evidence_points_at_each_odd_operation() -> None:
    assert hit("op-casing", patch(ACTIVE, {"Op": "Add", "path": "x"})).evidence == ("/request/body/Operations/1/Op",)
