"""Reading JSON values on one line and naming the way to them."""

from __future__ import annotations

import pytest

from scimviewer.ui.json_values import (
    brief,
    count,
    entry,
    json_pointer,
    json_text,
    kind,
    repeated_key,
    scim_path,
    secret_words,
)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ({}, "object"),
        ([], "array"),
        ("a", "string"),
        (1, "number"),
        (1.5, "number"),
        (True, "literal"),
        (None, "literal"),
    ],
)
def test_every_json_type_has_its_name(value, name):
    assert kind(value) == name


def test_paths_are_written_as_scim_writes_them():
    assert scim_path(("emails", 0, "value")) == "emails[0].value"
    assert scim_path(()) == ""
    extension = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
    assert scim_path((extension, "manager", "value")) == f"{extension}:manager.value"
    assert scim_path(("a b", 2)) == '["a b"][2]'


def test_pointers_escape_their_two_special_characters():
    assert json_pointer(("a/b", 0, "c~d")) == "/a~1b/0/c~0d"
    assert json_pointer(()) == ""


def test_what_turns_text_around_is_escaped():
    assert json_text("a\u202eb\u200b") == '"a\\u202eb\\u200b"'
    assert json_text("\U000e0041") == '"\\udb40\\udc41"'
    assert json_text("lone \ud800") == '"lone \\ud800"'
    assert json_text("Jonas Hällström") == '"Jonas Hällström"'


def test_a_container_is_summed_up_in_count_and_first_entries():
    value = {"value": "1", "type": "work", "primary": True, "more": {}}
    assert count(value) == "{4}"
    assert count([0] * 5000) == "[5\u202f000]"
    assert brief(value) == 'value: "1", type: "work", primary: true, …'


def test_a_long_text_is_cut_before_anything_is_done_with_it():
    assert len(brief("x" * 2_000_000)) <= 300
    assert brief("x" * 2_000_000).endswith("…")


def test_an_entry_is_found_by_its_way():
    assert entry({"emails": [{"value": "a"}]}, ("emails", 0, "value")) == "a"


def test_a_removed_credential_is_named():
    assert secret_words("Bearer ⟦secret:bearer#a1b2c3d4⟧") == "bearer removed"
    assert secret_words("⟦secret:private_key⟧") == "private key removed"
    assert secret_words("secret:bearer") is None


def test_a_repeated_key_is_found_also_in_a_body_kept_as_text():
    assert repeated_key(b'{"status":200,"status":403}') == "status"
    assert repeated_key(b'{"body":"{\\"a\\":1,\\"a\\":2}"}') == "a"
    assert repeated_key(b'{"a":{"b":1},"b":1}') is None
    assert repeated_key(b"no json") is None
