from __future__ import annotations

from typing import Any

import pytest

from scimviewer.scim.filters import parsed_filter
from scimviewer.scim.matching import element_fits, matches
from scimviewer.scim.schemas import BUILT_IN, ENTERPRISE_USER, GROUP, USER

ANN = {
    "schemas": [USER, ENTERPRISE_USER],
    "id": "A1",
    "userName": "Ann",
    "active": True,
    "name": {"givenName": "Ann"},
    "emails": [{"value": "ann@x.test", "type": "work", "primary": True}, {"value": "home@x.test", "type": "home"}],
    "meta": {"lastModified": "2026-01-02T03:04:05+01:00"},
    "logins": 7,
    "tags": ["red"],
    "nothing": [],
    ENTERPRISE_USER: {"department": "Sales", "manager": {"value": "M1"}},
}


def fits(text: str, loose: bool = False) -> bool:
    found = parsed_filter(text).filter
    assert found is not None
    return matches(found, ANN, loose=loose)


@pytest.mark.parametrize(
    "text",
    [
        'userName eq "ANN"', 'USERNAME eq "ann"', 'id eq "A1"', "active eq true", 'emails co "HOME"',
        'emails[type eq "work" and value sw "ann"]', 'emails.type eq "home"', 'name.givenName ew "nn"',
        f'{ENTERPRISE_USER}:department eq "sales"', f'{USER}:userName eq "ann"', f'{ENTERPRISE_USER}:manager eq "m1"',
        "title ne 5", "title eq null", "emails pr", "not (nothing pr)", "not (title pr)",
        'meta.lastModified eq "2026-01-02T02:04:05Z"', 'meta.lastModified gt "2026-01-02T01:59:59Z"',
        "logins ge 7", "logins lt 8", 'tags eq "red"', 'tags[value eq "red"]', 'userName gt "AN"',
        'userName eq "x" or active eq true',
    ],
)  # fmt: skip
def test_fits(text: str) -> None:
    assert fits(text)


@pytest.mark.parametrize(
    "text",
    [
        'id eq "a1"', 'active eq "true"', "active eq false", 'emails[type eq "home" and value sw "ann"]', "title pr",
        'title eq "x"', "active gt false", 'logins eq "7"', 'logins gt "6"', "userName gt 5", 'department eq "sales"',
        'emails[type eq "work"].value eq "home@x.test"', "nothing pr", 'name eq "Ann"', 'urn:x:2.0:User:a eq "b"',
        'userName ne "ann"', "logins co 7",
    ],
)  # fmt: skip
def test_does_not_fit(text: str) -> None:
    assert not fits(text)


@pytest.mark.parametrize("text", ['active eq "True"', 'logins eq "7"', 'emails[primary eq "True"]'])
def test_loosely_types_do_not_count(text: str) -> None:
    assert fits(text, loose=True)
    assert not fits(text)


def test_elements_are_chosen_by_their_sub_attributes() -> None:
    members: list[Any] = [{"value": "U1"}, {"VALUE": "u2"}, "u3", None, {"value": 4}]
    attr = BUILT_IN.described("members", "Group", GROUP)

    def chosen(text: str) -> list[Any]:
        found = parsed_filter(text).filter
        assert found is not None
        return [one for one in members if element_fits(found, attr)(one)]

    assert chosen('value eq "u1"') == [{"value": "U1"}]
    assert chosen('value eq "u2"') == [{"VALUE": "u2"}]
    assert chosen('value eq "u3"') == ["u3"]
    assert chosen("value eq 4") == [{"value": 4}]
    assert chosen('value sw "u"') == members[:3]


def test_what_is_no_resource_fits_nothing() -> None:
    found = parsed_filter('a eq "b" or c pr').filter
    assert found is not None
    assert not any(matches(found, odd) for odd in (None, [], "text", 5))
