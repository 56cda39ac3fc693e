"""How does an identity provider work through its days: everything, what changed, what failed again?"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from random import Random
from typing import Any

from scimviewer.demo.call import Call, Reply, Request
from scimviewer.demo.faults import Fault
from scimviewer.demo.happening import happen
from scimviewer.demo.people import Change, Directory, Group, Person
from scimviewer.demo.schedule import END_NS, START_NS, Campaign, Slot, campaigns_in, share_done
from scimviewer.demo.sites import MESSAGE
from scimviewer.demo.wire import Wire

# A create that keeps failing is tried again in so many cycles at once, later in every sixth.
_PROMPT_TRIES = 3
_PATIENT_EVERY = 6


Operation = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """How much one sender does: exchanges in all, people and groups at the start, refusals, and its slots."""

    exchanges: int
    people: int
    groups: int
    refused: int  # people whose corrections the target will not take
    bad_values: bool  # whether it really will not
    slots: tuple[Slot, ...]
    incidents: tuple[Fault, ...] = ()  # what happens once
    moved: tuple[Campaign, ...] = ()  # changes that a fault at another time needs


class Sender(ABC):
    """One identity provider. What differs between providers is how they carry out a change."""

    # Whether changes are pushed as they happen, or one after the other when a cycle runs.
    spreads = False

    def __init__(self, provider: str, directory: Directory, wire: Wire, dice: Random, plan: Plan) -> None:
        self.provider = provider
        self.directory = directory
        self.wire = wire
        self.dice = dice
        self.plan = plan
        self._pending: list[Change] = []
        self._to_read: list[Person | Group] = []
        self._opening = 0  # exchanges before the first slot
        self._slots = plan.slots  # those that are left when the target is up to date

    @abstractmethod
    def opening(self) -> Iterator[None]:
        """Bring the target up to date for the first time; one step at a time."""

    @abstractmethod
    def carry_out(self, change: Change) -> bool:
        """Provision one change; False when it has to be tried again."""

    @abstractmethod
    def read(self, thing: Person | Group) -> None:
        """Look at what the target holds of a person or group, members and all."""

    def begin(self, slot: Slot) -> Iterator[None]:
        """Do what a provider does at the start of a slot, beside changes."""
        return iter(())

    def send(self, request: Request) -> Reply:
        """Send one request and take the answer as it comes."""
        return self.wire.send(request)

    def calls(self) -> Iterator[Call]:
        """Work through the days; yields every exchange in the order of its start."""
        for _ in self.opening():
            yield from self.wire.drain()
        self._opening = self.wire.sent
        before = START_NS
        self._slots = tuple(slot for slot in self.plan.slots if slot.end_ns > self.wire.now_ns)
        silent = next((fault for fault in self.plan.incidents if fault.name == "sync-gap"), None)
        for slot in self._slots:
            if silent is not None and silent.at_work(slot.start_ns):
                continue
            # Clocks of real jobs drift a little.
            self.wire.wait_until(slot.start_ns + self.dice.randrange(40_000) * 1_000_000)
            steps = [self.begin(slot), self._again(slot), self._campaigns(slot, before)]
            steps += [self._incidents(slot, before), self._fill(slot)]
            for _ in chain.from_iterable(steps):
                yield from self.wire.drain()
            before = slot.start_ns

    def settle(self, change: Change) -> None:
        """Carry out a change, and keep it for the next cycle if that fails."""
        if change.pointless():
            return
        change.tries += 1
        if not self.carry_out(change):
            self._pending.append(change)

    def _again(self, slot: Slot) -> Iterator[None]:
        things, self._to_read = self._to_read, []
        for thing in things:
            self.read(thing)
            yield
        waiting, self._pending = self._pending, []
        for change in waiting:
            patient = change.kind == "join" and change.tries >= _PROMPT_TRIES
            if patient and slot.number % _PATIENT_EVERY:
                self._pending.append(change)
            else:
                self.settle(change)
            yield

    def _campaigns(self, slot: Slot, before: int) -> Iterator[None]:
        moved = [each for each in self.plan.moved if before < each.at_ns <= slot.start_ns]
        for campaign in (*campaigns_in(self.provider, before, slot.start_ns), *moved):
            for change in self._campaign_changes(campaign):
                self.settle(change)
                thing = change.group or change.person
                if campaign.read_later and thing is not None:
                    self._to_read.append(thing)
                yield

    def _incidents(self, slot: Slot, before: int) -> Iterator[None]:
        for fault in self.plan.incidents:
            if before < fault.start_ns <= slot.start_ns:
                yield from happen(self, fault)

    def _campaign_changes(self, campaign: Campaign) -> Iterator[Change]:
        if campaign.kind == "correction":
            for part in range(self.plan.refused):
                yield self.directory.correction(part, acceptable=not self.plan.bad_values)
            return
        seen: tuple[Group, ...] = ()
        for _ in range(campaign.count):
            if campaign.kind == "leave_group":
                change = self.directory.leave_group(1, seen) or self.directory.change("move")
                seen = (*seen, change.group) if change.group else seen
            else:
                change = self.directory.change(campaign.kind)
            yield change

    def _fill(self, slot: Slot) -> Iterator[None]:
        """Let people make changes until the slot has its share of all exchanges."""
        first = share_done(self._slots[0].start_ns)
        share = (slot.share - first) / (share_done(END_NS) - first)
        due = self._opening + (self.plan.exchanges - self._opening) * share
        while self.wire.sent < due:
            if self.spreads:
                self._spread(slot, due)
            self.settle(self.directory.next_change())
            yield

    def _spread(self, slot: Slot, due: float) -> None:
        """Wait so that the changes still due fill the rest of the slot."""
        left = slot.end_ns - self.wire.now_ns
        if left > 0:
            changes = max((due - self.wire.sent) / 2, 1.0)
            self.wire.wait_until(self.wire.now_ns + int(left * self.dice.random() * 0.9 / changes))

    def read_all(self, kind: str, page: int) -> Iterator[None]:
        """Page through everything of a kind, as imports do."""
        start = 1
        while True:
            reply = self.send(Request("GET", kind, start=start, count=page))
            yield
            if len(reply.ids) < page:
                return
            start += page

    def depart(self, person: Person) -> bool:
        """Delete a person at the target for good."""
        reply = self.send(Request("DELETE", "Users", person.target_id))
        person.gone = reply.fine
        if person.gone:
            person.manager = None
        return reply.fine

    def members_of(self, change: Change) -> list[Person]:
        """Answer the people of a group change whom the target can know."""
        return [person for person in change.people if person.target_id and not person.gone]


def patch(kind: str, key: str, *operations: Operation) -> Request:
    """Make a PATCH request of operations."""
    body = {"schemas": [MESSAGE + "PatchOp"], "Operations": list(operations)}
    return Request("PATCH", kind, key, body=body)
