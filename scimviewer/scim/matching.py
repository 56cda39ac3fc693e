"""Does a resource, or one element of a multi-valued attribute, fit a filter? (RFC 7644 §3.4.2.2)"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from scimviewer.event import Json
from scimviewer.scim.facts import as_bool, attribute
from scimviewer.scim.filters import And, AttributePath, Compare, Filter, Not, Or, Present, Value, Within
from scimviewer.scim.schemas import BUILT_IN, Attribute, Schemas, unknown_attribute
from scimviewer.times import instant

Fits = Callable[[Json], bool]
Described = Callable[[AttributePath], Attribute]  # the attribute that is compared: the sub-attribute where one is named
ORDERED: dict[str, Callable[[Json, Json], bool]] = {
    "gt": lambda left, right: bool(left > right),
    "ge": lambda left, right: bool(left >= right),
    "lt": lambda left, right: bool(left < right),
    "le": lambda left, right: bool(left <= right),
}
TEXT: dict[str, Callable[[str, str], bool]] = {
    "co": lambda left, right: right in left,
    "sw": lambda left, right: left.startswith(right),
    "ew": lambda left, right: left.endswith(right),
}


def matches(
    found: Filter, resource: Json, schemas: Schemas = BUILT_IN, resource_type: str | None = None, loose: bool = False
) -> bool:
    """Whether a resource fits a filter. `loose` reads "True" as true and 7 as "7", as lenient servers do."""
    type_name = resource_type or schemas.type_of(resource)

    def described(path: AttributePath) -> Attribute:
        top = schemas.described(path.name, type_name, path.urn)
        return _compared(top, path.sub)

    return _fits(found, described, schemas, loose)(resource)


def element_fits(found: Filter, parent: Attribute, loose: bool = False) -> Fits:
    """A test for the elements of a multi-valued attribute, for the filter in the brackets behind its name.

    Elements that are no objects are compared as if they had the one sub-attribute `value`.
    """

    def described(path: AttributePath) -> Attribute:
        return parent.sub(path.name) or (parent if not parent.is_complex else unknown_attribute(path.name))

    if isinstance(found, Compare) and found.operator == "eq" and isinstance(found.value, str) and not loose:
        attr = described(found.attribute)
        if found.attribute.sub is None and attr.type != "dateTime":
            return _text_equals(found.attribute.name, found.value, attr.case_exact)
    fits = _fits(found, described, BUILT_IN, loose)
    return lambda element: fits(element if isinstance(element, dict) else {"value": element})


def _text_equals(name: str, wanted: str, case_exact: bool) -> Fits:
    """`value eq "…"`, which groups of many thousand members are asked."""
    folded, is_value = wanted.casefold(), name.lower() == "value"

    def fits(element: Json) -> bool:
        if isinstance(element, dict):
            value = element[name] if name in element else attribute(element, name)
        else:
            value = element if is_value else None
        return isinstance(value, str) and (value == wanted or (not case_exact and value.casefold() == folded))

    return fits


def _compared(top: Attribute, sub: str | None) -> Attribute:
    """What is compared: the sub-attribute, or for a complex attribute its `value`."""
    if sub is None and not top.is_complex:
        return top
    return top.sub(sub or "value") or unknown_attribute(sub or "value")


def _fits(found: Filter, described: Described, schemas: Schemas, loose: bool) -> Fits:
    if isinstance(found, And):
        every = [_fits(one, described, schemas, loose) for one in found.terms]
        return lambda resource: all(fits(resource) for fits in every)
    if isinstance(found, Or):
        several = [_fits(one, described, schemas, loose) for one in found.terms]
        return lambda resource: any(fits(resource) for fits in several)
    if isinstance(found, Not):
        inner = _fits(found.term, described, schemas, loose)
        return lambda resource: not inner(resource)
    if isinstance(found, Within):
        return _within(found, described, schemas, loose)
    if isinstance(found, Present):
        return _present(found.attribute, schemas)
    return _compares(found, described(found.attribute), schemas, loose)


def _within(found: Within, described: Described, schemas: Schemas, loose: bool) -> Fits:
    def sub_described(path: AttributePath) -> Attribute:
        return described(AttributePath(found.attribute.name, path.name, found.attribute.urn))

    fits = _fits(found.filter, sub_described, schemas, loose)
    path = AttributePath(found.attribute.name, None, found.attribute.urn)

    def any_element(resource: Json) -> bool:
        listed = _held(resource, path, schemas)
        elements = listed if isinstance(listed, list) else [listed]
        return any(fits(one if isinstance(one, dict) else {"value": one}) for one in elements)

    return any_element


def _present(path: AttributePath, schemas: Schemas) -> Fits:
    return lambda resource: any(not is_unassigned(one) for one in _values(resource, path, schemas, whole=True))


def _compares(found: Compare, attr: Attribute, schemas: Schemas, loose: bool) -> Fits:
    path, operator, wanted = found.attribute, found.operator, found.value

    def compares(resource: Json) -> bool:
        values = [one for one in _values(resource, path, schemas) if not is_unassigned(one)]
        if not values:  # no value equals null, and differs from everything else
            return operator == ("eq" if wanted is None else "ne")
        return any(compared(operator, one, wanted, attr, loose) for one in values)

    return compares


def is_unassigned(value: Json) -> bool:
    """Missing, null and the empty list are one and the same (RFC 7643 §2.5); so is an object that holds nothing."""
    if isinstance(value, dict):
        return all(inner is None for inner in value.values())
    return value is None or value == []


def _held(resource: Json, path: AttributePath, schemas: Schemas) -> Json:
    """The value of the attribute, looked up in the container of its extension where it has one."""
    if not isinstance(resource, dict):
        return None
    if path.urn is not None and not schemas.is_main(path.urn):
        resource = attribute(resource, path.urn)
        if not isinstance(resource, dict):
            return None
    return attribute(resource, path.name)


def _values(resource: Json, path: AttributePath, schemas: Schemas, whole: bool = False) -> Iterable[Json]:
    """The values that are compared: of complex ones the sub-attribute, by default `value`."""
    held = _held(resource, path, schemas)
    elements = held if isinstance(held, list) else [held]
    if path.sub is None and whole:
        return elements
    sub = path.sub or "value"
    return [
        attribute(one, sub) if isinstance(one, dict) else one if path.sub is None or sub == "value" else None
        for one in elements
    ]


def compared(operator: str, value: Json, wanted: Value, attr: Attribute, loose: bool = False) -> bool:
    """One value against the value of a filter, by the attribute's type and case rule."""
    if operator in ("eq", "ne"):
        return _equal(value, wanted, attr, loose) is (operator == "eq")
    if isinstance(value, bool) or isinstance(wanted, bool) or attr.type == "binary":
        return False
    left, right = _ordered(value, wanted, attr)
    if operator in TEXT:
        return isinstance(left, str) and isinstance(right, str) and TEXT[operator](left, right)
    if isinstance(left, str) != isinstance(right, str) or not isinstance(left, str | int | float) or right is None:
        return False
    return ORDERED[operator](left, right)


def _ordered(value: Json, wanted: Value, attr: Attribute) -> tuple[Json, Json]:
    if isinstance(value, str) and isinstance(wanted, str):
        if attr.type == "dateTime":
            moment, limit = instant(value), instant(wanted)
            if moment and limit:
                return moment.ns, limit.ns
        if not attr.case_exact:
            return value.casefold(), wanted.casefold()
    return value, wanted


def _equal(value: Json, wanted: Value, attr: Attribute, loose: bool) -> bool:
    if isinstance(value, bool) or isinstance(wanted, bool):
        if loose and isinstance(value, bool | str) and isinstance(wanted, bool | str):
            return as_bool(value) is as_bool(wanted) is not None
        return value is wanted
    left, right = _ordered(value, wanted, attr)
    if isinstance(left, str) == isinstance(right, str) or not loose:
        return isinstance(left, str | int | float) and bool(left == right)
    return isinstance(left, str | int | float) and str(left) == str(right)
