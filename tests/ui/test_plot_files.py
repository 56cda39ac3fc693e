"""Plots as files."""

from __future__ import annotations

from pathlib import Path

import pytest

from scimviewer.errors import UserError
from scimviewer.query.query import Query
from scimviewer.ui.opened_case import OpenedCase
from scimviewer.ui.plot_files import plot_caption, plot_csv, save_plot, suggested_name
from tests.ui.made_plots import bars, curves
from tests.ui.made_traffic import opened as opened


def test_no_cell_is_a_formula() -> None:
    first = plot_csv(curves()).split("\r\n")[0]
    assert first == "time (UTC),p50 (ms),'=evil() (ms)"
    assert plot_csv(curves()).split("\r\n")[3] == "2026-09-01T08:10:00Z,,"


def test_the_caption_places_the_plot(opened: OpenedCase) -> None:
    lines = plot_caption(bars(), opened, opened.answer(Query("method:PUT")))
    assert lines[0].endswith("2026-09-01T08:00:00Z – 2026-09-01T08:50:00Z (UTC)  ·  30 events")
    assert lines[1] == "filter method:PUT  ·  names replaced"


def test_the_same_plot_makes_the_same_files(opened: OpenedCase, tmp_path: Path, qapp) -> None:
    answer = opened.answer(Query())
    for kind in ("png", "svg", "csv"):
        for name in ("a", "b"):
            save_plot(bars(), str(tmp_path / f"{name}.{kind}"), opened, answer)
        assert (tmp_path / f"a.{kind}").read_bytes() == (tmp_path / f"b.{kind}").read_bytes()


def test_other_endings_are_refused(opened: OpenedCase, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"must end in \.png"):
        save_plot(bars(), str(tmp_path / "a.bmp"), opened, opened.answer(Query()))


def test_the_name_says_what_it_is(opened: OpenedCase) -> None:
    assert suggested_name(opened, curves(), "SVG") == "log-latency-http.svg"
