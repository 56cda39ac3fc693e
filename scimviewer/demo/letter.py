"""What did the customer write when they sent the bundle?"""

from __future__ import annotations

from collections.abc import Iterable

from scimviewer.demo.faults import Fault

_OPENING = """Hello support,

here are the logs you asked for, from 1 to 3 September, all times UTC:

  har/gateway.har             what our gateway recorded in front of planboard (Entra, tailspin)
  app/scim-server.ndjson      log of ledgerly's SCIM service (Entra, northwind)
  access/nginx-access.log     the web server in front of ledgerly, the same requests again
  app/django.jsonl            log of docustack until midnight of the 2nd (Okta)
  export/okta-case.tar.gz     docustack again, what came on the 3rd, from its support page
  app/node2.log.gz            log of fleetdesk (our own script)
"""
_CLEAN = "Nothing is wrong that we know of. Please have a look before we go live with everybody."
_CLOSING = """Best regards
Wilhelmina Thistle, identity team
"""


def letter(faults: Iterable[Fault]) -> str:
    """Write the README of a bundle: where the logs come from, and what people complain about."""
    complaints = [f"* {fault.complaint}" for fault in faults]
    if not complaints:
        return f"{_OPENING}\n{_CLEAN}\n\n{_CLOSING}"
    told = "\n".join(complaints)
    return f"{_OPENING}\nWhat people told us:\n\n{told}\n\n{_CLOSING}"
