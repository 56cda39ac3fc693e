"""Who already has this name, and does the answer say so properly? (catalogue group G)"""

from __future__ import annotations

from scimviewer.quirks.quirk import Quirk

QUIRKS: tuple[Quirk, ...] = ()
