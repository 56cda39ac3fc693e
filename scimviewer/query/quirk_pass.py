"""What does each event of a log show, when the log is gone through once from its first event to its last?"""

from __future__ import annotations

import json
import zlib
from collections import OrderedDict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import msgspec

from scimviewer.quirks import found, severity_of
from scimviewer.quirks.call import Call, Json
from scimviewer.quirks.chaining import Known, chained, is_projected
from scimviewer.quirks.later import READS, WRITES, about_earlier
from scimviewer.quirks.situation import Situation
from scimviewer.scim.facts import attribute
from scimviewer.scim.schemas import BUILT_IN, Schemas
from scimviewer.store import blocks
from scimviewer.store.case import Case

OWN, SENDER, BEARERS = (
    6,
    20,
    4,
)  # how many earlier calls about the same resource, of the same sender, are looked back at
REMEMBERED = 4000  # exchanges; what is older is forgotten, but for the states
MOST_STATES = 48 * 1024 * 1024  # bytes of states; the resources that were not seen for longest are forgotten first
ABOUT = "select id, target, resource_type, resource_id, resource_name, actor from event where id in ({})"
SMALL = 2048  # bytes of a state that is kept as it is: packing costs more than it saves
Key = tuple[Any, ...]


class Hit(NamedTuple):
    """One pattern of one event; `behind` names the one that explains it."""

    event: int
    quirk: str
    severity: str
    behind: str | None


class About(NamedTuple):
    """What the table says of an event."""

    target: int
    kind: int
    number: str | None
    name: str | None
    actor: int

    @property
    def key(self) -> Key:
        return self.target, self.kind, self.number or f"\n{self.name}"


@dataclass(frozen=True)
class Passing(Situation):
    """A situation whose earlier calls are shared with those around it, so that each is taken apart once.

    Their pointers name events: /history/17 is event 17.
    """

    remembered: tuple[Call, ...] = ()

    @property
    def is_brief(self) -> bool:
        return True

    @cached_property
    def earlier(self) -> tuple[Call, ...]:
        return self.remembered

    @cached_property
    def server_schemas(self) -> Schemas:
        return self.schemas  # those taught so far, see Pass


class States:
    """The last known state of many resources, packed; never more than some bytes of them."""

    def __init__(self, most: int = MOST_STATES) -> None:
        self._packed: OrderedDict[Key, bytes] = OrderedDict()
        self._size, self._most = 0, most

    def __getitem__(self, key: Key) -> dict[str, Json] | None:
        packed = self._packed.get(key)
        if packed is None:
            return None
        state: dict[str, Json] = msgspec.json.decode(packed if packed[:1] == b"{" else blocks.decompressed(packed))
        return state

    def __contains__(self, key: Key) -> bool:
        return key in self._packed

    def resources(self) -> list[Key]:
        """The resources whose state is known."""
        return list(self._packed)

    def __setitem__(self, key: Key, state: dict[str, Json] | None) -> None:
        self._size -= len(self._packed.pop(key, b""))
        if state is None:
            return
        packed = json.dumps(state).encode()
        if len(packed) > SMALL:
            packed = blocks.compressed(packed)
        self._packed[key] = packed
        self._size += len(packed)
        while self._size > self._most:
            self._size -= len(self._packed.popitem(last=False)[1])


def _held(event: int, call: Call) -> Call:
    """A call as later ones look back at it."""
    at = f"/history/{event}"
    return Call(
        call.exchange,
        asked_at=f"{at}/request/body",
        answered_at=f"{at}/response/body",
        url_at=f"{at}/request/url",
        status_at=f"{at}/response/status",
        schemas=call.schemas,
    )


class Pass:
    """Goes through the events of a case in the order of the log, and looks at those of its share of the resources."""

    def __init__(self, case: Case, share: int = 0, shares: int = 1) -> None:
        self.case, self.share, self.shares = case, share, shares
        self.states = States()
        self.schemas: dict[int, Schemas] = {}
        self._calls: OrderedDict[int, Call] = OrderedDict()
        self._own: OrderedDict[Key, deque[int]] = OrderedDict()
        self._bearers: OrderedDict[Key, deque[Key]] = OrderedDict()  # name → who had it
        self._sent: dict[Key, deque[int]] = {}
        self._place: dict[int, int] = {}
        self._count = 0

    def take(self, ids: Sequence[int], looks: bool = True) -> list[Hit]:
        """The patterns of the next events. Those that were looked at before are only followed."""
        hits: list[Hit] = []
        for event, about, exchange in zip(ids, self._about(ids), self.case.exchanges(ids), strict=True):
            call = Situation(exchange, schemas=self.schemas.get(about.target, BUILT_IN))
            if looks and self._is_mine(about.key, event):
                hits.extend(self._looked_at(event, about, call))
            self._follow(about, call)
            self._remember(event, about, _held(event, call))
        return hits

    def _about(self, ids: Sequence[int]) -> list[About]:
        told: dict[int, About] = {}
        with self.case.reader() as reader:
            for start in range(0, len(ids), 500):
                page = list(ids[start : start + 500])
                marks = ",".join("?" * len(page))
                told.update((row[0], About(*row[1:])) for row in reader.execute(ABOUT.format(marks), page))
        return [told[one] for one in ids]

    def _is_mine(self, key: Key, event: int) -> bool:
        if self.shares == 1:
            return True
        return (event if key[2] == "\nNone" else zlib.crc32(repr(key).encode())) % self.shares == self.share

    def _looked_at(self, event: int, about: About, call: Call) -> Iterator[Hit]:
        before = self.states[about.key] if about.number else None
        history = self._history(about)
        calls = tuple(self._calls[one] for one in history)
        situation = Passing(
            call.exchange, before, tuple(one.exchange for one in calls), schemas=call.schemas, remembered=calls
        )
        hits = found(situation)
        for quirk, hit in hits:
            yield Hit(event, quirk.id, severity_of(quirk, hit), hit.behind)
        if situation.operation in READS and situation.succeeded:
            yield from self._proven(about, history, hits)

    def _proven(self, about: About, history: list[int], hits: list[Any]) -> Iterator[Hit]:
        """What this read shows of the last write before it belongs to that write, too."""
        own = set(self._own.get(about.key, ()))
        for event in reversed(history):
            call = self._calls[event]
            if event in own and call.operation in WRITES and not call.failed:
                for quirk, hit in about_earlier(hits, event):
                    yield Hit(event, quirk.id, severity_of(quirk, hit), None)
                return

    def _history(self, about: About) -> list[int]:
        """The earlier events to look back at, as far as they are remembered, in the order of the log."""
        chosen = {*self._own.get(about.key, ()), *self._sent.get((about.target, about.actor), ())}
        if about.name:
            for key in self._bearers.get(about._replace(number=None).key, ()):
                chosen.update(self._own.get(key, ()))
        return sorted((one for one in chosen if one in self._calls), key=self._place.__getitem__)

    def _follow(self, about: About, call: Situation) -> None:
        """The states that this exchange shows or makes."""
        schemas, kind = call.schemas, call.resource_type
        if call.operation == "discovery" and call.succeeded:
            self.schemas[about.target] = schemas.taught(call.answered)
        if not is_projected(call):
            for record, _ in call.records:
                shown: Key = (about.target, about.kind, str(attribute(record, "id")))
                if self._is_mine(shown, 0):
                    self.states[shown] = record
        for one in (call, *call.inner):
            number = one.resource_id
            key = (about.target, about.kind, number)
            if number is None or one.resource is not None or one.operation not in WRITES or not self._is_mine(key, 0):
                continue
            if one.failed and one.status is not None:
                continue
            self.states[key] = chained([one], kind, number, schemas, Known(self.states[key])).state

    def _remember(self, event: int, about: About, call: Call) -> None:
        self._count += 1
        self._place[event] = self._count
        self._calls[event] = call
        self._own.setdefault(about.key, deque(maxlen=OWN)).append(event)
        self._own.move_to_end(about.key)
        if about.name:
            bearers = self._bearers.setdefault(about._replace(number=None).key, deque(maxlen=BEARERS))
            if about.key not in bearers:
                bearers.append(about.key)
        self._sent.setdefault((about.target, about.actor), deque(maxlen=SENDER)).append(event)
        if len(self._calls) > REMEMBERED:
            gone, _ = self._calls.popitem(last=False)
            del self._place[gone]
        if len(self._own) > REMEMBERED:
            self._own.popitem(last=False)
        if len(self._bearers) > REMEMBERED:
            self._bearers.popitem(last=False)
