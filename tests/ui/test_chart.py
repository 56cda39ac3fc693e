"""A plot on our paper: nothing of pyqtgraph's own looks or manners."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QFrame

from scimviewer.ui.chart import Chart
from scimviewer.ui.theme import theme
from tests.ui.made_plots import bars, curves, heat


@pytest.fixture
def chart(qtbot) -> Chart:
    made = Chart()
    qtbot.addWidget(made)
    made.resize(600, 200)
    made.show()
    return made


def test_there_is_no_frame_no_menu_and_no_button(chart: Chart) -> None:
    chart.show_plot(bars())
    assert chart.frameShape() == QFrame.Shape.NoFrame
    assert not chart.box.menuEnabled()
    assert chart.box.state["mouseEnabled"] == [False, False]
    assert chart.contextMenuPolicy() == Qt.ContextMenuPolicy.NoContextMenu


def test_the_wheel_is_left_to_the_page(chart: Chart) -> None:
    chart.show_plot(bars())
    before = chart.box.viewRange()
    place = QPointF(300, 100)
    wheel = QWheelEvent(
        place, place, QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    chart.wheelEvent(wheel)
    assert not wheel.isAccepted()
    assert chart.box.viewRange() == before


@pytest.mark.parametrize("plot", [bars(), curves(), curves("share"), heat()], ids=["bars", "ms", "share", "heat"])
@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_every_plot_is_painted_in_every_theme(chart: Chart, plot, name: str) -> None:
    theme().use(name)
    chart.show_plot(plot)
    chart.show_cursor(3)
    image = chart.grab().toImage()
    assert image.pixelColor(1, 1) == theme().colours.surface
    assert len({image.pixel(x, y) for x in range(60, 440, 7) for y in range(10, 170, 5)}) > 1


def test_a_bar_is_where_its_bucket_is(chart: Chart) -> None:
    chart.show_plot(bars())
    image = chart.grab().toImage()
    x = round(chart.x_of(9.5))
    assert image.pixelColor(x, round(chart.y_of(5))) == theme().colours.p_ok
    assert chart.bucket_at(x) == 9
    assert chart.bucket_at(10) is None


def test_what_cannot_be_drawn_draws_nothing(chart: Chart) -> None:
    chart.show_plot(curves(trouble=("too few", "")))
    assert chart.drawable is None
    assert chart.bucket_at(300) is None
    image = chart.grab().toImage()
    assert {image.pixel(x, 100) for x in range(600)} == {theme().colours.surface.rgb()}


def test_moving_says_which_bucket(chart: Chart, qtbot) -> None:
    chart.show_plot(bars())
    with qtbot.waitSignal(chart.hovered) as said:
        qtbot.mouseMove(chart.viewport(), QPoint(round(chart.x_of(4.5)), 60))
    assert said.args == [4]


def test_a_cross_hair_beside_the_buckets_is_none(chart: Chart) -> None:
    chart.show_plot(bars())
    chart.show_cursor(3)
    chart.show_cursor(10)
    assert chart.cursor_at is None


def test_bars_follow_when_everything_grows(chart: Chart) -> None:
    chart.show_plot(bars())
    theme().use(zoom=1.5)
    assert chart.box.geometry() == chart.field()
    image = chart.grab().toImage()
    assert image.pixelColor(round(chart.x_of(9.5)), round(chart.y_of(5))) == theme().colours.p_ok
