"""Are resources and lists answered as SCIM has them? (catalogue group J)"""

from __future__ import annotations

from scimviewer.quirks.quirk import Quirk

QUIRKS: tuple[Quirk, ...] = ()
