"""What is installed is what was built: lint, types, resources, and a Qt that does not eat `None`."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

from PySide6.QtGui import QFont

import scimviewer

ROOT = Path(__file__).resolve().parents[1]


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)


def test_lint_finds_nothing() -> None:
    done = run("ruff", "check", ".")
    assert done.returncode == 0, done.stdout


def test_the_form_of_the_code_is_ruffs() -> None:
    done = run("ruff", "format", "--check", ".")
    assert done.returncode == 0, done.stdout


def test_types_hold() -> None:
    done = run("mypy")
    assert done.returncode == 0, done.stdout


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == scimviewer.__version__


def test_every_resource_is_installed() -> None:
    installed = files("scimviewer") / "resources"
    if not installed.is_dir():
        installed = ROOT / "resources"  # an editable installation reads them where they are
    for file in (ROOT / "resources").rglob("*"):
        if file.is_file():
            assert installed.joinpath(file.relative_to(ROOT / "resources").as_posix()).is_file()


def test_qt_calls_leave_none_alone() -> None:
    before = sys.getrefcount(None)
    font = QFont()
    for _ in range(500):
        font.setPixelSize(12)
    # A broken build takes one reference a call; ours may move by a few for other reasons.
    assert before - sys.getrefcount(None) < 100


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = (ROOT / "packaging/constraints.txt").read_text(encoding="utf-8").lower().replace("_", "-")
    for requirement in [*project["dependencies"], *project["optional-dependencies"]["test"]]:
        name = requirement.split(">")[0].strip().lower().replace("_", "-")
        assert f"{name}==" in pinned, name
