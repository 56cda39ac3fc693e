"""How does a home-made script provision: clean PATCHes, PUT, bulk, and careless here and there?"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from scimviewer.demo.call import Request
from scimviewer.demo.people import Change, Directory, Group, Person
from scimviewer.demo.schedule import HOUR, START_NS, Slot
from scimviewer.demo.sender import Operation, Plan, Sender, patch
from scimviewer.demo.sites import CORE_GROUP, CORE_USER, ENTERPRISE, MESSAGE
from scimviewer.demo.wire import Wire

# Newcomers that may wait are created together every few runs.
_BULK_EVERY = 4
_MOST_IN_BULK = 20
_PAGE = 200


def staff_number(dice: Random, kind: str) -> str:
    """Make an id as a personnel system has it."""
    return f"{'P' if kind == 'user' else 'G'}{dice.randrange(10**7):07d}"


def _record(person: Person) -> dict[str, Any]:
    return {
        "schemas": [CORE_USER, ENTERPRISE],
        "externalId": person.key,
        "userName": person.user_name,
        "name": {"givenName": person.given, "familyName": person.family},
        "displayName": person.display,
        "emails": [{"value": person.user_name, "type": "work", "primary": True}],
        "phoneNumbers": [{"value": person.phone, "type": "work"}],
        "title": person.title,
        "active": person.active,
        ENTERPRISE: {"employeeNumber": person.employee_number, "department": person.department},
    }


class ScriptSender(Sender):
    """Runs every hour; new people often in one bulk request, and the whole list every night."""

    def __init__(self, provider: str, directory: Directory, wire: Wire, dice: Random, plan: Plan) -> None:
        super().__init__(provider, directory, wire, dice, plan)
        self._batch: list[Person] = []

    def opening(self) -> Iterator[None]:
        self.send(Request("GET", "ServiceProviderConfig"))
        yield from self.read_all("Groups", _PAGE)

    def begin(self, slot: Slot) -> Iterator[None]:
        if (slot.start_ns - START_NS) // HOUR % 24 == 21:
            yield from self.read_all("Users", _PAGE)
        while slot.number % _BULK_EVERY == 0 and len(self._batch) > 1:
            self._bulk()
            yield

    def _bulk(self) -> None:
        """Create the waiting newcomers in one request (RFC 7644 §3.7)."""
        people, self._batch = self._batch[:_MOST_IN_BULK], self._batch[_MOST_IN_BULK:]
        operations = [
            {"method": "POST", "path": "/Users", "bulkId": f"new{number}", "data": _record(person)}
            for number, person in enumerate(people, 1)
        ]
        body = {"schemas": [MESSAGE + "BulkRequest"], "failOnErrors": 1, "Operations": operations}
        reply = self.send(Request("POST", "Bulk", body=body))
        for person, key in zip(people, reply.ids, strict=reply.fine):
            self.directory.provisioned(person, key)

    def carry_out(self, change: Change) -> bool:
        if change.group is not None:
            return self._new_group(change) if change.kind == "new_group" else self._change_group(change)
        person = change.person
        assert person is not None
        if change.kind == "join":
            return self._join(person)
        if change.kind == "delete":
            return self.depart(person)
        if change.kind in ("leave", "return"):
            operation = {"op": "replace", "path": "active", "value": change.kind == "return"}
            return self.send(patch("Users", person.target_id, operation)).fine
        return self._update(person, change.attributes)

    def read(self, thing: Person | Group) -> None:
        self.send(Request("GET", "Users" if isinstance(thing, Person) else "Groups", thing.target_id))

    def _join(self, person: Person) -> bool:
        # Half of the newcomers wait for a later run, where they go together.
        if self.dice.random() < 0.5:
            self._batch.append(person)
            return True
        found = self.send(Request("GET", "Users", filter=("userName", person.user_name)))
        if found.fine and not found.ids:
            found = self.send(Request("POST", "Users", body=_record(person)))
        if found.fine:
            self.directory.provisioned(person, found.ids[0])
        return found.fine

    def _update(self, person: Person, attributes: tuple[str, ...]) -> bool:
        if self.dice.random() < 0.4:
            held = self.send(Request("GET", "Users", person.target_id))
            # Careless: the id goes back in the body, and the list of roles is emptied for no reason.
            body = {**_record(person), "id": person.target_id, "roles": []}
            return held.fine and self.send(Request("PUT", "Users", person.target_id, body=body)).fine
        values = {
            "title": ("title", person.title),
            "department": (f"{ENTERPRISE}:department", person.department),
            "phone": ('phoneNumbers[type eq "work"].value', person.phone),
            "name": ("displayName", person.display),
            "employee": (f"{ENTERPRISE}:employeeNumber", person.employee_number),
            "manager": (f"{ENTERPRISE}:manager.value", person.manager.target_id if person.manager else ""),
        }
        pairs = [values[attribute] for attribute in attributes]
        operations = [{"op": "replace", "path": path, "value": value} for path, value in pairs]
        fine = self.send(patch("Users", person.target_id, *operations)).fine
        if fine and self.dice.random() < 0.15:
            # Careless: the same PATCH once more, which changes nothing.
            fine = self.send(patch("Users", person.target_id, *operations)).fine
        return fine

    def _new_group(self, change: Change) -> bool:
        group = change.group
        assert group is not None
        people = self.members_of(change)
        members = [{"value": person.target_id} for person in people]
        body = {"schemas": [CORE_GROUP], "displayName": group.name, "members": members}
        reply = self.send(Request("POST", "Groups", body=body))
        if reply.fine:
            group.target_id = reply.ids[0]
            for person in people:
                group.members.add(person)
        return reply.fine

    def _change_group(self, change: Change) -> bool:
        group = change.group
        assert group is not None
        people = self.members_of(change)
        if change.kind == "rename_group":
            operation: Operation = {"op": "replace", "path": "displayName", "value": group.name}
            return self.send(patch("Groups", group.target_id, operation)).fine
        if change.kind == "leave_group":
            for person in people:
                path = f'members[value eq "{person.target_id}"]'
                if not self.send(patch("Groups", group.target_id, {"op": "remove", "path": path})).fine:
                    return False
            return True
        members = [{"value": person.target_id} for person in people]
        operation = {"op": "add", "path": "members", "value": members}
        return not members or self.send(patch("Groups", group.target_id, operation)).fine
