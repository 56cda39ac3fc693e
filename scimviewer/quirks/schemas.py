"""Which schemas does a message name, and do its attributes stand where these say? (catalogue group B)"""

from __future__ import annotations

from scimviewer.quirks.quirk import Quirk

QUIRKS: tuple[Quirk, ...] = ()
