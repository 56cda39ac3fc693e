"""What do POST, PUT and DELETE make of a resource? (RFC 7644 §3.3, §3.5.1, §3.6)"""

from __future__ import annotations

from scimviewer.event import Json
from scimviewer.scim.drafts import MOST_ATTRIBUTES, Draft, canonical
from scimviewer.scim.matching import is_unassigned
from scimviewer.scim.outcomes import Change, Patched, Refusal, Step
from scimviewer.scim.pairing import is_same
from scimviewer.scim.paths import Path
from scimviewer.scim.pointers import pointer
from scimviewer.scim.readings import MISSING, UNKNOWN, Reading, Refused
from scimviewer.scim.schemas import BUILT_IN, Attribute, Schemas
from scimviewer.scim.tracing import changes


def created(body: Json, schemas: Schemas = BUILT_IN, *, strict: bool, resource_type: str | None = None) -> Patched:
    """The resource that a POST makes, as far as its body tells: id, meta and defaults are the server's."""
    return _put({}, body, schemas, strict, resource_type, "create")


def replaced(
    before: Json, body: Json, schemas: Schemas = BUILT_IN, *, strict: bool, resource_type: str | None = None
) -> Patched:
    """The resource after a PUT: what the body leaves out is unassigned, what is read-only stays.

    Servers may keep or default what is left out (RFC 7644 §3.5.1); a note on the step names it.
    """
    return _put(before if isinstance(before, dict) else None, body, schemas, strict, resource_type, "replace")


def deleted(before: Json) -> Patched:
    """A DELETE leaves nothing: every attribute that was known is gone."""
    resource = before if isinstance(before, dict) else {}
    gone = tuple(Change("removed", name, pointer(name), None, value, None) for name, value in resource.items())
    return Patched({}, {}, (Step("", "delete", None, None, gone),))


def _put(
    before: dict[str, Json] | None,
    body: Json,
    schemas: Schemas,
    strict: bool,
    resource_type: str | None,
    op: str,
) -> Patched:
    if not isinstance(body, dict):
        refusal = Refusal("invalidSyntax", "The body is no resource.")
        reason = None if strict else refusal.detail
        state = before if strict and op == "replace" else None
        return Patched(state, dict(state or {}), (), refusal if strict else None, reason)
    if sum(len(inner) if isinstance(inner, dict) else 1 for inner in body.values()) > MOST_ATTRIBUTES:
        return Patched(None, {}, (), None, f"A resource of more than {MOST_ATTRIBUTES} attributes is not worked out.")
    kind = resource_type or schemas.type_of(body) or schemas.type_of(before)
    run = _Put(before, schemas, kind, Reading(strict), keeps_server_made=op == "replace")
    try:
        run.take(body)
    except Refused as stop:
        refusal = Refusal(stop.scim_type, stop.detail, run.where)
        step = Step("", op, None, body, (), tuple(run.reading.notes), refusal)
        return Patched(before or None, dict(before or {}), (step,), refusal)
    step = Step("", op, None, body, tuple(run.changes), tuple(run.reading.notes))
    state = run.after.state()
    reason = None if state is not None else run.reason
    return Patched(state, run.after.known(), (step,), None, reason)


class _Put:
    """One body on its way to become the resource."""

    def __init__(
        self,
        before: dict[str, Json] | None,
        schemas: Schemas,
        kind: str | None,
        reading: Reading,
        keeps_server_made: bool,
    ) -> None:
        self.before, self.after = Draft(before), Draft({})
        self.schemas, self.kind, self.reading = schemas, kind, reading
        self.changes: list[Change] = []
        self.where = ""  # in the body
        self.reason: str | None = None
        self.keeps_server_made = keeps_server_made

    def take(self, body: dict[str, Json]) -> None:
        for name, value in body.items():
            self.where = pointer(name)
            if name[:4].lower() == "urn:" and isinstance(value, dict):
                for inner, told in value.items():
                    self.where = pointer(name, inner)
                    self._assign(None if self.schemas.is_main(name, self.kind) else name, inner, told)
            else:
                self._assign(None, name, value)
        self.where = ""
        self._required()
        self._left_out()

    def _assign(self, urn: str | None, name: str, value: Json) -> None:
        attr = self.schemas.described(name, self.kind, urn)
        old = self.before.get(urn, name)
        if attr.mutability == "readOnly":  # ignored when sent (RFC 7644 §3.5.1)
            if self.keeps_server_made and old is not MISSING:
                self.after.set(urn, name, old)
            if not is_unassigned(value) and old is not UNKNOWN and not is_same(old, value):
                self.reading.note("read-only-ignored", f"{attr.name} is read-only; what was sent for it is ignored.")
            return
        if not attr.is_known and self._is_closed(urn) and old is MISSING and not is_unassigned(value):
            self.reading.slip("unknown-attribute", f"No schema names {name[:60]}.")
        new = self.reading.value(attr, value)
        if attr.mutability == "immutable" and old not in (MISSING, UNKNOWN) and not is_same(old, new):
            self.reading.slip("immutable", f"{attr.name} has a value and is immutable.", "mutability")
        self._put(urn, attr, name, old, _whole(new))

    def _put(self, urn: str | None, attr: Attribute, name: str, old: Json, new: Json) -> None:
        if new is UNKNOWN:
            self.reason = self.reason or self.reading.notes[-1].text
        spelling = canonical(self.schemas, name, self.kind, urn)
        before = self.before.where(urn, spelling)
        if spelling.lower() == "schemas" or not attr.is_known:
            spelling = name
        self.after.set(urn, spelling, new)
        after = self.after.where(urn, spelling)
        self.changes += changes(str(Path(urn, spelling)), before, after, old, new, attr)

    def _is_closed(self, urn: str | None) -> bool:
        found = self.schemas.schema(urn) if urn is not None else self.schemas.main_schema(self.kind)
        return found is not None

    def _required(self) -> None:
        main = self.schemas.main_schema(self.kind)
        for attr in main.attributes if main else ():
            if attr.required and self.after.get(None, attr.name) is MISSING:
                scim_type = "mutability" if self.keeps_server_made else "invalidValue"
                self.reading.slip("required-missing", f"{attr.name} is required.", scim_type)

    def _left_out(self) -> None:
        """What the body does not name: the server's own stays, the rest is unassigned or, as it may, kept."""
        if not self.before.is_complete:
            self.after.is_complete = False
            self.reason = "The state before the request is not known: what the server made is not known."
            return
        for name, value in self.before.fields.items():
            if name[:4].lower() == "urn:" and isinstance(value, dict):
                for inner, old in value.items():
                    self._left(name, inner, old)
            else:
                self._left(None, name, value)

    def _left(self, urn: str | None, name: str, old: Json) -> None:
        if self.after.get(urn, name) is not MISSING or is_unassigned(old):
            return
        attr = self.schemas.described(name, self.kind, urn)
        if attr.mutability == "readOnly" or name.lower() == "schemas" or attr.returned == "never":
            self.after.set(urn, name, old)
            return
        self.reading.note("left-out", f"{attr.name} is left out: it is unassigned, or the server keeps it.")
        where = self.before.where(urn, name)
        self.changes += changes(str(Path(urn, attr.name)), where, where, old, MISSING, attr)


def _whole(value: Json) -> Json:
    """A complex value without the sub-attributes that were sent as null."""
    if not isinstance(value, dict):
        return value
    return {name: inner for name, inner in value.items() if inner is not None} or MISSING
