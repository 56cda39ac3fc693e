"""Decide when an archive has become too much: too deep, too many, too large, suspiciously small."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from scimviewer.bundle.damage import about

MEGABYTE, GIGABYTE = 1000**2, 1000**3


@dataclass(frozen=True)
class Limits:
    """What a bundle may contain before reading stops; sizes in bytes."""

    levels: int = 4  # archives in archives; a compressed archive (tar.gz) is one level
    members: int = 100_000  # in all archives together
    unpacked: int = 20 * GIGABYTE  # decompressed from all archives together
    ratio: int = 200  # decompressed to compressed, of one member …
    ratio_after: int = 50 * MEGABYTE  # … once that much has come out of it
    tar_header: int = 1 << 20  # a long name or a pax header


LIMITS = Limits()


@dataclass
class Allowance:
    """What one walk may use and has used so far; only bytes that really came out count."""

    limits: Limits = LIMITS
    spool: Path | None = None  # folder for unlinked temporary files; None is the system's
    accept_bombs: bool = False
    members: int = 0
    unpacked: int = 0
    bombs: list[str] = field(default_factory=list)  # paths that the ratio stopped

    def member(self, archive: str) -> None:
        """Count one more entry of an archive."""
        self.members += 1
        if self.members > self.limits.members:
            raise about(
                archive,
                f"was not read to its end: the bundle has more than {_number(self.limits.members)} members.",
            )

    def account(self, path: str) -> Account:
        """A count for one compressed file, to be kept while it is opened again."""
        return Account(self, path)


class Account:
    """How much has come out of one compressed file; what is read a second time is not counted again."""

    def __init__(self, allowance: Allowance, path: str) -> None:
        self.allowance, self.path = allowance, path
        self._counted = 0

    def reached(self, unpacked: int, packed: int) -> None:
        """Note that `unpacked` bytes have come out of `packed`; BundleError where a limit is passed."""
        allowance, limits = self.allowance, self.allowance.limits
        allowance.unpacked += max(0, unpacked - self._counted)
        self._counted = max(self._counted, unpacked)
        if allowance.unpacked > limits.unpacked:
            raise about(
                self.path,
                f"was not read to its end: more than {_size(limits.unpacked)} came out of the archives. "
                "Unpack it yourself and import the parts you need.",
            )
        suspicious = unpacked > limits.ratio_after and unpacked > limits.ratio * packed
        if suspicious and not allowance.accept_bombs:
            if self.path not in allowance.bombs:
                allowance.bombs.append(self.path)
            raise about(
                self.path,
                f"unpacks to more than {limits.ratio} times its size, as archives made to fill a disk do. "
                f"Only the first {_size(limits.ratio_after)} were read; allow it if you trust the sender.",
            )


def _number(count: int) -> str:
    return f"{count:,}".replace(",", "\u202f")


def _size(count: int) -> str:
    if count >= GIGABYTE:
        return f"{count / GIGABYTE:.4g} GB"
    return f"{count / MEGABYTE:.4g} MB"
