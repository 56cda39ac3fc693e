"""A case file is one of ours, of a version that we know, or it is refused."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from scimviewer.errors import UserError
from scimviewer.store import connection, schema
from scimviewer.store.case import Case
from tests.store.conftest import ONE, import_paths, imported


def changed(path: Path, sql: str) -> None:
    writer = connection.writer(path)
    writer.execute(sql)
    writer.close()


def test_a_case_of_a_newer_program_is_refused(log: Path, tmp_path: Path) -> None:
    case = tmp_path / "a.scimcase"
    imported(log, case)
    changed(case, f"pragma user_version = {schema.VERSION + 1}")

    for use in (lambda: Case.open(case), lambda: import_paths([log], case, ONE)):
        with pytest.raises(UserError, match="made by a newer scimviewer"):
            use()


def test_a_case_of_the_first_program_is_refused(log: Path, tmp_path: Path) -> None:
    case = tmp_path / "a.scimcase"
    imported(log, case)
    changed(case, "pragma user_version = 1")

    for use in (lambda: Case.open(case), lambda: import_paths([log], case, ONE)):
        with pytest.raises(UserError, match=r"made by an early scimviewer .* Import the bundle again"):
            use()


def test_another_database_is_refused(log: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as database:
        database.execute("create table x (y)")
    database.close()

    for use in (lambda: Case.open(other), lambda: import_paths([log], other, ONE)):
        with pytest.raises(UserError, match="not a scimviewer case"):
            use()


def test_a_case_without_its_tables_is_said_to_be_damaged(tmp_path: Path) -> None:
    case = Case.ready(tmp_path / "a.scimcase")
    changed(case.path, "drop view events")
    changed(case.path, "drop table custody")
    with pytest.raises(UserError, match="is damaged"):
        case.custody()


def test_the_event_table_can_be_read_by_anybody(log: Path, tmp_path: Path) -> None:
    imported(log, tmp_path / "a.scimcase")
    with sqlite3.connect(f"file:{tmp_path / 'a.scimcase'}?mode=ro", uri=True) as plain:
        found = plain.execute("select id, method, status, source_path from events where status = 409").fetchall()
        tied = plain.execute("select count(*) from event_record where role = 'main'").fetchone()
    plain.close()
    assert found[0] == (1, "GET", 409, "log.ndjson")
    assert tied == (20,)


def test_creating_is_all_or_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.scimcase"
    writer = connection.writer(path)
    schema.create(writer)
    writer.execute("rollback")
    assert schema.is_blank(writer)
    writer.close()

    assert Case.ready(path).custody()[0]["action"] == "case created"
