"""Which terms does a filter text have, and how does it read when one is edited, inverted, switched off or removed?

Chips and facets are no second filter: they read the text and write it. `~( … )` around a term switches it off.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lark import Token

from scimviewer.query.columns import column
from scimviewer.query.grammar import CLASS, Node, branches, is_quoted, is_regex, quoted, tree, unquoted

MOMENTS = ("after", "before")
Values = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One of the conditions that must all hold.

    `field` is the key of a column, None for searched text and for what has several fields. `value` is what stands
    behind the colon (or the text that is searched for), without the sign and without `~( )`. `values` are the values of
    a term that a facet could have made (None: there is no value); it is empty for comparisons, patterns and all others.
    """

    text: str
    start: int
    end: int
    field: str | None
    value: str
    values: Values = ()
    negated: bool = False
    disabled: bool = False


@dataclass
class Chosen:
    """Values by field as the filter text names them; a missing value is None."""

    included: dict[str, set[str | None]] = field(default_factory=dict)
    excluded: dict[str, set[str | None]] = field(default_factory=dict)

    def state(self, name: str, value: str | None) -> str:
        """ "in", "out" or "" for a value of a facet."""
        if value in self.included.get(name, ()):
            return "in"
        return "out" if value in self.excluded.get(name, ()) else ""


def terms(text: str) -> list[Term]:
    """The terms of a text in their order. A text that is no valid expression, or an OR of several, is one term."""
    top = tree(text)
    if top is None:
        whole = text.strip()
        start = text.index(whole)
        return [Term(whole, start, start + len(whole), None, whole)] if whole else []
    return [_term(text, node) for node in (branches(top) if top.data == "all" else [top])]


def chosen(text: str) -> Chosen:
    """What the text includes and excludes, as far as facets can show it."""
    result = Chosen()
    for term in terms(text):
        values, excluded = _states(term)
        if term.field and values:
            sets = result.excluded if excluded else result.included
            sets.setdefault(term.field, set()).update(values)
    return result


# --- the text after a change of one term ----------------------------------------------------------------------------


def edited(text: str, term: Term, new: str) -> str:
    """The text with something else in place of a term; an empty `new` removes it."""
    return joined(new if one == term else one.text for one in terms(text))


def removed(text: str, term: Term) -> str:
    """The text without a term."""
    return edited(text, term, "")


def inverted(text: str, term: Term) -> str:
    """The text with the opposite of a term; one that is switched off stays so."""
    inner = _inner(term)
    if term.negated:
        inner = _without_sign(inner)
    else:
        inner = _negated(inner)
    return edited(text, term, f"~({inner})" if term.disabled else inner)


def switched(text: str, term: Term) -> str:
    """The text with a term switched off, or on again."""
    return edited(text, term, _inner(term) if term.disabled else f"~({_valid(term.text)})")


# --- values and times -------------------------------------------------------------------------------------------------


def added(text: str, name: str, value: str | None, exclude: bool = False) -> str:
    """The text that includes (or excludes) one value more of a field; several values share one term."""
    return _with_value(text, name, value, exclude, keep=True)


def toggled(text: str, name: str, value: str | None, exclude: bool = False) -> str:
    """The text with one value of a field included (or excluded); without it where it was so already."""
    was = chosen(text).state(name, value)
    return _with_value(text, name, value, exclude, keep=was != ("out" if exclude else "in"))


def replaced(text: str, name: str, value: str | None) -> str:
    """The text with this value alone of a field: whatever else it said about the field is gone."""
    kept = [term for term in terms(text) if term.field != name or term.disabled]
    return joined([*(term.text for term in kept), _written(name, (value,))])


def with_times(text: str, after: str | None = None, before: str | None = None) -> str:
    """The text with this range of time and no other; None leaves an end open."""
    kept = [term.text for term in terms(text) if term.field != "time" or term.disabled]
    return joined([*kept, *(f"{name}:{at}" for name, at in zip(MOMENTS, (after, before), strict=True) if at)])


def _with_value(text: str, name: str, value: str | None, exclude: bool, keep: bool) -> str:
    """Takes the value out of all terms of the field, then puts it into the first that fits, or into a new one."""
    pieces: list[str] = []
    placed = not keep
    for term in terms(text):
        before, excluded = _states(term) if term.field == name else ((), False)
        values = tuple(one for one in before if one != value)
        if before and not placed and excluded == exclude:
            values, placed = (*values, value), True
        if values == before:
            pieces.append(term.text)
        elif values:
            pieces.append(_written(name, values, excluded))
    return joined(pieces if placed else [*pieces, _written(name, (value,), exclude)])


def _states(term: Term) -> tuple[Values, bool]:
    """The values a term names, and whether it excludes them; `field:*` excludes that there is none."""
    if term.disabled:
        return (), False
    return ((None,), not term.negated) if term.field and term.value == "*" else (term.values, term.negated)


def _written(name: str, values: Values, negated: bool = False) -> str:
    words = ["none" if value is None else quoted(value) for value in values]
    together = words[0] if len(words) == 1 else f"({' OR '.join(words)})"
    return f"{'-' if negated else ''}{name}:{together}"


# --- reading and writing one term -------------------------------------------------------------------------------------


def joined(pieces: Iterable[str]) -> str:
    """Terms beside each other; what is no expression or an OR cannot stand beside others as it is."""
    kept = [piece.strip() for piece in pieces if piece.strip()]
    return kept[0] if len(kept) == 1 else " ".join(_beside(piece) for piece in kept)


def _beside(piece: str) -> str:
    node = tree(piece)
    if node is None:
        return quoted(piece, always=True)
    return f"({piece})" if node.data == "any" else piece


def _valid(piece: str) -> str:
    return piece if tree(piece) is not None else quoted(piece, always=True)


def _inner(term: Term) -> str:
    """A term without the mark that switches it off."""
    return term.text.strip()[2:-1].strip() if term.disabled else term.text


def _term(text: str, node: Node) -> Term:
    start, end = node.meta.start_pos, node.meta.end_pos
    disabled = node.data == "disabled"
    inner = _bare(branches(node)[0] if disabled else node)
    negated = inner.data == "without"
    if negated:
        inner = _bare(branches(inner)[0])
    name, value, values = _meaning(text, inner)
    return Term(text[start:end], start, end, name, value, values, negated, disabled)


def _bare(node: Node) -> Node:
    """A piece without parentheses around it."""
    while node.data == "group":
        node = branches(node)[0]
    return node


def _negated(inner: str) -> str:
    """The opposite; parentheses only where a minus alone would read differently."""
    inner = _valid(inner)
    node = tree(f"-{inner}")
    alone = node is not None and node.data == "without" and tree(inner) is not None
    return f"-{inner}" if alone and not inner.startswith("-") else f"-({inner})"


def _without_sign(inner: str) -> str:
    """`-x` and `NOT x` without the sign, also in parentheses."""
    node = tree(inner)
    assert node is not None
    node = branches(_bare(node))[0]
    return inner[node.meta.start_pos : node.meta.end_pos]


def _meaning(text: str, node: Node) -> tuple[str | None, str, Values]:
    """Field, value as written, and the values that a facet could have made, of a piece without sign."""
    start, end = node.meta.start_pos, node.meta.end_pos
    first = node.children[0]
    if node.data == "text" and isinstance(first, Token):
        return None, unquoted(first), ()
    if node.data in ("condition", "values") and isinstance(first, Token):
        name = first[:-1].lower()
        if name in MOMENTS:
            return "time", text[start:end], ()
        known = column(name)
        if known is not None:
            return known.key, text[first.end_pos : end], _values(node)
    if node.data == "any":
        return _same_field(text, node)
    return None, text[start:end], ()


def _same_field(text: str, node: Node) -> tuple[str | None, str, Values]:
    """`op:create OR op:patch` is about one field, and its values are those of all parts."""
    whole = text[node.meta.start_pos : node.meta.end_pos]
    parts = [_bare(one) for one in branches(node)]
    if not all(part.data in ("condition", "values") for part in parts):
        return None, whole, ()
    read = [_meaning(text, part) for part in parts]
    if len({name for name, _, _ in read}) > 1 or not all(values for _, _, values in read):
        return None, whole, ()
    return read[0][0], whole, tuple(value for _, _, values in read for value in values)


def _values(node: Node) -> Values:
    """The values of `field:value`, `field:a,b` and `field:(a OR b)`; nothing where one is more than a value."""
    if node.data == "condition":
        tokens = node.children[1:]
    else:
        inner = _bare(branches(node)[0])
        parts = [_bare(one) for one in branches(inner)] if inner.data == "either" else [inner]
        tokens = [part.children[0] if part.data == "value" else part for part in parts]
    found: list[str | None] = []
    for token in tokens:
        values = _exact(token) if isinstance(token, Token) else ()
        if not values:
            return ()
        found.extend(values)
    return tuple(found)


def _exact(token: Token) -> Values:
    """The value or values that a token compares with as they stand; nothing for comparisons, ranges and patterns."""
    if is_quoted(token):
        return (unquoted(token),)
    if is_regex(token) or token.startswith((">", "<")) or "*" in token or ".." in token or CLASS.fullmatch(token):
        return ()
    return tuple(None if piece.casefold() == "none" else piece for piece in token.split(","))
