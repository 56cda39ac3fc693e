"""Group F: members that the receiver loses, doubles or passes over."""

from __future__ import annotations

import pytest

from scimviewer.quirks.situation import Situation
from tests.quirks.made import GROUP, each, get, group, hit, ids, patch, post, put, refused

GROUPS = "/scim/v2/Groups/41"
RENAME = {"op": "replace", "path": "displayName", "value": "Ridge"}
SEEN = get(GROUPS, answer=group("4", "5"))


def members(*values: object, op: str = "add") -> dict[str, object]:
    return {"op": op, "path": "members", "value": [{"value": one} if isinstance(one, str) else one for one in values]}


HOLDS = {
    "members-wiped-as-side-effect": (
        patch(RENAME, url=GROUPS, status=200, answer=group("4"), before=group("4", "5")),
        get(GROUPS, answer=group(displayName="Ridge"), history=(SEEN, patch(RENAME, url=GROUPS))),
        patch({"op": "Replace", "value": {"id": "41", "displayName": "Ridge"}}, url=GROUPS, status=200, answer=group(),
              history=(SEEN,)),
        get(GROUPS, answer={"schemas": [GROUP], "id": "41", "displayName": "Ridge"},
            history=(SEEN, patch(RENAME, url=GROUPS))),
    ),
    "member-duplicate-add": (
        refused(members("5"), url=GROUPS, status=409, detail="", before=group("4", "5")),
        refused(members("9"), url=GROUPS, detail="User 9 is already assigned to this group"),
        patch(members("5"), url=GROUPS, status=200, answer=group("4", "5", "5"), before=group("4", "5")),
        refused({"op": "Add", "value": {"members": [{"value": "5"}]}}, url=GROUPS, status=500, history=(SEEN,),
                detail="duplicate key value violates unique constraint group_members_pkey"),
        get(GROUPS, answer=group("4", "5", "5"), history=(SEEN, patch(members("5"), url=GROUPS))),
    ),
    "member-type-missing": (
        patch(members("9", "10"), url=GROUPS, status=200, answer=group("4"), before=group("4")),
        post({"schemas": [GROUP], "displayName": "Climbers", "members": [{"value": "9"}]}, "/scim/v2/Groups", 201,
             group()),
        put({**group("4"), "members": [{"value": "9", "display": "Nia"}]}, url=GROUPS, answer=group()),
        get(GROUPS, answer=group("4", "5"), history=(SEEN, patch(members("9"), url=GROUPS))),
    ),
}  # fmt: skip
SILENT = {
    "members-wiped-as-side-effect": (
        patch(RENAME, url=GROUPS, status=200, answer=group("5", "4"), before=group("4", "5")),
        patch({"op": "remove", "path": 'members[value eq "4"]'}, url=GROUPS, status=200, answer=group("5"),
              before=group("4", "5")),
        patch(RENAME, url=GROUPS, status=200, answer={"schemas": [GROUP], "id": "41", "members": None},
              before=group("4", "5")),
        patch(RENAME, url=GROUPS + "?excludedAttributes=members", status=200, answer=group(), before=group("4")),
        get(GROUPS, answer=group(), history=(SEEN,)),
        get(GROUPS, answer=group("4"),
            history=(SEEN, patch(RENAME, url=GROUPS), patch({"op": "remove", "path": 'members[value eq "5"]'},
                                                            url=GROUPS))),
        patch(RENAME, url=GROUPS, status=200, answer=group("4"), before=group("4", "5"),
              history=(patch({"op": "replace", "path": "active", "value": False}, url="/scim/v2/Users/5"),)),
    ),
    "member-duplicate-add": (
        refused(members("9"), url=GROUPS, status=409, detail="User 9 is already in another group", before=group("4")),
        patch(members("5"), url=GROUPS, before=group("4", "5")),
        refused(members("9"), url=GROUPS, status=404, detail="User 9 not found", before=group("4", "5")),
        refused(members("5"), url=GROUPS, status=401, detail="already a member", before=group("4", "5")),
        refused(members("5", "9"), url=GROUPS, detail="Cannot process", before=group("4", "5")),
        refused(RENAME, url=GROUPS, status=409, detail="Group already exists", before=group("4", "5")),
        get(GROUPS, answer=group("4", "4")),
    ),
    "member-type-missing": (
        patch(members("9"), url=GROUPS, status=200, answer=group("4", "9"), before=group("4")),
        patch(members({"value": "9", "type": "User"}), url=GROUPS, status=200, answer=group("4"), before=group("4")),
        patch(members("9"), url=GROUPS, status=204),
        patch(members("9"), url=GROUPS, status=200, answer={"schemas": [GROUP], "id": "41"}, before=group("4")),
        patch(members("9", "10"), url=GROUPS, status=200, answer=group("4", "9"), before=group("4")),
        patch(members("9"), {"op": "remove", "path": 'members[value eq "9"]'}, url=GROUPS, status=200,
              answer=group("4"), before=group("4")),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("id_", "situation"), each(HOLDS))
def test_the_pattern_is_found(id_: str, situation: Situation) -> None:
    assert id_ in ids(situation)


@pytest.mark.parametrize(("id_", "situation"), each(SILENT))
def test_the_near_miss_is_not(id_: str, situation: Situation) -> None:
    assert id_ not in ids(situation)


def test_a_read_that_shows_the_loss_points_at_the_write() -> None:
    found = hit("members-wiped-as-side-effect", HOLDS["members-wiped-as-side-effect"][1])
    assert found.evidence == ("/history/1/request/body/Operations/0/value", "/response/body/members")
    assert found.note == "The PATCH writes “displayName”; 2 of 2 members are gone: “4” and “5”."
