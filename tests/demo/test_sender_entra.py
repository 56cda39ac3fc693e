import json
from random import Random

from scimviewer.demo.people import Directory
from scimviewer.demo.schedule import HOUR, START_NS
from scimviewer.demo.sender_entra import Legacy, Modern, object_id
from scimviewer.demo.sites import ENTERPRISE

PERSON = Directory(Random(1), "northwind.example", object_id).hire()
PERSON.title, PERSON.manager, PERSON.target_id = "Nurse", PERSON, "m"


def operations_of(calls, provider):
    patches = [call for call in calls if call.provider == provider and call.method == "PATCH"]
    return [operation for call in patches for operation in json.loads(call.request_text)["Operations"]]


def test_the_default_dialect_has_capitals_text_booleans_and_member_values():
    assert Legacy().activate(False) == {"op": "Replace", "path": "active", "value": "False"}
    assert Legacy().remove_members(["a"]) == [
        {"op": "Remove", "path": "members", "value": [{"$ref": None, "value": "a"}]}
    ]
    assert [each["op"] for each in Legacy().update(PERSON, ("title", "manager"))] == ["Replace", "Add"]


def test_the_flag_gives_one_replace_without_path_and_filters():
    assert Modern().activate(False) == {"op": "replace", "value": {"active": False}}
    assert Modern().remove_members(["a"]) == [{"op": "remove", "path": 'members[value eq "a"]'}]
    phone, rest = Modern().update(PERSON, ("title", "phone", "manager"))
    assert phone["path"] == 'phoneNumbers[type eq "work"].value'
    assert rest == {"op": "replace", "value": {"title": "Nurse", f"{ENTERPRISE}:manager": {"value": "m"}}}


def test_each_tenant_keeps_to_its_dialect(clean):
    legacy, modern = operations_of(clean, "entra-legacy"), operations_of(clean, "entra-modern")

    assert {each["op"] for each in legacy} == {"Add", "Replace", "Remove"}
    assert all("path" in each for each in legacy)
    assert {each["op"] for each in modern} == {"add", "replace", "remove"}
    assert all("value" not in each for each in modern if each["op"] == "remove")


def test_the_initial_cycle_looks_up_before_it_creates(clean):
    entra = [call for call in clean if call.provider == "entra-modern"][2:40]

    assert [call.method for call in entra] == ["GET", "POST"] * 19
    assert all("filter=externalId+eq+" in call.target for call in entra[::2])
    assert all(call.target.endswith("aadOptscim062020") for call in entra)


def test_ids_look_like_entras():
    assert [len(part) for part in object_id(Random(1), "user").split("-")] == [8, 4, 4, 4, 12]


def test_the_initial_cycle_takes_its_hours(clean):
    created = [call.time_ns for call in clean if call.provider == "entra-modern" and call.method == "POST"]
    first = [sum(START_NS + n * HOUR <= time < START_NS + (n + 1) * HOUR for time in created) for n in range(8)]

    assert min(first) > 0
    assert max(first) < 3 * min(first) + 10
