"""Which filters were in use before, so that a change can be taken back?"""

from __future__ import annotations

MOST = 200


class FilterHistory:
    """Texts in order of use. Typing is one step until something else changes the filter."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin again with no filter."""
        self._texts, self._at, self._typing = [""], 0, False

    @property
    def current(self) -> str:
        """The filter in use."""
        return self._texts[self._at]

    def note(self, text: str, typed: bool = False) -> None:
        """A filter is in use now; what was taken back before is gone."""
        if text != self.current:
            del self._texts[self._at + 1 :]
            if typed and self._typing:
                self._texts[self._at] = text
            else:
                self._texts.append(text)
            self._texts = self._texts[-MOST:]
            self._at = len(self._texts) - 1
        self._typing = typed

    def step(self, direction: int) -> str | None:
        """The filter before (-1) or after (+1), which is in use from now on; None where there is none."""
        self._typing = False
        at = self._at + direction
        if not 0 <= at < len(self._texts):
            return None
        self._at = at
        return self.current
