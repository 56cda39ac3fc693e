"""Was the caller let in, and not slowed down? (catalogue group I)"""

from __future__ import annotations

from scimviewer.quirks.quirk import Quirk

QUIRKS: tuple[Quirk, ...] = ()
