"""Do the written values have the types and forms that SCIM gives them? (catalogue group E)"""

from __future__ import annotations

from scimviewer.quirks.quirk import Quirk

QUIRKS: tuple[Quirk, ...] = ()
