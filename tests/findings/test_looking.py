"""Each seeded fault is found with its own finding, and neither it nor clean traffic makes others speak."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from scimviewer.demo.bundle import make_bundle
from scimviewer.demo.faults import Fault, all_faults
from scimviewer.demo.schedule import HOUR
from scimviewer.findings import FINDERS
from scimviewer.findings.finding import Finding, rank
from scimviewer.findings.looking import findings, found
from scimviewer.progress import Cancelled, Progress
from scimviewer.query.table import Table
from scimviewer.store.case import Case
from scimviewer.store.importing import ImportOptions, import_paths
from tests.findings.conftest import at
from tests.findings.seeded import OWN, follows, moved

SERIOUS = ("medium", "high", "critical")
FAULTS = {fault.name: fault for fault in all_faults()}
# A smaller example is no better one here, and looking for it takes minutes.
few = settings(
    max_examples=1, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)


def look_at(seed: int, *faults: Fault, size: int = 2500) -> list[Finding]:
    with TemporaryDirectory() as folder:
        bundle = make_bundle(Path(folder), size=size, seed=seed, faults=faults)
        import_paths([bundle], Path(folder) / "a.scimcase", ImportOptions(workers=1))
        table = Table(Case.open(Path(folder) / "a.scimcase"))
        table.refresh()
        return findings(table.case, table)


def test_every_fault_has_its_finding() -> None:
    assert set(OWN) == set(FAULTS)
    assert {rule for rules in OWN.values() for rule in rules} <= {finder.id for finder in FINDERS}


@pytest.mark.parametrize("name", OWN)
@few
@given(seed=st.integers(1, 10**6))
def test_a_seeded_fault_is_found_and_nothing_else(name: str, seed: int) -> None:
    fault = moved(FAULTS[name], random.Random(seed))
    told = look_at(seed, fault)
    own = [one for one in told if one.rule in OWN[name]]
    assert own
    assert any(fault.start_ns - HOUR <= one.first_ns <= fault.end_ns + 3 * HOUR for one in own)
    assert not [one.title for one in told if one.severity in SERIOUS and one.rule not in (*OWN[name], *follows(name))]


@settings(few, max_examples=2)
@given(seed=st.integers(1, 10**6), size=st.integers(300, 4000))
def test_clean_traffic_is_silent(seed: int, size: int) -> None:
    assert not [one.title for one in look_at(seed, size=size) if one.severity in SERIOUS]


def test_the_same_case_gives_the_same_findings_whatever_is_asked_first(make_case) -> None:
    table = Table(make_case(*(at(n, "GET", f"/Users/{n}", 401) for n in range(30))))
    table.refresh()
    told = findings(table.case, table)
    assert told == findings(table.case, table, finders=FINDERS[::-1])
    assert sorted(found(table.case, table), key=rank) == told
    assert {one.rule for one in findings(table.case, table, "status:200")} == set()


def test_an_empty_case_has_no_findings_and_looking_can_be_stopped(make_case) -> None:
    table = Table(make_case(at(0, "GET", "/Users/7")))
    assert findings(table.case, table) == []
    table.refresh()

    class Stop(Progress):
        def cancelled(self) -> bool:
            return True

    with pytest.raises(Cancelled):
        findings(table.case, table, progress=Stop())
