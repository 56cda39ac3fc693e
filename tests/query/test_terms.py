"""Chips and facets read the filter text and write it; the text means the same afterwards."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from scimviewer.query.filters import EVERYTHING, All, Condition, FilterError, Node, Not, parse
from scimviewer.query.terms import (
    Term,
    added,
    chosen,
    edited,
    inverted,
    removed,
    replaced,
    switched,
    terms,
    toggled,
    with_times,
)  # fmt: skip
from tests.query.conftest import FILTER_TEXTS


def only(text: str) -> Term:
    (term,) = terms(text)
    return term


@pytest.mark.parametrize(
    ("text", "field", "value", "values", "negated", "disabled"),
    [
        ("status:409", "status", "409", ("409",), False, False),
        ("-op:patch", "operation", "patch", ("patch",), True, False),
        ("NOT op:patch", "operation", "patch", ("patch",), True, False),
        ("status:>=400", "status", ">=400", (), False, False),
        ("status:4xx", "status", "4xx", (), False, False),
        ("status:401,403", "status", "401,403", ("401", "403"), False, False),
        ("status:(401 OR 403)", "status", "(401 OR 403)", ("401", "403"), False, False),
        ("status:(401 OR >500)", "status", "(401 OR >500)", (), False, False),
        ("(op:create OR op:patch)", "operation", "op:create OR op:patch", ("create", "patch"), False, False),
        ("(op:create OR status:409)", None, "op:create OR status:409", (), False, False),
        ("error:none", "error", "none", (None,), False, False),
        ('name:"Ines Carvalho"', "resource_name", '"Ines Carvalho"', ("Ines Carvalho",), False, False),
        ("name:/^a b/", "resource_name", "/^a b/", (), False, False),
        ("after:-2h", "time", "after:-2h", (), False, False),
        ('"quota exceeded"', None, "quota exceeded", (), False, False),
        ("~(status:409)", "status", "409", ("409",), False, True),
        ("~(-status:409)", "status", "409", ("409",), True, True),
        ("-(a b)", None, "a b", (), True, False),
        ("statsu:4", None, "statsu:4", (), False, False),
        ("((", None, "((", (), False, False),
    ],
)  # fmt: skip
def test_a_term_knows_its_parts(
    text: str, field: str | None, value: str, values: tuple[str | None, ...], negated: bool, disabled: bool
) -> None:
    assert only(f" {text} ") == Term(text, 1, 1 + len(text), field, value, values, negated, disabled)


def test_terms_keep_quotes_and_parentheses_whole() -> None:
    text = 'a "b c" AND (d OR "e )") f'
    assert [term.text for term in terms(text)] == ["a", '"b c"', '(d OR "e )")', "f"]
    assert all(text[term.start : term.end] == term.text for term in terms(text))
    assert terms("  ") == []


def test_a_term_is_edited_inverted_switched_off_and_removed() -> None:
    text = "op:patch status:409 quota"
    status = terms(text)[1]
    assert edited(text, status, "status:4xx") == "op:patch status:4xx quota"
    assert edited(text, status, "a OR b") == "op:patch (a OR b) quota"
    assert edited(text, status, "say (") == 'op:patch "say (" quota'
    assert inverted(text, status) == "op:patch -status:409 quota"
    assert switched(text, status) == "op:patch ~(status:409) quota"
    assert removed(text, status) == "op:patch quota"


def test_what_is_switched_off_has_no_effect_and_comes_back() -> None:
    text = "op:patch ~(status:409)"
    assert parse(text) == parse("op:patch")
    assert parse("~(status:409)") == parse("-~(nonsense:1)") == EVERYTHING
    assert switched(text, terms(text)[1]) == "op:patch status:409"
    assert inverted(text, terms(text)[1]) == "op:patch ~(-status:409)"
    assert chosen(text).state("status", "409") == ""


@pytest.mark.parametrize(
    ("before", "name", "value", "exclude", "after"),
    [
        ("", "outcome", "failure", False, "outcome:failure"),
        ("outcome:failure", "outcome", "failure", False, ""),
        ("outcome:failure x", "outcome", "skipped", False, "outcome:(failure OR skipped) x"),
        ("(outcome:failure OR outcome:skipped)", "outcome", "failure", False, "outcome:skipped"),
        ("", "actor", "Entra ID", True, '-actor:"Entra ID"'),
        ('-actor:"Entra ID"', "actor", "Entra ID", True, ""),
        ('-actor:"Entra ID"', "actor", "Entra ID", False, 'actor:"Entra ID"'),
        ("-actor:a", "actor", "b", True, "-actor:(a OR b)"),
        ("status:>=400 quota", "status", "409", False, "status:>=400 quota status:409"),
        ("", "status", None, False, "status:none"),
        ("status:none", "status", None, False, ""),
        ("-status:*", "status", None, False, ""),
        ("", "status", None, True, "-status:none"),
        ("status:*", "status", None, True, ""),
        ("op:patch", "operation", "create", False, "operation:(patch OR create)"),
        ('"a (b" OR x', "method", "GET", False, '("a (b" OR x) method:GET'),
        ("say (", "method", "GET", False, '"say (" method:GET'),
    ],
)
def test_a_click_changes_the_text(before: str, name: str, value: str | None, exclude: bool, after: str) -> None:
    assert toggled(before, name, value, exclude) == after


def test_a_value_added_twice_is_there_once() -> None:
    assert added(added("", "status", "409"), "status", "409") == "status:409"
    assert added("status:409", "status", "500") == "status:(409 OR 500)"
    assert added("status:409", "status", "409", exclude=True) == "-status:409"


def test_one_value_replaces_all_that_was_said_about_its_field() -> None:
    assert replaced("status:4xx -status:409 op:patch", "status", "500") == "op:patch status:500"


def test_times_never_stack() -> None:
    text = with_times("op:patch time:2026-09-01 before:-2h", "2026-09-01T10:00Z", "2026-09-01T11:00Z")
    assert text == "op:patch after:2026-09-01T10:00Z before:2026-09-01T11:00Z"
    assert with_times(text, after="-2h") == "op:patch after:-2h"
    assert with_times(text) == "op:patch"


def test_what_the_text_names_is_marked() -> None:
    named = chosen('(status:400 OR status:409) -actor:"a \\"b\\"" type:User status:>=500 (a:b OR c:d) -error:*')

    assert named.state("status", "400") == named.state("status", "409") == "in"
    assert named.state("actor", 'a "b"') == "out"
    assert named.state("resource_type", "User") == "in"
    assert named.state("status", "500") == ""
    assert named.state("error", None) == "in"


@given(st.text(min_size=1).filter(lambda text: text.strip() and len(text) < 200))
@example("none")
@example("a,b")
@example("/a/")
@example("4xx")
def test_any_value_survives_being_quoted(value: str) -> None:
    text = toggled("", "actor", value)

    assert chosen(text).state("actor", value) == "in"
    assert toggled(text, "actor", value) == ""
    node = parse(text)
    assert (node.field, node.relation, node.value) == ("actor", "is", value)  # type: ignore[union-attr]


def meant(text: str) -> Node | None:
    try:
        return parse(text)
    except FilterError:
        return None


def flat(node: Node) -> tuple[Node, ...]:
    """The parts that must all hold: parentheses around some of them make no difference."""
    return tuple(one for part in node.parts for one in flat(part)) if isinstance(node, All) else (node,)


@given(FILTER_TEXTS)
@example("a OR b")
@example("~(a)OR b")
@example("(0)AND OR")
@example("((")
@example("-")
def test_text_becomes_terms_and_text_again(text: str) -> None:
    before = meant(text)
    assume(before is not None)
    assert before is not None
    one_more = Condition("cycle", "is", "zz")
    assert flat(parse(added(text, "cycle", "zz"))) == (*flat(before), one_more)
    for term in terms(text):
        assert meant(edited(text, term, term.text)) == before
        off = switched(text, term)
        assert terms(off)[terms(text).index(term)].disabled != term.disabled
        assert switched(added(off, "cycle", "zz"), terms(off)[0])


@given(FILTER_TEXTS)
@example("-(-(x))")
@example("-x")
def test_the_opposite_of_a_term_finds_the_others(text: str) -> None:
    for term in terms(text):
        one = meant(term.text)
        if one is None or term.disabled:
            continue
        opposite = parse(inverted(term.text, terms(term.text)[0]))
        assert opposite == Not(one) or Not(opposite) == one
