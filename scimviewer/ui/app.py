"""How does the program start a window, or paint a picture without one?"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from scimviewer import __version__
from scimviewer.errors import UserError
from scimviewer.ui.plain import message_box
from scimviewer.ui.settings import Profile
from scimviewer.ui.theme import theme

# A thread that computes hands Python's lock on at the latest after this time when the window wants it. The usual
# 5 ms are felt: the window gives the lock away with every call into Qt, hundreds of times for one painting.
SWITCH_S = 0.0005
COPY, CLOSE = "Copy details", "Close"


def has_display() -> bool:
    """Whether a window can be seen here."""
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def application(offscreen: bool = False) -> QApplication:
    """The one QApplication, made when it is first asked for; not yet dressed."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    if offscreen and not has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(["scimviewer"])
    sys.setswitchinterval(SWITCH_S)
    app.setApplicationName("scimviewer")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("scimviewer")
    return app


def open_window(paths: Sequence[Path] = (), profile: Path | None = None) -> int:
    """Open the window, on the start page or on bundles or a case; answers the exit status when it was closed."""
    if not has_display() and "QT_QPA_PLATFORM" not in os.environ:
        raise UserError("There is no display to open a window on. The commands without a window work here.")
    app = application()
    remembered = Profile(profile)
    chosen = remembered.preferences()
    theme().use(chosen.theme, zoom=chosen.zoom, system_font=chosen.system_font)
    sys.excepthook = show_crash
    from scimviewer.ui.main_window import MainWindow  # the heaviest import, after the first look at the screen

    with theme().undressed():
        window = MainWindow(remembered)
    window.show()
    if paths:
        QTimer.singleShot(0, lambda: window.open_paths(paths))
    wake = _hear_interrupts(app)
    try:
        return app.exec()
    finally:
        wake.stop()
        sys.excepthook = sys.__excepthook__


def _hear_interrupts(app: QApplication) -> QTimer:
    """Ctrl+C in the terminal ends the program; Python hears it only when it runs now and then."""
    signal.signal(signal.SIGINT, lambda _number, _frame: app.quit())
    wake = QTimer()
    wake.timeout.connect(lambda: None)
    wake.start(500)
    return wake


def crash_text(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """What a bug report needs: version, platform, traceback."""
    where = "".join(traceback.format_exception(kind, error, trace))
    return f"scimviewer {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n\n{where}"


def show_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The excepthook: a bug is shown with the details to copy, and the window stays."""
    sys.__excepthook__(kind, error, trace)
    if issubclass(kind, KeyboardInterrupt) or QApplication.instance() is None:
        return
    details = crash_text(kind, error, trace)

    def chosen(label: str) -> None:
        if label == COPY:
            QGuiApplication.clipboard().setText(details)

    message_box(
        QApplication.activeWindow(),
        "scimviewer",
        "Something went wrong in the program. What is open stays open.",
        more=f"{kind.__name__}: {error}\nThe details hold no log data unless the line above does.",
        icon="error",
        buttons=(COPY, CLOSE),
        chosen=chosen,
    )
