"""Measure the SCIM engine: `python tests/bench/scim.py`. Processor time, the best of three."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scimviewer.scim.compare import differences
from scimviewer.scim.inverse import inverse
from scimviewer.scim.patch import patched
from scimviewer.scim.rows import rows
from scimviewer.scim.schemas import GROUP, USER

USER_BEFORE = {
    "schemas": [USER],
    "userName": "ann",
    "active": True,
    "emails": [{"value": "a@x.test", "type": "work", "primary": True}, {"value": "h@x.test", "type": "home"}],
}


def group(count: int) -> dict[str, Any]:
    members = [{"value": f"{at:08d}-aaaa", "display": f"User {at}", "$ref": f"/Users/{at}"} for at in range(count)]
    return {"schemas": [GROUP], "id": "g", "displayName": "G", "members": members}


def without(resource: dict[str, Any], count: int) -> dict[str, Any]:
    """The group as a server answers it: other objects, another order, some members gone."""
    left = [dict(member) for member in resource["members"][count:]]
    Random(1).shuffle(left)
    return {**resource, "members": left}


def measure(name: str, work: Callable[[], object], times: int = 1) -> None:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for _ in range(times):
            work()
        best = min(best, (time.process_time() - start) / times)
    print(f"{name:56s}{best * 1000:10.3f} ms")


def apply(name: str, before: dict[str, Any], operation: dict[str, Any], times: int = 1) -> None:
    measure(name, lambda: patched(before, {"Operations": [operation]}, strict=False), times)


def main() -> None:
    apply("PATCH active", USER_BEFORE, {"op": "Replace", "path": "active", "value": "False"}, 2000)
    email = {"op": "replace", "path": 'emails[type eq "work"].value', "value": "b@x.test"}
    apply("PATCH emails[type eq work].value", USER_BEFORE, email, 2000)
    big = group(10_000)
    apply("10,000 members: add one", big, {"op": "add", "path": "members", "value": [{"value": "new"}]})
    apply("10,000 members: remove one", big, {"op": "remove", "path": 'members[value eq "00005000-aaaa"]'})
    named = {"op": "Remove", "path": "members", "value": [{"value": "00005000-aaaa"}]}
    apply("10,000 members: remove one by value", big, named)
    many = {"op": "add", "path": "members", "value": [{"value": str(at)} for at in range(1000)]}
    apply("10,000 members: add 1,000", big, many)
    for count in (5_000, 20_000):
        before = group(count)
        for gone in (2, count):
            after = without(before, gone)
            measure(f"{count:,} members, {gone:,} gone: differences", lambda b=before, a=after: differences(b, a))
            measure(f"{count:,} members, {gone:,} gone: rows", lambda b=before, a=after: rows(b, a))
            measure(f"{count:,} members, {gone:,} gone: inverse", lambda b=before, a=after: inverse(b, a))
        measure(f"{count:,} members, 200 came: inverse", lambda b=before: inverse(without(b, 200), b))


if __name__ == "__main__":
    main()
