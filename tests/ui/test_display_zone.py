"""Times as clocks in a chosen zone told them."""

from __future__ import annotations

from scimviewer.ui.display_zone import DisplayZone, display_zone, told

WINTER, SUMMER = "2026-03-04T09:15:23.512Z", "2026-07-04T09:15:23Z"


def test_utc_is_as_it_stands() -> None:
    zone = DisplayZone()
    assert zone.title == "UTC"
    assert zone.of_row(WINTER) == "2026-03-04T09:15:23.512"
    assert zone.of_row(None) == ""
    assert zone.text(None) == ""


def test_another_zone_follows_its_clocks() -> None:
    zone = DisplayZone()
    zone.use("Europe/Berlin")
    assert zone.title == "Europe/Berlin"
    assert zone.of_row(WINTER) == "2026-03-04T10:15:23.512"
    assert zone.of_row(SUMMER) == "2026-07-04T11:15:23"
    assert zone.text(1_772_615_723_512_000_000) == "2026-03-04T10:15:23.512"


def test_a_change_is_told_once(qtbot) -> None:
    zone = DisplayZone()
    with qtbot.waitSignal(zone.changed):
        zone.use("+02:00")
    with qtbot.assertNotEmitted(zone.changed):
        zone.use("+02:00")


def test_the_tool_tip_has_every_zone_that_matters() -> None:
    display_zone().use("Europe/Berlin")
    lines = told(WINTER).splitlines()
    assert lines[:2] == ["2026-03-04 09:15:23.512  UTC", "2026-03-04 10:15:23.512  Europe/Berlin"]
    assert lines[2].endswith("this computer")
