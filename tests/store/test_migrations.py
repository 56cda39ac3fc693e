"""A case of an earlier version gets the tables that came later, and keeps all it had."""

from __future__ import annotations

from pathlib import Path

import pytest

from scimviewer.store import connection, migrations
from scimviewer.store.case import Case


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A case as the first version made it."""
    path = tmp_path / "a.scimcase"
    Case.ready(path)
    writer = connection.writer(path)
    for name, _ in migrations.ADDED:
        writer.execute(f"drop table {name}")
    connection.close_writer(writer)
    return path


def tables(path: Path) -> set[str]:
    with Case.open(path).reader() as reader:
        return {name for name, _ in migrations.ADDED if migrations.has_table(reader, name)}


def test_a_new_case_has_all_tables(tmp_path: Path) -> None:
    Case.ready(tmp_path / "a.scimcase")
    assert tables(tmp_path / "a.scimcase") == {name for name, _ in migrations.ADDED}


def test_an_older_case_gets_them_when_something_is_written(older: Path) -> None:
    before = Case.open(older).custody()
    assert tables(older) == set()
    for _ in range(2):
        with migrations.writing(older):
            pass
    assert tables(older) == {name for name, _ in migrations.ADDED}
    assert Case.open(older).custody() == before


def test_a_migration_that_fails_leaves_nothing(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "ADDED", (*migrations.ADDED, ("broken", "create table broken (")))
    with pytest.raises(connection.DatabaseError), migrations.writing(older):
        pass
    assert tables(older) == set()
