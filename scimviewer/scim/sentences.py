"""What does each operation of a request do, in one plain sentence?"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from scimviewer.event import Json
from scimviewer.scim.facts import as_bool, attribute
from scimviewer.scim.filters import And, Compare, Filter, filter_text
from scimviewer.scim.outcomes import Patched, Step
from scimviewer.scim.paths import Path, parsed_path
from scimviewer.scim.schemas import BUILT_IN, Schemas

LONGEST_VALUE = 60
# What stands behind a sentence where the sender's meaning and the letter part.
NOTES = {
    "boolean-as-text": "sent as text instead of a boolean",
    "created-by-filter": "made from the filter, as nothing fits it",
    "removed-by-value": "named in the value, which strict servers refuse",
    "simple-for-complex": "sent as a plain value",
    "json-in-text": "sent as JSON in a text",
    "list-of-one": "sent as a list of one",
    "object-for-simple": "sent inside an object",
    "list-for-single": "a list where one value belongs",
    "path-syntax": "the path is not written as SCIM has it",
    "filter-type": "the filter compares text with another type",
    "read-only": "read-only: servers ignore or refuse it",
    "unknown-attribute": "no schema names it",
    "unknown-sub-attribute": "with a sub-attribute that no schema names",
    "required-removed": "required: it cannot be unassigned",
    "two-primaries": "more than one becomes primary",
    "no-match": "nothing fits",
    "already-there": "already there",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One operation in words. `pointer` is into the body; `is_meant` says that by the letter it is something else."""

    pointer: str
    text: str
    is_meant: bool = False


def sentences(outcome: Patched, schemas: Schemas = BUILT_IN) -> tuple[Sentence, ...]:
    """One sentence an operation, in order."""
    return tuple(_sentence(step, schemas) for step in outcome.steps)


def _sentence(step: Step, schemas: Schemas) -> Sentence:
    told = _asked(step, schemas)
    liberties = [note for note in step.notes if note.id in NOTES]
    behind = ", ".join(dict.fromkeys([NOTES[note.id] for note in liberties]))
    meant = any(note.scim_type is not None for note in step.notes) or step.refusal is not None
    return Sentence(step.pointer, f"{told} ({behind})" if behind else told, meant)


def _asked(step: Step, schemas: Schemas) -> str:
    if step.op in ("create", "replace") and step.pointer == "":
        return "Create the resource" if step.op == "create" else "Replace the whole resource"
    if step.op == "delete" and step.pointer == "":
        return "Delete the resource"
    if step.op not in ("add", "replace", "remove"):
        return f"Do “{shortened(step.op) or 'nothing'}”, which is no operation of SCIM"
    if step.path is None or not step.path.strip():
        return _members(step, schemas)
    path = parsed_path(step.path, (), schemas).path
    if path is None:
        return f"{step.op.capitalize()} something at “{shortened(step.path)}”, which is no path of SCIM"
    if any(note.id == "value-missing" for note in step.notes):
        return f"{step.op.capitalize()} {_name(path)} without saying what"
    return _one(step.op, path, step.value, schemas)


def _members(step: Step, schemas: Schemas) -> str:
    if step.op == "remove":
        return "Remove something without saying what"
    if not isinstance(step.value, dict):
        return f"{step.op.capitalize()} a value without saying where"
    told = []
    for name, value in step.value.items():
        if name.lower() != "schemas":
            path = parsed_path(name, (), schemas).path or Path(None, name)
            told.append(_one(step.op, path, value, schemas))
    shown = [told[0], *(one[0].lower() + one[1:] for one in told[1:4])] if told else ["Change nothing"]
    more = len(told) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more > 0 else "")


def _one(op: str, path: Path, value: Json, schemas: Schemas) -> str:
    name = _name(path)
    if path.attribute is None:
        inner = ", ".join(list(value)[:5]) if isinstance(value, dict) else ""
        verb = "Remove" if op == "remove" or value is None else "Set"
        return f"{verb} {inner or 'everything'} of the extension {path.urn}"
    where = f" of the {_element(path.attribute)} {_chosen(path.filter)}" if path.filter is not None else ""
    attr = schemas.attribute(path.attribute, None, path.urn)
    if op == "remove":
        return _remove(path, name, where, value, attr is not None and attr.multi_valued)
    if value is None or value == []:
        return f"Clear {name}{where}"
    takes_list = path.sub is None and not where and (attr is None or attr.multi_valued)
    if op == "add" and takes_list and isinstance(value, list | dict):
        return _moved("Add", listed(value, path.attribute), "to", name)
    if takes_list and isinstance(value, list):
        return f"Replace all {name} by {listed(value, path.attribute)}"
    if attr is not None and attr.type == "boolean" and as_bool(value) is not None:
        value = as_bool(value)
    return f"Set {name}{where} to {shown(value)}"


def _remove(path: Path, name: str, where: str, value: Json, several: bool) -> str:
    if path.filter is not None and path.sub is None:
        return f"Remove the {_element(path.attribute or '')} {_chosen(path.filter)} from {name}"
    if value is not None and value != [] and path.sub is None:
        return _moved("Remove", listed(value, path.attribute or ""), "from", name)
    return f"Remove all {name}" if several and path.sub is None else f"Remove {name}{where}"


def _moved(verb: str, what: str, preposition: str, name: str) -> str:
    """“Add the member u1 to members”, but “Add 40 members”."""
    return f"{verb} {what}" if what.endswith(f" {name}") else f"{verb} {what} {preposition} {name}"


def _name(path: Path) -> str:
    name = path.attribute or path.urn or ""
    if path.filter is not None:
        return path.sub or name
    return f"{name}.{path.sub}" if path.sub else name


def _element(name: str) -> str:
    """members → member, emails → email: what one element is called."""
    if name.lower().endswith("addresses"):
        return name[:-2]
    return name[:-1] if name.lower().endswith("s") and len(name) > 3 else name


def _chosen(found: Filter | None) -> str:
    """The elements that a filter chooses, in words."""
    terms = found.terms if isinstance(found, And) else (found,)
    words = []
    for one in terms:
        if not (isinstance(one, Compare) and one.operator == "eq"):
            return f"with {filter_text(found)}" if found is not None else ""
        is_value = one.attribute.name.lower() == "value"
        words.append(plain(one.value) if is_value else f"with {one.attribute.name} {shown(one.value)}")
    return " and ".join(words)


def listed(value: Json, name: str) -> str:
    """A few values by what they are; many by their number."""
    values = value if isinstance(value, list) else [value]
    noun = _element(name)
    if len(values) > 3:
        return f"{len(values)} {name}"
    ids = [attribute(one, "value") if isinstance(one, dict) else one for one in values]
    if all(isinstance(one, str | int | float) for one in ids):
        return f"the {noun if len(ids) == 1 else name} {_joined([plain(one) for one in ids])}"
    return "an object" if isinstance(value, dict) else f"{len(values)} {name}"


def _joined(words: Iterable[str]) -> str:
    *head, last = words
    return f"{', '.join(head)} and {last}" if head else last


def plain(value: Json) -> str:
    """What names an element: without quotes, which a name does not need."""
    return shortened(value) if isinstance(value, str) and value else shown(value)


def shown(value: Json) -> str:
    """A value as a sentence has room for it."""
    if isinstance(value, str):
        return f"“{shortened(value)}”" if value else "an empty text"
    if isinstance(value, dict):
        inner = [f"{name} {shown(one)}" for name, one in list(value.items())[:3] if not isinstance(one, dict | list)]
        return _joined(inner) if inner else "an object"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return json.dumps(value)


def shortened(text: str) -> str:
    """Ids by their beginning, long text by its first words."""
    if len(text) >= 32 and " " not in text and "@" not in text and any(letter.isdigit() for letter in text):
        return f"{text[:8]}…"
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
