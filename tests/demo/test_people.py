from random import Random

import pytest

from scimviewer.demo.people import WEIGHTS, Directory, Pool
from scimviewer.demo.sender_entra import object_id


@pytest.fixture
def directory():
    """Thirty people at the target, two groups with ten of them each."""
    made = Directory(Random("people"), "northwind.example", object_id)
    for number in range(30):
        made.provisioned(made.hire(), f"u{number}")
    for number in range(2):
        group = made.found()
        group.target_id = f"g{number}"
        for person in list(made.active)[:10]:
            group.members.add(person)
    return made


def test_no_two_people_share_a_user_name():
    directory = Directory(Random(5), "northwind.example", object_id)
    names = [directory.hire().user_name for _ in range(3000)]

    assert len(set(names)) == len(names)


def test_a_pool_keeps_its_order_apart_from_what_is_dropped(directory):
    people = list(directory.active)
    pool = Pool()
    for person in people:
        pool.add(person)
        pool.add(person)
    pool.drop(people[0])
    pool.drop(people[0])

    assert people[0] not in pool
    assert len(pool) == 29
    assert {pool.draw(Random(n)).number for n in range(200)} <= {person.number for person in people[1:]}


@pytest.mark.parametrize("kind", WEIGHTS)
def test_every_kind_of_change_can_happen(directory, kind):
    directory.change("leave")

    assert directory.change(kind).kind == kind


def test_what_cannot_happen_becomes_a_move(directory):
    assert directory.change("return").kind == "move"


def test_a_move_changes_what_it_names(directory):
    before = {person.number: (person.title, person.department, person.phone) for person in directory.active}
    change = next(c for c in (directory.change("move") for _ in range(50)) if c.attributes == ("title",))

    assert change.person.title != before[change.person.number][0]


def test_leavers_can_come_back_and_then_be_deleted(directory):
    person = directory.change("leave").person
    assert not person.active
    assert directory.change("return").person is person
    assert person.active

    directory.change("leave")
    gone = directory.change("delete").person
    assert all(gone not in group.members for group in directory.groups)


def test_only_an_unacceptable_correction_is_wrong(directory):
    good = directory.correction(1, acceptable=True)
    assert good.attributes == ("phone",)
    assert good.person.phone.startswith("+44")

    assert directory.correction(0, acceptable=False).person.phone.startswith("ext.")
    assert directory.correction(1, acceptable=False).attributes == ("cost_code",)
