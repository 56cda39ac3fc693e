"""Group F: changes of members that one side asks for and the other does not understand."""

from __future__ import annotations

import pytest

from scimviewer.quirks import found
from scimviewer.quirks.situation import Situation
from tests.quirks.made import GROUP, PATCH_OP, USER, call, each, error, get, group, hit, ids, patch, post, put, refused

GROUPS = "/scim/v2/Groups/41"
AWS = "https://scim.eu-west-1.amazonaws.com/Gh7/scim/v2/Groups/41"
SEEN = get(GROUPS, answer=group("4"))
MEMBERS = [{"value": f"u-{n}"} for n in range(400)]


def members(*values: object, op: str = "add", path: str = "members") -> dict[str, object]:
    return {"op": op, "path": path, "value": [{"value": one} if isinstance(one, str) else one for one in values]}


def without(path: str, **more: object) -> dict[str, object]:
    return {"op": "remove", "path": path, **more}


def failed(*operations: object, status: int = 400, detail: str = "", **more: object) -> Situation:
    return refused(*operations, status=status, detail=detail, **{"url": GROUPS, **more})


HOLDS = {
    "members-remove-by-value": (
        patch(members("4", op="Remove"), url=GROUPS),
        failed(without("emails", value=[{"value": "m@hill.example"}]), url="/scim/v2/Users/7c1"),
        patch(without("members", value={"value": "4"}), url=GROUPS, status=200, answer=group()),
        patch(without(f"{GROUP}:members", value="4"), url=GROUPS, before=group("4", "5")),
    ),
    "members-cleared": (
        patch({"op": "replace", "path": "members", "value": []}, url=GROUPS, before=group("4", "5")),
        failed(without("members"), url=AWS, status=400, detail="ValidationException"),
        patch({"op": "Replace", "value": {"members": []}}, url=GROUPS),
        put({"schemas": [GROUP], "displayName": "x", "members": []}, url=GROUPS, before=group("4")),
        patch({"op": "replace", "path": "members", "value": None}, url=GROUPS, history=(SEEN,)),
        patch(without("members", value=None), url=GROUPS),
    ),
    "member-unknown-id": (
        failed(members("1001"), detail="Invalid members supplied"),
        failed(members("1001"), status=500, detail="Cannot update group: user 1001 not found"),
        failed(members("1001"), detail="User is not a member of this organization"),
        failed(members("usr-91"), status=404, detail="Member usr-91 does not exist"),
        put(group("4", "5"), url=GROUPS, status=422, answer={"message": "One or more users could not be found"}),
        post(group("u-17"), "/Groups", 500, {"error": 'insert violates foreign key "group_user_user_id_fkey"'}),
        failed({"op": "add", "value": {"members": [{"value": "u-17"}]}}, detail="Invalid reference: u-17"),
        failed(members("9b1d"), status=409, detail="no user with id 9b1d"),
        failed(without('members[value eq "u-17"]'), status=404, detail="User u-17 not found"),
    ),
    "member-nested-group": (
        failed(members("g-5"), detail="Members of type Group are not supported"),
        failed(members("g-5"), detail="Group g-5 cannot be added: only users can be members"),
        patch(members({"value": "g-2", "type": "group"}), url=GROUPS),
        post({**group(), "members": [{"value": "2", "$ref": "https://hill.example/scim/v2/Groups/2"}]}, "/Groups"),
        failed(members("g-2"), detail="Nested groups are not supported"),
        failed(members("g-2"), status=422, detail="Groups cannot be members of groups"),
        put({**group(), "members": [{"value": "2", "type": "Group"}]}, url=GROUPS),
    ),
    "member-batch-too-large": (
        failed({"op": "add", "path": "members", "value": MEMBERS[:101]}, url=AWS, detail="ValidationException"),
        put({**group(), "members": MEMBERS}, url=GROUPS, status=413, answer=error(413, "Payload too large")),
        failed({"op": "replace", "path": "members", "value": MEMBERS}, detail="A maximum of 250 members is allowed"),
        failed(*[members(one["value"]) for one in MEMBERS[:60]], status=422, detail="Too many operations, at most 50"),
        post({**group(), "members": MEMBERS}, "/Groups", 400, error(400, "members exceeds the limit of 300")),
    ),
    "member-display-required": (
        failed(members("4"), detail="Attribute display must not be null for members"),
        put(group("4"), url=GROUPS, status=422,
            answer={"errors": [{"code": "invalid_type", "path": ["members", "0", "display"], "message": "Required"}]}),
        post({**group(), "members": [{"value": "4", "display": ""}]}, "/Groups", 400, error(400, "display: mandatory")),
        failed(members({"value": "4", "display": "Mira"}, "5"), status=500, detail="display cannot be null"),
    ),
    "readonly-id-in-patch": (
        failed({"op": "replace", "value": {"id": "41", "displayName": "Ridge"}}, scim_type="mutability"),
        failed({"op": "Replace", "value": {"meta": {"resourceType": "Group"}, "displayName": "x"}},
               detail="meta is a read-only attribute"),
        patch({"op": "replace", "value": {"id": "42", "displayName": "Ridge"}}, url=GROUPS),
        failed({"op": "add", "value": {"id": "7c1", "title": "x"}}, url="/scim/v2/Users/7c1", scim_type="invalidPath"),
        failed({"op": "replace", "value": {"id": "41"}}, detail="Attribute 'id' cannot be changed"),
    ),
}  # fmt: skip
SILENT = {
    "members-remove-by-value": (
        patch(without('members[value eq "4"]'), url=GROUPS),
        patch(without("members", value=[]), url=GROUPS),
        patch(without("title", value="Guide")),
        patch(without('members[value eq "4"]', value=[{"value": "4"}]), url=GROUPS),
        patch({"op": "remove", "value": [{"value": "4"}]}, url=GROUPS),
    ),
    "members-cleared": (
        patch(members("4", op="remove"), url=GROUPS),
        patch(without("members"), members("4", "5"), url=GROUPS),
        patch({"op": "replace", "path": "members", "value": []}, url=GROUPS, before=group()),
        put({"schemas": [GROUP], "displayName": "x", "members": []}, url=GROUPS),
        post({"schemas": [GROUP], "displayName": "x", "members": []}, "/scim/v2/Groups"),
        patch({"op": "add", "path": "members", "value": []}, url=GROUPS, before=group("4")),
        patch(without("emails")),
    ),
    "member-unknown-id": (
        failed(members("u-17"), status=404, detail="Group 41 not found"),
        failed(members("u-17"), status=403, detail="User is not known to have this permission"),
        failed(members("u-17"), status=429, detail="user not found: rate limit"),
        failed(members("u-17"), status=409, detail="User u-17 is already a member"),
        failed(members({"value": "u-17", "mail": "x"}), detail="Unknown attribute mail in members"),
        failed(members({"value": "g-17", "type": "Group"}), status=404, detail="User g-17 not found"),
        failed({"op": "replace", "path": "displayName", "value": "x"}, status=404, detail="User not found"),
        patch(members("u-17"), url=GROUPS),
    ),
    "member-nested-group": (
        patch(members({"value": "4", "type": "User", "$ref": "https://hill.example/Users/4"}), url=GROUPS),
        patch(without('members[type eq "Group"]'), url=GROUPS),
        failed(members("4"), detail="Group not found"),
        get(GROUPS, answer={**group(), "members": [{"value": "2", "type": "Group"}]}),
    ),
    "member-batch-too-large": (
        patch({"op": "add", "path": "members", "value": MEMBERS}, url=GROUPS),
        failed({"op": "replace", "path": "displayName", "value": "x" * 300}, detail="at most 256 characters"),
        failed(members("4", "5"), detail="A maximum of 250 members is allowed"),
        failed({"op": "add", "path": "members", "value": MEMBERS}, status=429, detail="Rate limit exceeded"),
        failed({"op": "add", "path": "members", "value": MEMBERS[:100]}, url=AWS, detail="ValidationException"),
        call("PATCH", "/scim/v2/Users/7c1", {"schemas": [PATCH_OP], "Operations": []}, 413),
    ),
    "member-display-required": (
        failed(members({"value": "4", "display": "Mira"}), detail="display is required"),
        post({"schemas": [GROUP], "members": [{"value": "4"}]}, "/Groups", 400, error(400, "displayName is required")),
        post({"schemas": [USER], "userName": "m"}, status=400, answer=error(400, "display is required")),
        patch(members("4"), url=GROUPS),
    ),
    "readonly-id-in-patch": (
        patch({"op": "replace", "value": {"id": "41", "displayName": "Ridge"}}, url=GROUPS, status=200, answer=group()),
        failed({"op": "replace", "value": {"id": "41", "displayName": "x"}}, status=409, detail="displayName taken"),
        failed({"op": "replace", "value": {"id": "41", "userName": "m"}}, scim_type="mutability",
               detail="userName is immutable"),
        put({"schemas": [GROUP], "id": "41", "displayName": "x"}, url=GROUPS, status=400, answer=error(400, "id?")),
        failed({"op": "replace", "value": {"externalId": "41", "displayName": "x"}}, scim_type="mutability"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("id_", "situation"), each(HOLDS))
def test_the_pattern_is_found(id_: str, situation: Situation) -> None:
    assert id_ in ids(situation)


@pytest.mark.parametrize(("id_", "situation"), each(SILENT))
def test_the_near_miss_is_not(id_: str, situation: Situation) -> None:
    assert id_ not in ids(situation)


def test_a_removal_by_value_that_took_everybody_says_so() -> None:
    case = patch(members("4", op="remove"), url=GROUPS, status=200, answer=group(), before=group("4", "5"))
    assert "all 2 members are gone" in hit("members-remove-by-value", case).note


def test_an_emptied_group_names_whom_it_had() -> None:
    case = patch(without("members"), url=GROUPS, history=(get(GROUPS, answer=group("4", "5")),))
    assert hit("members-cleared", case).note == "It had 2: “4” and “5”."


def test_another_id_is_told_from_the_same_one() -> None:
    hits = dict(found(HOLDS["readonly-id-in-patch"][2]))
    titles = [one.title for quirk, one in hits.items() if quirk.id == "readonly-id-in-patch"]
    assert titles == ["A PATCH writes another id"]


def test_the_evidence_names_the_very_member() -> None:
    case = failed(members("u-1", "u-2"), status=404, detail="Member u-2 does not exist")
    assert hit("member-unknown-id", case).evidence == (
        "/request/body/Operations/0/value/1",
        "/response/body/detail",
    )
