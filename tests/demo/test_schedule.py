from datetime import UTC, datetime
from itertools import pairwise

from scimviewer.demo import schedule


def test_the_traffic_starts_on_the_first_of_september_at_six():
    start = datetime.fromtimestamp(schedule.START_NS / schedule.SECOND, UTC)

    assert start == datetime(2026, 9, 1, 6, tzinfo=UTC)
    assert schedule.at(1, 6) == schedule.START_NS


def test_people_work_by_day():
    def busy(begin, end):
        return schedule.share_done(end) - schedule.share_done(begin)

    assert busy(schedule.at(1, 8), schedule.at(1, 9)) > 5 * busy(schedule.at(1, 20), schedule.at(1, 21))
    assert schedule.share_done(schedule.START_NS) == 0
    assert schedule.share_done(schedule.END_NS) == 1


def test_slots_reach_the_end_without_a_gap():
    found = schedule.slots(40, 40)

    assert all(one.end_ns == other.start_ns for one, other in pairwise(found))
    assert found[-1].share == 1


def test_every_campaign_falls_into_exactly_one_slot():
    found = schedule.slots(40, 40)
    pairs = zip((schedule.START_NS, *(slot.start_ns for slot in found)), found, strict=False)
    held = [each for before, slot in pairs for each in schedule.campaigns_in("okta", before, slot.start_ns)]

    assert held == [each for each in schedule.CAMPAIGNS if each.provider == "okta"]
