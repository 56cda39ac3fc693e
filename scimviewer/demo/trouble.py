"""What comes between a sender and the receiver, or makes the receiver err, at a given moment?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scimviewer.demo.call import Reply
from scimviewer.demo.faults import Fault
from scimviewer.demo.receiver_patch import Habits
from scimviewer.demo.schedule import END_NS

_SOUND = Habits()
_UNAVAILABLE = (
    "<html>\r\n<head><title>503 Service Temporarily Unavailable</title></head>\r\n<body>\r\n"
    "<center><h1>503 Service Temporarily Unavailable</h1></center>\r\n</body>\r\n</html>\r\n"
)
_GATEWAY = (
    "<html>\r\n<head><title>504 Gateway Time-out</title></head>\r\n<body>\r\n"
    "<center><h1>504 Gateway Time-out</h1></center>\r\n</body>\r\n</html>\r\n"
)
# How many seconds a throttled sender is told to wait, one after the other.
_WAITS = (2, 5, 10, 5, 3, 20, 8)
_PATIENCE = 30.0  # seconds after which nobody waits for an answer any more
# At the worst moment answers take so many times as long.
_SLOWEST = 45.0
_SLOW = 8.0  # without any failure

ErrorMaker = Callable[[int, str], Reply]


class Trouble:
    """The chosen faults as one site meets them. It never changes what the receiver holds."""

    def __init__(self, provider: str, faults: Mapping[str, Fault]) -> None:
        self._faults = {name: fault for name, fault in faults.items() if fault.provider == provider}
        self._met = dict.fromkeys(self._faults, 0)

    def _meets(self, name: str, time_ns: int) -> int:
        """Count the requests that a fault has met, 1 for the first; 0 when it is not at work."""
        fault = self._faults.get(name)
        if fault is None or not fault.at_work(time_ns):
            return 0
        self._met[name] += 1
        return self._met[name]

    def habits(self, time_ns: int) -> Habits:
        """What the receiver does wrong by itself at that moment."""
        if not self._faults:
            return _SOUND
        emptied, ignored = self._faults.get("emptied-group"), self._faults.get("ignored-deactivation")
        forgetful = self._faults.get("lost-members")
        return Habits(
            empties_groups=emptied is not None and emptied.at_work(time_ns),
            ignores_text_active=ignored is not None and ignored.at_work(time_ns),
            forgets_members=forgetful is not None and forgetful.at_work(time_ns),
        )

    def token_renewed_ns(self) -> int:
        """When the sender gets a new token, which is when the expired one has been noticed."""
        fault = self._faults.get("expired-token")
        return fault.end_ns if fault else END_NS

    def answer(self, time_ns: int, error: ErrorMaker) -> Reply | None:
        """Answer in the receiver's place, or None when the request reaches it."""
        if not self._faults:
            return None
        if self._meets("expired-token", time_ns):
            reply = error(401, "The access token has expired")
            reply.headers.append(("WWW-Authenticate", 'Bearer error="invalid_token"'))
            return reply
        if self._meets("slow-leak", time_ns) % 8 == 5:
            return error(500, "could not write to the change log")
        throttled = self._meets("throttling", time_ns)
        if throttled % 3:
            wait = _WAITS[throttled // 3 % len(_WAITS)]
            reply = error(429, f"Rate limit exceeded. Retry after {wait} seconds.")
            reply.headers.append(("Retry-After", str(wait)))
            return reply
        return self._overloaded(self._meets("slow-database", time_ns), error)

    def _overloaded(self, count: int, error: ErrorMaker) -> Reply | None:
        if count % 9 == 2:
            return error(500, "could not obtain a database connection within 10 s")
        if count % 9 == 4:
            return Reply(503, _UNAVAILABLE, [("Retry-After", "120")], media_type="text/html", seconds=0.004)
        if count % 9 == 6:
            return Reply(504, _GATEWAY, media_type="text/html", seconds=_PATIENCE / 2)
        if count % 9 == 8:
            return Reply(None, seconds=_PATIENCE, no_answer=f"no answer within {_PATIENCE:.0f} s")
        return None

    def slowness(self, time_ns: int) -> float:
        """Answer how many times as long as usual answers take: 1 in good times, else rising to the end."""
        slow = self._faults.get("slow-answers")
        if slow is not None and slow.at_work(time_ns):
            return _SLOW
        fault = self._faults.get("slow-database")
        if fault is None or not fault.at_work(time_ns):
            return 1.0
        gone = (time_ns - fault.start_ns) / (fault.end_ns - fault.start_ns)
        return 2.0 + (_SLOWEST - 2.0) * gone
