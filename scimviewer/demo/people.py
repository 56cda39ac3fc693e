"""Who works at a customer, in which groups, and what is meant to change next?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

from scimviewer.demo.names import CULTURE_COUNT, DEPARTMENTS, TITLES, person_name, team_name

T = TypeVar("T", bound="Person | Group")

# More people or groups than this are not kept per customer, whatever the size: memory is bounded.
MOST_PEOPLE = 12_000
MOST_GROUPS = 60
MOST_MEMBERS = 400


@dataclass(slots=True, eq=False)
class Person:
    """A person as the identity provider knows them."""

    number: int
    key: str  # the identity provider's own id, sent as externalId
    given: str
    family: str
    display: str
    user_name: str
    title: str
    department: str
    phone: str
    employee_number: str
    manager: Person | None = None
    cost_code: str = ""
    active: bool = True
    gone: bool = False  # deleted for good
    target_id: str = ""  # as the target answered; empty: not there yet


@dataclass(slots=True, eq=False)
class Group:
    """A group as the identity provider knows it."""

    number: int
    key: str
    name: str
    members: Pool[Person] = field(default_factory=lambda: Pool[Person]())
    target_id: str = ""


class Pool(Generic[T]):
    """Things to draw from: add, drop and draw in constant time, in an order that only the dice decide."""

    def __init__(self) -> None:
        self._items: list[T] = []
        self._places: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)

    def __contains__(self, item: T) -> bool:
        return item.number in self._places

    def add(self, item: T) -> None:
        if item.number not in self._places:
            self._places[item.number] = len(self._items)
            self._items.append(item)

    def drop(self, item: T) -> None:
        place = self._places.pop(item.number, None)
        if place is None:
            return
        last = self._items.pop()
        if last is not item:
            self._items[place] = last
            self._places[last.number] = place

    def draw(self, dice: Random) -> T:
        return self._items[int(dice.random() * len(self._items))]

    def draw_some(self, dice: Random, count: int) -> list[T]:
        return dice.sample(self._items, min(count, len(self._items)))


@dataclass(slots=True)
class Change:
    """Something the customer wants: `kind` is a key of `WEIGHTS`, or "correction" (see `schedule`)."""

    kind: str
    person: Person | None = None
    group: Group | None = None
    people: list[Person] = field(default_factory=list)
    attributes: tuple[str, ...] = ()
    tries: int = 0

    def pointless(self) -> bool:
        """Whether somebody was deleted meanwhile, so that there is nothing left to do."""
        return self.person is not None and self.person.gone


WEIGHTS = {
    "move": 46,
    "join_group": 14,
    "leave_group": 12,
    "join": 12,
    "leave": 8,
    "return": 2,
    "delete": 3,
    "new_group": 1,
    "rename_group": 2,
}
_KINDS = tuple(WEIGHTS)
_SUMS = tuple(accumulate(WEIGHTS.values()))
_MOVES = tuple(
    tuple(attributes.split())
    for attributes in ("title", "department", "title department", "phone", "manager", "name", "employee")
)
_SUFFIXES = ("(new)", "Nord", "South", "v2", "interim")


class Directory:
    """A customer's people and groups, and dice that say what is to change next."""

    def __init__(self, dice: Random, domain: str, key: Callable[[Random, str], str]) -> None:
        self.dice = dice
        self.active: Pool[Person] = Pool()
        self.inactive: Pool[Person] = Pool()
        self.groups: Pool[Group] = Pool()
        self._domain = domain
        self._key = key
        self._people_made = 0
        self._groups_made = 0
        self._taken: dict[str, int] = {}
        self._makers: dict[str, Callable[[], Change | None]] = {
            "move": self._move,
            "join_group": self._join_group,
            "leave_group": self._leave_group,
            "join": self._join,
            "leave": self._leave,
            "return": self._return,
            "delete": self._delete,
            "new_group": self._new_group,
            "rename_group": self._rename_group,
        }

    def hire(self) -> Person:
        """Make a person nobody has seen before; they are in no pool until `provisioned`."""
        dice = self.dice
        self._people_made += 1
        number = self._people_made
        drawn = (dice.randrange(CULTURE_COUNT), dice.randrange(10_000), dice.randrange(10_000))
        given, family, display, address = person_name(*drawn)
        taken = self._taken.get(address, 0) + 1
        self._taken[address] = taken
        return Person(
            number=number,
            key=self._key(dice, "user"),
            given=given,
            family=family,
            display=display,
            user_name=f"{address}{taken if taken > 1 else ''}@{self._domain}",
            title=dice.choice(TITLES),
            department=dice.choice(DEPARTMENTS),
            phone=self._phone(),
            employee_number=str(100_000 + number),
        )

    def found(self) -> Group:
        """Make a new group without members."""
        self._groups_made += 1
        group = Group(self._groups_made, self._key(self.dice, "group"), team_name(self._groups_made))
        self.groups.add(group)
        return group

    def provisioned(self, person: Person, target_id: str) -> None:
        """Take note that the target has the person: from now on they take part in changes."""
        person.target_id = target_id
        (self.active if person.active else self.inactive).add(person)

    def next_change(self) -> Change:
        """Let the dice say what happens next."""
        if not self.active:
            return self._join()
        return self.change(self.dice.choices(_KINDS, cum_weights=_SUMS)[0])

    def change(self, kind: str) -> Change:
        """Make a change of that kind, or a move where there is nobody to whom it could happen."""
        return self._makers[kind]() or self._move()

    def correction(self, part: int, *, acceptable: bool) -> Change:
        """Give somebody a new telephone number (even parts) or a cost code, which a target may not take."""
        person = self.active.draw(self.dice)
        # Nobody else may touch this person any more: the correction stays open for days.
        self.active.drop(person)
        if part % 2 and not acceptable:
            person.cost_code = f"CC-{part:03d}"
            return Change("correction", person, attributes=("cost_code",))
        person.phone = self._phone() if acceptable else f"ext. {4400 + part}"
        return Change("correction", person, attributes=("phone",))

    def _phone(self) -> str:
        # 01632 960xxx is the range that Ofcom keeps for fiction.
        return f"+44 1632 960{self.dice.randrange(1000):03d}"

    def _move(self) -> Change:
        person = self.active.draw(self.dice)
        attributes = self.dice.choice(_MOVES)
        if "title" in attributes:
            person.title = self._other(TITLES, person.title)
        if "department" in attributes:
            person.department = self._other(DEPARTMENTS, person.department)
        if "phone" in attributes:
            person.phone = self._phone()
        if "employee" in attributes:
            person.employee_number = str(200_000 + self.dice.randrange(100_000))
        if "manager" in attributes:
            person.manager = self.active.draw(self.dice)
        if "name" in attributes:
            person.display = f"{person.given} {self.active.draw(self.dice).family}"
        return Change("move", person, attributes=attributes)

    def _other(self, choices: tuple[str, ...], present: str) -> str:
        drawn = self.dice.choice(choices)
        return drawn if drawn != present else choices[(choices.index(drawn) + 1) % len(choices)]

    def _join(self) -> Change:
        if len(self.active) + len(self.inactive) >= MOST_PEOPLE:
            return self._delete() or self._move()
        return Change("join", self.hire())

    def _leave(self) -> Change | None:
        if len(self.active) < 8:
            return None
        person = self.active.draw(self.dice)
        self.active.drop(person)
        self.inactive.add(person)
        person.active = False
        return Change("leave", person)

    def _return(self) -> Change | None:
        if not self.inactive:
            return None
        person = self.inactive.draw(self.dice)
        self.inactive.drop(person)
        self.active.add(person)
        person.active = True
        return Change("return", person)

    def _delete(self) -> Change | None:
        if not self.inactive:
            return None
        person = self.inactive.draw(self.dice)
        self.inactive.drop(person)
        for group in self.groups:
            group.members.drop(person)
        return Change("delete", person)

    def _new_group(self) -> Change | None:
        if len(self.groups) >= MOST_GROUPS:
            return None
        size = 3 + self.dice.randrange(12)
        return Change("new_group", group=self.found(), people=self.active.draw_some(self.dice, size))

    def _rename_group(self) -> Change | None:
        ready = [group for group in self.groups if group.target_id]
        if not ready:
            return None
        group = self.dice.choice(ready)
        group.name = f"{team_name(group.number)} {self.dice.choice(_SUFFIXES)}"
        return Change("rename_group", group=group)

    def _join_group(self) -> Change | None:
        ready = [group for group in self.groups if group.target_id and len(group.members) < MOST_MEMBERS - 5]
        if not ready:
            return None
        group = self.dice.choice(ready)
        drawn = self.active.draw_some(self.dice, 1 + self.dice.randrange(4))
        people = [person for person in drawn if person not in group.members]
        if not people:
            return None
        for person in people:
            group.members.add(person)
        return Change("join_group", group=group, people=people)

    def _leave_group(self) -> Change | None:
        # On the whole as many leave as join: groups keep their size however long the traffic is.
        return self.leave_group(1 + self.dice.randrange(4))

    def leave_group(self, count: int, besides: tuple[Group, ...] = ()) -> Change | None:
        """Let so many people leave a group that has members enough to notice."""
        known = [group for group in self.groups if group.target_id and group not in besides]
        ready = [group for group in known if len(group.members) > count + 3]
        if not ready:
            return None
        group = self.dice.choice(ready)
        people = group.members.draw_some(self.dice, count)
        for person in people:
            group.members.drop(person)
        return Change("leave_group", group=group, people=people)
