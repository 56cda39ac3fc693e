from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.scim.filters import AttributePath, Compare
from scimviewer.scim.paths import Path, known_urns, parsed_path
from scimviewer.scim.schemas import ENTERPRISE_USER, GROUP, USER

WORK = Compare(AttributePath("type"), "eq", "work")
CUSTOM = "urn:example:1.0:custom.User"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("active", Path(None, "active")),
        ("  active ", Path(None, "active")),
        ("name.givenName", Path(None, "name", None, "givenName")),
        ('emails[type eq "work"]', Path(None, "emails", WORK)),
        ('emails[type eq "work"].value', Path(None, "emails", WORK, "value")),
        ("members[value eq \"a]b\"]", Path(None, "members", Compare(AttributePath("value"), "eq", "a]b"))),
        (f"{USER}:name.givenName", Path(None, "name", None, "givenName")),
        (f"{USER.upper()}:active", Path(None, "active")),
        (USER, Path(None, None)),
        (f"{GROUP}:members", Path(None, "members")),
        (ENTERPRISE_USER, Path(ENTERPRISE_USER, None)),
        (f"{ENTERPRISE_USER}:manager.value", Path(ENTERPRISE_USER, "manager", None, "value")),
        ("urn:unknown:2.0:Thing:size", Path("urn:unknown:2.0:Thing", "size")),
        ('urn:unknown:2.0:Thing:size[value eq "urn:a:b"].x', Path(
            "urn:unknown:2.0:Thing", "size", Compare(AttributePath("value"), "eq", "urn:a:b"), "x")),
        (f"{CUSTOM}:shoe", Path(CUSTOM, "shoe")),
        (f"{CUSTOM}", Path(CUSTOM, None)),
    ],
)  # fmt: skip
def test_paths_of_the_grammar(text: str, expected: Path) -> None:
    found = parsed_path(text, [CUSTOM, "urn:example:1.0"])

    assert found.path == expected
    assert found.is_strict


def test_the_schema_of_another_type_is_a_container() -> None:
    assert parsed_path(f"{GROUP}:members", resource_type="User").path == Path(GROUP, "members")


@pytest.mark.parametrize(
    ("text", "means", "position"),
    [
        (f"{ENTERPRISE_USER}.department", f"{ENTERPRISE_USER}:department", len(ENTERPRISE_USER)),
        ("/active", "active", 0),
        ("/name/givenName", "name.givenName", 0),
        ("members[value eq 89bb]", 'members[value eq "89bb"]', 17),
    ],
)
def test_what_clients_send_is_understood_and_told_to_be_no_scim(text: str, means: str, position: int) -> None:
    found = parsed_path(text)

    assert str(found.path) == means
    assert [error.position for error in found.errors] == [position]


@pytest.mark.parametrize(
    ("text", "position", "scim_type"),
    [
        ("emails[0]", 7, "invalidPath"), ("emails[*].value", 7, "invalidPath"), ("a.b.c", 3, "invalidPath"),
        ("$.active", 0, "invalidPath"), ("emails[type eq", 6, "invalidPath"), ("a b", 1, "invalidPath"),
        ("emails[type eq]", 14, "invalidFilter"), ("emails[]", 7, "invalidFilter"), ("7", 0, "invalidPath"),
        ('a[b eq "x"][c pr]', 11, "invalidPath"), ("a.", 1, "invalidPath"), ("/a/b/c", 0, "invalidPath"),
    ],
)  # fmt: skip
def test_errors_say_where_and_what_a_server_answers(text: str, position: int, scim_type: str) -> None:
    found = parsed_path(text)

    assert found.path is None
    assert (found.errors[-1].position, found.errors[-1].scim_type) == (position, scim_type)
    assert found.errors[-1].message


def test_urns_are_known_from_the_resource() -> None:
    resource = {"schemas": [USER, "urn:a:b:2.0:X", 7], "urn:c:d:2.0:Y": {}}

    assert {"urn:a:b:2.0:X", "urn:c:d:2.0:Y", ENTERPRISE_USER} <= set(known_urns(resource))
    assert known_urns(None) == known_urns({"schemas": "x"})


@given(st.text(max_size=30) | st.text('ab.[]":/ urneqSCIM20', max_size=30).map("urn:".__add__))
def test_no_text_breaks_the_parser(text: str) -> None:
    found = parsed_path(text, ["urn:a"])

    assert found.path is not None or found.errors
    if found.is_strict and found.path is not None and found.path.attribute:
        assert parsed_path(str(found.path), ["urn:a"]).path == found.path


def test_deep_and_long_paths_break_nothing() -> None:
    for text in ("a[" * 5000, "a." * 5000, "urn:" * 5000, f"{USER}:", "a[" + "(" * 5000 + "]"):
        assert parsed_path(text).errors
