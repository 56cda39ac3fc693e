"""The same meaning in the words of different servers."""

from __future__ import annotations

import re

import pytest

from scimviewer.quirks import meanings

SAID = {
    "ABSENT": ("User does not exist", "no such member", "NotFound", "could not be found", "foreign key constraint"),
    "REQUIRED": ("title is required", "must not be blank", "Missing field", "cannot be null", "NOT NULL constraint"),
    "TAKEN": ("has already been taken", "UNIQUE constraint failed: users.email", "E11000 dup key", "must be unique",
              "Duplicate entry 'x'", "is already in use", "Another user with this name", "uniqueness violation",
              "already associated with another account", "A user with that username exists"),
    "TWICE_INSIDE": ("duplicate attribute in body", "Duplicate key 'a' in JSON", "values must be unique"),
    "MEMBER_TWICE": ("User is already a member", "already in group", "duplicate member", "member x already exists"),
    "READ_ONLY": ("is immutable", "readOnly", "cannot be changed", "Changing the login is not allowed", "read-only"),
    "LIMIT": ("exceeds the limit", "at most 100", "Too many members", "maximum of 5", "Request Entity Too Large"),
    "NESTED": ("nested groups are not supported", "Groups cannot contain groups", "members must be users"),
    "VERSIONED": ("ETag does not match", "version conflict", "optimistic lock"),
    "UNKNOWN_ATTRIBUTE": ("no attribute named x", "Unknown field", "attribute 'x' is not supported"),
}  # fmt: skip
ELSE = {
    "ABSENT": ("userName is required", "is already a member"),
    "REQUIRED": ("userName is immutable", "User not found"),
    "TAKEN": ("already deactivated", "role already assigned", "a unique id", "invalid value"),
    "TWICE_INSIDE": ("duplicate key value violates unique constraint", "Duplicate entry 'x' for key 'y'"),
    "MEMBER_TWICE": ("User not found", "too many members"),
    "READ_ONLY": ("userName is taken", "value expected"),
    "LIMIT": ("not found", "invalid value"),
    "NESTED": ("Group not found", "user 5 not found in group"),
    "VERSIONED": ("userName is taken", "conflict"),
    "UNKNOWN_ATTRIBUTE": ("member not found", "attribute title is required"),
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SAID.items() for text in texts])
def test_the_meaning_is_recognised(name: str, text: str) -> None:
    assert re.search(getattr(meanings, name), text, re.IGNORECASE)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in ELSE.items() for text in texts])
def test_another_meaning_is_not_taken_for_it(name: str, text: str) -> None:
    assert not re.search(getattr(meanings, name), text, re.IGNORECASE)
