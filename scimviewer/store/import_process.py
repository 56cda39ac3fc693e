"""Import in a process of its own, so that the window never waits for Python's lock."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from scimviewer.errors import UserError
from scimviewer.progress import Cancelled, Progress
from scimviewer.store.imported import Imported
from scimviewer.store.importing import DEFAULTS, ImportOptions, import_paths

PATIENCE = 0.1  # seconds between looks at whether somebody wants to stop


class ImportProgress(Progress):
    """Progress that also hears of each source; the window subclasses it."""

    def source_changed(self, source: dict[str, Any]) -> None:
        """A source began, grew, or ended: its keys are those of `import --json`'s sources."""


class _Relay(Progress):
    """Tells the parent how far the work is, and stops when the parent says so."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._stop = False

    def report(self, done: int, total: int | None = None, note: str = "") -> None:
        self._pipe.send(("progress", (done, total, note)))
        super().report(done, total, note)

    def cancelled(self) -> bool:
        while self._pipe.poll():
            self._stop = self._pipe.recv() == "stop" or self._stop
        return self._stop

    def source_changed(self, source: dict[str, Any]) -> None:
        self._pipe.send(("source", source))


def _work(pipe: Connection, paths: list[Path], case: Path, options: ImportOptions) -> None:
    """What runs in the child; every way to end is told to the parent."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(10)  # the window comes first; the reading processes inherit it
    relay = _Relay(pipe)
    try:
        pipe.send(("done", import_paths(paths, case, options, relay, relay.source_changed)))
    except Cancelled:
        pipe.send(("cancelled", None))
    except UserError as error:
        pipe.send(("failed", str(error)))


def _leave_with(parent: Any) -> None:
    parent.join()
    os._exit(1)


def run_import(
    paths: Sequence[Path],
    case: Path,
    options: ImportOptions = DEFAULTS,
    progress: ImportProgress | None = None,
) -> Imported:
    """Import like `import_paths`, in a child process. Raises what it raises; UserError where the child dies."""
    watching = progress or ImportProgress()
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=_work, args=(theirs, list(paths), case, options))
    child.start()
    theirs.close()
    try:
        return _relayed(ours, watching)
    finally:
        ours.close()
        child.join(timeout=10)
        if child.is_alive():
            child.kill()
            child.join()


def _relayed(pipe: Connection, progress: ImportProgress) -> Imported:
    asked = False
    while True:
        try:
            if not asked and progress.cancelled():
                asked = True
                pipe.send("stop")
            if not pipe.poll(PATIENCE):
                continue
            kind, told = pipe.recv()
            if kind == "progress" and not asked and _cancels(progress, told):
                asked = True
                pipe.send("stop")
        except (EOFError, OSError):
            raise UserError(
                "The import process ended unexpectedly. What it had read is kept; import again to continue."
            ) from None
        if kind == "source":
            progress.source_changed(told)
        elif kind in ENDS:
            return ENDS[kind](told)


def _cancels(progress: Progress, told: tuple[int, int | None, str]) -> bool:
    """Hand a report on; whether the answer is to stop."""
    try:
        progress.report(*told)
    except Cancelled:
        return True
    return False


def _done(imported: Imported) -> Imported:
    return imported


def _cancelled(_told: None) -> Imported:
    raise Cancelled


def _failed(sentence: str) -> Imported:
    raise UserError(sentence)


# What the child says last, and how that ends `run_import`.
ENDS: dict[str, Callable[[Any], Imported]] = {"done": _done, "cancelled": _cancelled, "failed": _failed}
