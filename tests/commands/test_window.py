"""Commands that need a window refuse before one opens."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import refused, run


def test_open_refuses_what_is_not_there(tmp_path: Path) -> None:
    refused(run("open", tmp_path / "missing"), "missing does not exist")


def test_demo_knows_its_faults(tmp_path: Path) -> None:
    refused(run("demo", "--dir", tmp_path, "--fault", "nothing"), "no fault “nothing”. Faults are")
    assert list(tmp_path.iterdir()) == []


def test_shot_refuses_a_case_that_is_not_there(tmp_path: Path) -> None:
    refused(run("shot", tmp_path / "a.scimcase", "-o", tmp_path / "a.png"), "does not exist")
