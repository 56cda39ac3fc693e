"""The life of one resource: its states, how they are known, its names, who mentions it."""

from __future__ import annotations

from pathlib import Path

import pytest

from scimviewer.progress import Cancelled, Progress
from scimviewer.query.resources import resource_named
from scimviewer.query.stories import Story, story
from scimviewer.query.table import Table
from tests.query.conftest import case_of
from tests.query.lives import ID, LIFE, URL, log, replace, user
from tests.store.conftest import lines


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Table:
    return case_of(tmp_path_factory.mktemp("life"), lines(LIFE))


@pytest.fixture(scope="module")
def told(table: Table) -> Story:
    return story(table.case, table, resource_named(table.case, table, ID))


def state_at(told: Story, event: int):
    return next(one for one in told.states if one.event == event)


def test_the_life_has_own_events_those_by_name_and_mentions(told: Story) -> None:
    roles = {one.event: one.role for one in told.events}
    assert roles == {
        1: "name", 2: "own", 3: "own", 4: "mention", 5: "mention", 6: "own", 7: "own", 8: "own", 9: "own", 10: "own",
    }  # fmt: skip


def test_an_answer_is_observed_and_a_patch_without_one_computed(told: Story) -> None:
    assert set(state_at(told, 2).basis.values()) == {"observed"}
    after = state_at(told, 3)
    assert (after.state or {})["title"] == "Head"
    assert (after.basis["/title"], after.basis["/userName"], after.word) == ("computed", "observed", "computed")


def test_a_list_that_shows_the_resource_makes_its_state_observed(told: Story) -> None:
    assert state_at(told, 5).word == "observed"


def test_a_failed_request_changes_nothing(told: Story) -> None:
    assert 7 not in {one.event for one in told.states}


def test_what_cannot_be_computed_breaks_the_chain_until_an_answer_mends_it(told: Story) -> None:
    broken = state_at(told, 8)
    assert (broken.state, broken.basis[""]) == (None, "unknown")
    assert broken.reason
    assert state_at(told, 9).word == "observed"


def test_changes_are_told_since_the_last_known_state(told: Story) -> None:
    assert [(one.path, one.old, one.new) for one in state_at(told, 6).changes] == [("userName", "mira", "mira.new")]
    assert [one.path for one in state_at(told, 9).changes] == ["title"]


def test_a_deletion_leaves_nothing(told: Story) -> None:
    assert (state_at(told, 10).state, state_at(told, 10).reason) == (None, "The resource was deleted.")


def test_names_are_kept_from_before_and_after_a_rename(told: Story) -> None:
    certain = {(one.kind, one.value) for one in told.aliases if not one.possible}
    assert certain == {("id", ID), ("userName", "mira"), ("userName", "mira.new"), ("externalId", "e-7")}


def test_what_was_created_again_is_offered_and_not_joined(told: Story) -> None:
    assert [(one.value, one.event) for one in told.aliases if one.possible] == [("8a-again-mira", 11)]
    assert 11 not in {one.event for one in told.events}


def test_a_membership_is_told_in_words(told: Story) -> None:
    assert next(one.text for one in told.events if one.event == 4) == "added to members of group g-admins"


def test_no_answer_breaks_the_chain(tmp_path: Path) -> None:
    table = case_of(
        tmp_path, lines(log(("GET", URL, 200, None, user()), ("PATCH", URL, None, replace("title", "x"), None)))
    )
    told = story(table.case, table, resource_named(table.case, table, ID))
    assert "no answer" in told.states[-1].reason


def test_a_bulk_request_changes_the_resource_inside_it(tmp_path: Path) -> None:
    asked = {"Operations": [{"method": "PATCH", "path": f"/Users/{ID}", "data": replace("title", "Boss")}]}
    answered = {"Operations": [{"method": "PATCH", "location": URL, "status": "204"}]}
    bulk = ("POST", "https://scim.example.com/scim/v2/Bulk", 200, asked, answered)
    table = case_of(tmp_path, lines(log(("GET", URL, 200, None, user()), bulk)))
    told = story(table.case, table, resource_named(table.case, table, ID))
    assert (told.states[-1].event, (told.states[-1].state or {}).get("title")) == (2, "Boss")


def test_the_document_has_the_keys_of_the_contract(told: Story) -> None:
    document = told.document()
    assert {"resource", "aliases", "events", "states"} <= set(document)
    assert all({"time", "event", "basis", "state", "changes"} <= set(one) for one in document["states"])


def test_a_long_search_can_be_stopped(table: Table) -> None:
    class Stopped(Progress):
        def cancelled(self) -> bool:
            return True

    with pytest.raises(Cancelled):
        story(table.case, table, resource_named(table.case, table, ID), Stopped())
