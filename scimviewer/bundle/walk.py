"""Go through everything a customer sent and hand out its files, one after the other, archives taken apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from scimviewer.bundle.archives import Archive, archive_of
from scimviewer.bundle.compressed import compression_of, decompressed
from scimviewer.bundle.damage import BundleError, explained, problem
from scimviewer.bundle.disk import DiskFile, OnDisk, files
from scimviewer.bundle.found import Found
from scimviewer.bundle.labels import Labels, is_junk, why_open_instead
from scimviewer.bundle.limits import LIMITS, Allowance, Limits
from scimviewer.bundle.rotation import oldest_first
from scimviewer.event import Problem

HEAD = 512  # bytes by which archives are recognised


class Walk:
    """The files of a bundle in a fixed order: as named, folders by name, archives in their own order.

    Of a rotated log the oldest part comes first, except in tars, which are read in one pass. Nothing is unpacked to
    disk under a name. A Found can be opened until the next one is asked for; a Problem stands for
    what is not handed out, or comes behind the members of an archive that was damaged. UserError for a path
    where there is nothing.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        *,
        limits: Limits = LIMITS,
        spool: Path | None = None,
        accept_bombs: bool = False,
    ) -> None:
        named = oldest_first([Path(path) for path in paths], Path.as_posix)
        self._on_disk = [entry for path in named for entry in files(path)]
        self.total_bytes = sum(entry.size for entry in self._on_disk if isinstance(entry, OnDisk))
        self._fresh = partial(Allowance, limits, spool, accept_bombs)
        self._start()

    def _start(self) -> None:
        self._allowance, self._labels = self._fresh(), Labels()
        self._behind = self._position = 0  # bytes on disk: of finished files, and in the present one

    @property
    def done_bytes(self) -> int:
        """How far reading has come in the files as they lie on disk."""
        return min(self._behind + self._position, self.total_bytes)

    @property
    def bombs(self) -> list[str]:
        """Paths that were stopped because they grew suspiciously; `accept_bombs` would read them whole."""
        return list(self._allowance.bombs)

    def __iter__(self) -> Iterator[Found | Problem]:
        self._start()
        for entry in self._on_disk:
            if isinstance(entry, Problem):
                yield entry
            else:
                opener = partial(DiskFile, entry.file, entry.path, self._note)
                yield from self._named(Found(entry.path, entry.size, entry.file, opener), level=0)
                self._behind, self._position = self._behind + entry.size, 0

    def _named(self, found: Found, level: int) -> Iterator[Found | Problem]:
        if not is_junk(found.path):
            yield from self._taken_apart(replace(found, path=self._labels.unique(found.path)), level)

    def _taken_apart(self, found: Found, level: int, compressed: bool = False) -> Iterator[Found | Problem]:
        """The files in `found`, which lies in `level` archives; itself, where it is just a file."""
        try:
            with found.open() as stream:
                head = stream.read(HEAD)
        except BundleError as error:
            yield Problem(found.path, None, None, error.sentence)
            return
        compression, archive = compression_of(head), archive_of(head)
        inside = level if archive and compressed else level + 1  # a tar.gz is one level
        if is_junk(found.path, head):
            return
        if why := why_open_instead(found.path, head):
            yield problem(found.path, why)
        elif (archive or compression) and inside > self._allowance.limits.levels:
            yield problem(found.path, "lies too deep, in archives in archives; unpack it and import the files.")
        elif compression:
            yield from self._taken_apart(decompressed(found, compression, self._allowance), inside, True)
        elif archive:
            yield from self._members(found, archive, inside)
        else:
            yield found

    def _members(self, found: Found, archive: Archive, level: int) -> Iterator[Found | Problem]:
        try:
            for member in archive.members(found, self._allowance):
                if isinstance(member, Problem):
                    yield member
                else:
                    yield from self._named(member, level)
        except Exception as error:  # a parser boundary: archives are made to surprise
            yield Problem(found.path, None, None, explained(found.path, error).sentence)

    def _note(self, position: int) -> None:
        self._position = position
