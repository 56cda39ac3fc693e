"""Patterns on columns of many texts find what a loop over the rows finds."""

from __future__ import annotations

import re
from fnmatch import translate
from pathlib import Path

import pytest

from scimviewer.query.query import matching
from scimviewer.query.table import Table
from scimviewer.query.texts import lines
from scimviewer.store.importing import ImportOptions, import_paths
from scimviewer.store.removing import remove_bundle
from tests.conftest import call
from tests.query.conftest import case_of
from tests.store.conftest import lines as log_of

NAMES = [
    "ann",
    "Ann\nLee",
    "",
    None,
    "MÜLLER",
    "müller@x",
    "a_b",
    "a\x7fb",
    "naïve",
    "100%",
    "x" * 300,
    "日本",
    "ann\n",
]


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Table:
    made = [call("POST", "/scim/v2/Users", 201, request={"body": {"userName": name}}) for name in NAMES]
    return case_of(tmp_path_factory.mktemp("texts"), log_of(made))


@pytest.mark.parametrize(
    "pattern", ["*ann*", "ann*", "*ann", "*üll*", "MÜ*", "a_*", "*a*e*", "*%", "*日*", "x*x", "**", "*lee"]
)
def test_a_pattern_finds_its_events(named: Table, pattern: str) -> None:
    shown = [text for data, ends in lines(named.now, named.case, "resource_name") for text in data.decode().split("\n")]
    assert len(shown) == len(NAMES)
    known = matching(named, "resource_name:*").tolist()
    fits = re.compile(translate(pattern.replace("[", "[[]")), re.IGNORECASE)
    wanted = [is_known and fits.match(text) is not None for text, is_known in zip(shown, known, strict=True)]
    assert any(wanted)
    assert matching(named, f"resource_name:{pattern}").tolist() == wanted


def test_only_the_latest_column_stays_in_memory(named: Table) -> None:
    first = lines(named.now, named.case, "resource_name")
    assert lines(named.now, named.case, "resource_name") is first
    lines(named.now, named.case, "error")
    assert list(named.now.lines) == ["error"]


def test_events_of_a_removed_bundle_do_not_shift_the_others(tmp_path: Path) -> None:
    one = case_of(tmp_path, log_of([call("POST", "/scim/v2/Users", request={"body": {"userName": "ann"}})] * 3))
    (tmp_path / "b.ndjson").write_bytes(
        log_of([call("POST", "/scim/v2/Users", request={"body": {"userName": "bob"}})] * 2)
    )
    import_paths([tmp_path / "b.ndjson"], one.case.path, ImportOptions(workers=1))
    one.refresh()
    before = one.now
    remove_bundle(one.case, 1)
    assert matching(one, "name:b*", snapshot=before).tolist() == [False, False, False, True, True]
    one.refresh()
    assert matching(one, "name:b*").tolist() == [True, True]
