"""What of a body goes to the clipboard: a value, part of one, or lines, with names replaced where that is wished?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scimviewer.event import Json
from scimviewer.ui.json_lines import Lines
from scimviewer.ui.json_values import CONTAINERS, Steps, entry, json_text

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor


def copied_value(body: Json, steps: Steps, redactor: Redactor | None) -> str:
    """The value at the end of a way: text as it is, anything else as JSON."""
    value = entry(body, steps) if isinstance(body, CONTAINERS) else body
    if redactor is not None:
        value = redactor.json(value, steps) if isinstance(body, CONTAINERS) else redactor.text(str(value))
    return value if isinstance(value, str) else _pretty(value)


def copied_part(body: Json, steps: Steps, selected: str, redactor: Redactor) -> str:
    """A selection within one line. A part of a name may still be a name, so then the value is copied, replaced."""
    value = entry(body, steps)
    hidden = redactor.json(value, steps)
    return selected if hidden == value else copied_value(body, steps, redactor)


def copied_lines(body: Json, shown: Lines, first: int, last: int, redactor: Redactor) -> str:
    """Whole lines of a body as it was shown, names replaced."""
    lines = Lines(redactor.json(body), like=shown)
    texts: list[str] = []
    while len(texts) <= last and not lines.finished:
        texts += lines.more()
    return "\n".join(texts[first : last + 1])


def _pretty(value: Json) -> str:
    if not isinstance(value, CONTAINERS):
        return json_text(value)
    lines = Lines(value, whole_texts=True)
    texts: list[str] = []
    while not lines.finished:
        texts += lines.more()
    return "\n".join(texts)
