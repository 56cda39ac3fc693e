"""When does a share of failures rise above what was usual before, counting that failures come in bursts?

A test on bins of time (quasi-binomial) for surges, and a cumulated sum for slow leaks. Both divide what they count by
the dispersion φ: how much more the bins before differ among each other than chance explains.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

import numpy as np

from scimviewer.findings.chance import log_binomial_tail
from scimviewer.query.table import Array
from scimviewer.times import SECOND

WIDTHS_S = (10, 60, 300, 900, 3_600, 10_800)
FULL = 20  # requests that a bin should have
BASELINE_S = 24 * 3_600
WARM_BINS, WARM_REQUESTS = 4, 60
LEAST_FAILURES, LEAST_RISE = 5, 2.0
LOG_CHANCE = math.log(1e-4)
TRIMMED = 0.02
LEAK_LIMIT, LEAK_FAILURES = 8.0, 20
KNOWN_FOR = 12  # bins for which a dispersion holds


@dataclass(frozen=True, slots=True)
class Rise:
    """Bins from `first` to `last` (both included) in which more failed than was usual."""

    first: int
    last: int
    requests: int
    failures: int
    usual: float  # share of failures before
    dispersion: float
    log_chance: float
    is_leak: bool = False

    @property
    def share(self) -> float:
        return self.failures / self.requests


@dataclass(frozen=True, slots=True)
class Bins:
    """Requests and failures by stretches of time; empty stretches are left out."""

    width_ns: int
    numbers: Array  # of the stretch: begins at number × width
    requests: Array
    failures: Array


def binned(times: Array, failed: Array, width_s: int = 0) -> Bins:
    """Bins of a fixed length, or of the shortest that is filled well enough; times ascend."""
    widths = (width_s,) if width_s else WIDTHS_S
    for width in widths:
        numbers, at = np.unique(times // (width * SECOND), return_inverse=True)
        if len(times) >= FULL * len(numbers) or width == widths[-1]:
            break
    requests = np.bincount(at, minlength=len(numbers))
    failures = np.bincount(at, weights=failed, minlength=len(numbers)).astype("<i8")
    return Bins(width * SECOND, numbers, requests, failures)


class _Baseline:
    """What was usual in the day before, without the bins that stand out."""

    def __init__(self, width_ns: int) -> None:
        self._bins: deque[tuple[int, int, int]] = deque()
        self._bursts: deque[tuple[int, int, int]] = deque()
        self._length = BASELINE_S * SECOND // width_ns
        self.requests = self.failures = 0

    def add(self, number: int, requests: int, failures: int) -> None:
        self._bins.append((number, requests, failures))
        self.requests += requests
        self.failures += failures
        # Something to compare with is kept, however long a night was.
        while len(self._bins) > 2 * WARM_BINS and self._bins[0][0] < number - self._length:
            _, gone, bad = self._bins.popleft()
            self.requests -= gone
            self.failures -= bad

    def add_burst(self, number: int, requests: int, failures: int) -> None:
        """A surge is not usual, but if they come again and again, bursts are: each counts once for the dispersion."""
        self._bursts.append((number, requests, failures))
        while self._bursts[0][0] < number - self._length:
            self._bursts.popleft()

    @property
    def is_warm(self) -> bool:
        return len(self._bins) >= WARM_BINS and self.requests >= WARM_REQUESTS

    @property
    def share(self) -> float:
        return (self.failures + 0.5) / (self.requests + 1)

    def dispersion(self) -> float:
        """φ: 1 where failures come one by one, 100 where they come in bursts."""
        counts = np.array([*self._bins, *self._bursts], "<f8")
        n, k, share = counts[:, 1], counts[:, 2], self.share
        scaled = np.sort((k - n * share) ** 2 / (n * share * (1 - share)))
        return max(1.0, float(scaled[: max(1, math.ceil(len(scaled) * (1 - TRIMMED)))].mean()))


def rises(bins: Bins) -> list[Rise]:
    """Surges: bins with at least twice the usual share, which chance and bursts do not explain; neighbours are one."""
    usual, found, open_ = _Baseline(bins.width_ns), list[Rise](), False
    columns = (bins.numbers.tolist(), bins.requests.tolist(), bins.failures.tolist())
    for at, (number, n, k) in enumerate(zip(*columns, strict=True)):
        share = usual.share
        rising = usual.is_warm and k / n >= LEAST_RISE * share
        if rising and k >= LEAST_FAILURES and log_binomial_tail(k, n, share) <= LOG_CHANCE:
            dispersion = usual.dispersion()
            chance = log_binomial_tail(k / dispersion, n / dispersion, share)
            if chance <= LOG_CHANCE:
                found.append(Rise(at, at, n, k, share, dispersion, chance))
                if not open_:
                    usual.add_burst(number, n, k)
                open_ = True
                continue
        if open_ and rising and k:
            found.append(Rise(at, at, n, k, share, 1.0, 0.0))  # the surge goes on in a bin too small to prove it
            continue
        open_ = False
        usual.add(number, n, k)
    return _joined(found)


def _joined(rises_: list[Rise]) -> list[Rise]:
    joined: list[Rise] = []
    for one in rises_:
        if joined and one.first == joined[-1].last + 1:
            last = joined[-1]
            joined[-1] = Rise(
                last.first, one.last, last.requests + one.requests, last.failures + one.failures,
                last.usual, max(last.dispersion, one.dispersion), min(last.log_chance, one.log_chance),
            )  # fmt: skip
        else:
            joined.append(one)
    return joined


def leaks(bins: Bins) -> list[Rise]:
    """Slow leaks: the evidence for twice the usual share, summed up bin by bin, passes a limit (CUSUM)."""
    usual, found = _Baseline(bins.width_ns), list[Rise]()
    total, begin = 0.0, 0
    n_sum = k_sum = 0
    columns = (bins.numbers.tolist(), bins.requests.tolist(), bins.failures.tolist())
    dispersion, known = 1.0, -KNOWN_FOR
    for at, (number, n, k) in enumerate(zip(*columns, strict=True)):
        if not usual.is_warm:
            usual.add(number, n, k)
            continue
        share = min(usual.share, 0.45)
        gained = k * math.log(2) + (n - k) * math.log((1 - 2 * share) / (1 - share))
        if total == 0 and gained <= 0:
            usual.add(number, n, k)
            continue
        if total == 0:
            begin, n_sum, k_sum = at, 0, 0
            if at >= known + KNOWN_FOR:  # it changes slowly, and takes long
                known, dispersion = at, usual.dispersion()
        total = max(0.0, total + gained / dispersion)
        n_sum, k_sum = n_sum + n, k_sum + k
        if total > LEAK_LIMIT and k_sum >= LEAK_FAILURES:
            if found and found[-1].first == begin:
                found.pop()
            found.append(Rise(begin, at, n_sum, k_sum, share, dispersion, -total, True))
        elif total <= LEAK_LIMIT / 2:
            usual.add(number, n, k)
    return found
