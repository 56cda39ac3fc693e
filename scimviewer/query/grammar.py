"""How is filter text written? The grammar, and the tree of a text with the place of each piece."""

from __future__ import annotations

import re
from functools import lru_cache

from lark import Lark, Token, Tree, UnexpectedInput

from scimviewer.errors import UserError

TEXT = r'"(?:[^"\\]|\\.)*"'
REGEX = r"\/(?:[^\/\\\n]|\\[^\n])+\/(?=[\s)]|\Z)"
# `status:(401 OR 403)` are values of one field; `~(…)` is switched off: kept in the text, and of no effect.
GRAMMAR = rf"""
    start: any
    ?any: all (OR all)*
    ?all: one (AND? one)*
    ?one: MINUS one -> without
        | NOT one -> without
        | OFF any ")" -> disabled
        | "(" any ")" -> group
        | FIELD VALUE? -> condition
        | FIELD OPEN either ")" -> values
        | QUOTED -> text
        | REGEX -> text
        | WORD -> text
    ?either: both (OR both)*
    ?both: each (AND? each)*
    ?each: MINUS each -> without
        | NOT each -> without
        | "(" either ")" -> group
        | QUOTED -> value
        | REGEX -> value
        | BARE -> value
    OR.3: /OR(?=[\s()"]|\Z)/
    AND.3: /AND(?=[\s()"]|\Z)/
    NOT.3: /NOT(?=[\s()"]|\Z)/
    MINUS.3: /-(?=[^\s)-])/
    OFF.3: /~\(/
    OPEN.4: /(?<=:)\(/
    VALUE.4: /(?<=:)(?:{TEXT}|{REGEX}|(?:>=|<=|>|<)?[^\s()"]+)/
    FIELD.2: /[A-Za-z_]+:/
    QUOTED.2: /{TEXT}/
    REGEX.2: /{REGEX}/
    WORD: /(?!(?:AND|OR|NOT)(?:[\s()"]|\Z))[^\s()":][^\s()"]*/
    BARE: /(?!(?:AND|OR|NOT)(?:[\s()"]|\Z))(?:>=|<=|>|<)?[^\s()"]+/
    %ignore /\s+/
"""
MOST_TEXT = 20_000
WORDS = frozenset({"AND", "OR", "NOT"})
# What needs no quotes as a value of a field. "none" says that there is no value.
PLAIN = re.compile(r"(?!none\Z)[A-Za-z0-9_][A-Za-z0-9_.@/+-]*\Z", re.IGNORECASE)
CLASS = re.compile(r"([1-5])xx", re.IGNORECASE)

Node = Tree[Token]


class FilterError(UserError):
    """Filter text that cannot be used: what is wrong, where (0-based), and what would help."""

    def __init__(self, message: str, position: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.position, self.hint = position, hint


@lru_cache(maxsize=1)
def _lark() -> Lark:
    return Lark(GRAMMAR, parser="lalr", propagate_positions=True)


@lru_cache(maxsize=256)
def tree(text: str) -> Node | None:
    """What the text says, piece by piece; None where it is no valid expression, or empty."""
    if len(text) > MOST_TEXT:
        raise FilterError(f"The filter is longer than {MOST_TEXT} characters.")
    try:
        top = _lark().parse(text).children[0]
    except UnexpectedInput:
        return None
    assert isinstance(top, Tree)
    return top


def branches(node: Node) -> list[Node]:
    """The trees below a node, without the words between them."""
    return [child for child in node.children if isinstance(child, Tree)]


def is_quoted(token: str) -> bool:
    return len(token) >= 2 and token[0] == token[-1] == '"'


def is_regex(token: str) -> bool:
    return re.fullmatch(REGEX, token) is not None


def unquoted(token: str) -> str:
    """The text of a bare or quoted value."""
    return re.sub(r"\\(.)", r"\1", token[1:-1], flags=re.DOTALL) if is_quoted(token) else str(token)


def quoted(value: str, always: bool = False) -> str:
    """A value as the grammar takes it: in quotes, unless it needs none."""
    if not always and PLAIN.match(value) and value not in WORDS and ".." not in value and not CLASS.fullmatch(value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
