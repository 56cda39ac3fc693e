"""How likely is a number of failures, if nothing is wrong?"""

from __future__ import annotations

import math

MOST_TERMS = 2000


def log_poisson_tail(count: float, expected: float) -> float:
    """log P(X ≥ count) for a Poisson number with this expectation."""
    if count <= expected:
        return 0.0
    if expected <= 0:
        return -math.inf
    log_term = count * math.log(expected) - expected - math.lgamma(count + 1)
    total, term = 1.0, 1.0
    for step in range(1, MOST_TERMS):
        term *= expected / (count + step)
        total += term
        if term < 1e-12 * total:
            break
    return log_term + math.log(total)


def log_binomial_tail(count: float, size: float, share: float) -> float:
    """log P(X ≥ count) of `size` tries with this share; numbers may be fractions, as where they are thinned."""
    if count <= size * share:
        return 0.0
    if share <= 0 or count > size:
        return -math.inf
    if share >= 1:
        return 0.0
    log_term = (
        math.lgamma(size + 1)
        - math.lgamma(count + 1)
        - math.lgamma(size - count + 1)
        + count * math.log(share)
        + (size - count) * math.log1p(-share)
    )
    total, term, odds = 1.0, 1.0, share / (1 - share)
    for step in range(MOST_TERMS):
        if count + step >= size:
            break
        term *= (size - count - step) / (count + step + 1) * odds
        total += term
        if term < 1e-12 * total:
            break
    return min(log_term + math.log(total), 0.0)


def rejected(log_chances: list[float], rate: float) -> list[bool]:
    """Which of several tests say something, if so large a share of them may be wrong (Benjamini and Hochberg)."""
    order = sorted(range(len(log_chances)), key=lambda at: log_chances[at])
    passed = 0
    for rank, at in enumerate(order, 1):
        if log_chances[at] <= math.log(rate * rank / len(order)):
            passed = rank
    chosen = set(order[:passed])
    return [at in chosen for at in range(len(log_chances))]
