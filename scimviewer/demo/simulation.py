"""Which exchanges happen in the simulated days, in which order?

Pure: the same size, seed and faults give the same exchanges, and nothing is read or written.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from operator import attrgetter
from random import Random

from scimviewer.demo.call import Call
from scimviewer.demo.faults import FAULT_NAMES, FAULTS, Fault, chosen
from scimviewer.demo.people import MOST_GROUPS, MOST_MEMBERS, MOST_PEOPLE, Directory, Person
from scimviewer.demo.receiver import Receiver
from scimviewer.demo.schedule import HOUR, SECOND, START_NS, Campaign, slots
from scimviewer.demo.sender import Plan, Sender
from scimviewer.demo.sender_entra import EntraSender, object_id
from scimviewer.demo.sender_okta import OktaSender, okta_id, profile
from scimviewer.demo.sender_script import ScriptSender, staff_number
from scimviewer.demo.sites import CORE_GROUP, CORE_USER, SITES, Site, site_of
from scimviewer.demo.trouble import Trouble
from scimviewer.demo.wire import Wire
from scimviewer.errors import UserError

SMALLEST = 300
# From this size on Entra runs a cycle every 40 minutes; in less traffic they would be nearly empty.
_FULL_CYCLES = 1500
# One sender manages about so many exchanges one after the other; more needs several at a time.
_ONE_LANE = 500_000

_KEYS = {"okta": okta_id, "script": staff_number}
_SENDERS: dict[str, type[Sender]] = {"okta": OktaSender, "script": ScriptSender}
# What has to be changed for a fault to show.
CAMPAIGN_OF = {
    "emptied-group": ("leave_group", 2),
    "ignored-deactivation": ("leave", 3),
    "expired-token": ("move", 6),
    "throttling": ("move", 10),
    "slow-database": ("move", 12),
}
# Minutes between runs, and minutes after the start for the first of them.
_RUNS = {"okta": (10, 10), "script": (60, 15)}


class Simulation:
    """About `size` exchanges of all providers; each provider is simulated on its own."""

    def __init__(self, size: int, seed: int = 1, faults: Sequence[str | Fault] = FAULT_NAMES) -> None:
        if size < SMALLEST:
            raise UserError(f"The smallest test traffic has {SMALLEST} exchanges.")
        self.size = size
        self.seed = seed
        self.faults: dict[str, Fault] = chosen(faults)

    def calls(self) -> Iterator[Call]:
        """Yield every exchange of every provider, in the order of their start."""
        return heapq.merge(*(self.calls_of(site.provider) for site in SITES), key=attrgetter("time_ns"))

    def calls_of(self, provider: str) -> Iterator[Call]:
        """Yield one provider's exchanges, in the order of their start."""
        return self._sender(site_of(provider)).calls()

    def _dice(self, site: Site, purpose: str) -> Random:
        return Random(f"{self.seed}/{site.provider}/{purpose}")

    def _plan(self, site: Site) -> Plan:
        exchanges = int(self.size * site.share)
        cycle = 40 if self.size >= _FULL_CYCLES else 120
        minutes, first = _RUNS.get(site.provider, (cycle, cycle))
        people = min(MOST_PEOPLE, max(12, int(exchanges * 0.19)))
        return Plan(
            exchanges=exchanges,
            people=people,
            groups=min(MOST_GROUPS, max(3, people // 25)),
            refused=min(40, max(2, exchanges // 640)),
            bad_values="refused-attribute" in self.faults,
            slots=slots(minutes, first),
            incidents=tuple(fault for fault in self.faults.values() if fault.provider == site.provider),
            moved=self._moved(site),
        )

    def _moved(self, site: Site) -> tuple[Campaign, ...]:
        """A fault that was moved in time meets the changes that show it there, too."""
        usual = {fault.name: fault for fault in FAULTS}
        return tuple(
            Campaign(site.provider, fault.start_ns + 600 * SECOND, *CAMPAIGN_OF[fault.name], read_later=True)
            for name, fault in self.faults.items()
            if name in CAMPAIGN_OF and fault.provider == site.provider and fault.start_ns != usual[name].start_ns
        )

    def _sender(self, site: Site) -> Sender:
        trouble = Trouble(site.provider, self.faults)
        receiver = Receiver(site, self._dice(site, "receiver"), trouble.habits)
        plan = self._plan(site)
        lanes = max(1, round(plan.exchanges / _ONE_LANE))
        wire = Wire(site, receiver, trouble, self._dice(site, "wire"), lanes)
        key = _KEYS.get(site.provider, object_id)
        directory = Directory(self._dice(site, "people"), site.domain, key)
        if site.provider in _SENDERS:
            self._settle_earlier(site, directory, receiver, plan)
            return _SENDERS[site.provider](site.provider, directory, wire, self._dice(site, "sender"), plan)
        sender = EntraSender(site.provider, directory, wire, self._dice(site, "sender"), plan)
        if site.provider == "entra-modern":
            sender.first = self._doubles(directory, receiver, plan)
        return sender

    def _doubles(self, directory: Directory, receiver: Receiver, plan: Plan) -> list[Person]:
        """Hire people; with the fault, somebody made accounts in their names by hand long ago."""
        people = [directory.hire() for _ in range(min(40, max(2, plan.exchanges // 400)))]
        if "duplicate-create" in self.faults:
            for number, person in enumerate(people):
                body = {"schemas": [CORE_USER], "userName": person.user_name, "displayName": person.display}
                receiver.create("Users", {**body, "active": True}, START_NS - (40 + 9 * number) * 24 * HOUR)
        return people

    def _settle_earlier(self, site: Site, directory: Directory, receiver: Receiver, plan: Plan) -> None:
        """Let the target hold people and groups from before the log begins."""
        dice = self._dice(site, "earlier")
        okta = site.provider == "okta"
        for _ in range(max(plan.people, min(480, plan.exchanges // 2)) if okta else plan.people // 2 + 40):
            person = directory.hire()
            made = START_NS - dice.randrange(24, 9000) * HOUR
            directory.provisioned(person, receiver.create("Users", profile(person), made).id)
        most = min(MOST_MEMBERS, len(directory.active) * 5 // 6) if okta else 40
        for number in range(plan.groups // 2 + 2):
            group = directory.found()
            size = most if number == 0 else 3 + int(min(most, 45) * dice.random() ** 2)
            people = directory.active.draw_some(dice, size)
            for person in people:
                group.members.add(person)
            body = {
                "schemas": [CORE_GROUP],
                "displayName": group.name,
                "members": [{"value": person.target_id} for person in people],
            }
            made = START_NS - dice.randrange(24, 9000) * HOUR
            group.target_id = receiver.create("Groups", body, made).id
