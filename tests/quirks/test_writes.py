"""PATCH, PUT and POST read alike as writes of attributes."""

from __future__ import annotations

import pytest

from scimviewer.quirks.writes import operations, patch_writes, resource_writes, split
from tests.quirks.made import ENTERPRISE, USER


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("name.givenName", (None, "name", None, "givenname")),
        ('emails[type eq "work"].value', (None, "emails", 'type eq "work"', "value")),
        (f"{USER}:title", (None, "title", None, None)),
        (f"{ENTERPRISE}:manager.value", (ENTERPRISE.lower(), "manager", None, "value")),
        (ENTERPRISE, (ENTERPRISE.lower(), "", None, None)),
        ("urn:acme:hr:badge", ("urn:acme:hr", "badge", None, None)),
    ],
)
def test_a_path_is_taken_apart(path: str, parts: tuple[str | None, ...]) -> None:
    assert tuple(split(path)) == parts


def test_without_a_path_each_member_is_a_write() -> None:
    body = {"Operations": [{"op": "Replace", "value": {"name.givenName": "Mi", ENTERPRISE: {"department": "Ice"}}}]}
    found = list(patch_writes(operations(body, "/b")))
    assert [(one.op, one.urn, one.path, one.value) for one in found] == [
        ("replace", None, "name.givenname", "Mi"),
        ("replace", ENTERPRISE.lower(), "department", "Ice"),
    ]
    assert found[1].at == f"/b/Operations/0/value/{ENTERPRISE}/department"


def test_a_resource_writes_its_members() -> None:
    assert [one.name for one in resource_writes({"userName": "x", "title": None}, "")] == ["username", "title"]
