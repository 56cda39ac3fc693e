"""Write the simulated traffic as a customer would send it: one archive with logs of several kinds."""

from __future__ import annotations

import gzip
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from scimviewer.demo.call import Call
from scimviewer.demo.faults import FAULT_NAMES, Fault
from scimviewer.demo.letter import letter
from scimviewer.demo.render_access import combined
from scimviewer.demo.render_export import export
from scimviewer.demo.render_har import har
from scimviewer.demo.render_lines import django, pino, winston
from scimviewer.demo.schedule import CUT_NS, END_NS, SECOND
from scimviewer.demo.simulation import Simulation
from scimviewer.errors import UserError
from scimviewer.progress import UNWATCHED, Progress

Stream = IO[bytes] | gzip.GzipFile

# When the logs were packed: always the same moment, so that the same traffic gives the same bytes.
_PACKED = (2026, 9, 3, 18, 30, 0)
_PACKED_S = END_NS // SECOND + 1800
_CHUNK = 256 * 1024
# Level 1 is twice as fast as the usual 6, and what counts here is that test traffic is there soon.
_LEVEL = 1
# A report every so many exchanges.
_EVERY = 500
# From here on a member may be larger than 2 GiB, which the archive must know beforehand.
_LARGE = 200_000


def make_bundle(
    folder: Path,
    *,
    size: int = 4000,
    seed: int = 1,
    faults: Sequence[str | Fault] = FAULT_NAMES,
    progress: Progress = UNWATCHED,
) -> Path:
    """Write a bundle of about `size` exchanges (at least 300) into a folder and answer its path.

    The same size, seed and faults give the same bytes. `faults` are faults or their names, () is a clean run.
    Below 1,000 exchanges there may be some more than were asked for.
    Raises `UserError` for an unknown fault or a folder that cannot be written, `Cancelled` when stopped: then
    nothing is left behind. Memory does not grow with `size`.
    """
    simulation = Simulation(size, seed, faults)
    path = folder / f"scim-demo-{size}-seed{seed}.zip"
    part = path.with_suffix(".zip.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ZipFile(part, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
            _Writer(simulation, archive, folder, progress).write()
        os.replace(part, path)
    except OSError as error:
        raise UserError(f"The test traffic cannot be written to {folder}: {error.strerror or error}.") from error
    finally:
        with suppress(OSError):
            part.unlink()
    return path


class _Writer:
    """Writes the members of one archive in turn; what comes second waits in a nameless file."""

    def __init__(self, simulation: Simulation, archive: ZipFile, folder: Path, progress: Progress) -> None:
        self._simulation = simulation
        self._archive = archive
        self._folder = folder
        self._progress = progress
        self._done = 0

    def write(self) -> None:
        with self._member("README.txt") as stream:
            stream.write(letter(self._simulation.faults.values()).encode())
        with self._member("har/gateway.har") as stream:
            _write(stream, har(self._calls("entra-modern")))
        self._write_ledgerly()
        with self._member("app/node2.log.gz") as stream, _gzip(stream) as inner:
            _write(inner, winston(self._calls("script")))
        self._write_docustack()
        self._progress.report(self._simulation.size, self._simulation.size, "written")

    def _write_ledgerly(self) -> None:
        """Write the application's log, and the web server's log of the same requests."""
        with self._spool() as spool:
            with self._member("app/scim-server.ndjson") as stream:
                _write(stream, pino(_noted(self._calls("entra-legacy"), spool, self._skew_ns())))
            with self._member("access/nginx-access.log") as stream:
                _copy(spool, stream)

    def _write_docustack(self) -> None:
        """Write the application's log until it was cut, and everything later as an export."""
        calls = self._calls("okta")
        later: list[Call] = []
        with self._member("app/django.jsonl") as stream:
            _write(stream, django(_until(CUT_NS, calls, later)))
        with self._spool() as spool:
            _write(spool, export(chain(later, calls)))
            with self._member("export/okta-case.tar.gz") as stream, _gzip(stream) as inner:
                _tar(inner, "okta-case/scim-export.json", spool)

    def _skew_ns(self) -> int:
        skew = self._simulation.faults.get("clock-skew")
        return skew.amount * SECOND if skew else 0

    def _calls(self, provider: str) -> Iterator[Call]:
        for call in self._simulation.calls_of(provider):
            self._done += 1
            if self._done % _EVERY == 0:
                # A little more may come than was asked for; the total is never overtaken.
                self._progress.report(min(self._done, self._simulation.size), self._simulation.size, provider)
            yield call

    def _member(self, name: str) -> Stream:
        info = ZipInfo(name, _PACKED)
        info.create_system = 3  # the same on every system
        info.external_attr = 0o644 << 16
        info.compress_type = ZIP_STORED if name.endswith(".gz") else ZIP_DEFLATED
        # A member with a date of its own does not take the archive's level over, and says so in private only.
        info._compresslevel = _LEVEL  # type: ignore[attr-defined]
        return self._archive.open(info, "w", force_zip64=self._simulation.size > _LARGE)

    def _spool(self) -> IO[bytes]:
        return tempfile.TemporaryFile(dir=self._folder)


def _write(stream: Stream, pieces: Iterable[str]) -> None:
    """Write text in chunks; single lines would cost more in calls than in compression."""
    waiting: list[str] = []
    length = 0
    for piece in pieces:
        waiting.append(piece)
        length += len(piece)
        if length >= _CHUNK:
            stream.write("".join(waiting).encode())
            waiting.clear()
            length = 0
    stream.write("".join(waiting).encode())


def _copy(spool: IO[bytes], stream: Stream) -> None:
    spool.seek(0)
    shutil.copyfileobj(spool, stream, _CHUNK)


def _noted(calls: Iterable[Call], spool: IO[bytes], ahead_ns: int) -> Iterator[Call]:
    """Pass calls on, and write each of them down as the web server does, by its own clock."""
    for call in calls:
        noted = replace(call, time_ns=call.time_ns + ahead_ns) if ahead_ns else call
        spool.write(combined(noted).encode())
        yield call


def _until(time_ns: int, calls: Iterator[Call], later: list[Call]) -> Iterator[Call]:
    """Pass calls on until that moment; the first one after it is put aside into `later`."""
    for call in calls:
        if call.time_ns >= time_ns:
            later.append(call)
            return
        yield call


def _gzip(stream: Stream) -> gzip.GzipFile:
    return gzip.GzipFile("", "wb", _LEVEL, cast(IO[bytes], stream), mtime=_PACKED_S)


def _tar(stream: gzip.GzipFile, name: str, spool: IO[bytes]) -> None:
    """Write a tar archive with one file in it."""
    info = tarfile.TarInfo(name)
    info.size = spool.tell()
    info.mtime = _PACKED_S
    info.uname = info.gname = "support"
    spool.seek(0)
    with tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(info, spool)
