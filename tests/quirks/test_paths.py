"""Group C: paths that one side writes and the other does not understand."""

from __future__ import annotations

import pytest

from scimviewer.quirks.situation import Situation
from tests.quirks.made import ENTERPRISE, GROUP, USER, each, get, group, hit, ids, listed, patch, refused, user

BADGE = "urn:hill:params:scim:schemas:badge:1.0:User"
WORK = 'emails[type eq "work"].value'


def write(path: str, value: object = "x", op: str = "replace") -> dict[str, object]:
    return {"op": op, "path": path, "value": value}


def bare(**value: object) -> dict[str, object]:
    return {"op": "replace", "value": value}


HOLDS = {
    "path-dot-before-extension-attr": (
        refused(write(f"{ENTERPRISE}.costCenter")),
        patch(write(f"{BADGE}.colour", op="Add")),
        patch(bare(**{f"{ENTERPRISE}.division": "N"})),
    ),
    "path-urn-extension-unsupported": (
        refused(write(f"{ENTERPRISE}:division"), scim_type="invalidPath", detail="Unexpected character '.' at 47"),
        refused(write(f"{BADGE}:colour", op="Add"), status=500, detail="Index out of bounds while parsing path"),
        refused(bare(**{f"{ENTERPRISE}:costCenter": "9"}), status=501, detail="not implemented"),
        patch(write(f"{ENTERPRISE}:division"), status=200, answer=user(**{f"{ENTERPRISE}:division": "x"})),
        patch(write(f"{ENTERPRISE}:division"), status=200,
              answer=user(**{"urn:ietf:params:scim:schemas:extension:enterprise:2": {"0:User:division": "x"}})),
    ),
    "path-urn-core-unsupported": (
        refused(write(f"{USER}:title"), detail="unknown attribute urn"),
        refused(write(f"{GROUP}:displayName"), status=501, detail="Not supported", url="/scim/v2/Groups/41"),
        refused(write(f"{USER}:name.givenName", op="Add"), scim_type="invalidPath"),
    ),
    "remove-without-path": (
        refused({"op": "remove"}, detail="path is missing"),
        patch({"op": "Remove", "value": [{"value": "9"}]}, url="/scim/v2/Groups/41"),
        patch({"op": "remove", "path": "", "value": "nickName"}, status=200, answer=user()),
    ),
    "path-value-filter-unsupported": (
        refused(write('phoneNumbers[type eq "fax"].value'), scim_type="invalidPath"),
        refused({"op": "remove", "path": 'members[value eq "9"]'}, status=501, detail="Filters are not implemented"),
        refused(write(WORK), status=500, detail="Could not parse path expression"),
        patch(write(WORK), status=200, answer=user(**{WORK: "x"})),
        refused(write('addresses[type eq "work"].region'), scim_type="invalidFilter"),
    ),
    "filter-bool-as-string": (
        patch(write('emails[primary eq "true"].value')),
        get("/scim/v2/Users?filter=active+eq+%22False%22", answer=listed()),
        refused({"op": "remove", "path": "roles[primary EQ 'TRUE']"}, detail="nothing found"),
    ),
    "path-dotted-keys-in-value": (
        patch(bare(**{"name.familyName": "Hill", "title": "Guide"})),
        patch(bare(**{WORK: "m@hill.example"})),
        patch({"op": "add", "value": {"addresses.region": "N"}}, status=200, answer=user(**{"addresses.region": "N"})),
    ),
    "path-omitted-unsupported": (
        refused(bare(title="Guide"), detail="Operation path is missing"),
        refused({"op": "Add", "value": {"members": [{"value": "9"}]}}, status=500, detail="path was null",
                url="/scim/v2/Groups/41"),
        refused(bare(active=False), status=501, detail="Patch without path is not supported"),
        refused(bare(active=False), detail="Invalid patch request"),
        refused(bare(active=False), detail="Missing required field: path", scim_type="invalidValue"),
    ),
}  # fmt: skip
SILENT = {
    "path-dot-before-extension-attr": (
        patch(write(f"{ENTERPRISE}:manager.value")),
        patch(write("name.givenName")),
        patch(bare(**{ENTERPRISE: {"division": "N"}})),
    ),
    "path-urn-extension-unsupported": (
        patch(write(f"{ENTERPRISE}:division")),
        refused(write(f"{ENTERPRISE}:division"), status=404, detail="User not found"),
        refused(write(f"{ENTERPRISE}:division"), status=429, detail="path limit"),
        refused(write(f"{ENTERPRISE}:division"), scim_type="invalidValue", detail="division must be one of N, S"),
        refused(write(f"{ENTERPRISE}:division"), write("nickName"), scim_type="invalidPath", detail="no path nickName"),
        refused(bare(**{ENTERPRISE: {"division": "N"}}), scim_type="invalidPath", detail="path is missing"),
    ),
    "path-urn-core-unsupported": (
        patch(write(f"{USER}:title")),
        refused(write(f"{USER}:title"), status=403, detail="Forbidden path"),
        refused(write(f"{USER}:userName"), status=409, detail="userName already taken", scim_type="uniqueness"),
        refused(write(f"{USER}:userName"), scim_type="mutability", detail="userName is immutable"),
    ),
    "remove-without-path": (
        patch({"op": "remove", "path": "nickName"}),
        patch({"op": "replace", "value": {"nickName": None}}),
    ),
    "path-value-filter-unsupported": (
        patch(write(WORK)),
        refused(write(WORK), scim_type="noTarget", detail="no target"),
        refused(write(WORK), status=404, detail="Unsupported path"),
        refused(write("emails[0].value"), scim_type="invalidPath"),
        refused(write(WORK), scim_type="invalidValue", detail="value has no @"),
    ),
    "filter-bool-as-string": (
        patch(write("emails[primary eq true].value")),
        get("/scim/v2/Users?filter=title+eq+%22True%22", answer=listed()),
        patch(write("title", 'primary eq "true"')),
    ),
    "path-dotted-keys-in-value": (
        patch(bare(**{ENTERPRISE: {"division": "N"}})),
        patch(bare(**{f"{ENTERPRISE}:division": "N"})),
        patch(write("name.givenName")),
        patch(bare(name={"givenName": "Mi"})),
    ),
    "path-omitted-unsupported": (
        patch(bare(active=False)),
        refused(bare(active=False), status=404, detail="no such path"),
        refused(bare(userName="x"), detail="userName is required to be unique", scim_type="uniqueness"),
        refused(write("title"), detail="path not supported"),
        refused(bare(title="x"), write("nickName"), detail="unknown path nickName", scim_type="invalidPath"),
    ),
}


@pytest.mark.parametrize(("id_", "situation"), each(HOLDS))
def test_the_pattern_is_found(id_: str, situation: Situation) -> None:
    assert id_ in ids(situation)


@pytest.mark.parametrize(("id_", "situation"), each(SILENT))
def test_the_near_miss_is_not(id_: str, situation: Situation) -> None:
    assert id_ not in ids(situation)


@pytest.mark.parametrize("id_", [id_ for id_ in HOLDS if id_.endswith("unsupported")])
@pytest.mark.parametrize("status", [401, 403, 404, 409, 412, 429, 502, 503])
def test_access_limits_and_conflicts_are_never_blamed_on_a_path(id_: str, status: int) -> None:
    every = (write(f"{ENTERPRISE}:a"), write(f"{USER}:b"), write(WORK), bare(title="x"))
    assert id_ not in ids(refused(*every, status=status, detail="invalid path", scim_type="invalidPath"))


def test_a_path_that_was_stored_is_shown_on_both_sides() -> None:
    found = hit("path-value-filter-unsupported", patch(write(WORK), status=200, answer=user(**{WORK: "x"})))
    assert found.evidence == ("/request/body/Operations/0/path", f"/response/body/{WORK}")


def test_a_group_without_fault_is_left_alone() -> None:
    assert (
        ids(patch(write('members[value eq "9"]', {"value": "9"}), status=200, answer=group("9"), url="/Groups/41"))
        == []
    )
