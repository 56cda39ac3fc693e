from __future__ import annotations

from typing import Any

from hypothesis import given

from scimviewer.scim.pointers import NOWHERE, pointed
from scimviewer.scim.rows import rows
from tests.scim.patches import json_values


def test_two_values_side_by_side() -> None:
    left = {"userName": "ann", "emails": [{"value": "a"}, {"value": "b"}], "active": "False"}
    right = {"username": "ann", "active": False, "emails": [{"value": "b"}], "title": "Dr"}

    assert [(row.kind, row.left, row.right) for row in rows(left, right)] == [
        ("around", "{", "{"),
        ("equal", '  "userName": "ann"', '  "username": "ann"'),
        ("around", '  "emails": [', '  "emails": ['),
        ("removed", "    {", None),
        ("removed", '      "value": "a"', None),
        ("removed", "    }", None),
        ("equal", "    {", "    {"),
        ("equal", '      "value": "b"', '      "value": "b"'),
        ("equal", "    }", "    }"),
        ("around", "  ]", "  ]"),
        ("same value, different type", '  "active": "False"', '  "active": false'),
        ("added", None, '  "title": "Dr"'),
        ("around", "}", "}"),
    ]


def test_opening_lines_say_how_many_rows_they_fold() -> None:
    found = rows({"a": {"b": [1, 2]}, "c": 1}, {"a": {"b": [2, 1]}, "c": 2})

    assert [(row.left, row.fold) for row in found if row.fold] == [("{", 8), ('  "a": {', 5), ('    "b": [', 3)]
    assert [row.kind for row in found if row.fold] == ["around", "equal", "equal"]


def test_an_object_against_a_text_stands_one_above_the_other() -> None:
    found = rows({"manager": {"value": "m"}}, {"manager": "m"})

    assert [row.kind for row in found] == ["around", "removed", "removed", "removed", "added", "around"]


def test_values_that_are_no_objects_have_one_row() -> None:
    assert [(row.kind, row.left, row.right) for row in rows("a", "b")] == [("changed", '"a"', '"b"')]
    assert [(row.kind, row.left, row.right) for row in rows([], {})] == [("changed", "[]", "{}")]
    assert [row.kind for row in rows(None, {"a": 1})] == ["removed", "added", "added", "added"]


@given(json_values, json_values)
def test_every_row_stands_where_its_pointer_says(left: Any, right: Any) -> None:
    found = rows(left, right)

    for index, row in enumerate(found):
        assert (row.left is None) is (row.left_pointer is None)
        assert row.left_pointer is None or pointed(left, row.left_pointer) is not NOWHERE
        assert row.right_pointer is None or pointed(right, row.right_pointer) is not NOWHERE
        assert index + row.fold < len(found)
        if row.fold:
            assert found[index + row.fold].depth == row.depth


@given(json_values)
def test_a_value_equals_itself(value: Any) -> None:
    assert {row.kind for row in rows(value, value)} == {"equal"}


def test_deep_values_are_shortened() -> None:
    deep: Any = "x"
    for _ in range(100_000):
        deep = [deep]

    assert len(rows(deep, deep)) < 200
    assert any("[…]" in (row.left or "") for row in rows(deep, None))
