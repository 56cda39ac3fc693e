"""Hits and false alarms of the findings over many seeds: `python tests/bench/findings.py [SEEDS] [FAULT…]`.

Each bundle has exactly one fault, of another size, at another place and time; and each seed has a clean bundle.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from scimviewer.demo.bundle import make_bundle
from scimviewer.demo.faults import Fault, all_faults
from scimviewer.demo.schedule import HOUR
from scimviewer.findings.finding import Finding
from scimviewer.findings.looking import findings
from scimviewer.query.table import Table
from scimviewer.store.case import Case
from scimviewer.store.importing import ImportOptions, import_paths
from tests.findings.seeded import OWN, follows, moved

SIZES = (600, 1200, 2500, 5000, 12000)


def look(size: int, seed: int, faults: tuple[Fault, ...]) -> list[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        bundle = make_bundle(Path(folder), size=size, seed=seed, faults=faults)
        import_paths([bundle], Path(folder) / "a.scimcase", ImportOptions(workers=1))
        table = Table(Case.open(Path(folder) / "a.scimcase"))
        table.refresh()
        return findings(table.case, table)


def one(seed: int, name: str) -> tuple[str, bool, list[str], str]:
    """(fault, found, false alarms of medium or higher, what it was)"""
    dice = random.Random(f"{seed}/{name}")
    size = dice.choice(SIZES)
    if name == "clean":
        found = look(size, seed, ())
        return name, True, [f"{one.rule}: {one.title}" for one in found if one.severity in SERIOUS], f"size {size}"
    fault = moved(next(fault for fault in all_faults() if fault.name == name), dice)
    found = look(size, seed, (fault,))
    hit = any(one.rule in OWN[name] and _in_time(one, fault) for one in found)
    wrong = [one for one in found if one.severity in SERIOUS and one.rule not in (*OWN[name], *follows(name))]
    what = f"seed {seed} size {size} at {fault.provider} amount {fault.amount}"
    return name, hit, [f"{one.rule}: {one.title}" for one in wrong], what


SERIOUS = ("medium", "high", "critical")


def _in_time(found: Finding, fault: Fault) -> bool:
    return found.first_ns >= fault.start_ns - HOUR and found.first_ns <= fault.end_ns + 3 * HOUR


def main() -> None:
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    names = sys.argv[2:] or ["clean", *OWN]
    hits, tried, alarms, told = Counter[str](), Counter[str](), Counter[str](), list[str]()
    with ProcessPoolExecutor(2) as pool:
        jobs = [pool.submit(one, seed, name) for seed in range(1, seeds + 1) for name in names]
        for job in jobs:
            name, hit, wrong, what = job.result()
            tried[name] += 1
            hits[name] += hit
            alarms[name] += bool(wrong)
            told += [f"{name}: missed ({what})"] * (not hit) + [f"{name}: {one} ({what})" for one in wrong]
    print(f"{'fault':24} {'bundles':>8} {'found':>8} {'false alarms':>14}")
    for name in names:
        print(f"{name:24} {tried[name]:8} {hits[name]:8} {alarms[name]:14}")
    print("\n".join(told[:200]))


if __name__ == "__main__":
    main()
