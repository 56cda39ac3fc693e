"""Commands answer on stdout, and tell of progress only where somebody watches."""

from __future__ import annotations

import json

import pytest

from scimviewer.commands.answering import Told, print_json


def test_progress_is_silent_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    Told("importing").report(50, 100)
    assert capsys.readouterr() == ("", "")


def test_json_survives_lone_surrogates(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"name": "a\ud800b"})
    assert json.loads(capsys.readouterr().out) == {"name": "a?b"}
