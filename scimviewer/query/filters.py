"""Read filter text: `status:>=400 op:patch -actor:okta after:2026-09-01T14:00Z "quota exceeded"`."""

from __future__ import annotations

import re
from functools import lru_cache

from lark import Token

from scimviewer.query import moments
from scimviewer.query.columns import Column, column
from scimviewer.query.conditions import condition, expression, unknown_field
from scimviewer.query.grammar import MOST_TEXT as MOST_TEXT
from scimviewer.query.grammar import FilterError as FilterError
from scimviewer.query.grammar import Node as Tree
from scimviewer.query.grammar import branches, is_quoted, is_regex, tree, unquoted
from scimviewer.query.nodes import EVERYTHING as EVERYTHING
from scimviewer.query.nodes import All as All
from scimviewer.query.nodes import Any as Any
from scimviewer.query.nodes import Condition as Condition
from scimviewer.query.nodes import Node as Node
from scimviewer.query.nodes import Not as Not
from scimviewer.query.nodes import Text as Text

MOST_DEPTH = 50


@lru_cache(maxsize=256)
def parse(text: str) -> Node:
    """Read filter text. What is no valid expression is searched for as text; FilterError for values that cannot be."""
    top = tree(text)
    if top is None:
        return Text(text.strip()) if text.strip() else EVERYTHING
    return _read(top, None, 0) or EVERYTHING


def is_plain_text(text: str) -> bool:
    """Whether the whole text is searched for, because it is no valid expression."""
    if not text.strip():
        return False
    top = tree(text)
    return top is None or (top.data == "condition" and isinstance(parse(text), Text))


def _read(node: Tree, field: Column | None, depth: int) -> Node | None:
    """What a piece says; None where it is switched off. Inside `field:( … )` the values belong to `field`."""
    if depth > MOST_DEPTH:
        raise FilterError("The filter is nested too deeply.", node.meta.start_pos)
    if node.data == "disabled":
        return None
    if node.data == "without":
        part = _read(branches(node)[0], field, depth + 1)
        return None if part is None else Not(part)
    if node.data == "group":
        return _read(branches(node)[0], field, depth + 1)
    if node.data in ("any", "all", "either", "both"):
        return _joined(node, field, depth)
    first = node.children[0]
    assert isinstance(first, Token)
    if node.data == "text":
        return _text(first)
    if node.data == "value":
        assert field is not None
        return condition(field, first, node.meta.start_pos)
    if node.data == "values":
        return _read(branches(node)[0], _field(first), depth + 1)
    return _condition(first, node)


def _joined(node: Tree, field: Column | None, depth: int) -> Node | None:
    read = [_read(one, field, depth + 1) for one in branches(node)]
    parts = tuple(part for part in read if part is not None)
    if field is not None and node.data == "both":
        _refuse_two_at_once(parts, field, node.meta.start_pos)
    if len(parts) < 2:
        return parts[0] if parts else None
    return All(parts) if node.data in ("all", "both") else Any(parts)


def _refuse_two_at_once(parts: tuple[Node, ...], field: Column, position: int) -> None:
    """`status:(401 403)` means one of them, but says both."""
    exact = [part.value for part in parts if isinstance(part, Condition) and part.relation == "is"]
    if len(exact) > 1:
        hint = f"Write {field.key}:({' OR '.join(exact)})"
        raise FilterError(f"“{field.key}” cannot be {' and '.join(exact)} at once.", position, hint)


def _text(token: Token) -> Node:
    at = token.start_pos or 0
    if is_regex(token):
        return Text(expression(token, at), regex=True, position=at)
    if is_quoted(token) or "*" not in token:
        needle = unquoted(token)
        return Text(needle, position=at) if needle else EVERYTHING  # while somebody begins to type in quotes
    pieces = [piece for piece in token.split("*") if piece]  # a part of a word is found anyway
    if len(pieces) < 2:
        return Text(pieces[0], position=at) if pieces else EVERYTHING
    return Text(r"[^\s\"]*?".join(re.escape(piece) for piece in pieces), regex=True, position=at)


def _field(token: Token) -> Column:
    found = column(token[:-1])
    if found is None:
        raise unknown_field(token[:-1], token.start_pos or 0)
    return found


def _condition(field: Token, node: Tree) -> Node:
    name, at = field[:-1], field.start_pos or 0
    value = node.children[1] if len(node.children) > 1 else None
    assert value is None or isinstance(value, Token)
    is_moment = name.lower() in ("after", "before")
    if column(name) is None and not is_moment and (value is None or value.startswith("//") or name.lower() == "urn"):
        return Text(field + (value or ""), position=at)  # prose, a URL, a schema's name
    if value is None:
        raise FilterError(f"“{name}:” has no value.", at, f"For example {name}:{'-2h' if is_moment else '*'}")
    if is_moment:
        written, place = unquoted(value), value.start_pos or 0
        moments.check(written, place)
        return Condition("time", "at least" if name.lower() == "after" else "under", written, position=place)
    return condition(_field(field), value, value.start_pos or 0)
