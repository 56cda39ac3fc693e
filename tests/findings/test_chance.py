"""Tails of distributions against sums that are written out, and the test of many tests."""

from __future__ import annotations

import math

import pytest

from scimviewer.findings.chance import log_binomial_tail, log_poisson_tail, rejected


@pytest.mark.parametrize(("count", "size", "share"), [(3, 10, 0.1), (22, 750, 0.01), (10, 10, 0.5)])
def test_the_binomial_tail_is_the_sum_of_its_terms(count: int, size: int, share: float) -> None:
    exact = sum(math.comb(size, k) * share**k * (1 - share) ** (size - k) for k in range(count, size + 1))
    assert log_binomial_tail(count, size, share) == pytest.approx(math.log(exact), rel=1e-9)


def test_the_poisson_tail_is_the_sum_of_its_terms() -> None:
    exact = sum(math.exp(-3) * 3**k / math.factorial(k) for k in range(8, 100))
    assert log_poisson_tail(8, 3) == pytest.approx(math.log(exact), rel=1e-9)
    assert log_poisson_tail(2, 3) == 0.0
    assert log_poisson_tail(1, 0) == -math.inf


def test_with_more_tests_each_has_to_show_more() -> None:
    assert rejected([math.log(0.04)], 0.05) == [True]
    assert rejected([math.log(0.04)] + [0.0] * 9, 0.05) == [False] * 10
    assert rejected([math.log(0.001), math.log(0.9)], 0.05) == [True, False]
