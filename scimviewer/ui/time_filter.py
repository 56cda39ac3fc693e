"""Which range of time does a filter text mean, and how does it read with another one?"""

from __future__ import annotations

from scimviewer.query import filters
from scimviewer.times import utc_text
from scimviewer.ui.filter_text import quoted, terms

WORDS = ("after:", "before:")
Range = tuple[int | None, int | None]


def time_range(text: str) -> Range:
    """From when (inclusive) until when (exclusive) the text's own `after:` and `before:` reach, ns; None where open."""
    start: int | None = None
    stop: int | None = None
    for term in _terms(text):
        word, _, value = term.partition(":")
        try:
            at = filters.moment(filters.unquoted(value)) if f"{word}:" in WORDS else None
        except filters.FilterError:
            continue
        if at is not None and word == "after":
            start = at if start is None else max(start, at)
        elif at is not None:
            stop = at if stop is None else min(stop, at)
    return start, stop


def within(text: str, start_ns: int | None, stop_ns: int | None) -> str:
    """The text with this range of time in place of the one it had; without any where both ends are open."""
    rest = without_time(text)
    ends = zip(WORDS, (start_ns, stop_ns), strict=True)
    times = [word + _written(ns) for word, ns in ends if ns is not None]
    if times and _is_text(rest):
        rest = quoted(rest)
    elif times and "OR" in terms(rest):
        rest = f"({rest})"
    return " ".join([*([rest] if rest else []), *times])


def without_time(text: str) -> str:
    """The text without its own range of time."""
    kept = [term for term in _terms(text) if not term.startswith(WORDS)]
    return text.strip() if len(kept) == len(_terms(text)) else " ".join(kept)


def _terms(text: str) -> list[str]:
    """The terms that all must hold; a text that is an alternative as a whole is one term."""
    if _is_text(text):
        return [text.strip()]
    found = [term for term in terms(text) if term != "AND"]
    return [text.strip()] if "OR" in found else found


def _is_text(text: str) -> bool:
    """Whether all of it is searched for; what cannot be used at all is left as it is."""
    try:
        return filters.is_plain_text(text)
    except filters.FilterError:
        return True


def _written(ns: int) -> str:
    text = utc_text(ns) or ""
    return text.replace(":00Z", "Z") if text.endswith(":00Z") else text
