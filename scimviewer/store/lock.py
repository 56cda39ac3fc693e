"""Let only one import at a time write a case, on every system, also after a crash."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from scimviewer.errors import UserError


@contextmanager
def locked(case: Path) -> Iterator[None]:
    """Hold the case's lock file with the system's own lock, which dies with the process."""
    path = case.with_name(case.name + "-lock")
    try:
        file = path.open("ab")
    except OSError as error:
        reason = error.strerror or "no access"
        raise UserError(f"{case.name} cannot be written in {case.parent}: {reason.lower()}.") from error
    with file:
        if not _lock(file):
            raise UserError(f"Another import is writing {case.name}. Wait for it, or stop it first.")
        try:
            yield
        finally:
            if sys.platform != "win32":
                path.unlink(missing_ok=True)


def _lock(file: BinaryIO) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Another import may have removed the file between our opening and locking it.
            return os.fstat(file.fileno()).st_nlink > 0
    except OSError:
        return False
    return True
