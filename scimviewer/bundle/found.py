"""Hold one file that was found in a bundle, wherever it lies, so that it can be opened."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from scimviewer.bundle.streams import Stream


@dataclass(frozen=True)
class Found:
    """A file of a bundle. Archives are Found too, until the walk has taken them apart."""

    path: str  # in the bundle, joined with "/": "case.zip/har/a.har"; a label, never to be opened
    size: int | None  # decompressed bytes as declared beforehand: a hint, nothing more
    file: Path | None  # of a plain file on disk
    opener: Callable[[], Stream] = field(repr=False, compare=False)

    def open(self) -> BinaryIO:
        """Its bytes, decompressed, to be read forward; as often as wanted until the walk goes on.

        Reading raises BundleError at damage and at limits, after everything before that was handed out.
        """
        return cast(BinaryIO, self.opener())
