"""What does a value of a field mean? `>=400`, `4xx`, `a..b`, `401,403`, `*`, `none`, `ann*`, `/^ann/`, `"ann*"`."""

from __future__ import annotations

import difflib
import re
from fractions import Fraction

import regex

from scimviewer.query import moments
from scimviewer.query.columns import BY_KEY, SHORT, Column
from scimviewer.query.grammar import CLASS, FilterError, is_quoted, is_regex, unquoted
from scimviewer.query.nodes import Any, Condition, Node, Not

FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
COMPARISONS = {">=": "at least", "<=": "at most", ">": "over", "<": "under"}
NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?", re.ASCII)
DURATION = re.compile(rf"({NUMBER.pattern})(ms|s|m|h)?", re.ASCII)
MS = {None: 1, "ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000}
MOST_REGEX = 1000
NUMERIC = ("id", "number", "duration")
EXAMPLES = {
    "id": "{}:17", "number": "{}:>=400", "duration": "{}:>500 or {}:1s..5s", "time": "{}:2026-09-01T14:00Z",
    "flag": "{}:true", "word": "{}:a*", "words": "{}:a*", "text": "{}:*a*", "source": "{}:*.log",
}  # fmt: skip


def example(column: Column) -> str:
    """How a condition on this column may look."""
    if column.key == "status":
        return "status:4xx or status:>=400"
    return EXAMPLES[column.kind].replace("{}", column.key)


def condition(column: Column, token: str, position: int) -> Node:
    """What `column:token` says; FilterError where the value does not fit the column."""
    if is_quoted(token):
        return _checked(column, Condition(column.key, "is", unquoted(token), position=position))
    if is_regex(token):
        return _regex(column, token, position)
    pieces = token.split(",")
    if len(pieces) > 1 and not all(pieces):
        raise FilterError(f"“{token}” has a comma without a value.", position, "Values with commas need quotes.")
    read = tuple(_one(column, piece, position) for piece in pieces)
    return read[0] if len(read) == 1 else Any(read)


def _one(column: Column, value: str, position: int) -> Node:
    """What one bare value says."""
    field = column.key
    if value == "*":
        return Condition(field, "known", position=position)
    if value.casefold() == "none":
        return Not(Condition(field, "known", position=position))
    for mark, relation in COMPARISONS.items():
        if value.startswith(mark):
            return _checked(column, Condition(field, relation, value[len(mark) :], position=position))
    if field == "status" and (hundred := CLASS.fullmatch(value)):
        return Condition(field, "between", f"{hundred[1]}00", f"{hundred[1]}99", position)
    low, dots, high = value.partition("..")
    if dots and column.kind in (*NUMERIC, "time"):
        return _range(column, low, high, position)
    relation = "like" if "*" in value else "is"
    return _checked(column, Condition(field, relation, value, position=position))


def _range(column: Column, low: str, high: str, position: int) -> Node:
    if low and high:
        return _checked(column, Condition(column.key, "between", low, high, position))
    if not low and not high:
        raise FilterError("A range needs an end.", position, f"For example {column.key}:5.. or {column.key}:..5")
    relation = "at least" if low else "at most"
    return _checked(column, Condition(column.key, relation, low or high, position=position))


def _checked(column: Column, found: Condition) -> Condition:
    """Numbers must be numbers, times times; text compares with is, like and matches only."""
    values = [found.value, found.upper] if found.relation == "between" else [found.value]
    hint = f"For example {example(column)}"
    if column.kind == "flag":
        if found.relation != "is" or found.value.casefold() not in FLAGS:
            raise FilterError(f"“{found.value}” is neither true nor false.", found.position, hint)
    elif column.kind in NUMERIC:
        for value in values:
            amount(column.key, value, found.position)
    elif column.kind == "time":
        for value in values:
            moments.check(value, found.position)
    elif found.relation not in ("is", "like"):
        raise FilterError(f"“{column.key}” holds text and has no order.", found.position, hint)
    return found


def amount(field: str, text: str, position: int = 0) -> Fraction:
    """A number as it was written, exactly; of durations in milliseconds, also written `1.5s`."""
    column = BY_KEY[field]
    match = (DURATION if column.kind == "duration" else NUMBER).fullmatch(text)
    if match is None:
        raise FilterError(f"“{text}” is not a number.", position, f"For example {example(column)}")
    return Fraction(match[1]) * MS[match[2]] if column.kind == "duration" else Fraction(text)


def _regex(column: Column, token: str, position: int) -> Condition:
    if column.kind not in ("word", "words", "text", "source"):
        hint = f"For example {example(column)}"
        raise FilterError(f"“{column.key}” holds no text; patterns cannot be used.", position, hint)
    return Condition(column.key, "matches", expression(token, position), position=position)


def expression(token: str, position: int) -> str:
    """The regular expression between two slashes; FilterError where it is none."""
    pattern = token[1:-1].replace("\\/", "/")
    if len(pattern) > MOST_REGEX:
        raise FilterError(f"The regular expression is longer than {MOST_REGEX} characters.", position)
    try:
        compiled(pattern)
    except (regex.error, OverflowError, MemoryError, RecursionError) as error:
        hint = "For example /quota|limit/; quotes search for text as it stands."
        raise FilterError(f"/{pattern}/ is no regular expression: {error}.", position, hint) from None
    return pattern


def compiled(pattern: str) -> regex.Pattern[str]:
    """A regular expression ready for use, in any case; `regex` remembers the latest."""
    return regex.compile(pattern, regex.IGNORECASE | regex.V0)


def unknown_field(name: str, position: int) -> FilterError:
    """There is no such field, but perhaps one with nearly this name."""
    alike = difflib.get_close_matches(name.lower(), [*BY_KEY, *SHORT, "after", "before"], n=3, cutoff=0.6)
    alike = alike or [key for key in BY_KEY if len(name) > 1 and key.startswith(name[:2].lower())]
    hint = f"Did you mean {' or '.join(alike)}?" if alike else f"Fields are {', '.join(BY_KEY)}."
    return FilterError(f"There is no field “{name}”.", position, hint)
