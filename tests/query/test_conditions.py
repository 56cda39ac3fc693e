"""A value of a field says what to compare with, and how; what does not fit the field says so with an example."""

from __future__ import annotations

from fractions import Fraction

import pytest

from scimviewer.query.columns import BY_KEY, COLUMNS
from scimviewer.query.conditions import MOST_REGEX, amount, condition, example, unknown_field
from scimviewer.query.filters import Any, Condition, FilterError, Node, Not, parse


@pytest.mark.parametrize(
    ("field", "value", "meant"),
    [
        ("status", "4xx", Condition("status", "between", "400", "499")),
        ("status", "5XX", Condition("status", "between", "500", "599")),
        ("actor", "4xx", Condition("actor", "is", "4xx")),
        ("status", "401,403", Any((Condition("status", "is", "401"), Condition("status", "is", "403")))),
        ("client", '"a,b"', Condition("client", "is", "a,b")),
        ("duration_ms", "1s..", Condition("duration_ms", "at least", "1s")),
        ("duration_ms", "..1.5", Condition("duration_ms", "at most", "1.5")),
        ("error", "none", Not(Condition("error", "known"))),
        ("error", '"none"', Condition("error", "is", "none")),
        ("error", "a..b", Condition("error", "is", "a..b")),
        ("error", "/^quota .*\\/x/", Condition("error", "matches", "^quota .*/x")),
        ("time", "-2h..-1h", Condition("time", "between", "-2h", "-1h")),
    ],
)
def test_a_value_says(field: str, value: str, meant: Node) -> None:
    assert condition(BY_KEY[field], value, 0) == meant


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
def test_each_example_can_be_used(column: object) -> None:
    for text in example(column).split(" or "):  # type: ignore[arg-type]
        parse(text)


@pytest.mark.parametrize(
    ("text", "said", "position"),
    [
        ("status:401,", "comma without a value", 7),
        ("status:(401 403)", "cannot be 401 and 403 at once", 8),
        ("status:/4/", "holds no text", 7),
        ("name:/(/", "no regular expression", 5),
        ("x /[/", "no regular expression", 2),
        (f"/{'x' * (MOST_REGEX + 1)}/", "longer than", 0),
        ("ms:..", "needs an end", 3),
        ("ms:1y", "“1y” is not a number", 3),
        ("foo:(a OR b)", "no field “foo”", 0),
    ],
)
def test_what_does_not_fit_says_so_with_its_place(text: str, said: str, position: int) -> None:
    with pytest.raises(FilterError, match=said) as raised:
        parse(text)
    assert raised.value.position == position


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("statsu", "status"), ("duraton", "duration"), ("resourcename", "resource_name"), ("er", "error")],
)
def test_a_misspelt_field_is_told_the_right_one(wrong: str, right: str) -> None:
    assert right in unknown_field(wrong, 0).hint


def test_amounts_are_exact() -> None:
    assert amount("duration_ms", "1.001") == Fraction(1001, 1000)
    assert amount("duration_ms", "1.5s") == 1500
    assert amount("status", "-1") == -1
