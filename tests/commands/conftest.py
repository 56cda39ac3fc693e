"""Run commands, on a case of 300 calls."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scimviewer.cli import main
from tests.store.conftest import calls, lines


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def program(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "scimviewer", *(str(one) for one in arguments)]


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("cli") / "log.ndjson"
    file.write_bytes(lines(calls(300)))
    return file


@pytest.fixture(scope="module")
def case(log: Path) -> Path:
    path = log.with_name("a.scimcase")
    assert run("import", log, "--case", path).exit_code == 0
    return path


def refused(result: Result, said: str) -> None:
    """Exit code 2, one sentence, nothing on stdout."""
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.search(said, result.stderr), result.stderr
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr
