from __future__ import annotations

from typing import Any

import pytest

from scimviewer.scim.pointers import NOWHERE, pointed, pointer


def test_names_with_slashes_and_tildes_are_escaped() -> None:
    value = {"a/b": {"~c": [1, 2]}}

    assert pointer("a/b", "~c", 1) == "/a~1b/~0c/1"
    assert pointed(value, pointer("a/b", "~c", 1)) == 2
    assert pointed(value, "") == value


@pytest.mark.parametrize("where", ["/x", "/a/2", "/a/-1", "/a/x", "/a/0/y", "/a/99999999999999999999"])
def test_nothing_is_pointed_at_outside_of_a_value(where: str) -> None:
    value: Any = {"a": [1, 2]}

    assert pointed(value, where) is NOWHERE
