"""Facets read and write the filter text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.query.filters import parse
from scimviewer.ui.filter_text import chosen, quoted, terms, toggled


@pytest.mark.parametrize(
    ("before", "name", "value", "exclude", "after"),
    [
        ("", "outcome", "failure", False, "outcome:failure"),
        ("outcome:failure", "outcome", "failure", False, ""),
        ("outcome:failure", "outcome", "skipped", False, "(outcome:failure OR outcome:skipped)"),
        ("(outcome:failure OR outcome:skipped)", "outcome", "failure", False, "outcome:skipped"),
        ("", "actor", "Entra ID", True, '-actor:"Entra ID"'),
        ('-actor:"Entra ID"', "actor", "Entra ID", True, ""),
        ('-actor:"Entra ID"', "actor", "Entra ID", False, 'actor:"Entra ID"'),
        ("status:>=400 quota", "status", "409", False, "status:>=400 quota status:409"),
        ("", "status", None, False, "-status:*"),
        ("-status:*", "status", None, False, ""),
        ("", "status", None, True, "status:*"),
        ("op:patch", "operation", "create", False, "(operation:create OR operation:patch)"),
        ('"a (b" OR x', "method", "GET", False, '"a (b" OR x method:GET'),
    ],
)
def test_a_click_changes_the_text(before: str, name: str, value: str | None, exclude: bool, after: str) -> None:
    assert toggled(before, name, value, exclude) == after


def test_what_the_text_names_is_marked() -> None:
    named = chosen('(status:400 OR status:409) -actor:"a \\"b\\"" type:User status:>=500 (a:b OR c:d)')

    assert named.state("status", "400") == named.state("status", "409") == "in"
    assert named.state("actor", 'a "b"') == "out"
    assert named.state("resource_type", "User") == "in"
    assert named.state("status", "500") == ""


def test_terms_keep_quotes_and_parentheses_whole() -> None:
    assert terms('a "b c" (d OR "e )") f') == ["a", '"b c"', '(d OR "e )")', "f"]


@given(st.text(min_size=1).filter(lambda text: text.strip() and len(text) < 200))
def test_any_value_survives_being_quoted(value: str) -> None:
    text = toggled("", "actor", value)

    assert chosen(text).state("actor", value) == "in"
    assert toggled(text, "actor", value) == ""


@pytest.mark.parametrize("value", ["Entra ID", "a*b", "x..y", 'say "hi"', "back\\slash", "(", "400", "OR", "ä:ö"])
def test_the_filter_language_reads_the_same_value(value: str) -> None:
    node = parse(f"actor:{quoted(value)}")

    assert (node.field, node.relation, node.value) == ("actor", "is", value)
