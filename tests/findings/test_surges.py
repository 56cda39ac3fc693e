"""A surge is told once, by what explains it best, with its edges."""

from __future__ import annotations

from scimviewer.findings.surges import LEAK, SURGE
from tests.findings.conftest import at


def traffic(fails) -> list:
    return [
        at(10 * n, "GET", f"/Users/{n}", 500 if fails(n) else 200, actor=f"actor{n % 3}") for n in range(3000)
    ]  # fmt: skip


def test_an_outage_of_everybody(look) -> None:
    (found,) = look(SURGE, *traffic(lambda n: 2000 <= n < 2100))
    assert found.title == "100 of 100 requests failed in read of User within 16 minutes"
    assert (found.severity, found.count, found.events[0], found.events[-1]) == ("high", 100, 2001, 2100)


def test_an_outage_of_one_actor_names_the_actor(look) -> None:
    (found,) = look(SURGE, *traffic(lambda n: 2000 <= n < 2300 and n % 3 == 1))
    assert found.title.startswith("100 of 100 requests failed by actor1 within")


def test_two_outages_are_two(look) -> None:
    found = look(SURGE, *traffic(lambda n: 1000 <= n < 1060 or 2000 <= n < 2100))
    assert [one.count for one in found] == [100, 60]


def test_a_looping_user_is_no_outage(look) -> None:
    same = [at(10 * n + 5, "PATCH", "/Users/7", 400, {"Operations": []}) for n in range(1000, 1200)]
    assert look(SURGE, *traffic(lambda n: False), *same) == []
    assert look(LEAK, *traffic(lambda n: n % 100 == 0)) == []
