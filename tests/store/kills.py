"""Kill imports at random moments, and say whether what is there afterwards is what an undisturbed import makes."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scimviewer.store.case import Case
from tests.store.conftest import calls, holdings, lines

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0  # seconds in which a worker must have noticed that its importer is gone


@dataclass
class Killed:
    """What became of a number of kills."""

    kills: int = 0
    finished: int = 0  # imports that were done before the blow came
    at: list[int] = field(default_factory=list)  # events in the case after each kill
    survivors: list[int] = field(default_factory=list)


def halves(count: int) -> list[dict[str, Any]]:
    """Calls told in two records each, the halves far apart."""
    made: list[dict[str, Any]] = []
    for n in range(count):
        made.append({"reqId": f"r{n}", "time": 1788220800000 + n, "method": "PATCH", "url": f"/scim/v2/Users/{n}"})
        if n >= 40:
            made.append({"reqId": f"r{n - 40}", "res": {"statusCode": 204}, "responseTime": n % 9, "note": "." * 90})
    return made


def bundle(folder: Path, count: int) -> Path:
    """Lines with junk among them, an array, and a log of halves: together about `count` records, many blocks."""
    folder.mkdir()
    third = count // 3
    log = lines(calls(third)).split(b"\n")
    log[third // 2] = b'{"request": {"method": "GET"'
    log[third // 3] = b'{"level": "info", "msg": "nothing"}'
    (folder / "a.ndjson").write_bytes(b"\n".join(log) + b'{"cut": ')
    (folder / "b.json").write_text(json.dumps(calls(third, "array"), indent=1))
    (folder / "c.ndjson").write_bytes(lines(halves(third // 2)))
    return folder


def run(path: Path, case: Path) -> subprocess.Popen[bytes]:
    """Start an import in a session of its own."""
    command = [sys.executable, "-m", "scimviewer", "import", str(path), "--case", str(case), "--json"]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )


def session(leader: int) -> list[int]:
    """The living processes of a session."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == leader and fields[0] != "Z":
                found.append(int(entry.name))
    return found


def killed_imports(path: Path, folder: Path, kills: int, seed: int) -> tuple[Killed, list[str]]:
    """Kill that many imports of a bundle, finishing now and then; answers what happened and what is wrong."""
    chance, told, wrong = random.Random(seed), Killed(), []
    begun = time.monotonic()
    with run(path, folder / "whole.scimcase") as undisturbed:
        undisturbed.communicate()
    takes = time.monotonic() - begun
    wanted = holdings(Case.open(folder / "whole.scimcase"))
    case, number = folder / "0.scimcase", 0
    while told.kills < kills:
        with run(path, case) as importer:
            try:
                importer.wait(chance.uniform(0.1, 1.1) * takes)
                told.finished += 1
            except subprocess.TimeoutExpired:
                importer.send_signal(signal.SIGKILL)
                told.kills += 1
        told.survivors += survivors(importer.pid)
        if importer.returncode != -signal.SIGKILL:
            wrong += differences(path, case, wanted, again=False)
            number += 1
            case = folder / f"{number}.scimcase"
        else:
            told.at.append(events_in(case))
    wrong += differences(path, case, wanted, again=True)
    return told, wrong


def survivors(leader: int) -> list[int]:
    deadline = time.monotonic() + PATIENCE
    while (left := session(leader)) and time.monotonic() < deadline:
        time.sleep(0.05)
    for process in left:
        os.kill(process, signal.SIGKILL)
    return left


def events_in(case: Path) -> int:
    if not case.exists() or not case.stat().st_size:
        return 0
    try:
        with Case(case).reader() as reader:
            return int(reader.execute("select count(*) from event").fetchone()[0])
    except Exception:
        return -1


def differences(path: Path, case: Path, wanted: dict[str, Any], again: bool) -> list[str]:
    """Finish an import, and name whatever is not as in the undisturbed one."""
    if again:
        with run(path, case) as importer:
            error = importer.communicate()[1].decode()
        if importer.returncode:
            return [f"the import after the kills failed: {error}"]
    found = holdings(Case.open(case))
    wrong = [f"{case.name}: {key} differ" for key in wanted if found[key] != wanted[key]]
    with Case(case).reader() as reader:
        if (checked := reader.execute("pragma integrity_check").fetchone()[0]) != "ok":
            wrong.append(f"{case.name}: {checked}")
    if (bundles := len(Case(case).bundles())) != 1:
        wrong.append(f"{case.name}: {bundles} bundles")
    return wrong
