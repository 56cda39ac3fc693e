"""The heartbeat notices a deaf window."""

from __future__ import annotations

import time

from scimviewer.ui.heartbeat import Heartbeat


def test_a_pause_is_measured(qtbot) -> None:
    heart = Heartbeat()
    heart.start()
    qtbot.waitUntil(lambda: heart.beats > 2)
    time.sleep(0.06)

    assert heart.stop() >= 60
