"""What does a filter say in words? "status is 400 or more, operation is patch, actor is not okta"."""

from __future__ import annotations

import re

from scimviewer.query.columns import BY_KEY
from scimviewer.query.conditions import FLAGS
from scimviewer.query.filters import parse
from scimviewer.query.grammar import PLAIN
from scimviewer.query.moments import ZONE, is_relative
from scimviewer.query.nodes import EVERYTHING, All, Any, Condition, Node, Not, Text

TIME = re.compile(rf"(?P<bare>(?:\d{{4}}-\d\d-\d\d)?.*?){ZONE}", re.ASCII | re.DOTALL)
NAMES = {
    "id": "event",
    "duration_ms": "duration",
    "resource_name": "resource",
    "scim_type": "error type",
    "resource_type": "type",
}
# What a relation says, and what its opposite says.
NUMBERS = {
    "is": ("is {0}", "is not {0}"),
    "at least": ("is {0} or more", "is not {0} or more"),
    "at most": ("is {0} or less", "is not {0} or less"),
    "over": ("is over {0}", "is not over {0}"),
    "under": ("is under {0}", "is not under {0}"),
    "between": ("is from {0} to {1}", "is not from {0} to {1}"),
    "known": ("is known", "is unknown"),
}
TIMES = {
    "is": ("is {0}", "is not {0}"),
    "at least": ("is {0} or later", "is not {0} or later"),
    "at most": ("is {0} or earlier", "is not {0} or earlier"),
    "over": ("is after {0}", "is not after {0}"),
    "under": ("is before {0}", "is not before {0}"),
    "between": ("is from {0} to {1}", "is not from {0} to {1}"),
    "known": ("is known", "is unknown"),
}
TEXTS = {
    "is": ("is {0}", "is not {0}"),
    "matches": ("matches /{0}/", "does not match /{0}/"),
    "starts": ("starts with {0}", "does not start with {0}"),
    "ends": ("ends with {0}", "does not end with {0}"),
    "contains": ("contains {0}", "does not contain {0}"),
    "like": ("looks like {0}", "does not look like {0}"),
    "known": ("is known", "is unknown"),
}


def in_words(text: str) -> str:
    """One sentence for a filter text, without its full stop; FilterError where the text cannot be used."""
    node = parse(text)
    return "all events" if node == EVERYTHING else sentence(node)


def sentence(node: Node, negated: bool = False) -> str:
    """The same for a filter that was read already, or for its opposite."""
    match node:
        case Not(part):
            return sentence(part, not negated)
        case Text(needle, regex):
            shown = f"/{needle}/" if regex else f"“{needle}”"
            verb = (
                ("does not match" if negated else "matches") if regex else "does not contain" if negated else "contains"
            )
            return f"the record {verb} {shown}"
        case Condition():
            return f"{_name(node.field)} {_predicate(node, negated)}".strip()
        case All(parts):
            inner = ", ".join(_within(part) for part in parts) or "all events"
            return f"not ({inner})" if negated else inner
        case Any(parts):
            return _either(parts, negated)


def _within(node: Node) -> str:
    """A part of a longer sentence; what has an "or" of several fields stands in parentheses."""
    words = sentence(node)
    return f"({words})" if isinstance(node, Any) and _one_field(node.parts) is None else words


def _either(parts: tuple[Node, ...], negated: bool) -> str:
    """`status is 401 or 403`: what is the same in all parts is said once."""
    field = _one_field(parts)
    if field is None:
        inner = " or ".join(f"({sentence(part)})" if isinstance(part, All) else sentence(part) for part in parts)
        return f"not ({inner})" if negated else inner
    said = [_predicate(part.part, True) if isinstance(part, Not) else _predicate(part, False) for part in parts]  # type: ignore[arg-type]
    shared = "is " if all(one.startswith("is ") for one in said) else ""
    inner = " or ".join([said[0].removeprefix(shared), *(one.removeprefix(shared) for one in said[1:])])
    if not negated:
        return f"{_name(field)} {shared}{inner}"
    return f"{_name(field)} is not {inner}" if shared else f"not ({_name(field)} {inner})"


def _one_field(parts: tuple[Node, ...]) -> str | None:
    """The field of conditions that are all about one."""
    inner = [part.part if isinstance(part, Not) else part for part in parts]
    fields = {part.field if isinstance(part, Condition) else "" for part in inner}
    return next(iter(fields)) or None if len(fields) == 1 else None


def _name(field: str) -> str:
    return "" if field == "speaks_scim" else NAMES.get(field, field.replace("_", " "))


def _predicate(condition: Condition, negated: bool) -> str:
    """What is said about the field."""
    kind = BY_KEY[condition.field].kind
    if kind == "flag" and condition.relation == "is":
        return "is about SCIM" if FLAGS[condition.value.casefold()] != negated else "is not about SCIM"
    values = [_value(condition.field, kind, value) for value in (condition.value, condition.upper)]
    if kind == "time":
        return TIMES[condition.relation][negated].format(*values)
    if kind in ("id", "number", "duration"):
        hundred = condition.value[:1]
        if condition.field == "status" and (condition.value, condition.upper) == (f"{hundred}00", f"{hundred}99"):
            return f"{'is not' if negated else 'is'} {hundred}xx"
        return NUMBERS[condition.relation][negated].format(*values)
    return _about_text(condition, negated)


def _value(field: str, kind: str, value: str) -> str:
    """A number or a time as people read it."""
    if kind == "duration":
        return f"{value} ms" if value[-1:].isdigit() else value
    if kind == "time":
        return f"{value[1:]} before the last event" if is_relative(value) else _time(value)
    return value


def _time(text: str) -> str:
    """A time with its zone, which is UTC where none was written."""
    found = TIME.fullmatch(text)
    assert found is not None
    zone = (found["zone"] or "UTC").replace("z", "Z").replace("Z", "UTC")
    return f"{found['bare'].upper().replace('T', ' ')} {zone}"


def _about_text(condition: Condition, negated: bool) -> str:
    relation, value = condition.relation, condition.value
    if relation == "matches":
        return TEXTS[relation][negated].format(value)
    if relation == "like":
        inner = value.strip("*")
        if "*" not in inner:
            ends = (value.startswith("*"), value.endswith("*"))
            relation = {(True, True): "contains", (True, False): "ends", (False, True): "starts"}[ends]
            value = inner
    shown = value if relation == "is" and PLAIN.match(value) else f"“{value}”"
    return TEXTS[relation][negated].format(shown)
