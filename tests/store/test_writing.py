"""A block is written whole or not at all, and counts what it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from scimviewer.errors import UserError
from scimviewer.formats.chunks import Chunk, Framing
from scimviewer.formats.detection import Detected
from scimviewer.store import connection
from scimviewer.store.case import Case
from scimviewer.store.reading import Task, read_chunk
from scimviewer.store.writing import CaseWriter
from tests.store.conftest import calls, events, import_paths, imported, lines

FRAMING = Framing("lines")


def write(writer: CaseWriter, source: int, number: int, data: bytes) -> None:
    block = read_chunk(Task("json_exchange", FRAMING, 0, 1, b"key", data))
    writer.write(source, Chunk(0, data, 1), number, block, len(data), b"digest")


@pytest.fixture
def writer(tmp_path: Path) -> CaseWriter:
    return CaseWriter(connection.writer(Case.ready(tmp_path / "a.scimcase").path))


def source_of(writer: CaseWriter) -> int:
    detected = Detected("json_exchange", FRAMING)
    with writer.transaction():
        return writer.add_source(
            writer.begin_bundle("b"), "log", "reading", format="json_exchange", encoding="utf-8",
            derivation=writer.derivation(detected),
        )  # fmt: skip


def test_ids_go_on_from_block_to_block(writer: CaseWriter, tmp_path: Path) -> None:
    source = source_of(writer)
    for number in range(3):
        write(writer, source, number, lines(calls(4, f"b{number}-")))

    found = events(Case.open(tmp_path / "a.scimcase"))
    assert [row["id"] for row in found] == list(range(1, 13))
    assert writer.added.events == writer.added.records == 12


def test_a_block_that_fails_leaves_nothing(writer: CaseWriter, tmp_path: Path) -> None:
    source = source_of(writer)
    write(writer, source, 0, lines(calls(2, "a")))
    writer.connection.execute("create temp trigger no before insert on block begin select raise(abort, 'no'); end")
    with pytest.raises(connection.DatabaseError):
        write(writer, source, 1, lines(calls(2, "other")))
    writer.connection.execute("drop trigger no")
    write(writer, source, 1, lines(calls(2, "b")))

    case = Case.open(tmp_path / "a.scimcase")
    assert [row["resource_id"] for row in events(case)] == ["a0", "a1", "b0", "b1"]
    with case.reader() as reader:
        assert reader.execute("select count(*) from link").fetchone() == (2,)


def test_the_same_reading_is_noted_once(writer: CaseWriter) -> None:
    detected = Detected("har", FRAMING)
    with writer.transaction():
        assert writer.derivation(detected) == writer.derivation(detected)


def test_a_bundle_goes_on_until_it_is_done(writer: CaseWriter) -> None:
    first = writer.begin_bundle("a")
    assert writer.begin_bundle("a") == first
    writer.bundle_done()
    assert writer.begin_bundle("a") != first


def test_a_lost_record_is_noticed(writer: CaseWriter) -> None:
    source = source_of(writer)
    write(writer, source, 0, lines(calls(2)))
    writer.check_counts(source)
    writer.connection.execute("update source set used = used - 1")
    with pytest.raises(AssertionError, match="2 records, but 1"):
        writer.check_counts(source)


def test_a_full_disk_is_said_and_the_import_goes_on_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log, case = tmp_path / "log.ndjson", tmp_path / "a.scimcase"
    log.write_bytes(lines(calls(6000)))
    _, whole = imported(log, tmp_path / "whole.scimcase")
    Case.ready(case)
    plenty = connection.writer

    def small(path: Path) -> connection.Connection:
        made = plenty(path)
        made.execute("pragma max_page_count = 60")
        return made

    monkeypatch.setattr(connection, "writer", small)
    with pytest.raises(UserError, match=r"The disk is full.*import again: it continues"):
        import_paths([log], case)
    monkeypatch.undo()

    assert len(events(Case.open(case))) < 6000
    _, later = imported(log, case)
    assert events(later) == events(whole)
