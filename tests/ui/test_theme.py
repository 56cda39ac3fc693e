"""The look: contrast of the tokens, fonts, resources."""

from __future__ import annotations

import sys
from itertools import product

import pytest
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication

from scimviewer.ui.theme import NAMES, Colours, mix, package_files, resource, theme


def contrast(first: QColor, second: QColor) -> float:
    def light(colour: QColor) -> float:
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    brighter, darker = sorted((light(first), light(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", NAMES)
def test_text_can_be_read_on_every_ground(name: str) -> None:
    colours = Colours(name)
    pairs = [*product(("t1", "t2"), ("window", "surface", "hover", "sel", "sel_off", "soft")), ("t3", "surface")]
    pairs += [(token, f"{token}_bg") for token in ("ok", "same", "redir", "bad", "err", "critical", "high", "medium")]
    pairs += [("accent", "surface"), ("on_accent", "accent"), ("accent", "soft")]

    poor = [pair for pair in pairs if contrast(colours.named(pair[0]), colours.named(pair[1])) < 4.5]

    assert poor == []


def test_switching_dresses_everything_and_says_so(qtbot) -> None:
    with qtbot.waitSignal(theme().changed):
        theme().use("dark")

    assert theme().dark
    assert QApplication.palette().window().color() == Colours("dark").window
    assert Colours("dark").surface.name() in QApplication.instance().styleSheet()


def test_zoom_goes_by_steps_and_back() -> None:
    normal = theme().font(13).pixelSize()
    theme().zoom_by(1)
    larger = theme().font(13).pixelSize()
    theme().zoom_by(0)

    assert (normal, larger, theme().font(13).pixelSize()) == (13, 14, 13)


def test_both_typefaces_come_with_the_program() -> None:
    assert QFontInfo(theme().font(13)).family() == "Inter"
    assert QFontInfo(theme().font(12, mono=True)).family() == "JetBrains Mono"


def test_weights_differ_and_figures_are_equally_wide() -> None:
    widths = [QFontMetricsF(theme().font(13, weight)).horizontalAdvance("Payroll") for weight in (400, 500, 600)]
    figures = {QFontMetricsF(theme().font(13)).horizontalAdvance(figure) for figure in "0123456789"}

    assert widths == sorted(set(widths))
    assert len(figures) == 1


def test_missing_resource_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"manual/none\.md"):
        resource("manual/none.md")


def test_package_files_are_found_without_import() -> None:
    assert package_files("qtawesome", "fonts/remixicon-*.ttf")
    assert package_files("no_such_package", "*") == []


def test_mixing_is_a_share_of_the_upper_colour() -> None:
    assert mix(QColor("#000000"), QColor("#ffffff"), 0.5).name() == "#808080"


def test_qt_returns_none_without_losing_it() -> None:
    """PySide6 6.12.0 on Python 3.11 takes a reference from None at every call that returns nothing."""
    before = sys.getrefcount(None)
    for _ in range(500):
        QFont().setPixelSize(12)

    assert sys.getrefcount(None) > before - 250


def test_sheet_is_back_after_a_window_is_made() -> None:
    with theme().undressed():
        assert QApplication.instance().styleSheet() == ""

    assert Colours("light").surface.name() in QApplication.instance().styleSheet()
