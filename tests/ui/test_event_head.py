"""The head of an event."""

from __future__ import annotations

from scimviewer.event import Exchange
from scimviewer.ui.event_head import EventHead, facts
from tests.ui.made import make_row


def test_facts_are_told_in_order_and_unknown_ones_left_away():
    row = make_row(8412, time="2026-09-01T14:03:22.481Z", duration_ms=184, source="a/node2.jsonl", line=18442)
    assert facts(row) == ["2026-09-01 14:03:22.481Z", "184 ms", "event 8\u202f412", "node2.jsonl:18442"]
    bare = make_row(1, time=None, duration_ms=None, source=None, line=None)
    assert facts(bare) == ["time unknown", "event 1"]
    assert "(zone assumed)" in facts(make_row(1, zone_assumed=True))[0]


def test_hostile_text_stays_text_and_the_pane_narrow(qtbot):
    head = EventHead()
    qtbot.addWidget(head)
    head.show()
    url = "https://h/scim/Users/" + "x" * 500 + "?filter=a"
    head.show_event(make_row(1), Exchange(url=url), "<img src=x>" + "y" * 5000)
    assert head.sentence.text().startswith("<img")
    assert len(head.sentence.text()) < 200
    assert "<img" not in head.sentence.toolTip()
    assert head.path.text().endswith("?…")
    assert head.minimumSizeHint().width() < 400


def test_the_menu_offers_every_copy(qtbot):
    head = EventHead()
    qtbot.addWidget(head)
    wanted = []
    head.copy_wanted.connect(wanted.append)
    for action in head.copy.menu().actions():
        if not action.isCheckable() and not action.isSeparator():
            action.trigger()
    assert wanted == ["value", "path", "pointer", "markdown", "curl", "url"]
    assert head.redact.isChecked()
