"""Which requests are sent again and again and fail every time?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scimviewer.findings.attempts import request_keys
from scimviewer.findings.errors import normalised
from scimviewer.findings.finding import Finder, Finding
from scimviewer.findings.traffic import Traffic, segments
from scimviewer.findings.words import counted, lasting, listed
from scimviewer.query.table import Array

LEAST = 3
# Everybody who sends with a refused token, or too fast, looks like a chain; those are findings of their own.
NOT_ITS_OWN = (401, 429)


@dataclass(frozen=True, slots=True)
class Chain:
    """The same request, failing the same way, several times in a row."""

    failures: Array
    success: int | None  # where it went through at last


def chains(traffic: Traffic) -> Iterator[Chain]:
    """Every chain of three or more failures, ended or not."""
    keys, failed, succeeded = request_keys(traffic), traffic.failed, traffic.succeeded
    rows = np.flatnonzero((keys != 0) & (failed | succeeded) & ~np.isin(traffic["status"], NOT_ITS_OWN))
    order = rows[np.argsort(keys[rows], kind="stable")]
    # Most requests never fail: their series are passed over at once.
    failing = order[np.isin(keys[order], keys[order[failed[order]]])]
    for places in segments(keys, np.sort(failing)):
        yield from _chains(traffic["status"], failed, places)


def _chains(status: Array, failed: Array, places: Array) -> Iterator[Chain]:
    begin = 0
    for at in range(len(places) + 1):
        ended = at == len(places) or not failed[places[at]]
        if not ended and at > begin and status[places[at]] // 100 != status[places[begin]] // 100:
            if at - begin >= LEAST:
                yield Chain(places[begin:at], None)
            begin = at
        elif ended:
            if at - begin >= LEAST:
                yield Chain(places[begin:at], None if at == len(places) else int(places[at]))
            begin = at + 1


def find(traffic: Traffic) -> Iterator[Finding]:
    """Chains of one kind (target, method, type, status, error, and how they ended) are one finding."""
    all_chains = list(chains(traffic))
    errors = traffic.texts("error", [int(chain.failures[-1]) for chain in all_chains])
    kinds: dict[tuple[str, ...], list[Chain]] = {}
    for chain, error in zip(all_chains, errors, strict=True):
        last = int(chain.failures[-1])
        words = (traffic.word(field, last) or "" for field in ("target", "method", "resource_type"))
        status = str(int(traffic["status"][last]))
        ended = "yes" if chain.success is not None else "no"
        kinds.setdefault((*words, status, normalised(error or ""), ended), []).append(chain)
    for kind, found in sorted(kinds.items()):
        yield _finding(traffic, kind, found)


def _finding(traffic: Traffic, kind: tuple[str, ...], found: list[Chain]) -> Finding:
    target, method, type_, status, error, ended = kind
    attempts = np.concatenate([chain.failures for chain in found])
    longest = max(found, key=lambda chain: len(chain.failures))
    names = traffic.names([int(chain.failures[0]) for chain in found])
    gaps = np.concatenate([np.diff(traffic.times[chain.failures]) for chain in found])
    every = lasting(int(np.median(gaps)))
    what = f"{method or 'request'} of {type_ or 'unknown type'}"
    statuses = np.unique(traffic["status"][attempts])
    answer = status if len(statuses) == 1 else f"{status[0]}xx"
    answer = answer if int(status) > 0 else "no answer"
    each = f"up to {counted(len(longest.failures), 'time')}" if len(found) > 1 else f"{len(longest.failures):,} times"
    title = (
        f"{counted(len(found), 'request')} ({what}) {'repeat' if len(found) > 1 else 'repeats'} {each}, always {answer}"
    )
    if ended == "yes":
        title += ", then succeeded" if len(found) == 1 else ", then succeed"
    else:
        title += ", and never succeeded"
    told = f"For {listed(names)}{f' at {target}' if target else ''}, about every {every}."
    if error:
        told += f" The error: {error}."
    proof = np.concatenate([attempts, [chain.success for chain in found if chain.success is not None]]).astype("<i8")
    severity = "low" if ended == "yes" else "medium"
    return traffic.finding(
        FINDER, proof, title, severity=severity, count=len(attempts), resources=names, explanation=told
    )


FINDER = Finder(
    id="retry-chain",
    title="Tried again and again",
    severity="medium",
    explanation="The same request (method, resource and body) three or more times in a row with the same kind of"
    " failure. Senders do not give up by themselves; each round costs time and hides other errors.",
    advice="Mend what the error names, for one of them, and send that one by hand; the others follow. A receiver should"
    " answer 4xx to what can never succeed.",
    disproved_by="The bodies differ in something that the log does not show.",
    find=find,
    needs=("time", "status"),
)
