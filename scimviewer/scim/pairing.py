"""Which element of one list is which of another, and when are two values the same? (order never counts)"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable

from scimviewer.event import Json
from scimviewer.scim.facts import attribute
from scimviewer.scim.schemas import Attribute, unknown_attribute

Pair = tuple[int | None, int | None]  # indices left and right; None where the element stands on one side only
Key = Callable[[Json], Hashable]  # what two elements have in common that are one; None: this key does not say
DEEPEST = 64
PLAIN = unknown_attribute("")


def paired(left: list[Json], right: list[Json], attr: Attribute = PLAIN) -> list[Pair]:
    """Pair elements by type and value, by value, by type, by equality; in the order of the left, then of the right."""
    partner: dict[int, int] = {}
    head = _same_head(left, right)
    partner.update((index, index) for index in range(head))
    lefts, rights = list(range(head, len(left))), list(range(head, len(right)))
    # Whole elements are only compared where values do not tell them apart: it takes the longest.
    first = frozen if _has_twins(left, lefts) or _has_twins(right, rights) else _exact_text
    for key in (first, _type_and_value, _value_alone, _folded_value(attr)):
        lefts, rights = _match(left, right, lefts, rights, partner, key)
    lefts, rights = _match(left, right, lefts, rights, partner, _type_alone, only_unique=True)
    found: list[Pair] = [(index, partner.get(index)) for index in range(len(left))]
    return [*found, *((None, index) for index in rights)]


def _has_twins(elements: list[Json], indices: list[int]) -> bool:
    values = [_value_alone(elements[index]) for index in indices]
    return len(set(values)) < len(values)


def _same_head(left: list[Json], right: list[Json]) -> int:
    """How many elements at the start are one and the same object, as they are in states computed from each other."""
    limit = min(len(left), len(right))
    return next((index for index in range(limit) if left[index] is not right[index]), limit)


def _match(
    left: list[Json],
    right: list[Json],
    lefts: list[int],
    rights: list[int],
    partner: dict[int, int],
    key: Key,
    only_unique: bool = False,
) -> tuple[list[int], list[int]]:
    """Pair what has the same key, and answer what is left over on both sides."""
    if not lefts or not rights:
        return lefts, rights
    waiting: dict[Hashable, deque[int]] = {}
    rest_right = []
    for index in rights:
        name = key(right[index])
        if name is None:
            rest_right.append(index)
        elif name in waiting:
            waiting[name].append(index)
        else:
            waiting[name] = deque((index,))
    names = [key(left[index]) for index in lefts]
    rivals = Counter(names) if only_unique else None
    rest = []
    for index, name in zip(lefts, names, strict=True):
        places = waiting.get(name)
        if places and not (rivals is not None and (len(places) > 1 or rivals[name] > 1)):
            partner[index] = places.popleft()
        else:
            rest.append(index)
    return rest, sorted([*rest_right, *(index for places in waiting.values() for index in places)])


def _exact_text(element: Json) -> Hashable:
    """Simple values, and objects that name no value, are themselves."""
    if isinstance(element, dict) and _scalar(attribute(element, "value")) is not None:
        return None
    return frozen(element)


def _type_and_value(element: Json) -> Hashable:
    if not isinstance(element, dict):
        return None
    kind, value = _scalar(attribute(element, "type")), _scalar(attribute(element, "value"))
    return (kind.casefold(), value) if kind is not None and value is not None else None


def _value_alone(element: Json) -> Hashable:
    return _scalar(attribute(element, "value")) if isinstance(element, dict) else _scalar(element)


def _folded_value(attr: Attribute) -> Key:
    compared = attr.sub("value") or attr
    if compared.case_exact:
        return _value_alone

    def folded(element: Json) -> Hashable:
        value = _value_alone(element)
        return value.casefold() if isinstance(value, str) else None

    return folded


def _type_alone(element: Json) -> Hashable:
    kind = _scalar(attribute(element, "type")) if isinstance(element, dict) else None
    return kind.casefold() if kind is not None else None


def _scalar(value: Json) -> str | None:
    """A simple value as text, so that 7 and "7", true and "True" meet."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) else None


def frozen(value: Json, depth: int = 0) -> Hashable:
    """A value as something that can be looked up; equal only to the same JSON, the order of lists apart."""
    if depth > DEEPEST:
        return ("deep", id(value))
    if isinstance(value, dict):
        return frozenset((name, frozen(inner, depth + 1)) for name, inner in value.items())
    if isinstance(value, list):
        counts: dict[Hashable, int] = defaultdict(int)
        for inner in value:
            counts[frozen(inner, depth + 1)] += 1
        return ("list", frozenset(counts.items()))
    return ("bool", value) if isinstance(value, bool) else value


def is_same(left: Json, right: Json) -> bool:
    """Whether two JSON values are the same, the order of lists apart; true is not 1, and "a" is not "A"."""
    if left is right:
        return True
    if isinstance(left, dict) and isinstance(right, dict) and is_plainly_same(left, right):
        return True
    if isinstance(left, dict | list) or isinstance(right, dict | list):
        return frozen(left) == frozen(right)
    return bool(left == right) and isinstance(left, bool) == isinstance(right, bool)


def is_plainly_same(left: dict[str, Json], right: dict[str, Json]) -> bool:
    """Whether two flat objects are the same to the byte: the common case, told fast. False says nothing."""
    if len(left) != len(right):
        return False
    types = list(map(type, left.values()))
    return dict not in types and list not in types and types == list(map(type, right.values())) and left == right
