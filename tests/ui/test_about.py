"""The About box names every part and its licence."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import scimviewer
from scimviewer.ui.about import PARTS, about_text, licence


def test_every_dependency_is_named() -> None:
    project = tomllib.loads((Path(scimviewer.__file__).parents[1] / "pyproject.toml").read_text("utf-8"))
    needed = {re.split(r"[<>=~ ]", one)[0] for one in project["project"]["dependencies"]}

    assert needed - set(PARTS) == set()


def test_licences_are_short() -> None:
    assert licence("msgspec") == "BSD-3-Clause"
    assert "lark" in about_text()
    assert max(len(line) for line in about_text().splitlines()) < 120
