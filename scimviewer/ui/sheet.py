"""Which few widgets take their look from a style sheet, and what does it say?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scimviewer.ui.theme import Colours

# Only what Fusion with a palette cannot do: buttons by their property `kind`, tabs, scroll bars, tips, menus.
# No font sizes here: they would stop fonts from being inherited.
SHEET = """
QToolTip {{ color: {t1}; background: {surface}; border: 1px solid {line}; padding: {p3}px {p6}px; }}

QPushButton {{ color: {t1}; background: {surface}; border: 1px solid {line}; border-radius: {p6}px;
    padding: 0 {p11}px; min-height: {p26}px; max-height: {p26}px; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed {{ background: {sunken}; }}
QPushButton:disabled {{ color: {tdis}; border-color: {hair}; }}
QPushButton[kind="plain"] {{ background: transparent; border-color: transparent; padding: 0 {p7}px; }}
QPushButton[kind="plain"]:hover {{ background: {sunken}; }}
QPushButton[kind="plain"]:pressed {{ background: {hair}; }}
QPushButton[kind="icon"] {{ background: transparent; border-color: transparent; padding: 0;
    min-width: {p26}px; max-width: {p26}px; }}
QPushButton[kind="icon"]:hover {{ background: {sunken}; }}
QPushButton[kind="primary"] {{ color: {on_accent}; background: {accent}; border-color: {accent}; }}
QPushButton[kind="primary"]:hover {{ background: {accent_over}; }}
QPushButton[kind="primary"]:disabled {{ color: {tdis}; background: {sunken}; border-color: {hair}; }}
QPushButton[kind="on"], QPushButton:checked {{ color: {accent}; background: {soft}; border-color: {accent}; }}
QPushButton[kind="link"] {{ color: {accent}; background: transparent; border: none; padding: 0; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}

QMenu {{ background: {surface}; border: 1px solid {line}; padding: {p4}px; }}
QMenu::item {{ padding: {p4}px {p24}px {p4}px {p8}px; border-radius: {p4}px; }}
QMenu::item:selected {{ background: {sel}; color: {t1}; }}
QMenu::item:disabled {{ color: {tdis}; }}
QMenu::icon {{ padding-left: {p6}px; }}
QMenu::separator {{ height: 1px; background: {hair}; margin: {p4}px {p8}px; }}

QTabBar {{ background: transparent; border: none; }}
QTabBar::tab {{ color: {t2}; background: transparent; border: none; border-bottom: 2px solid transparent;
    padding: 0 {p2}px; margin-right: {p16}px; min-height: {p32}px; }}
QTabBar::tab:selected {{ color: {t1}; border-bottom-color: {accent}; }}
QTabBar::tab:hover {{ color: {t1}; }}
QTabBar::tab:focus {{ background: {soft}; }}
QTabWidget::pane {{ border: none; }}

QScrollBar:vertical {{ background: transparent; width: {p12}px; margin: 0; border: none; }}
QScrollBar:horizontal {{ background: transparent; height: {p12}px; margin: 0; border: none; }}
QScrollBar::handle {{ background: {line}; border-radius: {p4}px; margin: {p2}px; }}
QScrollBar::handle:vertical {{ min-height: {p24}px; }}
QScrollBar::handle:horizontal {{ min-width: {p24}px; }}
QScrollBar::handle:hover {{ background: {ctrl}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QSplitter::handle {{ background: {hair}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QLineEdit, QPlainTextEdit, QSpinBox {{ color: {t1}; background: {surface}; border: 1px solid {line};
    border-radius: {p6}px; selection-background-color: {sel}; selection-color: {t1}; }}
QLineEdit {{ padding: 0 {p8}px; min-height: {p26}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus {{ border-color: {accent}; }}
QLineEdit[kind="bare"], QPlainTextEdit[kind="bare"] {{ background: transparent; border: none; padding: 0; }}
QHeaderView {{ background: {surface}; border: none; }}
QProgressBar {{ background: {hair}; border: none; border-radius: {p3}px; min-height: {p6}px;
    max-height: {p6}px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: {p3}px; }}
"""

LENGTHS = (2, 3, 4, 6, 7, 8, 11, 12, 16, 24, 26, 32)
USED = (
    "t1 t2 tdis surface sunken hover hair line ctrl accent on_accent soft sel".split()  # noqa: SIM905 - reads better
)


def style_sheet(colours: Colours, px: Callable[[float], int]) -> str:
    """The sheet with this theme's colours and lengths."""
    values: dict[str, str | int] = {name: colours.named(name).name() for name in USED}
    values["accent_over"] = colours.accent.darker(108).name()
    values.update({f"p{length}": px(length) for length in LENGTHS})
    return SHEET.format_map(values)
