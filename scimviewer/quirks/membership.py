"""Are members of groups added and removed as meant? (catalogue group F)"""

from __future__ import annotations

from scimviewer.quirks.quirk import Quirk

QUIRKS: tuple[Quirk, ...] = ()
