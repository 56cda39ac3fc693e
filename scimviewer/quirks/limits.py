"""Do sizes, pages, versions and bulk requests keep to what both sides can do? (catalogue group I)"""

from __future__ import annotations

from scimviewer.quirks.quirk import Quirk

QUIRKS: tuple[Quirk, ...] = ()
