"""What is known when one exchange is looked at: itself, what was before it, and what went before?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, overload

from scimviewer.event import Exchange
from scimviewer.quirks.call import Call
from scimviewer.quirks.chaining import Known, chained, intended, observed_in
from scimviewer.quirks.pointers import key_of, pointer
from scimviewer.scim.clients import Client, client_of
from scimviewer.scim.facts import attribute
from scimviewer.scim.outcomes import Patched
from scimviewer.scim.schemas import Schemas

Json = Any
MOST_INNER = 1000
TEACHING = ("schemas", "resourcetypes", "serviceproviderconfig")


class Earlier(Sequence[Call]):
    """The calls of a history, oldest first. Each is taken apart when it is looked at, for histories are long."""

    def __init__(self, history: Sequence[Exchange], schemas: Schemas, url_name: str) -> None:
        self._history, self._schemas, self._url_name = history, schemas, url_name
        self._calls: dict[int, Call] = {}

    def __len__(self) -> int:
        return len(self._history)

    @overload
    def __getitem__(self, place: int) -> Call: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Call]: ...
    def __getitem__(self, place: int | slice) -> Call | Sequence[Call]:
        if isinstance(place, slice):
            return [self[n] for n in range(*place.indices(len(self)))]
        n = place + len(self) if place < 0 else place
        if n not in self._calls:
            at = f"/history/{n}"
            self._calls[n] = Call(
                self._history[n],
                asked_at=f"{at}/request/body",
                answered_at=f"{at}/response/body",
                url_at=f"{at}/request/{self._url_name}",
                status_at=f"{at}/response/status",
                schemas=self._schemas,
            )
        return self._calls[n]


@dataclass(frozen=True)
class Situation(Call):
    """A call with the state of its resource before it, and the calls before it, oldest first."""

    before: Json = None
    history: Sequence[Exchange] = ()
    url_name: str = "url"  # how the told exchange calls it, so that evidence points into what was told

    @property
    def is_brief(self) -> bool:
        """Whether it is enough to know which patterns hold: then one piece of evidence is as good as all."""
        return False

    @cached_property
    def earlier(self) -> Sequence[Call]:
        """The calls before this one, oldest first, with pointers into /history."""
        return Earlier(self.history, self.schemas, self.url_name)

    @cached_property
    def earlier_of_same(self) -> tuple[Call, ...]:
        """Those of them that are about this resource: its id stands in the URL, or in what the answer carries."""
        wanted = self.resource_id
        if wanted is None:
            return ()
        return tuple(
            one
            for one in self.earlier
            if one.resource_type == self.resource_type
            and (one.resource_id == wanted or observed_in(one, self.resource_type, wanted) is not None)
        )

    @cached_property
    def server_schemas(self) -> Schemas:
        """The schemas that are known: those given, and what discovery answers before this call teach."""
        latest = {one.url: n for n, one in enumerate(self.history) if one.status == 200 and _may_teach(one.url)}
        taught = [self.earlier[n] for n in latest.values()]
        return self.schemas.taught(*(one.answered for one in taught if one.operation == "discovery" and one.succeeded))

    @property
    def is_inner(self) -> bool:
        """Whether this is one operation of a bulk request."""
        return self.asked_at != "/request/body"

    @cached_property
    def chain(self) -> Known:
        """The resource before this call and how it is known: as given, else as the history tells."""
        if isinstance(self.before, dict):
            return Known(self.before)
        if self.resource_id is None:
            return Known()
        return chained(self.earlier, self.resource_type, self.resource_id, self.server_schemas)

    @property
    def known(self) -> dict[str, Json] | None:
        """The resource before this call; None where it is not known."""
        return self.chain.state

    @cached_property
    def intended(self) -> Patched | None:
        """What the request means to make of the resource; None where it writes none."""
        return intended(self, self.known, self.server_schemas)

    @cached_property
    def strict(self) -> Patched | None:
        """The same by the letter of the RFC."""
        return intended(self, self.known, self.server_schemas, strict=True)

    @cached_property
    def client(self) -> Client:
        """Who sends this, by its habits here and before."""
        return client_of(self.exchange, self.history)

    @cached_property
    def inner(self) -> tuple[Situation, ...]:
        """The operations of a bulk request as calls of their own (RFC 7644 §3.7)."""
        key = key_of(self.asked, "Operations")
        if self.operation != "bulk" or key is None or not isinstance(self.asked[key], list):
            return ()
        base = self.target.base or ""
        return tuple(
            self._inner(n, one, pointer(self.asked_at, key, n), base)
            for n, one in enumerate(self.asked[key][:MOST_INNER])
            if isinstance(one, dict)
        )

    def _inner(self, index: int, asked: dict[str, Json], at: str, base: str) -> Situation:
        result, result_at = self._result(index, asked)
        path, method = attribute(asked, "path"), attribute(asked, "method")
        data, response = key_of(asked, "data"), key_of(result, "response")
        return Situation(
            replace(
                self.exchange,
                method=method if isinstance(method, str) else None,
                url=f"{base}/{path.lstrip('/')}" if isinstance(path, str) else None,
                request_body=None if data is None else asked[data],
                status=status_told(attribute(result, "status") if result else None),
                response_body=None if result is None or response is None else result[response],
            ),
            asked_at=pointer(at, data or "data"),
            answered_at=pointer(result_at, response or "response"),
            url_at=pointer(at, key_of(asked, "path") or "path"),
            status_at=pointer(result_at, key_of(result, "status") or "status"),
            history=self.history,
            schemas=self.schemas,
        )

    def _result(self, index: int, asked: dict[str, Json]) -> tuple[dict[str, Json] | None, str]:
        """The answer to one operation: by its bulkId, else by its place while methods agree."""
        key = key_of(self.answered, "Operations")
        results = self.answered[key] if key is not None else None
        if key is None or not isinstance(results, list):
            return None, self.answered_at
        bulk_id = attribute(asked, "bulkId")
        if isinstance(bulk_id, str):
            for n, one in enumerate(results):
                if isinstance(one, dict) and attribute(one, "bulkId") == bulk_id:
                    return one, pointer(self.answered_at, key, n)
        if index < len(results) and isinstance(results[index], dict):
            one = results[index]
            same = str(attribute(one, "method")).upper() == str(attribute(asked, "method")).upper()
            if same and not isinstance(attribute(one, "bulkId"), str):
                return one, pointer(self.answered_at, key, index)
        return None, self.answered_at


def _may_teach(url: str | None) -> bool:
    """Whether a URL can be one of discovery, asked without taking it apart."""
    lowered = (url or "").lower()
    return any(word in lowered for word in TEACHING)


def status_told(told: Json) -> int | None:
    """The status of a bulk result: text, a number, or SCIM 1.1's {"code": …}."""
    if isinstance(told, dict):
        told = attribute(told, "code")
    if isinstance(told, str) and told.isdecimal() and len(told) == 3:
        return int(told)
    return told if isinstance(told, int) and not isinstance(told, bool) else None
