"""How often does the test for surges cry wolf? Four simulated weeks without incidents, and with some.

Bins of five minutes, 60 to 800 requests with the time of day, 1 % failures; failures come one by one or in bursts
(beta-binomial with S = 100 or 500). Incidents of 30 minutes, seven a week, at 2, 3 and 5 times the usual share.
"""

from __future__ import annotations

import numpy as np

from scimviewer.findings.rates import Bins, leaks, rises

BIN_NS, DAY, WEEKS, SHARE = 300 * 10**9, 288, 4, 0.01


def simulated(strength: int | None, factor: float, seed: int) -> tuple[Bins, list[int]]:
    dice = np.random.default_rng(seed)
    count = WEEKS * 7 * DAY
    hours = np.arange(count) % DAY / DAY
    requests = dice.poisson(60 + 740 * np.clip(np.sin((hours - 0.25) * 2 * np.pi), 0, None))
    share = np.full(count, SHARE)
    begins = [day * DAY + int(dice.integers(96, 180)) for day in range(WEEKS * 7)] if factor > 1 else []
    for begin in begins:
        share[begin : begin + 6] *= factor
    if strength:
        share = dice.beta(share * strength, (1 - share) * strength)
    failures = dice.binomial(requests, share)
    kept = requests > 0
    return Bins(BIN_NS, np.arange(count)[kept], requests[kept], failures[kept]), begins


def main() -> None:
    print(f"{'bursts':>10} {'false/week':>11} {'leaks/week':>11} {'found 2x':>9} {'3x':>6} {'5x':>6}")
    for strength in (None, 500, 100):
        false, leaked, hit = [], [], []
        for seed in range(3):
            bins, _ = simulated(strength, 1, seed)
            false.append(len(rises(bins)) / WEEKS)
            leaked.append(len(leaks(bins)) / WEEKS)
        for factor in (2, 3, 5):
            found = total = 0
            for seed in range(2):
                bins, begins = simulated(strength, factor, seed + 50)
                told = rises(bins)
                for begin in begins:
                    total += 1
                    found += any(
                        bins.numbers[one.first] < begin + 7 and bins.numbers[one.last] >= begin - 1 for one in told
                    )
            hit.append(found / total)
        name = "one by one" if strength is None else f"S={strength}"
        rates = " ".join(f"{one:6.0%}" for one in hit)
        print(f"{name:>10} {np.mean(false):11.1f} {np.mean(leaked):11.1f}    {rates}")


if __name__ == "__main__":
    main()
