"""Which plots tell how a case went, in which order, and what do they say where there is nothing to draw?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from scimviewer.privacy.redaction import Redactor
from scimviewer.query.buckets import DAY, Buckets
from scimviewer.query.columns import BY_KEY
from scimviewer.query.heat_map import HeatMap
from scimviewer.query.series import QUANTILES, Series
from scimviewer.ui.case_series import PlotNumbers
from scimviewer.ui.chart_labels import value_words
from scimviewer.ui.chart_ticks import bucket_words, clock_words, day_words, span_words
from scimviewer.ui.display_zone import display_zone
from scimviewer.ui.events_columns import counted
from scimviewer.ui.outcome_looks import outcome_layers, outcome_words
from scimviewer.ui.plot_data import FEWEST, Array, Curve, Plot, is_uneven

# What a plot can be split by, as people call it.
SPLITS = {
    "actor": "actor", "target": "target", "operation": "operation", "client": "client", "status": "status",
    "method": "method", "resource_type": "resource type", "outcome": "outcome", "source": "source",
}  # fmt: skip
# Colour, dash and marker of each part of a split; the last is everything else.
STYLES = (
    ("p_split1", (), ""),
    ("p_split2", (6.0, 3.0), "square"),
    ("p_split3", (3.0, 2.5), "triangle"),
    ("p_split4", (8.0, 3.0, 2.0, 3.0), "diamond"),
    ("p_other", (1.5, 3.0), "flag"),
)
PERCENTILES = tuple(f"p{quantile * 100:.0f}" for quantile in QUANTILES)
KIND_WORDS = {"http": "HTTP exchanges", "step": "provisioning steps"}
P95 = 1

Hide = Callable[[str], str]


def plots_of(numbers: PlotNumbers, hide: Hide) -> list[Plot]:
    """The plots, from the coarse to the fine; `hide` replaces names in the values they are split by."""
    if numbers.buckets is None or not numbers.total:
        return []
    kinds = [kind for kind in KIND_WORDS if kind in numbers.total[0].latency_ms]
    plots = [_requests(numbers, hide), _failure_rate(numbers, hide)]
    plots += [_latency(numbers, kind, hide) for kind in kinds]
    plots += [_heat(numbers, kind) for kind in kinds if numbers.heats[kind].counts.any()]
    return plots


def _requests(numbers: PlotNumbers, hide: Hide) -> Plot:
    assert numbers.buckets is not None
    length = bucket_words(numbers.buckets.length_ns)
    if not numbers.by:
        counts = numbers.outcomes
        root = is_uneven(counts.sum(axis=0))
        note = "by outcome" + (", square root scale" if root else "")
        title = f"Events per {length}"
        return Plot(
            "requests", title, note, "count", numbers.buckets, outcome_layers(counts), root=root,
            spoken=f"{title}. {outcome_words(counts.sum(axis=1))}",
        )  # fmt: skip
    curves = _split_curves(numbers, hide, lambda one: one.requests.astype(float))
    root = is_uneven(np.concatenate([one.values for one in curves])) if curves else False
    note = f"by {SPLITS[numbers.by]}" + (", square root scale" if root else "")
    return _spoken(Plot("requests", f"Events per {length}", note, "count", numbers.buckets, (), curves, root=root))


def _failure_rate(numbers: PlotNumbers, hide: Hide) -> Plot:
    assert numbers.buckets is not None
    total = numbers.total[0]
    note = "share that failed, of those that failed or succeeded"
    if numbers.by:
        note = f"by {SPLITS[numbers.by]}"
        curves = _split_curves(numbers, hide, lambda one: one.failure_rate)
    else:
        curves = (Curve("failed", total.failure_rate, "p_bad", width=2.0, filled=True),)
    trouble = _too_few(int(total.requests.sum()), "event")
    return _spoken(Plot("failure_rate", "Failure rate", note, "share", numbers.buckets, (), curves, trouble=trouble))


def _latency(numbers: PlotNumbers, kind: str, hide: Hide) -> Plot:
    assert numbers.buckets is not None
    total = numbers.total[0]
    measured = int(total.measured[kind].sum())
    if numbers.by:
        note = f"p95 by {SPLITS[numbers.by]}, log scale"
        nothing = np.full(numbers.buckets.count, np.nan)
        curves = _split_curves(
            numbers, hide, lambda one: one.latency_ms[kind][P95] if kind in one.latency_ms else nothing
        )
    else:
        note = "log scale"
        rows = zip(PERCENTILES, total.latency_ms[kind], strict=True)
        curves = tuple(Curve(name, row, f"p_{name}", width=2.0 if name == "p50" else 1.6) for name, row in rows)
    trouble = _too_few(measured, "duration") if measured else _unmeasured(kind)
    title = f"Latency of {KIND_WORDS[kind]}"
    return _spoken(Plot(f"latency_{kind}", title, note, "ms", numbers.buckets, (), curves, trouble=trouble))


def _heat(numbers: PlotNumbers, kind: str) -> Plot:
    assert numbers.buckets is not None
    heat = numbers.heats[kind]
    title = f"Latency of every {KIND_WORDS[kind][:-1]}"
    note = "colour is the number in a cell, log scale; a click shows its events"
    if heat.unmeasured:
        note += f"; {counted(heat.unmeasured, 'event')} without a duration"
    return Plot(
        f"heat_{kind}", title, note, "ms", numbers.buckets, heat=heat, spoken=_heat_words(title, heat),
    )  # fmt: skip


def _split_curves(numbers: PlotNumbers, hide: Hide, values: Callable[[Series], Array]) -> tuple[Curve, ...]:
    curves = []
    for number, one in enumerate(numbers.split):
        colour, dash, marker = STYLES[-1] if one.other else STYLES[min(number, len(STYLES) - 1)]
        curves.append(Curve(series_name(numbers.by or "", one, hide), values(one), colour, dash, marker))
    return tuple(curves)


def series_name(by: str, one: Series, hide: Hide) -> str:
    """What a part of a split is called."""
    if one.other:
        return "other"
    return f"no {SPLITS.get(by, by)}" if one.key is None else hide(str(one.key))


def redacted_value(redactor: Redactor, by: str, value: str) -> str:
    """A value of a split with its names replaced, as a row of the list shows it."""
    return str(redactor.row({by: value})[by])


def _too_few(count: int, noun: str) -> tuple[str, str]:
    if count >= FEWEST:
        return "", ""
    points = "1 point" if count == 1 else f"{count} points"
    return f"{counted(count, noun)}: too few for a curve", f"A line through {points} would invent a trend."


def _unmeasured(kind: str) -> tuple[str, str]:
    return (
        f"No duration in these {KIND_WORDS[kind]}",
        "The log does not say how long they took, so no latency is drawn.",
    )


def _spoken(plot: Plot) -> Plot:
    """The plot with its numbers in words, for a screen reader."""
    parts = [f"{plot.title}, {plot.note}. {span_words(plot.buckets.first_ns, plot.buckets.end_ns)}"]
    for curve in plot.curves:
        known = np.flatnonzero(np.isfinite(curve.values))
        if not len(known):
            parts.append(f"{curve.name}: nothing known")
            continue
        top = int(known[np.argmax(curve.values[known])])
        when = clock_words(plot.buckets.span(top)[0], plot.buckets.length_ns)
        least, most, last = (
            value_words(plot.unit, float(value))
            for value in (curve.values[known].min(), curve.values[top], curve.values[known[-1]])
        )
        parts.append(f"{curve.name}: from {least} to {most} at {when}, last {last}")
    return replace(plot, spoken=". ".join(parts))


def _heat_words(title: str, heat: HeatMap) -> str:
    row, bucket = np.unravel_index(int(heat.counts.argmax()), heat.counts.shape)
    when = clock_words(heat.buckets.span(int(bucket))[0], heat.buckets.length_ns)
    return (
        f"{title}. {counted(int(heat.counts.sum()), 'event')}, most {cell_words(heat, int(row), int(bucket))} at {when}"
    )


def cell_words(heat: HeatMap, row: int, bucket: int) -> str:
    """A cell in words: "12 events, 40 to 63 ms"."""
    low, high = (value_words("ms", edge / 1000) for edge in heat.edges_us[row : row + 2])
    return f"{counted(int(heat.counts[row, bucket]), 'event')}, {low} to {high}"


def bucket_line(numbers: PlotNumbers, bucket: int) -> str:
    """When a bucket begins, and all that the plots say of it."""
    assert numbers.buckets is not None
    total = numbers.total[0]
    parts = [counted(int(total.requests[bucket]), "event")]
    rate = float(total.failure_rate[bucket])
    if rate == rate:
        parts.append(f"{value_words('share', rate)} failed")
    for kind, rows in total.latency_ms.items():
        values = [(name, float(row[bucket])) for name, row in zip(PERCENTILES, rows, strict=True)]
        told = [f"{name} {value_words('ms', value)}" for name, value in values if value == value]
        parts += [f"{KIND_WORDS[kind]} {told[0]}", *told[1:]] if len(total.latency_ms) > 1 and told else told
    return f"{bucket_time(numbers.buckets, bucket)}  {', '.join(parts)}"


def bucket_time(buckets: Buckets, bucket: int) -> str:
    """When a bucket begins, with its day where several are shown: "2 Sep 2026 09:45Z"."""
    start = buckets.span(bucket)[0]
    if buckets.length_ns >= DAY:
        return clock_words(start, buckets.length_ns)
    zone = display_zone()
    several = zone.clock(buckets.first_ns).date() != zone.clock(buckets.end_ns - 1).date()
    day = f"{day_words(start)} {zone.clock(start).year} " if several else ""
    return f"{day}{clock_words(start, buckets.length_ns)}{zone.mark}"


def split_titles() -> Sequence[tuple[str, str]]:
    """Key and words of each column that plots can be split by."""
    return [(key, words) for key, words in SPLITS.items() if key in BY_KEY]
