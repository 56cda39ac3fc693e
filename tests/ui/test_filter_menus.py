"""Saved and recent filters, kept in the case."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from scimviewer.store.case import Case
from scimviewer.store.recent_filters import recent
from scimviewer.store.searches import save, saved
from scimviewer.ui.filter_bar import FilterBar
from scimviewer.ui.filter_menus import FilterMenus
from scimviewer.ui.jobs import Jobs
from tests.conftest import call


@pytest.fixture
def case(case_of: Callable[..., Case]) -> Case:
    made = case_of(call("GET", "https://scim.example/Users/1", 200))
    save(made, "Throttled & R", "status:429")
    return made


@pytest.fixture
def menus(qtbot, case: Case) -> Iterator[FilterMenus]:
    jobs, bar = Jobs(), FilterBar()
    qtbot.addWidget(bar)
    bar.resize(900, 44)
    bar.show()
    made = FilterMenus(bar, jobs)
    made.show_case(case)
    qtbot.waitUntil(lambda: bool(made.saved))
    yield made
    jobs.close()


def opened_menu(menus: FilterMenus) -> QMenu:
    (menu,) = (one for one in menus.bar.findChildren(QMenu) if one.isVisible())
    return menu


def test_the_star_lists_what_is_saved_and_uses_it(menus: FilterMenus, qtbot) -> None:
    qtbot.mouseClick(menus.bar.star, Qt.MouseButton.LeftButton)
    menu = opened_menu(menus)
    assert menu.actions()[0].text() == "Throttled && R"
    menu.actions()[0].trigger()
    menu.close()

    assert menus.bar.text() == "status:429"
    assert menus.bar.star.icon_name == "star-fill"
    menus.bar.set_text("status:500")
    assert menus.bar.star.icon_name == "star-line"


def test_a_filter_is_saved_renamed_and_deleted_in_the_case(menus: FilterMenus, case: Case, qtbot) -> None:
    menus.bar.set_text("op:patch")
    menus.open_dialog()
    menus._dialog.save_wanted.emit("Patches", "op:patch")
    qtbot.waitUntil(lambda: "Patches" in menus.saved)
    assert saved(case)["Patches"] == "op:patch"

    menus._dialog.rename_wanted.emit("Patches", "All patches")
    qtbot.waitUntil(lambda: "All patches" in menus.saved and "Patches" not in menus.saved)
    menus._dialog.delete_wanted.emit("All patches")
    qtbot.waitUntil(lambda: list(menus.saved) == ["Throttled & R"])
    menus._dialog.close()


def test_filters_used_before_are_offered_latest_first_and_kept(menus: FilterMenus, case: Case, qtbot) -> None:
    for text in ("op:patch", "status:409", "op:patch"):
        menus.bar.set_text(text)
    qtbot.waitUntil(lambda: recent(case) == ["op:patch", "status:409"])

    qtbot.mouseClick(menus.bar.recent, Qt.MouseButton.LeftButton)
    menu = opened_menu(menus)
    assert [action.text() for action in menu.actions()] == ["op:patch", "status:409"]
    menu.actions()[1].trigger()
    menu.close()
    assert menus.bar.text() == "status:409"


def test_what_is_half_typed_is_not_kept(menus: FilterMenus, qtbot) -> None:
    qtbot.keyClicks(menus.bar.field, "stat")
    menus.bar.tell()
    assert menus.recent == []
    qtbot.keyClicks(menus.bar.field, "us:409")
    qtbot.keyClick(menus.bar.field, Qt.Key.Key_Return)
    assert menus.recent == ["status:409"]


def test_another_case_has_its_own(menus: FilterMenus) -> None:
    menus.bar.set_text("op:patch")
    menus.show_case(None)
    assert (menus.saved, menus.recent) == ({}, [])


def test_more_shows_the_filter_as_text_and_copies_it(menus: FilterMenus, qtbot) -> None:
    menus.bar.set_text("op:patch")
    qtbot.mouseClick(menus.bar.more, Qt.MouseButton.LeftButton)
    menu = opened_menu(menus)
    by_title = {action.text().partition("\t")[0]: action for action in menu.actions()}
    by_title["Copy filter"].trigger()
    by_title["Show as text"].trigger()
    menu.close()

    assert QGuiApplication.clipboard().text() == "op:patch"
    assert menus.bar.field.text() == "op:patch"
