"""One event is shown whole."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from scimviewer.output.showing import event_json, event_text, headers_json, raw_text
from scimviewer.query.columns import COLUMNS
from scimviewer.query.rows import rows
from scimviewer.store.case import Case
from scimviewer.store.importing import ImportOptions, import_paths
from tests.output.conftest import PERSON
from tests.store.conftest import SECRET


def test_the_document_has_the_keys_of_the_contract(case: Case) -> None:
    (row,), records = rows(case, [1]), case.raw(1)
    told = event_json(row, case.exchange(1), records)

    assert {one.key for one in COLUMNS} <= told.keys()
    assert told["request"].keys() == {"method", "url", "headers", "body"}
    assert told["response"].keys() == {"status", "headers", "body"}
    assert told["request"]["body"]["userName"] == PERSON
    assert told["raw_sha256"] == hashlib.sha256(records[0]).hexdigest()
    assert SECRET not in json.dumps(told)


def test_a_header_that_repeats_is_a_list() -> None:
    assert headers_json([("A", "1"), ("b", "2"), ("A", "3"), ("A", "4")]) == {"A": ["1", "3", "4"], "b": "2"}


def test_text_for_a_terminal_obeys_nothing(case: Case) -> None:
    for number in range(1, 6):
        text = event_text(rows(case, [number])[0], case.exchange(number))
        assert "\x1b" not in text
        assert "\r" not in text
        assert "--- request:" in text
    assert "\x1b" not in raw_text(case.raw(2)[0] + b"\xff\x1b\n")
    assert "no answer" in event_text(rows(case, [4])[0], case.exchange(4))


def test_a_step_shows_what_was_written_and_no_before_and_after(tmp_path: Path) -> None:
    record = {
        "id": "1", "changeId": "c", "jobId": "j", "provisioningAction": "update", "provisioningStatusInfo":
        {"status": "success"}, "modifiedProperties": [{"displayName": "title", "oldValue": None, "newValue": "Poet"}],
    }  # fmt: skip
    file = tmp_path / "entra.json"
    file.write_text(json.dumps([record]))
    import_paths([file], tmp_path / "a.scimcase", ImportOptions(workers=1))
    case = Case.open(tmp_path / "a.scimcase")
    (row,), step = rows(case, [1]), case.step(1)

    told = event_json(row, case.exchange(1), case.raw(1), step=step)["step"]
    assert told["written"] == [{"attribute": "title", "value": "Poet", "old": None}]
    assert told["in_failure_rates"]
    assert "title = Poet\n" in event_text(row, case.exchange(1), step) + "\n"
    assert "before:" not in event_text(row, case.exchange(1), step)
