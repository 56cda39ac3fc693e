"""Filter text becomes conditions; what is none is searched for; nothing else ever happens."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import example, given, settings

from scimviewer.query.filters import (
    EVERYTHING,
    MOST_TEXT,
    All,
    Any,
    Condition,
    FilterError,
    Node,
    Not,
    Text,
    is_plain_text,
    parse,
)  # fmt: skip
from scimviewer.query.moments import moment
from tests.query.conftest import FILTER_TEXTS

STATUS = Condition("status", "is", "400")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", EVERYTHING),
        ("   ", EVERYTHING),
        ("status:400", STATUS),
        ("STATUS:400", STATUS),
        ("status:>=400", Condition("status", "at least", "400")),
        ("status:<=400", Condition("status", "at most", "400")),
        ("ms:>1.5", Condition("duration_ms", "over", "1.5")),
        ("duration:<10", Condition("duration_ms", "under", "10")),
        ("status:400..499", Condition("status", "between", "400", "499")),
        ("error:*", Condition("error", "known")),
        ("-error:*", Not(Condition("error", "known"))),
        ("name:ann*", Condition("resource_name", "like", "ann*")),
        ('name:"ann*"', Condition("resource_name", "is", "ann*")),
        ('name:"say \\"hi\\" \\\\"', Condition("resource_name", "is", 'say "hi" \\')),
        ("op:patch", Condition("operation", "is", "patch")),
        ("-status:400", Not(STATUS)),
        ("NOT status:400", Not(STATUS)),
        ("-(status:400 x)", Not(All((STATUS, Text("x"))))),
        ("status:400 x", All((STATUS, Text("x")))),
        ("status:400 AND x", All((STATUS, Text("x")))),
        ("status:400 OR x y", Any((STATUS, All((Text("x"), Text("y")))))),
        ("(status:400 OR x) y", All((Any((STATUS, Text("x"))), Text("y")))),
        ("x -y", All((Text("x"), Not(Text("y"))))),
        ('""', EVERYTHING),
        ("*", EVERYTHING),
        ("quota*", Text("quota")),
        ("*quo*ta*", Text(r"quo[^\s\"]*?ta", regex=True)),
        ("/quo.ta/", Text("quo.ta", regex=True)),
        ("status:4xx,503", Any((Condition("status", "between", "400", "499"), Condition("status", "is", "503")))),
        ("status:(>=400 -404)", All((Condition("status", "at least", "400"), Not(Condition("status", "is", "404"))))),
        ("~(status:400) x", Text("x")),
        ("-~(status:400)", EVERYTHING),
        ('-"quota exceeded"', Not(Text("quota exceeded"))),
        ("after:2026-09-01T14:00Z", Condition("time", "at least", "2026-09-01T14:00Z")),
        ("before:2026-09-01", Condition("time", "under", "2026-09-01")),
        ("speaks_scim:true", Condition("speaks_scim", "is", "true")),
        ("target:https://a.example", Condition("target", "is", "https://a.example")),
    ],
)
def test_text_means(text: str, meant: Node) -> None:
    assert parse(text) == meant


def test_the_example_of_the_manual_means_what_it_says() -> None:
    assert parse('status:>=400 op:patch -actor:okta after:2026-09-01T14:00Z "quota exceeded"') == All(
        (
            Condition("status", "at least", "400"),
            Condition("operation", "is", "patch"),
            Not(Condition("actor", "is", "okta")),
            Condition("time", "at least", "2026-09-01T14:00Z"),
            Text("quota exceeded"),
        )
    )


@pytest.mark.parametrize(
    "text",
    ["((", "a) b", '"open', "x AND (", '{"userName": "ann"}', "-", "--", "(status:400", ":x", "a ) OR", "-----BEGIN"],
)  # fmt: skip
def test_what_is_no_expression_is_searched_for(text: str) -> None:
    assert parse(text) == Text(text)


@pytest.mark.parametrize("text", ["https://a.example/x", "urn:ietf:params:scim:schemas:core:2.0:User", "12:30:01"])
def test_what_only_looks_like_a_field_is_searched_for(text: str) -> None:
    assert parse(text) == Text(text)


def test_prose_with_a_colon_is_searched_for() -> None:
    assert parse("Warning: quota") == All((Text("Warning:"), Text("quota")))


def test_the_bar_can_say_that_all_of_it_is_searched_for() -> None:
    assert is_plain_text("a (b")
    assert not is_plain_text("status:400")
    assert not is_plain_text("word")


@pytest.mark.parametrize(
    ("text", "said", "position"),
    [
        ("statsu:400", "There is no field “statsu”", 0),
        ("op:get foo:bar", "There is no field “foo”", 7),
        ("status:", "has no value", 0),
        ("status:abc", "“abc” is not a number", 7),
        ("status:4*", "“4\\*” is not a number", 7),
        ("x ms:*5", "“\\*5” is not a number", 5),
        ("status:1..x", "“x” is not a number", 7),
        ("time:yesterday", "“yesterday” is not a time", 5),
        ("time:2026*", "“2026\\*” is not a time", 5),
        ("after:x", "“x” is not a time", 6),
        ("before:*", "“\\*” is not a time", 7),
        ("actor:>=a", "holds text and has no order", 6),
        ("speaks_scim:maybe", "neither true nor false", 12),
        ("speaks_scim:>=1", "neither true nor false", 12),
        ("-" + "(-" * 4000 + "x" + ")" * 4000, "nested too deeply", 51),
        ("x" * (MOST_TEXT + 1), "longer than", 0),
    ],
)
def test_what_cannot_be_used_says_what_and_where(text: str, said: str, position: int) -> None:
    with pytest.raises(FilterError, match=said) as raised:
        parse(text)
    assert raised.value.position == position


def test_a_misspelt_field_gets_a_hint() -> None:
    with pytest.raises(FilterError) as raised:
        parse("statuss:1")
    assert "status" in raised.value.hint


def test_times_know_zones() -> None:
    noon = moment("2026-09-01T12:00Z")
    assert moment("2026-09-01T14:00+02:00") == noon
    assert moment("2026-09-01T12:00") == noon
    assert moment("2026-09-01") == noon - 12 * 3600 * 10**9


@settings(max_examples=500, deadline=None)
@example("-" * 200)
@example("(" * 200)
@example("-(" * 100)
@example('"' + "\\" * 199)
@given(FILTER_TEXTS)
def test_any_text_is_a_filter_or_a_filter_error_and_quickly(text: str) -> None:
    begun = time.perf_counter()
    with suppress(FilterError):
        parse(text)
    assert time.perf_counter() - begun < 1
