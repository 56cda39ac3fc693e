"""The commands formats and self-test tell of the program."""

from __future__ import annotations

import json

from tests.commands.conftest import run


def test_formats_are_listed() -> None:
    found = json.loads(run("formats", "--json").stdout)
    assert {"har", "json_exchange"} <= {one["name"] for one in found}
    assert "Bundles:" in run("formats").stdout
