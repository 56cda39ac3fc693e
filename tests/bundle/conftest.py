"""Archives of every kind, built in memory, and a reader that takes down everything a walk hands out."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from scimviewer.bundle.damage import BundleError
from scimviewer.bundle.disk import DiskFile
from scimviewer.bundle.found import Found
from scimviewer.bundle.walk import Walk

PIECE = 1 << 20


@dataclass
class Seen:
    """What a walk gave: bytes by path, the sentence a stream ended with by path, and problems' sentences."""

    files: dict[str, bytes] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    walk: Walk | None = None

    @property
    def sentences(self) -> str:
        return "\n".join([*self.broken.values(), *self.problems.values()])


def read_all(found: Found) -> tuple[bytes, str | None]:
    pieces = []
    try:
        with found.open() as stream:
            while piece := stream.read(PIECE):
                pieces.append(piece)
    except BundleError as error:
        return b"".join(pieces), error.sentence
    return b"".join(pieces), None


@pytest.fixture
def walk_through() -> Callable[..., Seen]:
    """Walk paths and read every file to its end."""

    def walk_through(*paths: Path, **options: object) -> Seen:
        walk = Walk(paths, **options)
        seen = Seen(walk=walk)
        for found in walk:
            if isinstance(found, Found):
                assert found.path not in seen.files
                seen.files[found.path], sentence = read_all(found)
                if sentence:
                    seen.broken[found.path] = sentence
            else:
                seen.problems[found.source] = found.what
        return seen

    return walk_through


@pytest.fixture
def seen_in(tmp_path: Path, walk_through: Callable[..., Seen]) -> Callable[..., Seen]:
    """Walk one file of these bytes, called "case" whatever it is: names say nothing about content."""

    def seen_in(data: bytes, **options: object) -> Seen:
        path = tmp_path / "case"
        path.write_bytes(data)
        return walk_through(path, **options)

    return seen_in


@pytest.fixture
def on_disk(tmp_path: Path) -> Callable[[bytes], Found]:
    """A Found of these bytes, seekable as files on disk are."""

    def on_disk(data: bytes) -> Found:
        path = tmp_path / "on-disk"
        path.write_bytes(data)
        return Found("on-disk", len(data), path, lambda: DiskFile(path, "on-disk"))

    return on_disk


def _zip(members: Iterable[tuple[str, bytes]], method: int, streamed: bool) -> bytes:
    buffer = io.BytesIO()
    target = _OneWay(buffer) if streamed else buffer
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


class _OneWay(io.RawIOBase):
    """A pipe: zipfile cannot go back in it, so it writes sizes behind the data."""

    def __init__(self, target: io.BytesIO) -> None:
        self._target = target

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        return self._target.write(data)


@pytest.fixture
def zip_of() -> Callable[..., bytes]:
    def zip_of(
        members: dict[str, bytes] | Iterable[tuple[str, bytes]],
        method: int = zipfile.ZIP_DEFLATED,
        streamed: bool = False,
    ) -> bytes:
        return _zip(members.items() if isinstance(members, dict) else members, method, streamed)

    return zip_of


@pytest.fixture
def tar_of() -> Callable[..., bytes]:
    def tar_of(
        members: dict[str, bytes] | Iterable[tuple[str | tarfile.TarInfo, bytes]],
        form: int = tarfile.PAX_FORMAT,
    ) -> bytes:
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w", format=form) as archive:
            for member, data in members.items() if isinstance(members, dict) else members:
                info = tarfile.TarInfo(member) if isinstance(member, str) else member
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
        return buffer.getvalue()

    return tar_of
