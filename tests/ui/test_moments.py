"""The life of a resource, state by state."""

from __future__ import annotations

from scimviewer.event import Exchange
from scimviewer.ui.event_page import ShownEvent
from scimviewer.ui.event_told import told
from scimviewer.ui.moments import doubts, moments, own_moment
from tests.ui.made import make_row
from tests.ui.made_life import ADDED, CREATED, READ, REFUSED, REMOVED, life, shown


def test_an_event_stands_in_the_life_of_its_resource(case_of):
    found = moments(shown(life(case_of), REMOVED))
    assert [one.event for one in found.all] == [CREATED, ADDED, REMOVED, READ]
    assert (found.at, found.observed, found.name) == (2, 2, "Payroll")


def test_what_changed_nothing_stands_between_the_states_around_it(case_of):
    found = moments(shown(life(case_of), REFUSED))
    assert [one.event for one in found.all] == [CREATED, ADDED, REMOVED, REFUSED, READ]
    assert found.at == 3
    assert not any(row.differs for row in found.all[3].rows)


def test_a_later_look_shows_what_nobody_asked_for(case_of):
    found = moments(shown(life(case_of), READ))
    (row,) = [one for one in found.all[-1].rows if one.differs]
    assert (row.counts, row.before.basis, row.after.basis) == ((2, 0), "computed", "observed")


def test_without_a_case_the_event_stands_alone():
    event = ShownEvent(make_row(), Exchange(method="PATCH", url="/Users/1", status=204))
    assert len(moments(event).all) == len(own_moment(event, told(event)).all) == 1


def test_a_computed_state_says_what_could_make_it_wrong(case_of):
    found = moments(shown(life(case_of), REMOVED))
    assert "after event 1" in doubts(found, 2)[0]
    assert any("its answer does not show" in one for one in doubts(found, 2))


def test_names_are_replaced_in_every_state(case_of):
    opened = life(case_of)
    found = moments(shown(opened, ADDED, opened.redactor()))
    assert len(found.all) == 4


def test_nothing_known_is_said_to_be_so():
    event = ShownEvent(make_row(), Exchange(method="PATCH", url="/Users/1", status=204))
    assert "does not tell" in doubts(own_moment(event, told(event)), 0)[-1]
