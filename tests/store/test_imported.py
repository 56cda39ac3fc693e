from __future__ import annotations

from scimviewer.store.imported import Imported


def test_the_document_of_an_import_has_every_figure() -> None:
    told = Imported(events=3, duplicates=1).as_json()

    assert (told["events"], told["duplicates"], told["left_out"]) == (3, 1, 0)
    assert set(told) == set(Imported.__slots__)


def test_something_was_read_where_a_source_was_read_now_or_before() -> None:
    assert not Imported(sources=[{"status": "not read"}]).read_any
    assert Imported(sources=[{"status": "not read"}, {"status": "repeated"}]).read_any
