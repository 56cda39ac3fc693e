"""What is asked, what is answered, and what a recorder between the two would have seen?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from scimviewer.event import Headers


@dataclass(slots=True)
class Request:
    """One SCIM request as a sender means it; the wire turns it into a URL and headers."""

    method: str
    kind: str  # Users, Groups, Bulk, ServiceProviderConfig
    id: str = ""
    filter: tuple[str, str] | None = None  # attribute eq value
    start: int = 0  # startIndex, 0 = not sent
    count: int = 0  # 0 = not sent
    slim: bool = False  # excludedAttributes=members
    body: dict[str, Any] | None = None
    query: str = ""  # what else stands in the URL
    seconds: float | None = None  # how long the answer takes, where that is not left to chance
    refused: tuple[int, str] | None = None  # what is answered in the receiver's place


@dataclass(slots=True)
class Reply:
    """What a receiver answers. Status None means that no answer ever came."""

    status: int | None
    text: str | None = None
    headers: Headers = field(default_factory=list)  # beside the usual ones
    ids: list[str] = field(default_factory=list)  # of the resources in the body: senders do not parse it
    media_type: str = "application/scim+json"
    seconds: float | None = None  # how long it took, where that is not left to chance
    no_answer: str | None = None

    @property
    def fine(self) -> bool:
        """Whether a sender takes it for a success."""
        return self.status is not None and self.status < 400


@dataclass(slots=True)
class Call:
    """One HTTP exchange as it went over the wire: `time_ns` is the start (UTC), bodies are the text sent."""

    provider: str
    host: str
    time_ns: int
    duration_us: int
    address: str  # of the sender
    request_id: str
    method: str
    target: str  # path and query
    request_headers: Headers
    request_text: str | None
    status: int | None
    response_headers: Headers
    response_text: str | None
    no_answer: str | None = None

    @property
    def end_ns(self) -> int:
        """When the last byte of the answer was there, which is when servers write their lines."""
        return self.time_ns + self.duration_us * 1000

    def request_header(self, name: str) -> str:
        """Answer the value of a request header, or "" if it was not sent."""
        wanted = name.lower()
        return next((value for key, value in self.request_headers if key.lower() == wanted), "")
