from __future__ import annotations

from pathlib import Path
from typing import Any

from scimviewer.query.rows import rows
from scimviewer.store.case import Case
from scimviewer.store.imported import Imported
from scimviewer.store.importing import ImportOptions, import_paths
from scimviewer.store.removing import remove_bundle
from tests.store.conftest import ONE, lines

ALL = ImportOptions(workers=1, everything=True)


def okta(uuid: str | None, kind: str = "application.provision.user.push_profile", **more: Any) -> dict[str, Any]:
    return {
        "uuid": uuid, "eventType": kind, "actor": {"displayName": "Okta"}, "outcome": {"result": "SUCCESS"},
        "published": "2026-03-04T09:15:24.031Z", **more,
    }  # fmt: skip


def imported(folder: Path, name: str, *records: dict[str, Any], options: ImportOptions = ONE) -> Imported:
    file = folder / name
    file.write_bytes(lines(records))
    return import_paths([file], folder / "a.scimcase", options)


def links(case: Case) -> list[tuple[int, int]]:
    with case.reader() as reader:
        return list(reader.execute("select record, duplicate_of from duplicate order by record"))


def test_a_record_that_came_before_makes_no_event_and_is_tied_to_the_first(tmp_path: Path) -> None:
    first = imported(tmp_path, "a.log", okta("1"), okta("2"), okta("1"))
    second = imported(tmp_path, "b.log", okta("2"), okta("3"))

    assert (first.added, first.duplicates, second.added, second.duplicates) == (2, 1, 1, 1)
    case = Case.open(tmp_path / "a.scimcase")
    assert links(case) == [(3, 1), (4, 2)]
    assert [row["id"] for row in rows(case, [1, 2, 3])] == [1, 2, 3]


def test_an_id_alone_is_no_proof(tmp_path: Path) -> None:
    done = imported(tmp_path, "a.log", okta("1"), okta("1", displayMessage="another"))

    assert (done.added, done.duplicates) == (2, 0)


def test_without_a_vendor_id_nothing_is_a_duplicate(tmp_path: Path) -> None:
    done = imported(tmp_path, "a.log", okta("1"), okta(""), okta(""))

    assert (done.added, done.duplicates) == (3, 0)


def test_everything_can_be_asked_for_later(tmp_path: Path) -> None:
    records = [okta("1"), okta("2", "user.session.start"), okta("3")]
    first = imported(tmp_path, "a.log", *records)
    again = imported(tmp_path, "a.log", *records, options=ALL)
    once_more = imported(tmp_path, "a.log", *records, options=ALL)

    assert (first.added, first.left_out) == (2, 1)
    assert (again.added, again.left_out, again.duplicates, again.events) == (1, 0, 2, 3)
    assert (once_more.added, once_more.events, once_more.records) == (0, 3, 0)


def test_what_a_removed_bundle_told_is_read_again_from_another(tmp_path: Path) -> None:
    imported(tmp_path, "a.log", okta("1"))
    imported(tmp_path, "b.log", okta("1"), okta("2"))
    case = Case.open(tmp_path / "a.scimcase")

    remove_bundle(case, 1)

    (source,) = case.sources()
    assert source["note"].startswith("1 records told the same")
    assert imported(tmp_path, "b.log", okta("1"), okta("2")).events == 2


def test_many_blocks_and_workers_find_every_duplicate(tmp_path: Path) -> None:
    records = [okta(str(n % 3000), pad="x" * 200) for n in range(6000)]
    done = imported(tmp_path, "a.log", *records, options=ImportOptions(workers=2))

    assert (done.records, done.added, done.duplicates) == (6000, 3000, 3000)
