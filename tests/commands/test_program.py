"""The commands formats and self-test tell of the program."""

from __future__ import annotations

import json

from scimviewer.bundle.archives import ARCHIVES
from tests.commands.conftest import run


def test_formats_are_listed() -> None:
    found = json.loads(run("formats", "--json").stdout)
    assert {"har", "json_exchange"} <= {one["name"] for one in found}
    told = run("formats").stdout
    assert "Bundles:" in told
    assert all(one.name in told for one in ARCHIVES)
    assert all(packed in told for packed in ("gz", "bz2", "xz", "zst"))
