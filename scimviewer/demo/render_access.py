"""How does the web server in front of an application log exchanges?"""

from __future__ import annotations

from scimviewer.demo.call import Call
from scimviewer.demo.stamps import access_date


def combined(call: Call) -> str:
    """Write one line in nginx's "combined" format; the time is the end of the exchange."""
    # nginx says 499 where the client went away before there was an answer.
    status = call.status or 499
    sent = len(call.response_text.encode()) if call.response_text else 0
    agent = call.request_header("User-Agent") or "-"
    asked = f"{call.method} {call.target} HTTP/1.1"
    return f'{call.address} - - [{access_date(call.end_ns)}] "{asked}" {status} {sent} "-" "{agent}"\n'
