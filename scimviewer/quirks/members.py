"""How does a request touch the members of a group?"""

from __future__ import annotations

import re

from scimviewer.quirks.call import Call, Json
from scimviewer.quirks.pointers import key_of, pointer
from scimviewer.quirks.writes import Write
from scimviewer.scim.facts import attribute

VALUE_IN_FILTER = re.compile(r"""(?i)\bvalue\s+eq\s+["']([^"']+)["']""")
BRINGS = ("add", "replace", "set")


def member_writes(case: Call, *ops: str) -> list[Write]:
    """The writes on the members of a group, of these operations or all; a user has none."""
    if case.resource_type == "User":
        return []
    return [one for one in case.writes if one.name == "members" and one.urn is None and (not ops or one.op in ops)]


def elements(write: Write) -> list[Json]:
    """The values that are written: those of a list, else the one."""
    if isinstance(write.value, list):
        return write.value
    return [] if write.value is None else [write.value]


def at_element(write: Write, index: int) -> str:
    """Where one of them stands."""
    return pointer(write.at, index) if isinstance(write.value, list) else write.at


def member_id(element: Json) -> str | None:
    """The id that a member is known by."""
    told = attribute(element, "value") if isinstance(element, dict) else element
    return str(told) if isinstance(told, str | int) and not isinstance(told, bool) and told != "" else None


def brought(case: Call, *ops: str) -> dict[str, str]:
    """The ids of the members that a request names, with where each stands first."""
    found: dict[str, str] = {}
    for write in member_writes(case, *(ops or BRINGS)):
        if write.filter is not None or write.sub not in (None, "value"):
            continue
        for index, element in enumerate(elements(write)):
            told = member_id(element)
            if told is not None:
                found.setdefault(told, at_element(write, index))
    return found


def chosen_by_filter(case: Call) -> dict[str, str]:
    """The ids that the filters of member paths name, as in members[value eq "7"]."""
    return {
        told: write.at_name for write in member_writes(case) for told in VALUE_IN_FILTER.findall(write.filter or "")
    }


def members_of(resource: Json) -> list[str] | None:
    """The ids of a group's members; None where it has no list of them."""
    listed = attribute(resource, "members") if isinstance(resource, dict) else None
    if not isinstance(listed, list):
        return None
    return [told for one in listed if (told := member_id(one)) is not None]


def at_members(resource: dict[str, Json], at: str) -> str:
    """Where its members stand; the resource itself where it has none."""
    key = key_of(resource, "members")
    return at if key is None else pointer(at, key)


def is_group_type(element: Json) -> bool:
    """Whether a member says of itself that it is a group."""
    if not isinstance(element, dict):
        return False
    kind, ref = attribute(element, "type"), attribute(element, "$ref")
    if isinstance(kind, str) and kind:
        return kind.lower() == "group"
    return isinstance(ref, str) and re.search(r"(?i)(?:^|/)groups/[^/]+$", ref) is not None
