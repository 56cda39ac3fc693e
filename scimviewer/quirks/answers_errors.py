"""Are errors told so that the other side understands them? (catalogue group J)"""

from __future__ import annotations

from scimviewer.quirks.quirk import Quirk

QUIRKS: tuple[Quirk, ...] = ()
