import pytest

from scimviewer.demo.receiver_patch import Habits, Refused, patched_group, patched_user
from scimviewer.demo.sites import CORE_USER, ENTERPRISE

SOUND = Habits()
NAMES = {key: key.upper() for key in "abc"}


def user(**more):
    return {"schemas": [CORE_USER], "userName": "ada", "active": True, **more}


def patched(operation, habits=SOUND, **more):
    return patched_user(user(**more), [operation], habits)


def members(operation, habits=SOUND):
    return list(patched_group(dict.fromkeys("abc", ""), [operation], NAMES, habits).members)


def test_entras_text_boolean_is_understood_or_ignored():
    operation = {"op": "Replace", "path": "active", "value": "False"}

    assert patched(operation)["active"] is False
    assert patched(operation, Habits(ignores_text_active=True))["active"] is True


def test_paths_reach_names_values_and_extensions():
    body = user(name={"givenName": "Ada"}, phoneNumbers=[{"type": "work", "value": "+44 1"}])
    operations = [
        {"op": "replace", "path": 'phoneNumbers[type eq "work"].value', "value": "+44 1632 960001"},
        {"op": "Add", "path": f"{ENTERPRISE}:manager", "value": "m1"},
        {"op": "replace", "value": {"name.formatted": "Ada P", f"{ENTERPRISE}:department": "IT"}},
    ]
    result = patched_user(body, operations, SOUND)

    assert result["phoneNumbers"] == [{"type": "work", "value": "+44 1632 960001"}]
    assert result["name"] == {"givenName": "Ada", "formatted": "Ada P"}
    assert result[ENTERPRISE] == {"manager": {"value": "m1"}, "department": "IT"}
    assert ENTERPRISE in result["schemas"]
    assert body == user(name={"givenName": "Ada"}, phoneNumbers=[{"type": "work", "value": "+44 1"}])


@pytest.mark.parametrize(
    ("operation", "scim_type"),
    [
        ({"op": "replace", "path": "shoeSize", "value": 1}, "invalidPath"),
        ({"op": "replace", "path": "urn:x:2.0:User:costCode", "value": "1"}, "invalidPath"),
        ({"op": "replace", "path": "emails[type eq", "value": "x"}, "invalidFilter"),
        ({"op": "replace", "path": 'phoneNumbers[type eq "work"].value', "value": "ext. 4"}, "invalidValue"),
        ({"op": "remove"}, "noTarget"),
        ({"op": "move", "path": "title"}, "invalidSyntax"),
    ],
)
def test_what_cannot_be_applied_is_refused(operation, scim_type):
    with pytest.raises(Refused) as refused:
        patched(operation)
    assert refused.value.scim_type == scim_type


def test_removing_members_by_value_takes_one_or_all():
    by_value = {"op": "Remove", "path": "members", "value": [{"$ref": None, "value": "b"}]}
    by_filter = {"op": "remove", "path": 'members[value eq "b"]'}

    assert members(by_value) == ["a", "c"]
    assert members(by_value, Habits(empties_groups=True)) == []
    assert members(by_filter, Habits(empties_groups=True)) == ["a", "c"]


def test_strangers_do_not_become_members():
    with pytest.raises(Refused):
        members({"op": "add", "path": "members", "value": [{"value": "z"}]})
