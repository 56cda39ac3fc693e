"""What did a sender mean by a value, and what does it say by the letter?"""

from __future__ import annotations

import json
from typing import Any, Final

from scimviewer.event import Json
from scimviewer.scim.facts import as_bool, attribute
from scimviewer.scim.matching import is_unassigned
from scimviewer.scim.outcomes import Note
from scimviewer.scim.schemas import Attribute

MISSING: Final[Any] = None  # unassigned: missing, null and [] are one and the same
LONGEST_JSON = 1_000_000


class _Unknown:
    """The value of an attribute that cannot be known."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final[Any] = _Unknown()


class Refused(Exception):
    """A strict server refuses; never leaves the engine."""

    def __init__(self, scim_type: str, detail: str) -> None:
        super().__init__(detail)
        self.scim_type, self.detail = scim_type, detail


class Reading:
    """How one operation's values are read: by the letter, or as they were meant, with a note of every liberty taken."""

    def __init__(self, strict: bool) -> None:
        self.strict = strict
        self.notes: list[Note] = []

    def slip(self, note_id: str, wrong: str, scim_type: str = "invalidValue", read: str = "") -> None:
        """What the letter refuses because it is `wrong`, and how people `read` it all the same."""
        if self.strict:
            raise Refused(scim_type, wrong)
        self.note(note_id, f"{wrong} {read}" if read else wrong, scim_type)

    def note(self, note_id: str, text: str, scim_type: str | None = None) -> None:
        if not any(one.id == note_id and one.text == text for one in self.notes[-20:]):
            self.notes.append(Note(note_id, text, scim_type))

    def undecided(self, note_id: str, wrong: str, scim_type: str = "invalidValue") -> Json:
        """What the letter refuses and nobody can know the meaning of."""
        self.slip(note_id, wrong, scim_type)
        return UNKNOWN

    def value(self, attr: Attribute, value: Json) -> Json:
        """A value for the whole attribute: a list where it has many, else one; MISSING where unassigned."""
        if value is None or value == []:
            return MISSING
        if not attr.is_known:
            return [value] if attr.multi_valued and not isinstance(value, list) else value
        if attr.multi_valued:
            return self.elements(attr, value)
        return self.one(attr, self._single(attr, value))

    def elements(self, attr: Attribute, value: Json) -> Json:
        """The elements of a multi-valued attribute that a value gives."""
        if attr.is_complex:
            value = self._decoded(attr, value)
        if not isinstance(value, list):
            self.note("single-for-list", f"{attr.name} takes a list; the one value is read as a list of one.")
            value = [value]
        read = [_without_nulls(self.one(attr, one)) for one in value]
        kept = [one for one in read if not is_unassigned(one)]
        if len(kept) < len(value):
            self.note("empty-element", f"Empty elements of {attr.name} are left out.")
        return kept

    def _single(self, attr: Attribute, value: Json) -> Json:
        if not isinstance(value, list):
            return value
        if len(value) == 1:
            self.slip("list-of-one", f"{attr.name} takes one value, not a list.", read="The list of one is that value.")
            return value[0]
        return self.undecided("list-for-single", f"{attr.name} takes one value, but a list of {len(value)} was sent.")

    def one(self, attr: Attribute, value: Json) -> Json:
        """One value, or one element, by the attribute's type."""
        if value is UNKNOWN or value is None or not attr.is_known:
            return value
        if attr.is_complex:
            return self._complex(attr, value)
        if isinstance(value, dict):
            inner = attribute(value, "value")
            if inner is None or isinstance(inner, dict | list):
                return self.undecided("object-for-simple", f"{attr.name} takes a simple value, but an object was sent.")
            self.slip(
                "object-for-simple",
                f"{attr.name} takes a simple value, not an object.",
                read="The value in it is read.",
            )
            value = inner
        if isinstance(value, list):
            return self.undecided("list-for-single", f"{attr.name} takes a simple value, but a list was sent.")
        return self._boolean(attr, value) if attr.type == "boolean" else self._simple(attr, value)

    def _boolean(self, attr: Attribute, value: Json) -> Json:
        if isinstance(value, bool):
            return value
        meant = as_bool(value)
        if meant is None:
            return self.undecided("not-a-boolean", f"{attr.name} takes true or false, not {_shown(value)}.")
        word = "true" if meant else "false"
        self.slip(
            "boolean-as-text", f"{attr.name} takes a boolean, not {_shown(value)}.", read=f"It is read as {word}."
        )
        return meant

    def _simple(self, attr: Attribute, value: Json) -> Json:
        numeric = attr.type in ("integer", "decimal")
        fits = isinstance(value, int | float) and not isinstance(value, bool) if numeric else isinstance(value, str)
        if not fits:
            self.slip("other-type", f"{attr.name} takes {_article(attr.type)}, but {_shown(value)} was sent.")
        return value

    def _complex(self, attr: Attribute, value: Json) -> Json:
        value = self._decoded(attr, value)
        if isinstance(value, list):
            value = self._single(attr, value)
        if isinstance(value, dict):
            return self._object(attr, value)
        if value is UNKNOWN:
            return value
        inner = attr.sub("value")
        if inner is None:
            return self.undecided("simple-for-complex", f"{attr.name} takes an object, but {_shown(value)} was sent.")
        self.slip(
            "simple-for-complex", f"{attr.name} takes an object, not {_shown(value)}.", read="It is read as its value."
        )
        return {"value": self.one(inner, value)}

    def _decoded(self, attr: Attribute, value: Json) -> Json:
        """JSON that was put into a text."""
        if not isinstance(value, str) or value.lstrip()[:1] not in ("{", "[") or len(value) > LONGEST_JSON:
            return value
        try:
            decoded = json.loads(value)
        except (ValueError, RecursionError):
            return value
        self.slip("json-in-text", f"{attr.name} takes an object, not a text.", read="The JSON in the text is read.")
        return decoded

    def _object(self, attr: Attribute, value: dict[str, Json]) -> dict[str, Json]:
        """The sub-attributes of an object, spelled as in the schema; null unassigns, read-only ones are ignored."""
        found: dict[str, Json] = {}
        for name, inner in value.items():
            sub = attr.sub(name)
            if sub is None:
                if attr.sub_attributes:
                    self.slip("unknown-sub-attribute", f"{attr.name} has no sub-attribute {name[:60]}.")
                kept = inner
            elif sub.mutability == "readOnly":
                self.note("read-only-ignored", f"{attr.name}.{sub.name} is read-only; what was sent for it is ignored.")
                continue
            else:
                kept = self.value(sub, inner)
            found[sub.name if sub is not None else name] = None if is_unassigned(kept) else kept
        return found


def _without_nulls(value: Json) -> Json:
    """An object without its null members, which say that they are unassigned."""
    if isinstance(value, dict) and None in value.values():
        return {name: inner for name, inner in value.items() if inner is not None}
    return value


def _shown(value: Json) -> str:
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    if isinstance(value, str):
        return f'"{value[:60]}"'
    return json.dumps(value)[:60]


def _article(kind: str) -> str:
    return {"integer": "a whole number", "decimal": "a number", "string": "text"}.get(kind, f"a {kind} as text")
