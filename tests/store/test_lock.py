"""Only one import writes a case at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scimviewer.errors import UserError
from scimviewer.store.lock import locked
from tests.store.conftest import ONE, import_paths

HOLD = """
import pathlib, sys
from scimviewer.store.lock import locked
with locked(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_import_is_told_to_wait(log: Path, tmp_path: Path) -> None:
    case = tmp_path / "a.scimcase"
    with (
        locked(case),
        pytest.raises(UserError, match=r"Another import is writing a.scimcase"),
    ):
        import_paths([log], case, ONE)
    assert not case.exists()


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    with locked(tmp_path / "a.scimcase"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_the_lock_of_a_killed_process_is_free(log: Path, tmp_path: Path) -> None:
    case = tmp_path / "a.scimcase"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(case)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(UserError, match="Another import"):
            import_paths([log], case, ONE)
        holder.kill()
        holder.wait()

    assert import_paths([log], case, ONE).added == 20
    assert not case.with_name("a.scimcase-lock").exists()


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(UserError, match=r"cannot be written in .*missing: no such file"),
        locked(tmp_path / "missing" / "a"),
    ):
        pass
