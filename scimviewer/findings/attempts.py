"""Which requests are the same one again, and how did each series of attempts go?"""

from __future__ import annotations

import numpy as np

from scimviewer.findings.traffic import Traffic
from scimviewer.query.table import Array

# Refusals that are about the sender or the moment, not about the request: every one of them counts.
ABOUT_THE_MOMENT = (401, 408, 425, 429, 500, 501, 502, 503, 504)


def request_keys(traffic: Traffic) -> Array:
    """A number for each request: method, target, resource and body; 0 where the log does not tell them apart."""
    body, number = traffic["body_hash"], traffic["resource_id_hash"]
    name = np.where((number == 0) | traffic.has("operation", "create", "search"), traffic["resource_name_hash"], 0)
    # An id that only the answer tells is no part of a request.
    number = np.where(traffic.has("operation", "create", "search"), 0, number)
    told = (body != 0) | (number != 0) | (name != 0)
    mixed = traffic["method"].astype("<i8") << 44
    mixed ^= traffic["target"].astype("<i8") << 24
    mixed ^= traffic["operation"].astype("<i8") << 18
    mixed ^= traffic["resource_type"].astype("<i8")
    mixed ^= body ^ (number >> 1) ^ (name >> 2)
    return np.where(told, np.where(mixed == 0, 1, mixed), 0)


def is_again(traffic: Traffic) -> Array:
    """Failures of a request that had failed the same way and has not succeeded since: no news."""
    keys, again = request_keys(traffic), np.zeros(len(traffic), bool)
    known = np.flatnonzero(keys != 0)
    order = known[np.argsort(keys[known], kind="stable")]
    if len(order) < 2:
        return again
    # Successes so far tell one series from the next; a failure is news once in each series and status.
    series = np.cumsum(traffic.succeeded[order])
    failures = order[traffic.failed[order]]
    told = np.stack([keys[failures], series[traffic.failed[order]], traffic["status"][failures].astype("<i8")])
    _, firsts = np.unique(told, axis=1, return_index=True)
    repeated = np.ones(len(failures), bool)
    repeated[firsts] = False
    repeated &= ~np.isin(traffic["status"][failures], ABOUT_THE_MOMENT) & (traffic["status"][failures] > 0)
    again[failures[repeated]] = True
    return again
