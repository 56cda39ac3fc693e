"""How long does explaining an event keep the window busy, and how long does it take beside it?

python -m tests.bench.explain
"""

from __future__ import annotations

import os
import time
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from scimviewer.event import Exchange
from scimviewer.ui.app import application
from scimviewer.ui.before_after_page import BeforeAfterPage
from scimviewer.ui.event_page import ShownEvent
from scimviewer.ui.explain_page import ExplainPage
from scimviewer.ui.theme import theme
from tests.ui.made import Desk, make_row

PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
GROUP_URL = "https://h.example/scim/v2/Groups/g"


class Timed(Desk):
    """Tells how much of the processor each half takes; other programs do not count."""

    def beside(self, lane: str, make: Any, done: Any, failed: Any = None) -> None:
        began = time.thread_time()
        found = make(None)
        worked = time.thread_time()
        done(found)
        QApplication.processEvents()
        shown = time.thread_time()
        print(f"  {lane:14} beside {(worked - began) * 1000:7.1f} ms, window {(shown - worked) * 1000:6.1f} ms")


def patch(count: int) -> dict[str, Any]:
    one = {"op": "Replace", "path": 'emails[type eq "work"].value'}
    return {"schemas": [PATCH_OP], "Operations": [{**one, "value": f"u{n}@halden.example"} for n in range(count)]}


def group(count: int) -> dict[str, Any]:
    members = [{"value": f"{n:08}-aaaa-bbbb-cccc-0123456789ab", "display": f"Name {n}"} for n in range(count)]
    return {"id": "g", "displayName": "G", "members": members}


EXCHANGES = {
    "one operation": Exchange(method="PATCH", url="/scim/v2/Users/1", request_body=patch(1), status=200),
    "a PATCH of 20 KB": Exchange(method="PATCH", url="/scim/v2/Users/1", request_body=patch(200), status=400),
    "a group of 5,000": Exchange(method="GET", url=GROUP_URL, status=200, response_body=group(5000)),
    "20,000 members put": Exchange(
        method="PUT", url=GROUP_URL, request_body=group(20_000), status=200, response_body=group(20_000)
    ),
}


def main() -> None:
    application(offscreen=True)
    theme().use("light")
    pages = (ExplainPage(Timed()), BeforeAfterPage(Timed()))
    for page in pages:
        page.resize(468, 700)
        page.show()
        page.show_event(ShownEvent(make_row(), EXCHANGES["one operation"]))  # fonts and icons are loaded once
    for name, exchange in EXCHANGES.items():
        print(name)
        for page in pages:
            page.show_event(ShownEvent(make_row(), exchange))


if __name__ == "__main__":
    main()
