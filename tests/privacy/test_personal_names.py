"""Attributes tell what they hold."""

from __future__ import annotations

import pytest

from scimviewer.privacy.personal_names import Attribute, attribute, flat, is_extension, kind_of

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
KINDS = {
    "userName": "user",
    "externalId": "user",
    "displayName": "user",
    "nickName": "user",
    "name.givenName": "name",
    "name.formatted": "user",
    "name.honorificPrefix": "name",
    "emails": "user",
    'emails[type eq "work"].value': "user",
    "phoneNumbers.value": "phone",
    "ims.value": "user",
    "photos.value": "url",
    "profileUrl": "url",
    "addresses.streetAddress": "address",
    "addresses.region": "address",
    "members.display": "user",
    ENTERPRISE + ":employeeNumber": "number",
    ENTERPRISE + ":manager.displayName": "user",
    "urn:acme:schemas:extension:hr:2.0:User:badge": "text",
    "urn:ietf:params:scim:schemas:core:2.0:User:userName": "user",
    "client_ip": "ip",
    "userPrincipalName": "user",
}
SHOWN = (
    "title", "active", "id", "members.value", "emails.type", "addresses.type", "groups.display", "meta.created", "name",
    ENTERPRISE + ":department", ENTERPRISE + ":costCenter", ENTERPRISE + ":manager.value", "locale", "roles.value",
    "urn:acme:schemas:extension:hr:2.0:User:division", "urn:ietf:params:scim:schemas:core:2.0:User",
)  # fmt: skip


@pytest.mark.parametrize(("path", "kind"), KINDS.items())
def test_personal(path: str, kind: str) -> None:
    assert kind_of(attribute(path)) == kind


@pytest.mark.parametrize("path", SHOWN)
def test_shown(path: str) -> None:
    assert kind_of(attribute(path)) is None


def test_groups_have_no_personal_name() -> None:
    assert kind_of(attribute("displayName"), of_thing=True) is None
    assert kind_of(attribute("userName"), of_thing=True) == "user"


def test_keys_may_be_paths() -> None:
    assert Attribute(("x",)).below("name.givenName").names == ("x", "name", "givenname")
    assert Attribute((), "urn:x:extension:y").below("badge").extension == "urn:x:extension:y"
    assert is_extension(ENTERPRISE)
    assert not is_extension("emails")


def test_writing_of_keys_does_not_matter() -> None:
    assert flat("Client_IP") == flat("clientIp") == "clientip"
