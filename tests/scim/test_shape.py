from __future__ import annotations

from typing import Any

from scimviewer.scim.facts import patch_operations
from scimviewer.scim.shape import MASK, hash63, shape_of


def shape(body: Any, method: str = "PATCH") -> str | None:
    return shape_of(method, "User", body, tuple(patch_operations(body)))


def patch(*operations: Any) -> Any:
    return {"Operations": list(operations)}


def test_values_are_no_part_of_the_form() -> None:
    one = patch({"op": "Replace", "path": 'emails[type eq "work"].value', "value": "a@b"})
    other = patch({"op": "replace", "path": 'emails[type eq "home"].value', "value": "c@d"})

    assert shape(one) == shape(other) == 'PATCH User|replace emails[type eq "…"].value str'


def test_what_is_touched_is_the_form() -> None:
    assert shape(patch({"op": "add", "value": {"b": 1, "a": 2}})) == "PATCH User|add a,b dict"
    assert shape(patch({"op": "remove", "path": "title"})) == "PATCH User|remove title NoneType"
    assert shape(patch({"op": "add", "path": "x", "value": 1}, {"op": "add", "path": "y", "value": []})) == (
        "PATCH User|add x int|add y list"
    )
    assert shape({"userName": "ann", "active": True}, "POST") == "POST User|active|userName"


def test_without_a_body_there_is_no_form() -> None:
    assert (shape(None), shape("text"), shape([1])) == (None, None, None)


def test_endless_patches_have_short_forms() -> None:
    assert len((shape(patch(*[{"op": "add", "path": "x", "value": 1}] * 10_000)) or "").split("|")) == 101


def test_hashes_fit_signed_integers() -> None:
    assert all(0 <= hash63(str(n).encode()) <= MASK < 2**63 for n in range(1000))
    assert len({hash63(str(n).encode()) for n in range(1000)}) == 1000
