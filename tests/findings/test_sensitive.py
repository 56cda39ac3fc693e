"""Powerful groups, passwords in changes, credentials in URLs."""

from __future__ import annotations

import pytest

from scimviewer.findings.sensitive import ADMIN, GROUPS, PASSWORDS, TOKENS
from tests.findings.conftest import at

ADD = {"Operations": [{"op": "add", "path": "members", "value": [{"value": "u1"}]}]}


@pytest.mark.parametrize("name", ["Domain Admins", "app-administrators", "Owners", "Payroll approvers", "sudo"])
def test_names_of_power(name: str) -> None:
    assert ADMIN.search(name)


@pytest.mark.parametrize("name", ["Administration Berlin", "Rooted trees", "Sales", "Badminton", "Homeowners"])
def test_names_that_only_sound_so(name: str) -> None:
    assert not ADMIN.search(name)


def test_members_of_a_powerful_group(look) -> None:
    group = {"id": "g", "displayName": "Domain Admins", "members": [{"value": "u1"}]}
    (found,) = look(GROUPS, at(0, "PATCH", "/Groups/g", 200, ADD, group))
    assert (found.title, found.severity) == ("1 change of the members of Domain Admins", "low")
    assert look(GROUPS, at(0, "PATCH", "/Groups/g", 200, ADD, {**group, "displayName": "Sales"})) == []


def test_a_password_in_a_change_but_not_with_a_new_user(look) -> None:
    word = {"Operations": [{"op": "replace", "path": "password", "value": "Winter-is-coming-1"}]}
    (found,) = look(PASSWORDS, at(0, "PATCH", "/Users/7", 200, word))
    assert found.title == "Passwords sent in 1 change of 1 user"
    assert look(PASSWORDS, at(0, "POST", "/Users", 201, {"userName": "a", "password": "Winter-is-coming-1"})) == []


def test_a_token_in_a_url(look) -> None:
    (found,) = look(
        TOKENS, at(0, "GET", "/Users/7?access_token=dGhpcyBpcyBhIHRva2VuIG9mIHRlc3Rz0192"), at(1, "GET", "/Users/8")
    )
    assert (found.title, found.events) == ("Credentials in the URL of 1 request", (1,))
    assert look(TOKENS, at(0, "GET", "/Users/7?count=7")) == []
