"""Are accounts switched off, on, renamed, replaced and deleted as meant? (catalogue group H)"""

from __future__ import annotations

from scimviewer.quirks.quirk import Quirk

QUIRKS: tuple[Quirk, ...] = ()
