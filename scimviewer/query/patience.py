"""Does a regular expression match, and when is it no longer worth waiting for the answer?"""

from __future__ import annotations

import re
import time

from scimviewer.query.conditions import compiled
from scimviewer.query.grammar import FilterError

ONE_TEXT_S = 0.25
ALL_TEXTS_S = 20.0
# What may be left out or stand for something else, so that it says nothing about what a text must hold.
OPTIONAL = re.compile(r"\\.|\[[^\]]*\]|.(?=[?*{])|\{[^}]*\}", re.DOTALL)
UNCLEAR = re.compile(r"[|(]|\[\^?\]|\\[^\W_dDsSwWbBnrt]")
STEADY = re.compile(r"[A-Za-z0-9_-]{3,}")


def steady_part(pattern: str) -> str:
    """The longest word that whatever matches has to hold; empty where that is not plain to see."""
    if UNCLEAR.search(pattern):
        return ""
    return max(STEADY.findall(OPTIONAL.sub(" ", pattern)), key=len, default="")


class Patience:
    """A pattern that is tried on many texts; FilterError where one of them, or all together, take too long."""

    def __init__(self, pattern: str, position: int = 0, all_texts_s: float = ALL_TEXTS_S) -> None:
        self.pattern, self.position = pattern, position
        self._compiled = compiled(pattern)
        self._left = all_texts_s

    def found_in(self, text: str) -> bool:
        """Whether the pattern matches somewhere in the text."""
        begun = time.thread_time()  # of this thread alone: a busy machine makes no pattern slow
        try:
            found = self._compiled.search(text, timeout=min(ONE_TEXT_S, self._left)) is not None
        except TimeoutError:
            raise self._too_slow() from None
        self._left -= time.thread_time() - begun
        if self._left <= 0:
            raise self._too_slow()
        return found

    def _too_slow(self) -> FilterError:
        hint = "Patterns like (a+)+ try every way to split a text; write it without a repeat inside a repeat."
        return FilterError(f"/{self.pattern}/ takes too long to match.", self.position, hint)
