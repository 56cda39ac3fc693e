"""The legend of a stack."""

from __future__ import annotations

import numpy as np

from scimviewer.ui.legend import Legend
from scimviewer.ui.plot_data import Layer
from scimviewer.ui.theme import theme
from tests.ui.made_plots import bars


def test_only_layers_with_anything_are_named(qtbot) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    legend.show_layers([*bars().layers, Layer("rejected", np.zeros(10, int), "p_err")])
    assert legend.accessibleName() == "Legend: changed, throttled"
    legend.resize(legend.sizeHint())
    image = legend.grab().toImage()
    assert image.pixelColor(4, legend.height() // 2) == theme().colours.p_ok


def test_what_does_not_fit_is_left_out(qtbot) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    legend.show_layers(bars().layers)
    legend.resize(30, 18)
    assert {legend.grab().toImage().pixelColor(x, 9).name() for x in range(30)} != {theme().colours.p_bad.name()}
    assert legend.minimumSizeHint().width() == 0
