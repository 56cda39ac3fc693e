"""What does a PATCH make of a resource, by the letter and as it was meant? (RFC 7644 §3.5.2)"""

from __future__ import annotations

import json
from collections.abc import Iterator

from scimviewer.event import Json
from scimviewer.scim.drafts import MOST_ATTRIBUTES, Draft, canonical
from scimviewer.scim.facts import attribute
from scimviewer.scim.outcomes import Change, Patched, Refusal, Step
from scimviewer.scim.pairing import is_same
from scimviewer.scim.paths import Path, known_urns, parsed_path
from scimviewer.scim.pointers import pointer
from scimviewer.scim.readings import MISSING, UNKNOWN, Reading, Refused
from scimviewer.scim.schemas import BUILT_IN, Attribute, Schemas
from scimviewer.scim.tracing import changes
from scimviewer.scim.writes import Write, written

OPS = ("add", "replace", "remove")
NOT_GIVEN = object()
# No client sends more, and each is looked up among all others: what is longer is not worked out.
MOST_OPERATIONS = 5000
TOO_MANY = "So many changes in one request are not worked out."


def patched(
    before: Json, body: Json, schemas: Schemas = BUILT_IN, *, strict: bool, resource_type: str | None = None
) -> Patched:
    """The resource after a PATCH. `before` is None where it is not known; it is never changed.

    Strict is the letter of the RFC: the first violation refuses the whole request. Otherwise it is what the sender
    meant, as far as that can be told.
    """
    resource = before if isinstance(before, dict) else None
    run = _Run(resource, schemas, resource_type or schemas.type_of(resource), strict)
    for where, operation in run.operations(body):
        step = run.step(where, operation)
        run.steps.append(step)
        if step.refusal is not None:
            run.refusal = step.refusal
            break
    if run.refusal is not None:  # atomic: nothing of the request took effect
        return Patched(resource, dict(resource or {}), tuple(run.steps), run.refusal)
    state = run.draft.state()
    reason = None if state is not None else run.reason or "The state before the request is not known."
    return Patched(state, run.draft.known(), tuple(run.steps), None, reason)


class _Run:
    """One request on its way through the resource."""

    def __init__(self, before: dict[str, Json] | None, schemas: Schemas, resource_type: str | None, strict: bool):
        self.draft = Draft(before)
        self.schemas, self.resource_type, self.strict = schemas, resource_type, strict
        self.steps: list[Step] = []
        self.refusal: Refusal | None = None
        self.reason: str | None = None
        self.reading = Reading(strict)
        self.before = before

    def operations(self, body: Json) -> Iterator[tuple[str, Json]]:
        """Each operation with its pointer; an object in place of the list is a list of one."""
        key = next((name for name in body if name.lower() == "operations"), None) if isinstance(body, dict) else None
        listed = body[key] if key is not None else None
        if isinstance(listed, dict) and not self.strict:
            yield pointer(key or ""), listed
        elif isinstance(listed, list) and len(listed) > MOST_OPERATIONS:
            self._forget(TOO_MANY)
        elif isinstance(listed, list) and (listed or not self.strict):
            yield from ((pointer(key or "", index), one) for index, one in enumerate(listed))
        elif self.strict:
            self.refusal = Refusal("invalidSyntax", "The body has no Operations.", "" if key is None else pointer(key))
        else:
            self._forget("The body has no operations to read.")

    def _forget(self, reason: str) -> None:
        self.draft.forget()
        self.reason = self.reason or reason

    def step(self, where: str, operation: Json) -> Step:
        self.reading = Reading(self.strict)
        told = operation if isinstance(operation, dict) else {}
        op, path = attribute(told, "op"), attribute(told, "path")
        op, refusal, found = op.strip().lower() if isinstance(op, str) else "", None, []
        value = next((told[name] for name in told if name.lower() == "value"), NOT_GIVEN)
        try:
            self._check(operation, op, path)
            if op in OPS:
                found = self._operate(op, path, value)
        except Refused as stop:
            refusal = Refusal(stop.scim_type, stop.detail, where)
            found = []
        shown = path if isinstance(path, str) else None
        told_value = None if value is NOT_GIVEN else value
        return Step(where, op, shown, told_value, tuple(found), tuple(self.reading.notes), refusal)

    def _check(self, operation: Json, op: str, path: Json) -> None:
        if not isinstance(operation, dict):
            self._doubt("not-an-operation", "What stands here is no operation.", "invalidSyntax")
        elif op not in OPS:
            self._doubt("unknown-op", f"{op[:40] or 'Nothing'} is no operation: add, replace and remove are.")
        elif path is not None and not isinstance(path, str):
            self._doubt("path-not-text", "A path is text.", "invalidPath")

    def _doubt(self, note_id: str, text: str, scim_type: str = "invalidSyntax") -> None:
        """What the letter refuses and nobody can know the meaning of: from here on nothing is known."""
        self.reading.undecided(note_id, text, scim_type)
        self._forget(text)

    def _operate(self, op: str, path: Json, value: Json) -> list[Change]:
        if not isinstance(path, str) or not path.strip():
            return self._without_path(op, value)
        urns = known_urns(self.draft.fields, self.schemas)
        parsed = parsed_path(path, urns, self.schemas, self.resource_type)
        for error in parsed.errors:
            if parsed.path is None:
                self._doubt("path-unreadable", f"The path cannot be read: {error.message}", error.scim_type)
                return []
            self.reading.slip("path-syntax", error.message, error.scim_type)
        if parsed.path is None:
            return []
        if value is NOT_GIVEN and op != "remove":
            self._doubt("value-missing", f"{op} needs a value.", "invalidValue")
            return []
        if value is None and op == "add":
            self.reading.slip("value-null", "add needs a value.", read="null unassigns what has one value.")
        if parsed.path.attribute is None:
            return self._container(op, parsed.path.urn, value)
        return self._write(op, parsed.path, value)

    def _without_path(self, op: str, value: Json) -> list[Change]:
        """Each member of the value is a write of its own."""
        if op == "remove":
            self._doubt("remove-without-path", "remove needs a path.", "noTarget")
            return []
        return self._members(op, None, value)

    def _members(self, op: str, urn: str | None, value: Json) -> list[Change]:
        members = self._object(value)
        if members is None:
            self._doubt("value-not-an-object", "Without a path the value must be an object.", "invalidValue")
            return []
        if len(members) > MOST_ATTRIBUTES:
            self._forget(TOO_MANY)
            return []
        found = []
        for name, inner in members.items():
            if name.lower() != "schemas":
                found += self._member(op, urn, name, inner)
        return found

    def _object(self, value: Json) -> dict[str, Json] | None:
        if isinstance(value, str) and value.lstrip().startswith("{"):
            try:
                value = json.loads(value)
            except (ValueError, RecursionError):
                return None
            self.reading.slip(
                "json-in-text", "The value must be an object, not a text.", read="The JSON in it is read."
            )
        if isinstance(value, list) and len(value) == 1:
            self.reading.slip(
                "list-of-one", "The value must be an object, not a list.", read="The list of one is that object."
            )
            value = value[0]
        return value if isinstance(value, dict) else None

    def _member(self, op: str, urn: str | None, name: str, value: Json) -> list[Change]:
        parsed = parsed_path(name, known_urns(self.draft.fields, self.schemas), self.schemas, self.resource_type)
        path = parsed.path
        if path is None:
            self.reading.slip("unknown-attribute", f"{name[:60]} is no name of an attribute.", "invalidPath")
            path = Path(None, name)
        if path.attribute is None:
            return self._container(op, path.urn, value)
        if path.sub is not None or path.filter is not None:
            self.reading.note("path-as-key", f"The key {name[:100]} is read as a path.")
        path = path if path.urn is not None or urn is None else Path(urn, path.attribute, path.filter, path.sub)
        return self._write(op, path, value, is_member=True)

    def _container(self, op: str, urn: str | None, value: Json) -> list[Change]:
        """A write on the whole container of an extension, or on the resource itself."""
        if op != "remove" and value is not None:
            return self._members(op, urn, value)
        if urn is None:
            self._doubt("remove-without-path", "The path names the whole resource.", "noTarget")
            return []
        found: list[Change] = []
        for name in self.draft.names(urn):
            found += self._write("remove", Path(urn, name), MISSING)
        return found

    def _write(self, op: str, path: Path, value: Json, is_member: bool = False) -> list[Change]:
        name = path.attribute or ""
        attr = self.schemas.described(name, self.resource_type, path.urn)
        current = self.draft.get(path.urn, name)
        given = value is not NOT_GIVEN
        write = Write(op, attr, path.filter, path.sub, value if given else None, given)
        if not self._may(write, current, path, is_member):
            return []
        new = written(current, write, self.reading)
        if new is MISSING and current is not MISSING and attr.required:
            self.reading.slip("required-removed", f"{attr.name} is required and cannot be unassigned.", "mutability")
        if new is UNKNOWN and current is not UNKNOWN:
            self.reason = self.reason or next((one.text for one in reversed(self.reading.notes)), None)
        return self._put(path, attr, current, new)

    def _may(self, write: Write, current: Json, path: Path, is_member: bool) -> bool:
        """Whether the attribute is there to be written."""
        attr = write.attribute
        if not attr.is_known and (current is MISSING or current is UNKNOWN) and self._is_closed(path.urn):
            scim_type = "invalidValue" if is_member else "invalidPath"
            self.reading.slip("unknown-attribute", f"No schema names {path.attribute}.", scim_type)
        if attr.mutability == "readOnly":
            if not (is_member and current is not UNKNOWN and is_same(current, write.value)):
                self.reading.slip("read-only", f"{attr.name} is read-only.", "mutability")
            return False
        if attr.mutability == "immutable" and current is not MISSING and current is not UNKNOWN:
            if not is_same(current, write.value):
                self.reading.slip("immutable", f"{attr.name} has a value and is immutable.", "mutability")
            return not is_same(current, write.value)
        return True

    def _is_closed(self, urn: str | None) -> bool:
        """Whether the schema is known, so that an attribute it does not name does not exist."""
        found = self.schemas.schema(urn) if urn is not None else self.schemas.main_schema(self.resource_type)
        return found is not None

    def _put(self, path: Path, attr: Attribute, current: Json, new: Json) -> list[Change]:
        urn, name = path.urn, path.attribute or ""
        spelling = canonical(self.schemas, name, self.resource_type, urn)
        if new is current:
            if new is MISSING:
                self.draft.set(urn, spelling, MISSING)
            return []
        before = self.draft.where(urn, spelling)
        starts = urn is not None and not self.draft.names(urn)
        self.draft.set(urn, spelling, new)
        after = self.draft.where(urn, spelling)
        if starts and urn is not None and new is not UNKNOWN:
            self._declare(urn)
        if urn is None and name.lower() == "schemas":
            self._drop_undeclared(current, new)
        shown = str(Path(urn, spelling))
        return list(changes(shown, before, after, current, new, attr))

    def _declare(self, urn: str) -> None:
        """A server names an extension in `schemas` as soon as the resource has something of it."""
        listed = self.draft.get(None, "schemas")
        if isinstance(listed, list) and not any(isinstance(one, str) and one.lower() == urn.lower() for one in listed):
            self.draft.set(None, "schemas", [*listed, urn])
            self.reading.note("schemas-derived", f"schemas will name {urn}.")

    def _drop_undeclared(self, old: Json, new: Json) -> None:
        """An extension that leaves `schemas` leaves the resource."""
        before, after = (
            {urn.lower() for urn in urns if isinstance(urn, str)} if isinstance(urns, list) else set()
            for urns in (old, new)
        )
        for key in list(self.draft.fields):
            if key.lower() in before - after:
                del self.draft.fields[key]
                self.reading.note(
                    "extension-dropped", f"{key} is no longer named in schemas; its attributes go with it."
                )
