"""The figures of `stats`: a filter's events over time, as one document with stable keys."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.buckets import Buckets, around, fitting, length_of
from scimviewer.query.counts import countable, groups
from scimviewer.query.query import matching
from scimviewer.query.series import KINDS, Series, inside, series_of
from scimviewer.query.table import NO_TIME, Array, Table, rows_of
from scimviewer.times import SECOND, utc_text

ALL = "all"
FIGURES = ("requests", "failures", "failure_rate")
PERCENTILES = ("p50_ms", "p95_ms", "p99_ms")
# Above so many points empty ones are left out: one clock at 1970 makes millions of them at five minutes each.
MOST_POINTS = 1_000_000


def stats(
    table: Table, text: str, bucket: str = "", by: str | None = None, most: int | None = None,
    progress: Progress = UNWATCHED,
) -> dict[str, Any]:  # fmt: skip
    """Requests, failures and latency of a filter's events by bucket: `all` in one, of a length, or of one that fits.

    Percentiles are those of HTTP exchanges, or of provisioning steps where there are no exchanges (`kind`); where
    there are both, those of the steps stand by themselves under `steps`.
    """
    now, key = table.now, None if by is None else countable(by)
    chosen = rows_of(matching(table, text, progress, now))
    times = now["time_ns"][chosen]
    timed = times[times != NO_TIME]
    buckets = _buckets(timed, bucket)
    rows, places = inside(now, chosen if len(timed) or bucket == ALL else np.empty(0, "<i8"), buckets)
    split = groups(now, table.case, key, rows, most)
    if buckets is None:
        starts = [int(timed.min()) if len(timed) else None] if bucket == ALL else []
    elif buckets.count * max(len(split.values), 1) > MOST_POINTS:
        there, places = np.unique(places, return_inverse=True)
        starts = [buckets.first_ns + at * buckets.length_ns for at in there.tolist()]
    else:
        starts = [*buckets.starts]
    found = series_of(now, rows, places, len(starts), split)
    kinds = [kind for kind in KINDS if any(kind in one.latency_ms for one in found)]
    return {
        "bucket_s": None if buckets is None else _number(buckets.length_ns / SECOND),
        "kind": kinds[0] if kinds else None,
        "untimed": 0 if bucket == ALL else len(times) - len(timed),
        "outside": 0 if bucket == ALL else len(timed) - len(places),
        "series": [_series(one, starts, kinds) for one in found],
    }


def _buckets(timed: Array, bucket: str) -> Buckets | None:
    if bucket == ALL:
        return None
    length = length_of(bucket) if bucket else 0
    if not length or not len(timed):
        return fitting(timed)
    return around(int(timed.min()), int(timed.max()), length)


def _series(one: Series, starts: list[int | None], kinds: list[str]) -> dict[str, Any]:
    columns = (starts, one.requests.tolist(), one.failures.tolist(), one.failure_rate.tolist())
    latency = [_latency(one, kind, len(starts)) for kind in kinds or [""]]
    points = []
    for (start, requests, failures, rate), *taken in zip(zip(*columns, strict=True), *latency, strict=True):
        point = {"time": utc_text(start), "requests": requests, "failures": failures, "failure_rate": _number(rate)}
        points.append(point | taken[0] | ({"steps": taken[1]} if len(taken) > 1 else {}))
    return {"key": one.key, **({"other": True} if one.other else {}), "points": points}


def _latency(one: Series, kind: str, count: int) -> list[dict[str, Any]]:
    """The percentiles of a kind in each bucket."""
    figures = one.latency_ms.get(kind, np.full((len(PERCENTILES), count), np.nan))
    return [dict(zip(PERCENTILES, map(_number, column), strict=True)) for column in figures.T.tolist()]


def _number(value: float) -> float | int | None:
    """Whole numbers as such, and none where there is nothing to tell one of."""
    return None if math.isnan(value) else int(value) if value == int(value) else value


def table_rows(found: dict[str, Any], by: str | None) -> tuple[list[dict[str, Any]], list[str]]:
    """The same as rows and columns for a table: a row a point, the percentiles of steps beside the others."""
    rows = []
    for one in found["series"]:
        key = "other" if one.get("other") else one["key"]
        for point in one["points"]:
            steps = {f"steps_{name}": value for name, value in point.get("steps", {}).items()}
            rate = None if point["failure_rate"] is None else f"{point['failure_rate']:.1%}"
            rows.append({"key": key} | point | {"failure_rate": rate} | steps)
    columns = [name for name in rows[0] if name not in ("key", "steps")] if rows else ["time", *FIGURES, *PERCENTILES]
    return rows, columns if by is None else ["key", *columns]
