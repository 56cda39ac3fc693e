"""What goes over the wire when a sender asks, how long does it take, and what would a recorder write down?"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from scimviewer.demo.call import Call, Reply, Request
from scimviewer.demo.receiver import Receiver
from scimviewer.demo.schedule import START_NS
from scimviewer.demo.sites import Site, target
from scimviewer.demo.stamps import http_date
from scimviewer.demo.trouble import Trouble
from scimviewer.event import Headers

# Milliseconds that a receiver usually needs.
_USUAL = {"GET": 22.0, "POST": 64.0, "PUT": 58.0, "PATCH": 46.0, "DELETE": 31.0}
_MEDIA_TYPE = "application/scim+json; charset=utf-8"


def _bytes(text: str | None) -> int:
    if text is None:
        return 0
    return len(text) if text.isascii() else len(text.encode())


class Wire:
    """One sender's way to its receiver, with a clock of its own. What went over it waits in `drain`."""

    def __init__(self, site: Site, receiver: Receiver, trouble: Trouble, dice: Random, lanes: int) -> None:
        self.now_ns = START_NS
        self.sent = 0
        self._site = site
        self._receiver = receiver
        self._trouble = trouble
        self._dice = dice
        self._lanes = lanes  # how many requests the sender has under way at a time
        self._out: list[Call] = []
        self._tokens = [self._new_token(), self._new_token()]
        self._renewed_ns = trouble.token_renewed_ns()
        self._agent = [("Host", site.host), *site.agent]
        self._address = ""
        self._strange_token = ""

    def _new_token(self) -> str:
        return urlsafe_b64encode(self._dice.randbytes(45)).decode()

    def wait_until(self, time_ns: int) -> None:
        """Let the clock go on to a moment, unless it is later already."""
        self.now_ns = max(self.now_ns, time_ns)

    def drain(self) -> Iterator[Call]:
        """Hand over the exchanges since the last time, in the order of their start."""
        calls, self._out = self._out, []
        return iter(calls)

    def undo(self, user_id: str, values: dict[str, Any]) -> None:
        """Let the receiver forget what was written to a user."""
        self._receiver.undo(user_id, values)

    @contextmanager
    def disguised(self, agent: Headers, address: str) -> Iterator[None]:
        """Send from elsewhere, with another program and another token."""
        usual = self._agent
        self._agent, self._address = [("Host", self._site.host), *agent], address
        self._strange_token = urlsafe_b64encode(Random(address).randbytes(45)).decode()
        try:
            yield
        finally:
            self._agent, self._address, self._strange_token = usual, "", ""

    def send(self, request: Request) -> Reply:
        """Ask the receiver, write down the exchange, and let the time pass that it took."""
        start = self.now_ns
        if request.refused:
            reply = self._receiver.error(*request.refused)
        else:
            reply = self._trouble.answer(start, self._receiver.error) or self._receiver.handle(request, start)
        if request.seconds is not None:
            reply.seconds = request.seconds
        duration = self._duration_us(request, reply)
        text = None if request.body is None else self._receiver.encode(request.body)
        key = f"{self._dice.getrandbits(128):032x}"
        self._out.append(
            Call(
                provider=self._site.provider,
                host=self._site.host,
                time_ns=start,
                duration_us=duration,
                address=self._address or self._site.addresses[self.sent // 40 % len(self._site.addresses)],
                request_id=key,
                method=request.method,
                target=target(self._site, request),
                request_headers=self._request_headers(start, text, key),
                request_text=text,
                status=reply.status,
                response_headers=self._response_headers(start + duration * 1000, reply, key),
                response_text=reply.text,
                no_answer=reply.no_answer,
            )
        )
        self.sent += 1
        self.now_ns += (duration * 1000 + int(self._dice.random() * 60_000_000)) // self._lanes + 1000
        return reply

    def _duration_us(self, request: Request, reply: Reply) -> int:
        if reply.seconds is not None:
            return int((reply.seconds + self._dice.random() * 0.004) * 1_000_000)
        chance = self._dice.random()
        # Mostly near the usual, seldom ten times as long; cheaper to draw than a log-normal distribution.
        usual = _USUAL[request.method] * (0.6 + 0.5 * chance / (1.05 - chance))
        size = len(reply.text or "") * 0.0009  # a long list takes its time
        return int((usual + size) * 1000 * self._trouble.slowness(self.now_ns))

    def _request_headers(self, start: int, text: str | None, key: str) -> Headers:
        token = self._strange_token or self._tokens[start >= self._renewed_ns]
        headers = [*self._agent, ("Authorization", f"Bearer {token}"), ("X-Request-Id", key)]
        if text is not None:
            kind = "application/json" if self._site.provider == "script" else _MEDIA_TYPE
            headers += [("Content-Type", kind), ("Content-Length", str(_bytes(text)))]
        return headers

    def _response_headers(self, end: int, reply: Reply, key: str) -> Headers:
        if reply.status is None:
            return []
        headers = [("Server", self._site.server)] if self._site.server else [("X-Powered-By", "Express")]
        headers.append(("Date", http_date(end)))
        if reply.text is not None:
            kind = _MEDIA_TYPE if reply.media_type == "application/scim+json" else reply.media_type
            headers += [("Content-Type", kind), ("Content-Length", str(_bytes(reply.text)))]
        headers.append(("X-Request-Id", key))
        return headers + reply.headers
