"""Traffic that several tests look at, simulated once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from scimviewer.demo.call import Call
from scimviewer.demo.faults import FAULT_NAMES
from scimviewer.demo.simulation import Simulation

Traffic = Callable[..., list[Call]]


@cache
def _traffic(size: int, faults: tuple[str, ...]) -> list[Call]:
    return list(Simulation(size, seed=1, faults=faults).calls())


@pytest.fixture(scope="session")
def traffic() -> Traffic:
    """Answer the calls of a run with the named faults, in the order of their start."""
    return lambda *faults, size=1500: _traffic(size, faults)


@pytest.fixture(scope="session")
def all_faults(traffic: Traffic) -> list[Call]:
    return traffic(*FAULT_NAMES)


@pytest.fixture(scope="session")
def clean(traffic: Traffic) -> list[Call]:
    return traffic()
