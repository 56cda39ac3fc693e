"""How does Okta provision: pushes as things happen, PUT for profiles, waiting when told to, imports?"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from scimviewer.demo.call import Reply, Request
from scimviewer.demo.people import Change, Group, Person
from scimviewer.demo.schedule import HOUR, SECOND, START_NS, Slot
from scimviewer.demo.sender import Operation, Sender, patch
from scimviewer.demo.sites import CORE_GROUP, CORE_USER

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_PAGE = 100
_MOST_TRIES = 6


def okta_id(dice: Random, kind: str) -> str:
    """Make an id as Okta gives to users (00u…) and groups (00g…)."""
    return ("00u" if kind == "user" else "00g") + "".join(dice.choices(_LETTERS, k=17))


def profile(person: Person) -> dict[str, Any]:
    """Write a person as Okta's profile push does."""
    return {
        "schemas": [CORE_USER],
        "userName": person.user_name,
        "name": {"givenName": person.given, "familyName": person.family},
        "emails": [{"primary": True, "value": person.user_name, "type": "work"}],
        "displayName": person.display,
        "title": person.title,
        "phoneNumbers": [{"value": person.phone, "type": "work"}],
        "externalId": person.key,
        "userType": person.department,
        "active": person.active,
    }


class OktaSender(Sender):
    """Everything is pushed when it happens. The target held most people before the log begins."""

    spreads = True

    def opening(self) -> Iterator[None]:
        self.send(Request("GET", "Users", start=1, count=2))
        yield
        yield from self._import()

    def _import(self) -> Iterator[None]:
        yield from self.read_all("Users", _PAGE)
        yield from self.read_all("Groups", _PAGE)

    def begin(self, slot: Slot) -> Iterator[None]:
        # Scheduled import every night at two.
        if (slot.start_ns - START_NS) % (24 * HOUR) == 20 * HOUR:
            yield from self._import()

    def send(self, request: Request) -> Reply:
        """Send a request; when the target says 429, wait as long as it says and send it again."""
        reply = self.wire.send(request)
        for _ in range(_MOST_TRIES):
            wait = next((value for name, value in reply.headers if name == "Retry-After"), None)
            if reply.status != 429 or wait is None:
                break
            self.wire.wait_until(self.wire.now_ns + int(wait) * SECOND)
            reply = self.wire.send(request)
        return reply

    def carry_out(self, change: Change) -> bool:
        if change.group is not None:
            return self._new_group(change) if change.kind == "new_group" else self._change_group(change)
        person = change.person
        assert person is not None
        if change.kind == "join":
            return self._assign(person)
        if change.kind == "delete":
            # Okta itself never deletes; an administrator of the target cleans up behind it.
            return self.depart(person)
        if change.kind in ("leave", "return"):
            operation = {"op": "replace", "value": {"active": change.kind == "return"}}
            return self.send(patch("Users", person.target_id, operation)).fine
        if not self.send(Request("GET", "Users", person.target_id)).fine:
            return False
        body = {**profile(person), "id": person.target_id}
        return self.send(Request("PUT", "Users", person.target_id, body=body)).fine

    def read(self, thing: Person | Group) -> None:
        self.send(Request("GET", "Users" if isinstance(thing, Person) else "Groups", thing.target_id))

    def _assign(self, person: Person) -> bool:
        wanted = ("userName", person.user_name)
        found = self.send(Request("GET", "Users", filter=wanted, start=1, count=_PAGE))
        if found.fine and not found.ids:
            secret = "".join(self.dice.choices(_LETTERS, k=20))
            body = {**profile(person), "locale": "en-GB", "groups": [], "password": secret}
            found = self.send(Request("POST", "Users", body=body))
        if found.fine:
            self.directory.provisioned(person, found.ids[0])
        return found.fine

    def _new_group(self, change: Change) -> bool:
        group = change.group
        assert group is not None
        people = self.members_of(change)
        members = [{"value": person.target_id, "display": person.user_name} for person in people]
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
        operations: list[Operation] = []
        people = self.members_of(change)
        if change.kind == "rename_group":
            operations = [{"op": "replace", "value": {"id": group.target_id, "displayName": group.name}}]
        elif change.kind == "leave_group":
            paths = [f'members[value eq "{person.target_id}"]' for person in people]
            operations = [{"op": "remove", "path": path} for path in paths]
        elif people:
            members = [{"value": person.target_id, "display": person.user_name} for person in people]
            operations = [{"op": "add", "path": "members", "value": members}]
        return not operations or self.send(patch("Groups", group.target_id, *operations)).fine
