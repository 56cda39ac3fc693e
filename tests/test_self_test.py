"""The self-test passes on a working program and names what is missing."""

from __future__ import annotations

import pytest

from scimviewer import self_test


def test_every_check_passes() -> None:
    done = dict(self_test.checks())
    assert list(done) == ["resources", "test traffic and import", "questions", "picture"]
    assert set(done.values()) == {None}, done


def test_a_missing_resource_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(self_test, "MANUAL", ("no-such-page.md",))

    name, trouble = next(iter(self_test.checks()))

    assert name == "resources"
    assert trouble is not None
    assert "no-such-page.md" in trouble
