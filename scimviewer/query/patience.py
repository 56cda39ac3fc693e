"""Does a regular expression match, and when is it no longer worth waiting for the answer?"""

from __future__ import annotations

import time

from scimviewer.query.conditions import compiled
from scimviewer.query.grammar import FilterError

ONE_TEXT_S = 0.25
ALL_TEXTS_S = 20.0


class Patience:
    """A pattern that is tried on many texts; FilterError where one of them, or all together, take too long."""

    def __init__(self, pattern: str, position: int = 0, all_texts_s: float = ALL_TEXTS_S) -> None:
        self.pattern, self.position = pattern, position
        self._compiled = compiled(pattern)
        self._left = all_texts_s

    def found_in(self, text: str) -> bool:
        """Whether the pattern matches somewhere in the text."""
        begun = time.perf_counter()
        try:
            found = self._compiled.search(text, timeout=min(ONE_TEXT_S, self._left)) is not None
        except TimeoutError:
            raise self._too_slow() from None
        self._left -= time.perf_counter() - begun
        if self._left <= 0:
            raise self._too_slow()
        return found

    def _too_slow(self) -> FilterError:
        hint = "Patterns like (a+)+ try every way to split a text; write it without a repeat inside a repeat."
        return FilterError(f"/{self.pattern}/ takes too long to match.", self.position, hint)
