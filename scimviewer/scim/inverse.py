"""Which PATCH turns the state after a change back into the state before it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import islice

from scimviewer.event import Json
from scimviewer.scim.compare import differences
from scimviewer.scim.drafts import spelled
from scimviewer.scim.facts import attribute
from scimviewer.scim.filters import NAME, And, AttributePath, Compare, Filter
from scimviewer.scim.matching import element_fits, is_unassigned
from scimviewer.scim.pairing import is_same, paired
from scimviewer.scim.patch import patched
from scimviewer.scim.paths import Path
from scimviewer.scim.schemas import BUILT_IN, PATCH_OP, Attribute, Schemas

Operation = dict[str, Json]
MOST_CHOSEN = 500  # elements removed one by one: beyond this the whole list is replaced
MOST_SEARCHED = 500  # elements without a value of their own: beyond this the whole list is replaced


@dataclass(frozen=True, slots=True)
class Inverse:
    """A PatchOp body, or None where there is none; `reasons` say why not, `warnings` what to know before it is sent."""

    body: dict[str, Json] | None
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()  # If-Match, where the version of the state after is known


def inverse(before: Json, after: Json, schemas: Schemas = BUILT_IN, *, resource_type: str | None = None) -> Inverse:
    """The PATCH that gives `before` back when applied to `after`; offered only where applying it here does so."""
    if not isinstance(before, dict):
        return Inverse(None, ("The state before is not known.",))
    if not isinstance(after, dict):
        return Inverse(None, ("The state after is not known.",))
    if not after:
        text = (
            "A deletion cannot be undone by PATCH: creating the resource again gives it a new id, without memberships."
        )
        return Inverse(None, (text,))
    if not before:
        return Inverse(None, ("A creation is undone by DELETE or by setting active to false, not by a PATCH.",))
    kind = resource_type or schemas.type_of(after) or schemas.type_of(before)
    builder = _Builder(schemas, kind)
    builder.resource(before, after)
    operations = builder.operations
    if not operations:
        return Inverse(None, ("Nothing changed that a PATCH could undo.", *builder.warnings))
    body: dict[str, Json] = {"schemas": [PATCH_OP], "Operations": operations}
    proof = patched(after, body, schemas, strict=False, resource_type=kind).state
    if proof is None or not is_undone(before, proof, schemas, kind):
        return Inverse(None, ("No PATCH was found that gives the state before back exactly.", *builder.warnings))
    refusal = patched(after, body, schemas, strict=True, resource_type=kind).error
    strict = [f"A strict server may refuse it: {refusal.detail}"] if refusal is not None else []
    return Inverse(body, (), (*builder.warnings, *strict), _if_match(after))


def is_undone(before: Json, proof: Json, schemas: Schemas = BUILT_IN, resource_type: str | None = None) -> bool:
    """Whether a state is the state before again, to the case of each letter; what no PATCH can reach apart."""
    found = differences(before, proof, schemas, resource_type=resource_type)
    return all(_is_out_of_reach(one.path, schemas, resource_type) for one in found)


def _is_out_of_reach(path: str, schemas: Schemas, kind: str | None) -> bool:
    urn, _, rest = path.rpartition(":")
    name, _, sub = rest.partition(".")
    attr = schemas.described(name, kind, urn or None)
    inner = attr.sub(sub) if sub else None
    return _is_fixed(attr) or (inner is not None and inner.mutability == "readOnly")


def _is_fixed(attr: Attribute) -> bool:
    """What no PATCH can set back: the server's own, and what is never told, such as a password."""
    return attr.mutability in ("readOnly", "writeOnly") or attr.returned == "never"


def _if_match(after: dict[str, Json]) -> tuple[tuple[str, str], ...]:
    meta = attribute(after, "meta")
    version = attribute(meta, "version") if isinstance(meta, dict) else None
    return (("If-Match", version),) if isinstance(version, str) and version else ()


class _Builder:
    """Collects operations: removes first, then additions, primary last."""

    def __init__(self, schemas: Schemas, kind: str | None) -> None:
        self.schemas, self.kind = schemas, kind
        self.removes: list[Operation] = []
        self.others: list[Operation] = []
        self.primaries: list[Operation] = []
        self.warnings: list[str] = []

    @property
    def operations(self) -> list[Operation]:
        return [*self.removes, *self.others, *self.primaries]

    def resource(self, before: dict[str, Json], after: dict[str, Json]) -> None:
        for name, old, new in _both(before, after):
            if name.lower() in ("meta", "schemas"):
                continue
            if name[:4].lower() == "urn:" and (isinstance(old, dict) or isinstance(new, dict)):
                inner = old if isinstance(old, dict) else {}, new if isinstance(new, dict) else {}
                for member, one, other in _both(*inner):
                    self._attribute(name, member, one, other)
            else:
                self._attribute(None, name, old, new)

    def _attribute(self, urn: str | None, name: str, old: Json, new: Json) -> None:
        attr = self.schemas.described(name, self.kind, urn)
        if is_same(old, new) or (is_unassigned(old) and is_unassigned(new)):
            return
        if _is_fixed(attr):
            self.warnings.append(f"{attr.name} cannot be set back by a PATCH.")
            return
        path = Path(urn, name)
        if is_unassigned(old):
            self.removes.append({"op": "remove", "path": str(path)})
        elif is_unassigned(new):
            self.others.append({"op": "add", "path": str(path), "value": _writable(old, attr)})
        elif isinstance(old, list) and isinstance(new, list):
            self._list(path, attr, old, new)
        elif isinstance(old, dict) and isinstance(new, dict):
            self._object(path, attr, old, new)
        else:
            self.others.append({"op": "replace", "path": str(path), "value": old})

    def _object(self, path: Path, attr: Attribute, old: dict[str, Json], new: dict[str, Json]) -> None:
        for name, one, other in _both(old, new):
            sub = attr.sub(name)
            if is_same(one, other) or (sub is not None and sub.mutability == "readOnly"):
                continue
            target = str(Path(path.urn, path.attribute, None, name))
            if is_unassigned(one):
                self.removes.append({"op": "remove", "path": target})
            else:
                self.others.append({"op": "replace", "path": target, "value": one})

    def _list(self, path: Path, attr: Attribute, old: list[Json], new: list[Json]) -> None:
        """Element by element where filters can choose each, else the whole list."""
        start = len(self.removes), len(self.others), len(self.primaries)
        lost, chosen, elements = [], True, _Elements(attr, new)
        for at, to in paired(old, new, attr):
            if to is None and at is not None:
                lost.append(old[at])
            elif at is None and to is not None:
                chosen = chosen and self._remove(path, elements, to)
            elif at is not None and to is not None and not is_same(old[at], new[to]):
                chosen = chosen and self._change(path, attr, old[at], elements, to)
            if not chosen:
                break
        if chosen and len(self.removes) - start[0] <= MOST_CHOSEN:
            if lost:
                self.others.append({"op": "add", "path": str(path), "value": lost})
            return
        del self.removes[start[0] :], self.others[start[1] :], self.primaries[start[2] :]
        self.others.append({"op": "replace", "path": str(path), "value": old})
        self.warnings.append(
            f"The whole list of {attr.name} is replaced: its elements cannot be chosen one by one, or too many."
        )

    def _remove(self, path: Path, new: _Elements, index: int) -> bool:
        found = new.only(index)
        if found is not None:
            self.removes.append({"op": "remove", "path": str(Path(path.urn, path.attribute, found))})
        return found is not None

    def _change(self, path: Path, attr: Attribute, old: Json, new: _Elements, index: int) -> bool:
        now = new.elements[index]
        if not isinstance(old, dict) or not isinstance(now, dict):
            return False
        changed = [(name, one) for name, one, other in _both(old, now) if not is_same(one, other)]
        found = new.only(index, {name.lower() for name, _ in changed})
        if found is None:
            return False
        for name, value in changed:
            sub = attr.sub(name)
            if sub is not None and sub.mutability == "readOnly":
                continue
            target = str(Path(path.urn, path.attribute, found, name))
            gone = is_unassigned(value)
            one: Operation = {"op": "remove" if gone else "replace", "path": target}
            if not gone:
                one["value"] = value
            (self.primaries if name.lower() == "primary" else self.others).append(one)
        return True


def _writable(value: Json, attr: Attribute) -> Json:
    """A value without sub-attributes that only the server sets, such as manager.displayName."""
    if not isinstance(value, dict):
        return value
    fixed = {sub.name.lower() for sub in attr.sub_attributes if sub.mutability == "readOnly"}
    return {name: inner for name, inner in value.items() if name.lower() not in fixed}


def _both(left: dict[str, Json], right: dict[str, Json]) -> Iterator[tuple[str, Json, Json]]:
    """Each name once, with the value on both sides."""
    for name, value in left.items():
        yield name, value, right.get(spelled(right, name))
    lowered = {name.lower() for name in left}
    for name, value in right.items():
        if name.lower() not in lowered:
            yield name, None, value


class _Elements:
    """The elements of a list, and filters that choose one of them."""

    def __init__(self, attr: Attribute, elements: list[Json]) -> None:
        self.attr, self.elements = attr, elements
        self.values = Counter(map(_folded, elements))

    def only(self, index: int, changing: Set[str] = frozenset()) -> Filter | None:
        """A filter that fits this element and no other, from sub-attributes that do not change."""
        element = self.elements[index]
        if not isinstance(element, dict):
            return self._proven(Compare(AttributePath("value"), "eq", element)) if _is_simple(element) else None
        names = sorted(element, key=lambda one: (one.lower() != "value", one.lower() != "type"))
        terms = [
            Compare(AttributePath(name), "eq", element[name])
            for name in names
            if name.lower() not in changing and _is_simple(element[name]) and NAME.fullmatch(name)
        ]
        if terms and terms[0].attribute.name.lower() == "value" and self.values[_folded(element)] == 1:
            return terms[0]
        if len(self.elements) > MOST_SEARCHED:
            return None
        tries = (terms[0] if count == 1 else And(tuple(terms[:count])) for count in range(1, len(terms) + 1))
        return next((one for one in tries if self._proven(one)), None)

    def _proven(self, found: Filter) -> Filter | None:
        fits = element_fits(found, self.attr)
        return found if len(list(islice((one for one in self.elements if fits(one)), 2))) == 1 else None


def _folded(element: Json) -> str:
    """The value of an element as no filter tells it from another."""
    value = attribute(element, "value") if isinstance(element, dict) else element
    return value.casefold() if isinstance(value, str) else repr(value)[:100]


def _is_simple(value: Json) -> bool:
    return isinstance(value, str | int | float) and value != ""
