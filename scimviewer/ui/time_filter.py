"""Which range of time does a filter text mean, and how does it read with another one?"""

from __future__ import annotations

from scimviewer.query.filters import FilterError
from scimviewer.query.moments import CaseSpan, span
from scimviewer.query.terms import MOMENTS, Term, terms, with_times
from scimviewer.times import utc_text

# From when (inclusive) until when (exclusive), in nanoseconds since 1970; None where an end is open.
Range = tuple[int | None, int | None]


def time_range(text: str, case: CaseSpan = None) -> Range:
    """The range that the text's own terms of time leave; `case` is what relative times count back from."""
    start: int | None = None
    stop: int | None = None
    for term in terms(text):
        if term.field == "time" and not term.disabled and not term.negated:
            low, high = _ends(term, case)
            start = max((at for at in (start, low) if at is not None), default=None)
            stop = min((at for at in (stop, high) if at is not None), default=None)
    return start, stop


def within(text: str, start_ns: int | None, stop_ns: int | None) -> str:
    """The text with this range of time in place of the one it had; without any where both ends are open."""
    return with_times(text, _written(start_ns), _written(stop_ns))


def _ends(term: Term, case: CaseSpan) -> Range:
    """What one term says; nothing where it cannot be read or has no ends."""
    word, colon, value = term.value.partition(":")
    try:
        if colon and word.lower() in MOMENTS:
            at = span(value.strip('"'), case)[0]
            return (at, None) if word.lower() == "after" else (None, at)
        return _compared(term.value.strip('"'), case)
    except FilterError:
        return None, None


def _compared(value: str, case: CaseSpan) -> Range:
    """The ends of `time:>=…`, `time:a..b`, `time:2026-09-01`."""
    low, dots, high = value.partition("..")
    if dots:
        return span(low, case)[0], span(high, case)[1] + 1
    first, last = span(value.lstrip("<>="), case)
    after = {">=": first, ">": last + 1}
    until = {"<=": last + 1, "<": first}
    sign = value[: len(value) - len(value.lstrip("<>="))]
    return (after.get(sign), until.get(sign)) if sign else (first, last + 1)


def _written(ns: int | None) -> str | None:
    text = utc_text(ns)
    return None if text is None else text.removesuffix(":00Z") + "Z" if text.endswith(":00Z") else text
