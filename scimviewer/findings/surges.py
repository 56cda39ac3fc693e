"""When did unusually much fail, and where: for one actor, one target, one kind of request, or everywhere?"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from scimviewer.findings.attempts import is_again
from scimviewer.findings.chance import rejected
from scimviewer.findings.finding import Finder, Finding
from scimviewer.findings.rates import LOG_CHANCE, Bins, Rise, binned, leaks, rises
from scimviewer.findings.traffic import Traffic, segments
from scimviewer.findings.words import counted, lasting, percent
from scimviewer.query.table import Array

FEWEST, MOST_GROUPS = 60, 40
TOO_MANY = 429  # throttling is a finding of its own
OWN_SHARE = 0.5  # of an episode's failures must be news after the episodes before it


@dataclass(frozen=True, slots=True)
class Episode:
    """A rise in one group of the traffic."""

    where: str
    order: int
    rise: Rise
    places: Array  # of all requests in it
    failures: Array


def find(traffic: Traffic) -> Iterator[Finding]:
    """Surges, the one that explains most first; what it explains is not told again."""
    yield from _told(traffic, SURGE, rises, np.zeros(len(traffic), bool))


def find_leaks(traffic: Traffic) -> Iterator[Finding]:
    """Slow leaks outside the surges."""
    known = np.zeros(len(traffic), bool)
    for episode in _chosen(_episodes(traffic, rises), known):
        known[episode.failures] = True
    yield from _told(traffic, LEAK, leaks, known)


def _told(traffic: Traffic, finder: Finder, test: Callable[[Bins], list[Rise]], known: Array) -> Iterator[Finding]:
    found = _episodes(traffic, test)
    for episode in _chosen(found, known):
        others = sorted({one.where for one in found if one is not episode and _overlap(one, episode)})
        yield _finding(traffic, finder, episode, others)


def _groups(traffic: Traffic, rows: Array) -> Iterator[tuple[str, int, Array]]:
    """(what it is called, its rank among equals, its places)"""
    for order, (field, words) in enumerate((("target", "at {}"), ("actor", "by {}"))):
        for places in _largest(traffic[field], rows):
            yield words.format(traffic.word(field, int(places[0]))), order, places
    kind = traffic["resource_type"].astype("<i8") << 16 | traffic["operation"].astype("<i8")
    for places in _largest(kind, rows):
        operation, type_ = traffic.word("operation", int(places[0])), traffic.word("resource_type", int(places[0]))
        yield f"in {operation or 'other'} of {type_ or 'unknown type'}", 2, places
    yield "in all", 3, rows


def _largest(codes: Array, rows: Array) -> list[Array]:
    found = [places for places in segments(codes, rows[codes[rows] != 0]) if len(places) >= FEWEST]
    return sorted(found, key=len, reverse=True)[:MOST_GROUPS]


def _episodes(traffic: Traffic, test: Callable[[Bins], list[Rise]]) -> list[Episode]:
    """Every rise in every group; with many groups each has to show more (Benjamini and Hochberg)."""
    told = (traffic.failed | traffic.succeeded) & (traffic["status"] != TOO_MANY)
    rows = np.flatnonzero(told & ~is_again(traffic))
    per_group: list[list[Episode]] = []
    best: list[float] = []
    for where, order, places in _groups(traffic, rows):
        traffic.progress.report(0)
        failed = traffic.failed[places]
        if failed.sum() < 5:
            continue
        bins = binned(traffic.times[places], failed)
        found = [_episode(traffic, where, order, places, bins, rise) for rise in test(bins)]
        per_group.append(found)
        best.append(min((one.rise.log_chance for one in found), default=0.0))
    passed = rejected(best, math.exp(LOG_CHANCE)) if test is rises else [True] * len(best)
    return [one for found, good in zip(per_group, passed, strict=True) if good for one in found]


def _episode(traffic: Traffic, where: str, order: int, places: Array, bins: Bins, rise: Rise) -> Episode:
    """The events behind a rise, cut where the failures really begin and end: bins have edges of their own."""
    numbers = traffic.times[places] // bins.width_ns
    first, last = bins.numbers[max(rise.first - 1, 0)], bins.numbers[min(rise.last + 1, len(bins.numbers) - 1)]
    inside = places[(numbers >= first) & (numbers <= last)]
    inside = inside[_densest(traffic.failed[inside], rise.usual, rise.share)]
    failures = inside[traffic.failed[inside]]
    return Episode(where, order, replace(rise, requests=len(inside), failures=len(failures)), inside, failures)


def _densest(failed: Array, usual: float, share: float) -> slice:
    """The stretch that speaks most for the higher share: the largest sum of log-likelihood ratios."""
    low = min(max(usual, 1e-4), 0.98)
    high = min(max(share, low * 1.01, low + 1e-3), 0.99)
    gains = np.where(failed, np.log(high / low), np.log((1 - high) / (1 - low)))
    sums = np.concatenate([[0.0], np.cumsum(gains)])
    lowest = np.minimum.accumulate(sums)
    end = int(np.argmax(sums - lowest))
    return slice(int(np.argmin(sums[: end + 1])), end)


def _chosen(found: list[Episode], known: Array) -> Iterator[Episode]:
    known = known.copy()
    for one in sorted(found, key=lambda it: (-len(it.failures) * it.rise.share, it.order, it.where)):
        if (~known[one.failures]).sum() >= max(5, OWN_SHARE * len(one.failures)):
            known[one.failures] = True
            yield one


def _overlap(one: Episode, other: Episode) -> bool:
    return bool(np.isin(one.failures, other.failures).mean() >= OWN_SHARE)


def _finding(traffic: Traffic, finder: Finder, episode: Episode, others: list[str]) -> Finding:
    rise, failures = episode.rise, episode.failures
    span = lasting(int(traffic.times[failures[-1]] - traffic.times[failures[0]]))
    usual = percent(rise.usual)
    if rise.is_leak:
        title = f"Failures {episode.where} rose slowly: {rise.failures:,} of {rise.requests:,} within {span}"
        told = f"{percent(rise.share)} failed; {usual} was usual."
    else:
        title = f"{rise.failures:,} of {counted(rise.requests, 'request')} failed {episode.where} within {span}"
        expected = rise.usual * rise.requests
        told = f"{percent(rise.share)} failed; {usual} was usual, that is {expected:.1f}. {_chance(rise.log_chance)}"
    if rise.dispersion > 1.5:
        told += f" Failures in this log come in bursts (factor {rise.dispersion:.0f}); that is taken into account."
    if others:
        told += f" It shows also {', '.join(others[:5])}."
    told += _statuses(traffic, failures)
    return traffic.finding(finder, failures, title, count=len(failures), explanation=told)


def _chance(log_chance: float) -> str:
    digits = -log_chance / math.log(10)
    return f"The chance of that is below 1 in 10^{math.floor(digits)}." if math.isfinite(digits) else ""


def _statuses(traffic: Traffic, failures: Array) -> str:
    values, counts = np.unique(traffic["status"][failures], return_counts=True)
    pairs = sorted(zip(counts.tolist(), values.tolist(), strict=True), reverse=True)[:4]
    return " Answers: " + ", ".join(f"{'none' if status < 0 else status} × {count:,}" for count, status in pairs) + "."


SURGE = Finder(
    id="failure-surge",
    title="More failures than usual",
    severity="high",
    explanation="Compared with the day before, without what stands out there. A request that is tried again and refused"
    " again counts once, so that one looping user does not look like an outage.",
    advice="Look at the first failure and at what changed just before it: a token, a release, a limit, a mapping. The"
    " census of errors says whether one user or everybody is hit.",
    disproved_by="Another kind of traffic in this stretch, such as a first import or a test of refusals.",
    find=find,
    is_quick=False,
)
LEAK = Finder(
    id="slow-leak",
    title="Failures that rise slowly",
    severity="medium",
    explanation="No bin of time stands out alone, but together they do: a cumulated sum of the evidence for twice the"
    " usual share passed its limit.",
    advice="Compare the errors of this stretch with those before: a growing table, a limit that is nearly reached, or"
    " more and more users with the same bad value.",
    disproved_by="A change in what is sent, not in how it is answered.",
    find=find_leaks,
    is_quick=False,
)
