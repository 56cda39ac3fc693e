from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.scim.filters import (
    And,
    AttributePath,
    Compare,
    FilterError,
    Not,
    Or,
    Present,
    Within,
    filter_text,
    parsed_filter,
)  # fmt: skip

A, B, C = (Compare(AttributePath(name), "eq", 1) for name in "abc")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('userName eq "ann"', Compare(AttributePath("userName"), "eq", "ann")),
        ('USERNAME Eq "ann"', Compare(AttributePath("USERNAME"), "eq", "ann")),
        ("active eq true", Compare(AttributePath("active"), "eq", True)),
        ("a eq FALSE", Compare(AttributePath("a"), "eq", False)),
        ("a ne null", Compare(AttributePath("a"), "ne", None)),
        ("a gt -1.5e3", Compare(AttributePath("a"), "gt", -1500.0)),
        ("a le 7", Compare(AttributePath("a"), "le", 7)),
        ("title pr", Present(AttributePath("title"))),
        ("meta.lastModified PR", Present(AttributePath("meta", "lastModified"))),
        ("urn:x:2.0:User:name.givenName pr", Present(AttributePath("name", "givenName", "urn:x:2.0:User"))),
        ("$ref pr", Present(AttributePath("$ref"))),
        (r'a eq "q\"u\\o\u0041\n"', Compare(AttributePath("a"), "eq", 'q"u\\oA\n')),
        (r'a eq "\ud83d\ude00"', Compare(AttributePath("a"), "eq", "😀")),
        ("a eq 1 or b eq 1 and c eq 1", Or((A, And((B, C))))),
        ("(a eq 1 or b eq 1) and c eq 1", And((Or((A, B)), C))),
        ("not (a eq 1)", Not(A)),
        ("not eq 1", Compare(AttributePath("not"), "eq", 1)),
        ("NOT(a eq 1)and b eq 1", And((Not(A), B))),
        ("emails[a eq 1 and not (b eq 1)]", Within(AttributePath("emails"), And((A, Not(B))))),
        ("emails[a eq 1] or b eq 1", Or((Within(AttributePath("emails"), A), B))),
    ],
)
def test_filters_of_the_grammar(text: str, expected: object) -> None:
    found = parsed_filter(text)

    assert found.filter == expected
    assert found.is_strict


@pytest.mark.parametrize(
    ("text", "means", "position", "hint"),
    [
        ('emails[type eq "work"].value eq "x"', 'emails[type eq "work" and value eq "x"]', 22, "into the bracket"),
        ("members[value eq 89bb-41c0]", 'members[value eq "89bb-41c0"]', 17, "double quotes"),
        ("a eq 'x'", 'a eq "x"', 5, "double quotes"),
        ('a == "x"', 'a eq "x"', 2, "eq"),
        ('a eq "x" && b pr', 'a eq "x" and b pr', 9, "and"),
        ("not a pr", "not (a pr)", 4, "not (…)"),
        ("!(a pr)", "not (a pr)", 0, "not"),
    ],
)
def test_what_clients_send_is_understood_and_told_to_be_no_scim(
    text: str, means: str, position: int, hint: str
) -> None:
    found = parsed_filter(text)

    assert found.filter is not None
    assert filter_text(found.filter) == means
    assert not found.is_strict
    assert (found.errors[0].position, hint in found.errors[0].hint) == (position, True)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", 0), ("   ", 0), ("a", 1), ("a eq", 4), ("a eq 1 and", 10), ("a like 1", 2), ("(a eq 1", 7), ("a eq 1)", 6),
        ("a[b eq 1", 8), ('a eq "x', 5), ('"x" eq a', 0), ("a..b pr", 0), ("1a pr", 0), ("a eq 1 b eq 2", 7),
        ("[x]", 0),
        ("a eq (b)", 5), (":a pr", 0), ("a.b.c pr", 0),
    ],
)  # fmt: skip
def test_errors_say_where(text: str, position: int) -> None:
    found = parsed_filter(text)

    assert found.filter is None
    assert isinstance(found.errors[-1], FilterError)
    assert found.errors[-1].position == position


@pytest.mark.parametrize("text", ["(" * 5000, "not (" * 5000, "a[" * 5000, "a pr or " * 5000, '"' * 999, "\\" * 999])
def test_nesting_and_length_break_nothing(text: str) -> None:
    assert parsed_filter(text).errors


def test_a_long_list_of_alternatives_is_a_filter() -> None:
    assert parsed_filter(" or ".join(['a eq "x"'] * 5000)).is_strict


names = st.from_regex(r"[a-z][a-zA-Z0-9_-]{0,5}", fullmatch=True).filter(lambda name: name != "not")
attributes = st.builds(AttributePath, names, st.none() | names, st.none() | st.just("urn:x:2.0:User"))
values = st.none() | st.booleans() | st.integers(-99, 99) | st.text(max_size=5) | st.floats(-9, 9, allow_nan=False)
compares = st.builds(Compare, attributes, st.sampled_from(["eq", "co", "le"]), values)
simple = st.builds(Present, attributes) | compares
filters = st.recursive(
    simple,
    lambda inner: (
        st.builds(Not, inner)
        | st.builds(lambda one, two: And((one, two)), inner, inner)
        | st.builds(lambda one, two: Or((one, two)), inner, inner)
        | st.builds(Within, st.builds(AttributePath, names), simple)
    ),
    max_leaves=6,
)


@given(filters)
def test_the_text_of_a_filter_is_read_as_that_filter(found: Not) -> None:
    text = filter_text(found)

    assert parsed_filter(text).is_strict
    again = parsed_filter(text).filter
    assert again is not None
    assert filter_text(again) == text


@given(st.text(max_size=40) | st.text("ab()[]\" 'eqandornot.:!=", max_size=40))
def test_no_text_breaks_the_parser(text: str) -> None:
    found = parsed_filter(text)

    assert found.filter is not None or found.errors
    assert all(0 <= error.position <= len(text) for error in found.errors)


@given(st.text())
def test_any_text_can_be_a_value(value: str) -> None:
    found = parsed_filter(f"a eq {json.dumps(value)}").filter

    assert isinstance(found, Compare)
    assert found.value == value
