"""The rows of the facets."""

from __future__ import annotations

from scimviewer.query.terms import chosen
from scimviewer.ui.facets_model import FacetCounts, FacetsModel, spoken, widest_count

COUNTS = {
    "outcome": FacetCounts([("success", 90), ("failure", 10)], {"failure": 3}),
    "status": FacetCounts([(str(200 + n), 50 - n) for n in range(20)], {"200": 1234}),
    "actor": FacetCounts([(None, 100)], {None: 100}),
}


def shown(model: FacetsModel) -> list[str]:
    return [model.index(row).data() for row in range(model.rowCount())]


def test_heads_values_and_more(qtmodeltester) -> None:
    model = FacetsModel()
    model.show(COUNTS, chosen(""))
    qtmodeltester.check(model)

    assert shown(model)[:4] == ["Outcome", "success", "failure", "Status"]
    assert shown(model)[-1] == "12 more…"
    assert len(shown(model)) == 3 + 1 + 8 + 1


def test_facet_without_any_value_is_left_out() -> None:
    model = FacetsModel()
    model.show(COUNTS, chosen(""))

    assert "Actor" not in shown(model)


def test_zero_stays() -> None:
    model = FacetsModel()
    model.show(COUNTS, chosen("outcome:failure"))

    assert [(entry.text, entry.count, entry.state) for entry in model.entries[1:3]] == [
        ("success", 0, ""),
        ("failure", 3, "in"),
    ]


def test_chosen_value_stays_in_sight_below_the_top() -> None:
    model = FacetsModel()
    model.show(COUNTS, chosen("-status:219"))

    assert "219" in shown(model)
    assert model.entries[model.row_of("value", "status", "219")].state == "out"


def test_equal_rows_only_say_that_counts_changed(qtbot) -> None:
    model = FacetsModel()
    model.show(COUNTS, chosen(""))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show(COUNTS, chosen("outcome:failure"))


def test_rows_are_spoken_with_count_and_state() -> None:
    model = FacetsModel()
    model.show(COUNTS, chosen("outcome:failure"))

    assert spoken(model.entries[0]) == "Outcome, 2 values"
    assert spoken(model.entries[2]) == "failure, 3 events, included"
    assert widest_count(model.entries) == "1\u202f234"
