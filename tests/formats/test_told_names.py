from __future__ import annotations

from scimviewer.formats.told_names import listed, named, scim_type_in, status_named, text_in


def test_names_are_found_in_any_case_and_in_json_kept_as_text() -> None:
    assert named({"DisplayName": "a", "id": None}) == {"displayname": "a"}
    assert named('{"Id": "7"}') == {"id": "7"}
    assert named([1]) == {}


def test_lists_may_be_kept_as_text_or_be_one_object() -> None:
    assert listed('[{"a": 1}]') == [{"a": 1}]
    assert listed({"a": 1}) == [{"a": 1}]
    assert listed(None) == []


def test_the_first_name_that_says_something_counts() -> None:
    assert text_in({"a": " ", "b": 7, "c": True}, "a", "c", "b") == "7"
    assert text_in({}, "a") is None


def test_a_status_is_a_number_a_phrase_or_a_name_in_dotnet() -> None:
    assert [status_named(one) for one in ("409", "Bad Gateway", "TooManyRequests", "Sunny", "999")] == [
        409, 502, 429, None, None,
    ]  # fmt: skip


def test_scim_types_are_found_in_quoted_json() -> None:
    assert scim_type_in('… Content: \'{"scimType":"uniqueness"}\'') == "uniqueness"
    assert scim_type_in('{\\"scimType\\": \\"tooMany\\"}') == "tooMany"
    assert scim_type_in(None) is None
