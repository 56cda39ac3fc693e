"""What do several calls show together that one does not? (catalogue group K)"""

from __future__ import annotations

from scimviewer.quirks.quirk import Quirk

QUIRKS: tuple[Quirk, ...] = ()
