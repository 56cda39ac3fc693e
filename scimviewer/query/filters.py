"""Read filter text: `status:>=400 op:patch -actor:okta after:2026-09-01T14:00Z "quota exceeded"`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lark import Lark, Token, Transformer, UnexpectedInput, v_args
from lark.exceptions import VisitError

from scimviewer.errors import UserError
from scimviewer.query.columns import BY_KEY, SHORT, column
from scimviewer.times import instant

GRAMMAR = r"""
    start: any
    ?any: all (OR all)*
    ?all: one (AND? one)*
    ?one: MINUS one -> without
        | NOT one -> without
        | "(" any ")"
        | FIELD VALUE? -> condition
        | QUOTED -> text
        | WORD -> text
    OR.3: /OR(?=[\s(])/
    AND.3: /AND(?=[\s(])/
    NOT.3: /NOT(?=[\s(])/
    MINUS.3: /-(?=[^\s)-])/
    FIELD.2: /[A-Za-z_]+:/
    QUOTED.2: /"(?:[^"\\]|\\.)*"/
    VALUE.4: /(?<=:)(?:"(?:[^"\\]|\\.)*"|(?:>=|<=|>|<)?[^\s()"]+)/
    WORD: /[^\s()":][^\s()"]*/
    %ignore /\s+/
"""
MOST_TEXT = 20_000
DATE_ONLY = re.compile(r"^\d{4}-\d\d-\d\d$")
FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
COMPARISONS = (">=", "<=", ">", "<")


class FilterError(UserError):
    """Filter text that cannot be used: what is wrong, where (0-based), and what would help."""

    def __init__(self, message: str, position: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.position, self.hint = position, hint


@dataclass(frozen=True, slots=True)
class Text:
    """Found anywhere in what the detail shows."""

    needle: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One column against one value: `relation` is is, like, at least, at most, over, under, between or known."""

    field: str
    relation: str
    value: str = ""
    upper: str = ""  # of between


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    parts: tuple[Node, ...]


Node = Text | Condition | Not | All | Any
EVERYTHING = All(())


@lru_cache(maxsize=1)
def _lark() -> Lark:
    return Lark(GRAMMAR, parser="lalr", propagate_positions=True)


@lru_cache(maxsize=256)
def parse(text: str) -> Node:
    """Read filter text. What is no valid expression is searched for as text; FilterError for values that cannot be."""
    if len(text) > MOST_TEXT:
        raise FilterError(f"The filter is longer than {MOST_TEXT} characters.")
    if not text.strip():
        return EVERYTHING
    try:
        node: Node = _Builder().transform(_lark().parse(text))
    except UnexpectedInput:
        return Text(text.strip())
    except RecursionError:
        raise FilterError("The filter is nested too deeply.") from None
    except VisitError as error:
        if isinstance(error.orig_exc, FilterError):
            raise error.orig_exc from None
        raise
    return node


def is_plain_text(text: str) -> bool:
    """Whether the whole text is searched for, because it is no valid expression."""
    return isinstance(parse(text), Text) and any(mark in text for mark in ":()")


@v_args(inline=True)
class _Builder(Transformer[Token, Node]):
    """Turns lark's tree into the values above."""

    def start(self, node: Node) -> Node:
        return node

    def any(self, *parts: Node | Token) -> Node:
        return Any(tuple(part for part in parts if not isinstance(part, Token)))

    def all(self, *parts: Node | Token) -> Node:
        return All(tuple(part for part in parts if not isinstance(part, Token)))

    def without(self, _mark: Token, part: Node) -> Node:
        return Not(part)

    def text(self, token: Token) -> Node:
        return Text(unquoted(token))

    def condition(self, field: Token, value: Token | None = None) -> Node:
        name = field[:-1]
        known, is_moment = column(name), name.lower() in ("after", "before")
        if known is None and not is_moment and (value is None or value.startswith("//") or name.lower() == "urn"):
            return Text(field + (value or ""))  # prose, a URL, a schema's name
        if value is None:
            raise FilterError(f"“{name}:” has no value.", field.start_pos or 0, f"For example {name}:*")
        if is_moment:
            return _moment(name.lower(), value)
        if known is None:
            raise FilterError(f"There is no field “{name}”.", field.start_pos or 0, _fields_like(name))
        return _condition(known.key, known.kind, value)


def unquoted(token: str) -> str:
    """The text of a bare or quoted value."""
    if len(token) >= 2 and token[0] == token[-1] == '"':
        return re.sub(r"\\(.)", r"\1", token[1:-1])
    return str(token)


def _fields_like(name: str) -> str:
    start = name[:2].lower()
    alike = [key for key in (*BY_KEY, *SHORT) if key.startswith(start)]
    return f"Did you mean {', '.join(alike)}?" if alike else f"Fields are {', '.join(BY_KEY)}."


def _condition(field: str, kind: str, token: Token) -> Condition:
    value = unquoted(token)
    quoted = token.startswith('"')
    if not quoted:
        if value == "*":
            return Condition(field, "known")
        for mark, relation in zip(COMPARISONS, ("at least", "at most", "over", "under"), strict=True):
            if value.startswith(mark):
                return _checked(Condition(field, relation, value[len(mark) :]), kind, token)
        low, dots, high = value.partition("..")
        if dots and low and high and kind in ("number", "duration", "id", "time"):
            return _checked(Condition(field, "between", low, high), kind, token)
        if "*" in value:
            return _checked(Condition(field, "like", value), kind, token)
    return _checked(Condition(field, "is", value), kind, token)


def _checked(condition: Condition, kind: str, token: Token) -> Condition:
    """Numbers must be numbers, times times; text compares with is and like only."""
    at = token.start_pos or 0
    values = [condition.value, condition.upper] if condition.relation == "between" else [condition.value]
    if kind == "flag":
        if condition.relation != "is" or condition.value.casefold() not in FLAGS:
            raise FilterError(f"“{token}” is neither true nor false.", at, f"For example {condition.field}:true")
    elif kind in ("number", "duration", "id"):
        for value in values:
            if not re.fullmatch(r"-?\d{1,15}(?:\.\d{1,6})?", value):
                raise FilterError(f"“{value}” is not a number.", at, f"For example {condition.field}:>=400")
    elif kind == "time":
        for value in values:
            moment(value, at)
    elif condition.relation not in ("is", "like", "known"):
        raise FilterError(f"“{condition.field}” holds text and has no order.", at, f"For example {condition.field}:a*")
    return condition


def _moment(word: str, token: Token) -> Condition:
    value = unquoted(token)
    moment(value, token.start_pos or 0)
    return Condition("time", "at least" if word == "after" else "under", value)


def moment(text: str, position: int = 0) -> int:
    """Nanoseconds since 1970 of a time in a filter; without a zone it is UTC, without a clock it is midnight."""
    found = instant(f"{text}T00:00Z" if DATE_ONLY.match(text) else text)
    if found is None:
        raise FilterError(f"“{text}” is not a time.", position, "For example 2026-09-01T14:00Z")
    return found.ns
