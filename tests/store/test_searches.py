"""Filters are kept in the case, by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from scimviewer.errors import UserError
from scimviewer.store import connection
from scimviewer.store.case import Case
from scimviewer.store.searches import MOST_NAME, forget, save, saved


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case.ready(tmp_path / "a.scimcase")


def test_a_search_is_saved_replaced_and_forgotten(case: Case) -> None:
    save(case, "  Throttled \n Okta ", "status:429 actor:okta")
    save(case, "all", "")
    save(case, "Throttled Okta", "status:429")
    assert list(saved(Case.open(case.path)).items()) == [("all", ""), ("Throttled Okta", "status:429")]
    forget(case, "all")
    forget(case, "never there")
    assert saved(case) == {"Throttled Okta": "status:429"}


@pytest.mark.parametrize("name", ["", "  ", "x" * (MOST_NAME + 1)])
def test_a_search_needs_a_name(case: Case, name: str) -> None:
    with pytest.raises(UserError, match="1 to"):
        save(case, name, "status:429")


def test_a_case_of_an_earlier_version_has_none_and_can_get_some(case: Case) -> None:
    writer = connection.writer(case.path)
    writer.execute("drop table search")
    connection.close_writer(writer)
    assert saved(case) == {}
    save(case, "a", "b")
    assert saved(case) == {"a": "b"}


def test_a_search_can_be_saved_while_the_case_is_being_read(case: Case) -> None:
    with case.reader() as reader:
        reader.execute("select * from custody").fetchone()
        save(case, "a", "b")
    assert saved(case) == {"a": "b"}
