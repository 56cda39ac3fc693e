"""Fetch the rows behind a few event ids, as `events --json` tells them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scimviewer.formats.times import utc_text
from scimviewer.store.case import Case

Row = dict[str, Any]
ROWS = """
    select id, time_ns, time_digits, actor, client, method, operation, intent, resource_type, resource_id,
    resource_name, target, status, outcome, scim_type, error, duration_us, speaks_scim, source_path, line, request_id,
    cycle, actor_basis, zone_assumed, kind from events where id in ({})
"""
KEYS = (
    "id", "time", "actor", "client", "method", "operation", "intent", "resource_type", "resource_id", "resource_name",
    "target", "status", "outcome", "scim_type", "error", "duration_ms", "speaks_scim", "source", "line", "request_id",
    "cycle", "actor_basis", "zone_assumed", "kind",
)  # fmt: skip
PAGE = 200


def rows(case: Case, ids: Sequence[int]) -> list[Row]:
    """The rows of these events, in this order; ids that are not in the case are passed over."""
    found: dict[int, Row] = {}
    with case.reader() as reader:
        for start in range(0, len(ids), PAGE):
            page = [int(one) for one in ids[start : start + PAGE]]
            for values in reader.execute(ROWS.format(",".join("?" * len(page))), page):
                found[values[0]] = _row(values)
    return [found[int(one)] for one in ids if int(one) in found]


def _row(values: tuple[Any, ...]) -> Row:
    event_id, time_ns, digits, *rest = values
    row = dict(zip(KEYS, (event_id, utc_text(time_ns, digits), *rest), strict=True))
    taken = row["duration_ms"]
    row["duration_ms"] = None if taken is None else taken // 1000 if taken % 1000 == 0 else taken / 1000
    row["speaks_scim"] = bool(row["speaks_scim"])
    row["zone_assumed"] = bool(row["zone_assumed"])
    return row
