"""Which values does a filter text include or exclude at its top level, and how does it read with one more?

Facets are not a second filter: they read and write the text. Only terms that a facet can make are understood
here, `field:value`, `-field:value` and `(field:a OR field:b)`; everything else is left as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# What needs no quotes. Anything else, and words of the grammar, are quoted.
BARE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@/+-]*\Z")
WORDS = frozenset({"AND", "OR", "NOT"})
TERM = re.compile(r"""(?P<not>-?)(?P<field>[a-z_]+):(?P<value>"(?:[^"\\]|\\.)*"|[^\s()"]+)\Z""")
# Another name for the same field.
FIELD_NAMES = {"op": "operation", "ms": "duration_ms", "type": "resource_type", "name": "resource_name"}
# "The log does not say": no value at all.
MISSING = "*"


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


def terms(text: str) -> list[str]:
    """The top-level terms: words, quoted texts and parentheses stay whole."""
    found: list[str] = []
    word, depth, quoted, escaped = "", 0, False, False
    for char in text:
        if quoted:
            quoted = escaped or char != '"'
            escaped = char == "\\" and not escaped
        elif char == '"':
            quoted = True
        elif char in "()":
            depth = max(0, depth + (1 if char == "(" else -1))
        elif char.isspace() and depth == 0:
            found.append(word)
            word = ""
            continue
        word += char
    return [term for term in [*found, word] if term]


def chosen(text: str) -> Chosen:
    """What the text includes and excludes, as far as facets can show it."""
    result = Chosen()
    for term in terms(text):
        for excluded, name, value in _conditions(term):
            (result.excluded if excluded else result.included).setdefault(name, set()).add(value)
    return result


def toggled(text: str, name: str, value: str | None, exclude: bool = False) -> str:
    """The text with one value of a field included (or excluded); without it where it was so already."""
    before = chosen(text)
    was = before.state(name, value)
    kept = [term for term in terms(text) if not any(found == name for _, found, _ in _conditions(term))]
    included = before.included.get(name, set()) - {value}
    excluded = before.excluded.get(name, set()) - {value}
    if was != ("out" if exclude else "in"):
        (excluded if exclude else included).add(value)
    if included:
        wanted = [_term(name, one) for one in sorted(included, key=str)]
        kept.append(wanted[0] if len(wanted) == 1 else "(" + " OR ".join(wanted) + ")")
    kept += [_term(name, one, exclude=True) for one in sorted(excluded, key=str)]
    return " ".join(kept)


def quoted(value: str) -> str:
    """A value as the filter grammar takes it."""
    if BARE.match(value) and value not in WORDS and ".." not in value:
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _term(name: str, value: str | None, exclude: bool = False) -> str:
    if value is None:
        return f"{'' if exclude else '-'}{name}:{MISSING}"
    return f"{'-' if exclude else ''}{name}:{quoted(value)}"


def _conditions(term: str) -> list[tuple[bool, str, str | None]]:
    """(excluded, field, value) of a term a facet could have made; nothing of any other."""
    if term.startswith("(") and term.endswith(")"):
        parts = [part for part in terms(term[1:-1]) if part != "OR"]
        found = [condition for part in parts for condition in _conditions(part)]
        alike = len(found) == len(parts) and len({(out, name) for out, name, _ in found}) == 1
        return found if alike and not found[0][0] else []
    match = TERM.match(term)
    if match is None:
        return []
    name = FIELD_NAMES.get(match["field"], match["field"])
    value, excluded = match["value"], match["not"] == "-"
    if value == MISSING:
        return [(not excluded, name, None)]
    if value.startswith('"'):
        return [(excluded, name, re.sub(r"\\(.)", r"\1", value[1:-1]))]
    return [(excluded, name, value)] if BARE.match(value) and ".." not in value else []
