"""Know the kinds of archives: how one is recognised, and how its members are read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from scimviewer.bundle import sevenzips, tars, zips
from scimviewer.bundle.found import Found
from scimviewer.bundle.limits import Allowance
from scimviewer.event import Problem


@dataclass(frozen=True)
class Archive:
    """A file of files. `members` raises BundleError where the archive itself is damaged or too much."""

    name: str
    is_one: Callable[[bytes], bool]  # given the first 512 bytes; names and extensions say nothing
    members: Callable[[Found, Allowance], Iterator[Found | Problem]]


ARCHIVES: Sequence[Archive] = (
    Archive("zip", zips.is_zip, zips.members),
    Archive("tar", tars.is_tar, tars.members),
    Archive("7z", sevenzips.is_sevenzip, sevenzips.members),
)


def archive_of(head: bytes) -> Archive | None:
    """Which kind of archive a file is that begins with `head`."""
    return next((row for row in ARCHIVES if row.is_one(head)), None)
