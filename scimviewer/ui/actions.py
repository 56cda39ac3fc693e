"""What can one do in the window: every action with its name, keys, menu and picture, in one table?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from scimviewer.ui.icons import icon

MENUS = ("File", "Edit", "Filter", "Go", "View", "Help")


@dataclass(frozen=True)
class Action:
    """One thing to do. Single letters work only while no text field has the focus: fields come first."""

    name: str
    title: str
    menu: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    group: int = 0  # a line separates groups
    needs_case: bool = False
    choice: str = ""  # actions of one choice exclude each other and show a check


ACTIONS: tuple[Action, ...] = (
    Action("open_files", "Open files…", "File", ("Ctrl+O",), "folder-open-line"),
    Action("open_folder", "Open folder…", "File", ("Ctrl+Shift+O",), "folder-2-line"),
    Action("make_traffic", "Make test traffic…", "File", (), "test-tube-line"),
    Action("add_bundle", "Add bundle to case…", "File", (), "file-add-line", 1, True),
    Action("remove_bundle", "Remove bundle…", "File", (), "delete-bin-line", 1, True),
    Action("show_problems", "Problems…", "File", (), "error-warning-line", 1, True),
    Action("close_case", "Close case", "File", ("Ctrl+W",), "", 2, True),
    Action("quit", "Quit", "File", ("Ctrl+Q",), "", 3),
    Action("copy_rows", "Copy row as shown", "Edit", ("Ctrl+C",), "file-copy-line", 0, True),
    Action("focus_filter", "Filter or search", "Filter", ("/", "Ctrl+F"), "filter-3-line", 0, True),
    Action("include_value", "Only events like this one", "Filter", ("+",), "add-line", 0, True),
    Action("exclude_value", "All but events like this one", "Filter", ("x",), "forbid-line", 0, True),
    Action("save_filter", "Save this filter…", "Filter", ("Ctrl+S",), "star-line", 1, True),
    Action("saved_filters", "Saved filters", "Filter", (), "star-line", 1, True),
    Action("recent_filters", "Filters used before", "Filter", ("Ctrl+R",), "history-line", 1, True),
    Action("undo_filter", "Take back the filter's last change", "Filter", ("Ctrl+Z",), "arrow-go-back-line", 2, True),
    Action("redo_filter", "Make the change again", "Filter", ("Ctrl+Shift+Z", "Ctrl+Y"), "", 2, True),
    Action("switch_filters", "All conditions off, or on again", "Filter", ("Ctrl+Shift+F",), "", 2, True),
    Action("filter_as_text", "Filter as text or chips", "Filter", ("F2",), "", 2, True),
    Action("leave", "Leave the field, then clear the filter", "Filter", ("Esc",), "close-line", 3, True),
    Action("next_event", "Next event", "Go", ("j",), "", 0, True),
    Action("previous_event", "Previous event", "Go", ("k",), "", 0, True),
    Action("next_failure", "Next failure", "Go", ("e",), "arrow-down-s-line", 1, True),
    Action("previous_failure", "Previous failure", "Go", ("Shift+E",), "arrow-up-s-line", 1, True),
    Action("next_hit", "Next hit of the search", "Go", ("n",), "", 1, True),
    Action("previous_hit", "Previous hit of the search", "Go", ("Shift+N",), "", 1, True),
    Action("next_resource", "Next event of this resource", "Go", ("o",), "", 1, True),
    Action("previous_resource", "Previous event of this resource", "Go", ("Shift+O",), "", 1, True),
    Action("next_finding", "Next finding", "Go", ("w",), "", 1, True),
    Action("previous_finding", "Previous finding", "Go", ("Shift+W",), "", 1, True),
    Action("focus_list", "To the list", "Go", ("Ctrl+[",), "", 2, True),
    Action("focus_detail", "To the detail", "Go", ("Ctrl+]",), "", 2, True),
    Action("focus_facets", "To the values", "Go", ("Ctrl+Shift+[",), "", 2, True),
    Action("focus_histogram", "To the histogram", "Go", ("h",), "", 2, True),
    Action("look_closer", "Look closer at the range of time", "Go", ("Shift+Z",), "zoom-in-line", 3, True),
    Action("step_back", "Take the last step in time back", "Go", ("z",), "zoom-out-line", 3, True),
    Action("explain_event", "Explain the event", "Go", (), "lightbulb-line", 4, True),
    Action("show_states", "The resource before and after", "Go", (), "arrow-left-right-line", 4, True),
    Action("plan_undo", "Rollback plan", "Go", (), "arrow-go-back-line", 4, True),
    Action("show_story", "Story of this resource", "Go", ("y",), "history-line", 4, True),
    Action("find_story", "Story of a user or group…", "Go", ("Shift+Y",), "", 4, True),
    Action("show_diff", "Differences of this event", "Go", ("Shift+D",), "", 4, True),
    Action("compare", "Compare with…: mark, or compare", "Go", ("d",), "", 4, True),
    Action("next_difference", "Next difference", "Go", ("F7",), "", 4, True),
    Action("previous_difference", "Difference before", "Go", ("Shift+F7",), "", 4, True),
    Action("show_events", "Events", "View", ("Alt+1",), "", 0, True),
    Action("show_findings", "Findings", "View", ("Alt+2",), "", 0, True),
    Action("show_plots", "Plots", "View", ("Alt+3",), "", 0, True),
    Action("widen_detail", "Detail over the whole width", "View", ("F9",), "", 0, True),
    Action("theme_system", "System colours", "View", (), "", 0, False, "theme"),
    Action("theme_light", "Light", "View", (), "", 0, False, "theme"),
    Action("theme_dark", "Dark", "View", (), "", 0, False, "theme"),
    Action("theme_contrast", "High contrast", "View", (), "", 0, False, "theme"),
    Action("toggle_dark", "Light or dark", "View", ("Ctrl+Shift+D",), "moon-line", 1),
    Action("zoom_in", "Larger", "View", ("Ctrl++", "Ctrl+="), "", 2),
    Action("zoom_out", "Smaller", "View", ("Ctrl+-",), "", 2),
    Action("zoom_reset", "Usual size and layout", "View", ("Ctrl+0",), "", 2),
    Action("choose_columns", "Columns…", "View", ("F4",), "layout-column-line", 3, True),
    Action("show_menu", "Menu", "View", ("F10",), "menu-line", 4),
    Action("show_manual", "Manual", "Help", ("F1",), "book-open-line"),
    Action("show_actions", "Every action…", "Help", ("Ctrl+K",), "search-line"),
    Action("show_shortcuts", "Keys…", "Help", ("Ctrl+/", "?"), "keyboard-line"),
    Action("show_about", "About scimviewer", "Help", (), "information-line", 1),
)


class Actions:
    """The table's actions for one window, each calling its handler."""

    def __init__(self, window: QWidget, handlers: Mapping[str, Callable[[], object]]) -> None:
        self.by_name: dict[str, QAction] = {}
        for action in ACTIONS:
            made = QAction(action.title, window)
            made.setShortcuts([QKeySequence(key) for key in action.keys])
            made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            made.setAutoRepeat(action.menu == "Go")
            made.setCheckable(bool(action.choice))
            made.triggered.connect(_without_arguments(handlers[action.name]))
            window.addAction(made)
            self.by_name[action.name] = made
        self.dress()

    def dress(self) -> None:
        """Take the icons from the theme again."""
        for action in ACTIONS:
            if action.icon:
                self.by_name[action.name].setIcon(icon(action.icon))

    def allow_case(self, there: bool) -> None:
        """Switch on or off what needs an open case."""
        for action in ACTIONS:
            if action.needs_case:
                self.by_name[action.name].setEnabled(there)

    def check(self, choice: str, name: str) -> None:
        """Show which of a choice's actions is in use."""
        for action in ACTIONS:
            if action.choice == choice:
                self.by_name[action.name].setChecked(action.name == name)

    def fill(self, menu: QMenu) -> None:
        """Put every menu into this one."""
        for title in MENUS:
            self.fill_one(menu.addMenu(title), title)

    def fill_one(self, menu: QMenu, title: str) -> None:
        """Put the actions of one menu into it, groups separated by lines."""
        group = 0
        for action in ACTIONS:
            if action.menu == title:
                if action.group != group:
                    menu.addSeparator()
                    group = action.group
                menu.addAction(self.by_name[action.name])


def key_text(key: str) -> str:
    """A key as it is written on caps: "Ctrl+Shift+O"; letters as they are typed: "j", "E"."""
    if len(key) == 1:
        return key
    if key.startswith("Shift+") and len(key) == 7:
        return key[-1].upper()
    return key


def keys_of(name: str) -> str:
    """The keys of an action for a tool tip: "/ or Ctrl+F"."""
    (action,) = (action for action in ACTIONS if action.name == name)
    return " or ".join(key_text(key) for key in action.keys)


def _without_arguments(handler: Callable[[], object]) -> Callable[..., None]:
    # triggered(bool) would hand its argument to the handler.
    def call(*_arguments: object) -> None:
        handler()

    return call
