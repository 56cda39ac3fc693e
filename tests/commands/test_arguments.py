"""Arguments that several commands share mean the same everywhere."""

from __future__ import annotations

import pytest

from scimviewer.cli import main
from tests.commands.conftest import run


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_help(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage:")


@pytest.mark.parametrize(("name", "default"), [("export", "redact"), ("shot", "redact"), ("events", "no-redact")])
def test_what_leaves_is_redacted_unless_told_otherwise(name: str, default: str) -> None:
    assert f"[default: {default}]" in " ".join(run(name, "--help").stdout.split())
