"""Which plots there are."""

from __future__ import annotations

import pytest

from scimviewer.query.query import Query
from scimviewer.ui.case_series import plot_numbers
from scimviewer.ui.display_zone import display_zone
from scimviewer.ui.opened_case import OpenedCase
from scimviewer.ui.plot_data import Plot
from scimviewer.ui.plot_set import SPLITS, STYLES, bucket_line, cell_words, plots_of, split_titles
from tests.ui.made_plots import heat
from tests.ui.made_traffic import opened as opened


def shown(opened: OpenedCase, text: str = "", by: str | None = None) -> dict[str, Plot]:
    numbers = plot_numbers(opened, opened.answer(Query(text)), 300 * 10**9, by)
    return {plot.key: plot for plot in plots_of(numbers, str.upper)}


def test_the_plots_of_a_log_of_requests(opened: OpenedCase) -> None:
    plots = shown(opened)
    assert list(plots) == ["requests", "failure_rate", "latency_http", "heat_http"]
    assert [curve.name for curve in plots["latency_http"].curves] == ["p50", "p95", "p99"]
    assert plots["failure_rate"].curves[0].values[6] == pytest.approx(0.2)


def test_numbers_are_said_for_ears(opened: OpenedCase) -> None:
    plots = shown(opened)
    assert "failed: from 0 % to 20 % at 08:30, last 0 %" in plots["failure_rate"].spoken
    assert plots["requests"].spoken.startswith("Events per 5 min. 60 events: 27 changed")
    assert plots["heat_http"].spoken.startswith(
        "Latency of every HTTP exchange. 60 events, most 5 events, 16 ms to 25 ms"
    )


def test_a_split_has_dash_and_marker_beside_colour(opened: OpenedCase) -> None:
    plots = shown(opened, by="method")
    curves = plots["latency_http"].curves
    assert plots["latency_http"].note == "p95 by method, log scale"
    assert {curve.name for curve in curves} == {"PUT", "GET"}
    assert len({(curve.dash, curve.marker) for curve in curves}) == 2
    assert len({style[1:] for style in STYLES}) == len(STYLES)


def test_more_than_four_values_are_joined_as_other(opened: OpenedCase) -> None:
    plots = shown(opened, by="status")
    names = [curve.name for curve in plots["requests"].curves]
    assert names == ["200", "409", "429", "500"]
    assert all(key in SPLITS for key, _words in split_titles())


def test_few_events_make_no_curve(opened: OpenedCase) -> None:
    plots = shown(opened, "status:409,429,500")
    assert plots["failure_rate"].trouble[0] == "3 events: too few for a curve"
    assert plots["failure_rate"].trouble[1] == "A line through 3 points would invent a trend."
    assert plots["requests"].trouble == ("", "")


def test_a_log_without_durations_says_so(opened: OpenedCase) -> None:
    numbers = plot_numbers(opened, opened.answer(Query()), None, None)
    numbers.total[0].measured["http"][:] = 0
    latency = plots_of(numbers, str)[2]
    assert latency.trouble[0] == "No duration in these HTTP exchanges"


def test_nothing_makes_no_plot(opened: OpenedCase) -> None:
    assert shown(opened, "status:418") == {}


def test_a_bucket_and_a_cell_in_words(opened: OpenedCase) -> None:
    numbers = plot_numbers(opened, opened.answer(Query()), 300 * 10**9, None)
    assert bucket_line(numbers, 6).startswith("08:30Z  5 events, 20 % failed, p50 2")
    assert cell_words(heat().heat, 1, 3) == "16 events, 16 ms to 25 ms"


def test_a_bucket_is_told_by_the_clocks_of_the_zone_shown(opened: OpenedCase) -> None:
    numbers = plot_numbers(opened, opened.answer(Query()), 300 * 10**9, None)
    assert bucket_line(numbers, 6).startswith("08:30Z")
    display_zone().use("Europe/Berlin")
    assert bucket_line(numbers, 6).startswith("10:30  ")
    assert "10:00 – 11:00, 1 Sep 2026, Europe/Berlin" in shown(opened)["failure_rate"].spoken
