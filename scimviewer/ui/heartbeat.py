"""How long was the window deaf: the longest time in which the event loop answered nothing?"""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 5


class Heartbeat(QObject):
    """Beats every 5 ms as long as the event loop lives, and remembers the longest pause between two beats."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._last = 0.0
        self.longest_ms = 0.0
        self.beats = 0

    def start(self) -> None:
        """Begin, and forget what was measured before."""
        self.longest_ms, self.beats = 0.0, 0
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> float:
        """End and answer the longest pause in milliseconds, the one that lasts until now included."""
        self._beat()
        self._timer.stop()
        return self.longest_ms

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest_ms = max(self.longest_ms, (now - self._last) * 1000)
        self.beats += 1
        self._last = now
