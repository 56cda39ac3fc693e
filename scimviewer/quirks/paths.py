"""Do both sides understand the paths of a PATCH alike? (catalogue group C)"""

from __future__ import annotations

from scimviewer.quirks.quirk import Quirk

QUIRKS: tuple[Quirk, ...] = ()
