"""How does Microsoft Entra ID provision, by default and with the flag `aadOptscim062020`?"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from scimviewer.demo.call import Request
from scimviewer.demo.people import MOST_MEMBERS, Change, Directory, Group, Person
from scimviewer.demo.schedule import HOUR, START_NS
from scimviewer.demo.sender import Operation, Plan, Sender, patch
from scimviewer.demo.sites import CORE_GROUP, CORE_USER, ENTERPRISE
from scimviewer.demo.wire import Wire

_MS_GROUP = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"
_COST_CODE = "urn:ietf:params:scim:schemas:extension:northwind:2.0:User:costCode"
_MEMBERS_PER_PATCH = 50
INITIAL_NS = 8 * HOUR


def object_id(dice: Random, kind: str) -> str:
    """Make an id as Entra gives to users and groups."""
    digits = f"{dice.getrandbits(128):032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def _values(person: Person, attribute: str) -> list[tuple[str, Any]]:
    """Answer where an attribute goes at the target, and what is to stand there."""
    if attribute == "name":
        return [("displayName", person.display), ("name.formatted", person.display)]
    if attribute == "manager":
        return [(f"{ENTERPRISE}:manager", person.manager.target_id if person.manager else "")]
    paths = {
        "title": ("title", person.title),
        "department": (f"{ENTERPRISE}:department", person.department),
        "employee": (f"{ENTERPRISE}:employeeNumber", person.employee_number),
        "phone": ('phoneNumbers[type eq "work"].value', person.phone),
        "cost_code": (_COST_CODE, person.cost_code),
    }
    return [paths[attribute]]


class Dialect(ABC):
    """What differs between Entra's two ways of writing a PATCH."""

    matching: str  # the attribute by which users are looked up
    group_schemas: tuple[str, ...]

    @abstractmethod
    def update(self, person: Person, attributes: tuple[str, ...]) -> list[Operation]: ...
    @abstractmethod
    def activate(self, active: bool) -> Operation: ...
    @abstractmethod
    def rename(self, name: str) -> Operation: ...
    @abstractmethod
    def add_members(self, ids: list[str]) -> list[Operation]: ...
    @abstractmethod
    def remove_members(self, ids: list[str]) -> list[Operation]: ...


class Legacy(Dialect):
    """Capital operations, one path each, booleans as text, members removed by value."""

    matching = "userName"
    group_schemas = (CORE_GROUP, _MS_GROUP)

    def update(self, person: Person, attributes: tuple[str, ...]) -> list[Operation]:
        pairs = [pair for attribute in attributes for pair in _values(person, attribute)]
        return [
            {"op": "Add" if path.endswith(":manager") else "Replace", "path": path, "value": value}
            for path, value in pairs
        ]

    def activate(self, active: bool) -> Operation:
        return {"op": "Replace", "path": "active", "value": str(active)}

    def rename(self, name: str) -> Operation:
        return {"op": "Replace", "path": "displayName", "value": name}

    def add_members(self, ids: list[str]) -> list[Operation]:
        return [{"op": "Add", "path": "members", "value": [{"$ref": None, "value": key} for key in ids]}]

    def remove_members(self, ids: list[str]) -> list[Operation]:
        return [{"op": "Remove", "path": "members", "value": [{"$ref": None, "value": key} for key in ids]}]


class Modern(Dialect):
    """Lower-case operations, one replace without a path, real booleans, members removed by a filter."""

    matching = "externalId"
    group_schemas = (CORE_GROUP,)

    def update(self, person: Person, attributes: tuple[str, ...]) -> list[Operation]:
        pairs = [pair for attribute in attributes for pair in _values(person, attribute)]
        plain: dict[str, Any] = {}
        operations = []
        for path, value in pairs:
            if "[" in path:
                operations.append({"op": "replace", "path": path, "value": value})
            else:
                plain[path] = {"value": value} if path.endswith(":manager") else value
        return operations + ([{"op": "replace", "value": plain}] if plain else [])

    def activate(self, active: bool) -> Operation:
        return {"op": "replace", "value": {"active": active}}

    def rename(self, name: str) -> Operation:
        return {"op": "replace", "value": {"displayName": name}}

    def add_members(self, ids: list[str]) -> list[Operation]:
        return [{"op": "add", "path": "members", "value": [{"value": key} for key in ids]}]

    def remove_members(self, ids: list[str]) -> list[Operation]:
        return [{"op": "remove", "path": f'members[value eq "{key}"]'} for key in ids]


class EntraSender(Sender):
    """Incremental cycles; every change is looked up first and what failed comes again in the next cycle."""

    def __init__(self, provider: str, directory: Directory, wire: Wire, dice: Random, plan: Plan) -> None:
        super().__init__(provider, directory, wire, dice, plan)
        self.dialect: Dialect = Legacy() if provider == "entra-legacy" else Modern()
        # People who are to be created and whose user names may be taken at the target.
        self.first: list[Person] = []
        self._ways: dict[str, Callable[[Change], bool]] = {
            "move": self._update,
            "correction": self._update,
            "join": self._join,
            "leave": self._activate,
            "return": self._activate,
            "delete": self._delete,
            "new_group": self._new_group,
            "rename_group": self._change_group,
            "join_group": self._change_group,
            "leave_group": self._change_group,
        }

    def opening(self) -> Iterator[None]:
        # "Test connection" asks for somebody who cannot exist.
        self.send(Request("GET", "Users", filter=(self.dialect.matching, object_id(self.dice, "user"))))
        self.send(Request("GET", "ServiceProviderConfig"))
        yield
        newcomers = [self.directory.hire() for _ in range(self.plan.people - len(self.first))]
        people = self.first + newcomers
        pace = INITIAL_NS // (len(people) + self.plan.groups)
        for number, person in enumerate(people):
            self._wait_for_turn(number, pace)
            self.settle(Change("join", person))
            yield
        for number in range(self.plan.groups):
            self._wait_for_turn(len(people) + number, pace)
            self.settle(self._first_group(number))
            yield

    def _wait_for_turn(self, number: int, pace: int) -> None:
        """Entra takes hours for its initial cycle, and neither hurries nor keeps an even pace."""
        self.wire.wait_until(START_NS + int(pace * (number + self.dice.random())))

    def _first_group(self, number: int) -> Change:
        most = min(MOST_MEMBERS, max(3, len(self.directory.active) * 4 // 5))
        size = most if number == 0 else 3 + int(min(most, 60) * self.dice.random() ** 2)
        people = self.directory.active.draw_some(self.dice, size)
        return Change("new_group", group=self.directory.found(), people=people)

    def carry_out(self, change: Change) -> bool:
        return self._ways[change.kind](change)

    def read(self, thing: Person | Group) -> None:
        if not (isinstance(thing, Person) and thing.gone):
            self.send(Request("GET", "Users" if isinstance(thing, Person) else "Groups", thing.target_id))

    def _looked_up(self, person: Person) -> bool:
        if self.dice.random() < 0.7:
            return self.send(Request("GET", "Users", person.target_id)).fine
        value = person.user_name if self.dialect.matching == "userName" else person.key
        return self.send(Request("GET", "Users", filter=(self.dialect.matching, value))).fine

    def _update(self, change: Change) -> bool:
        person = change.person
        assert person is not None
        operations = self.dialect.update(person, change.attributes)
        return self._looked_up(person) and self.send(patch("Users", person.target_id, *operations)).fine

    def _activate(self, change: Change) -> bool:
        person = change.person
        assert person is not None
        operation = self.dialect.activate(change.kind == "return")
        return self._looked_up(person) and self.send(patch("Users", person.target_id, operation)).fine

    def _delete(self, change: Change) -> bool:
        assert change.person is not None
        return self.depart(change.person)

    def _join(self, change: Change) -> bool:
        person = change.person
        assert person is not None
        value = person.user_name if self.dialect.matching == "userName" else person.key
        found = self.send(Request("GET", "Users", filter=(self.dialect.matching, value)))
        if not found.fine:
            return False
        if not found.ids:
            found = self.send(Request("POST", "Users", body=self._user(person)))
        if found.fine:
            self.directory.provisioned(person, found.ids[0])
        return found.fine

    def _user(self, person: Person) -> dict[str, Any]:
        return {
            "schemas": [CORE_USER, ENTERPRISE],
            "externalId": person.key,
            "userName": person.user_name,
            "active": True,
            "displayName": person.display,
            "emails": [{"primary": True, "type": "work", "value": person.user_name}],
            "meta": {"resourceType": "User"},
            "name": {"formatted": person.display, "familyName": person.family, "givenName": person.given},
            "phoneNumbers": [{"type": "work", "value": person.phone}],
            "roles": [],
            "title": person.title,
            ENTERPRISE: {"employeeNumber": person.employee_number, "department": person.department},
        }

    def _new_group(self, change: Change) -> bool:
        group = change.group
        assert group is not None
        found = self.send(Request("GET", "Groups", filter=("displayName", group.name), slim=True))
        if found.fine and not found.ids:
            body = {
                "schemas": list(self.dialect.group_schemas),
                "externalId": group.key,
                "displayName": group.name,
                "meta": {"resourceType": "Group"},
            }
            found = self.send(Request("POST", "Groups", body=body))
        if not found.fine:
            return False
        group.target_id = found.ids[0]
        return self._add_members(group, self.members_of(change))

    def _add_members(self, group: Group, people: list[Person]) -> bool:
        for first in range(0, len(people), _MEMBERS_PER_PATCH):
            some = people[first : first + _MEMBERS_PER_PATCH]
            operations = self.dialect.add_members([person.target_id for person in some])
            if not self.send(patch("Groups", group.target_id, *operations)).fine:
                return False
            for person in some:
                group.members.add(person)
        return True

    def _change_group(self, change: Change) -> bool:
        group = change.group
        assert group is not None
        if not self.send(Request("GET", "Groups", group.target_id, slim=True)).fine:
            return False
        if change.kind == "rename_group":
            return self.send(patch("Groups", group.target_id, self.dialect.rename(group.name))).fine
        people = self.members_of(change)
        if change.kind == "join_group":
            return self._add_members(group, people)
        operations = self.dialect.remove_members([person.target_id for person in people])
        return not people or self.send(patch("Groups", group.target_id, *operations)).fine
