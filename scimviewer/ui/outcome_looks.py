"""How does each class of outcome look in a stack of bars?"""

from __future__ import annotations

from dataclasses import dataclass

from scimviewer.query.outcome_classes import CLASSES
from scimviewer.ui.plot_data import Array, Layer


@dataclass(frozen=True, slots=True)
class Look:
    """A colour's token, and whether diagonals lie over it."""

    colour: str
    hatched: bool = False
    name: str = ""  # where the title is too long for a label


LOOKS = {
    "changed": Look("p_ok"),
    "read": Look("p_same"),
    "rejected": Look("p_bad"),
    "throttled": Look("p_bad", hatched=True),
    "error": Look("p_err", name="server error"),
    "skipped": Look("line"),
    "unknown": Look("line", hatched=True),
}


def outcome_layers(counts: Array) -> tuple[Layer, ...]:
    """The layers of a stack, from below; `counts` has a row for each class."""
    return tuple(
        Layer(LOOKS[one.key].name or one.title, row, LOOKS[one.key].colour, LOOKS[one.key].hatched)
        for one, row in zip(CLASSES, counts, strict=True)
    )


def outcome_words(counts: Array) -> str:
    """One bucket in words: "68 events: 40 changed, 28 rejected"."""
    total = int(counts.sum())
    parts = [f"{int(count)} {one.title}" for one, count in zip(CLASSES, counts, strict=True) if count]
    return f"{total} event{'' if total == 1 else 's'}" + (f": {', '.join(parts)}" if parts else "")
