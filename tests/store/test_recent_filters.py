"""The filters used last are kept in the case."""

from __future__ import annotations

from pathlib import Path

import pytest

from scimviewer.store import migrations
from scimviewer.store.case import Case
from scimviewer.store.recent_filters import KEY, MOST, keep_recent, recent


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case.ready(tmp_path / "a.scimcase")


def test_the_last_filters_are_kept_in_their_order(case: Case) -> None:
    assert recent(case) == []
    keep_recent(case, ["status:409", 'actor:"Entra ID"'])
    assert recent(Case.open(case.path)) == ["status:409", 'actor:"Entra ID"']


def test_old_ones_are_forgotten(case: Case) -> None:
    keep_recent(case, [str(number) for number in range(MOST + 5)])
    assert recent(case) == [str(number) for number in range(MOST)]


@pytest.mark.parametrize("kept", ["not JSON", '{"a": 1}', '[1, "a", null]', 7])
def test_what_somebody_else_wrote_there_is_no_fault(case: Case, kept: str | int) -> None:
    with migrations.writing(case.path) as writer:
        writer.execute("insert into meta (key, value) values (?, ?)", (KEY, kept))
    assert recent(case) == (["a"] if kept == '[1, "a", null]' else [])
