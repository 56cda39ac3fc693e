from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.scim.schemas import BUILT_IN, ENTERPRISE_USER, GROUP, PATCH_OP, USER, Attribute, Features

SHOE = "urn:example:2.0:Shoe"
ANSWER = {
    "Resources": [
        {
            "id": SHOE,
            "name": "Shoe",
            "attributes": [
                {"name": "size", "type": "INTEGER", "required": True, "mutability": "immutable"},
                {"name": "laces", "multiValued": True, "subAttributes": [{"name": "value", "caseExact": True}]},
                {"name": ""},
                "odd",
            ],
        },
        {"name": "Shoe", "endpoint": "/Shoes", "schema": SHOE, "schemaExtensions": [{"schema": ENTERPRISE_USER}, 5]},
    ]
}


@pytest.mark.parametrize(
    ("name", "kind", "urn", "characteristics"),
    [
        ("USERNAME", "User", None, {"required": True, "uniqueness": "server", "case_exact": False}),
        ("displayName", "Group", None, {"required": True}),
        ("displayName", "User", None, {"required": False}),
        ("id", "User", None, {"case_exact": True, "mutability": "readOnly", "returned": "always"}),
        ("externalId", "Group", None, {"case_exact": True}),
        ("password", "User", None, {"mutability": "writeOnly", "returned": "never"}),
        ("active", "User", None, {"type": "boolean"}),
        ("emails", "User", None, {"multi_valued": True, "type": "complex"}),
        ("groups", "User", USER, {"mutability": "readOnly"}),
        ("department", "User", ENTERPRISE_USER, {"type": "string", "is_known": True}),
        ("manager", None, ENTERPRISE_USER.upper(), {"type": "complex", "multi_valued": False}),
        ("schemas", "User", None, {"multi_valued": True, "type": "reference"}),
        ("department", "User", None, {"is_known": False, "type": "string", "mutability": "readWrite"}),
        ("shoeSize", "User", SHOE, {"is_known": False}),
        ("active", "Thing", None, {"is_known": False}),
    ],
)
def test_characteristics(name: str, kind: str | None, urn: str | None, characteristics: dict[str, Any]) -> None:
    found = BUILT_IN.described(name, kind, urn)

    assert {key: getattr(found, key) for key in characteristics} == characteristics


def test_sub_attributes() -> None:
    emails, members = BUILT_IN.described("emails"), BUILT_IN.described("members", "Group")
    manager = BUILT_IN.described("manager", None, ENTERPRISE_USER)

    assert emails.sub("PRIMARY") == Attribute("primary", "boolean")
    assert [one.mutability for one in members.sub_attributes] == ["immutable"] * 4
    shown = manager.sub("displayName")
    assert shown is not None
    assert shown.mutability == "readOnly"
    assert emails.sub("nothing") is None


def test_the_type_of_a_resource() -> None:
    assert BUILT_IN.type_of({"Schemas": [ENTERPRISE_USER, GROUP.upper()]}) == "Group"
    assert BUILT_IN.type_of({"meta": {"resourceType": "User"}}) == "User"
    assert [BUILT_IN.type_of(odd) for odd in (None, [], {}, {"schemas": 5, "meta": []})] == [None] * 4


def test_known_urns() -> None:
    assert all(BUILT_IN.is_known_urn(urn) for urn in (USER, ENTERPRISE_USER.lower(), PATCH_OP))
    assert not BUILT_IN.is_known_urn("urn:scim:schemas:core:2.0")


def test_a_server_teaches_its_schemas_and_types() -> None:
    known = BUILT_IN.taught(ANSWER)

    size, laces = known.described("SIZE", "shoe"), known.described("laces", "Shoe")
    assert (size.type, size.required, size.mutability) == ("integer", True, "immutable")
    assert (laces.is_complex, laces.multi_valued, laces.sub_attributes[0].case_exact) == (True, True, True)
    found = known.resource_type("SHOE")
    assert found is not None
    assert (found.endpoint, found.extensions) == ("/Shoes", (ENTERPRISE_USER,))
    assert known.is_main(SHOE)
    assert not BUILT_IN.is_known_urn(SHOE)


def test_a_server_teaches_its_features() -> None:
    told = {
        "patch": {"supported": True},
        "bulk": {"supported": False, "maxOperations": 9},
        "filter": {"maxResults": 50},
    }

    assert BUILT_IN.taught(told).features == Features(patch=True, bulk=False, most_operations=9, most_results=50)
    assert BUILT_IN.features == Features()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "name", "attributes", "schema", "endpoint", "patch", "Resources", "subAttributes"]),
            inner,
        )
    ),
    max_leaves=10,
)


@given(json_values)
def test_no_answer_breaks_what_is_known(answer: Any) -> None:
    assert BUILT_IN.taught(answer).described("userName", "User").required


def test_deep_answers_are_cut_off() -> None:
    deep: dict[str, Any] = {"name": "a"}
    for _ in range(900):
        deep = {"name": "a", "subAttributes": [deep]}

    assert BUILT_IN.taught({"id": SHOE, "attributes": [deep]}).schema(SHOE) is not None
