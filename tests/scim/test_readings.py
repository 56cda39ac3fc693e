from __future__ import annotations

from typing import Any

import pytest

from scimviewer.scim.readings import MISSING, UNKNOWN, Reading, Refused
from scimviewer.scim.schemas import BUILT_IN, ENTERPRISE_USER, Attribute, unknown_attribute

ACTIVE, TITLE, NAME, EMAILS = (BUILT_IN.described(name, "User") for name in ("active", "title", "name", "emails"))
MANAGER = BUILT_IN.described("manager", None, ENTERPRISE_USER)
COUNT = Attribute("count", "integer")


@pytest.mark.parametrize(
    ("attr", "value", "expected"),
    [
        (ACTIVE, True, True), (TITLE, "Dr", "Dr"), (TITLE, "", ""), (TITLE, None, MISSING), (EMAILS, [], MISSING),
        (NAME, {"GIVENNAME": "Ann"}, {"givenName": "Ann"}), (NAME, {"givenName": None}, {"givenName": None}),
        (EMAILS, [{"value": "a", "display": None}, {}, None], [{"value": "a"}]), (COUNT, 7, 7),
        (EMAILS, {"value": "a"}, [{"value": "a"}]), (MANAGER, {"value": "m", "displayName": "M"}, {"value": "m"}),
        (unknown_attribute("x"), [1, {"a": None}], [1, {"a": None}]),
    ],
)  # fmt: skip
def test_values_by_the_letter(attr: Attribute, value: Any, expected: Any) -> None:
    assert Reading(strict=True).value(attr, value) == expected
    assert Reading(strict=False).value(attr, value) == expected


@pytest.mark.parametrize(
    ("attr", "value", "expected", "note"),
    [
        (ACTIVE, "False", False, "boolean-as-text"), (ACTIVE, " true", True, "boolean-as-text"),
        (ACTIVE, "yes", UNKNOWN, "not-a-boolean"), (ACTIVE, 1, UNKNOWN, "not-a-boolean"),
        (ACTIVE, [{"value": "False"}], False, "list-of-one"), (TITLE, ["Dr"], "Dr", "list-of-one"),
        (TITLE, ["a", "b"], UNKNOWN, "list-for-single"), (TITLE, {"value": "Dr"}, "Dr", "object-for-simple"),
        (TITLE, {"x": "Dr"}, UNKNOWN, "object-for-simple"), (TITLE, 5, 5, "other-type"),
        (COUNT, "7", "7", "other-type"),
        (TITLE, [["a"]], UNKNOWN, "list-of-one"), (COUNT, True, True, "other-type"),
        (MANAGER, "m", {"value": "m"}, "simple-for-complex"), (NAME, "Ann", UNKNOWN, "simple-for-complex"),
        (MANAGER, '{"value": "m"}', {"value": "m"}, "json-in-text"), (NAME, "{cut", UNKNOWN, "simple-for-complex"),
        (MANAGER, [{"value": "m"}], {"value": "m"}, "list-of-one"),
        (EMAILS, ["a"], [{"value": "a"}], "simple-for-complex"),
        (EMAILS, '[{"value":"a"}]', [{"value": "a"}], "json-in-text"),
        (EMAILS, [{"value": "a", "primary": "True"}], [{"value": "a", "primary": True}], "boolean-as-text"),
        (NAME, {"nick": "A"}, {"nick": "A"}, "unknown-sub-attribute"),
    ],
)  # fmt: skip
def test_values_as_they_were_meant(attr: Attribute, value: Any, expected: Any, note: str) -> None:
    reading = Reading(strict=False)

    assert reading.value(attr, value) == expected
    assert reading.notes[0].id == note
    assert reading.notes[0].scim_type
    with pytest.raises(Refused) as refused:
        Reading(strict=True).value(attr, value)
    assert refused.value.scim_type == "invalidValue"


def test_a_note_is_told_once() -> None:
    reading = Reading(strict=False)
    for _ in range(3):
        reading.value(ACTIVE, "True")

    assert len(reading.notes) == 1
