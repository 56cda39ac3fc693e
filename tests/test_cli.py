"""The program as a process: pipes, encodings, Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.commands.conftest import program, run
from tests.store.conftest import calls, lines

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "log.ndjson").write_bytes(lines(calls(300)))
    run("import", folder / "log.ndjson", "--case", folder / "a.scimcase")
    return folder / "a.scimcase"


def test_help_lists_commands_in_the_order_of_use() -> None:
    listed = [line.split()[0] for line in run("--help").stdout.partition("Commands:")[2].splitlines() if line.strip()]
    assert listed[:3] == ["open", "demo", "import"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
@pytest.mark.parametrize("arguments", [["events", "--format", "ndjson"], ["show", "1", "--raw"], ["events", "--json"]])
def test_a_reader_that_leaves_is_no_error(case: Path, arguments: list[str]) -> None:
    name, *more = arguments
    with subprocess.Popen(
        program(name, case, *more), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_output_is_utf_8_wherever_it_goes(case: Path) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(program("show", case, 1, "--json"), cwd=ROOT, env=env, capture_output=True, check=True)
    assert "⟦secret:" in json.loads(done.stdout.decode())["request"]["headers"]["Authorization"]


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_ctrl_c_ends_an_import_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "log.ndjson").write_bytes(lines(calls(40_000)))
    case = tmp_path / "a.scimcase"
    with subprocess.Popen(
        program("import", tmp_path / "log.ndjson", "--case", case), cwd=ROOT, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        while process.poll() is None and not case.with_name("a.scimcase-wal").exists():
            time.sleep(0.02)
        time.sleep(0.5)
        os.killpg(process.pid, signal.SIGINT)
        out, error = process.communicate(timeout=60)
    if process.returncode == 0:
        pytest.skip("the import was faster")
    assert process.returncode == 130, error
    assert out == ""
    assert error.strip() == "scimviewer: stopped. What was imported is kept; import again to continue."
