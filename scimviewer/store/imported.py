"""What did an import do?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Imported:
    """What an import did; `as_json` is the contract of `import --json`."""

    events: int = 0
    added: int = 0
    records: int = 0
    left_out: int = 0
    duplicates: int = 0
    problems: int = 0
    secrets: dict[str, int] = field(default_factory=dict)
    bytes: int = 0
    seconds: float = 0.0
    sources: list[dict[str, Any]] = field(default_factory=list)

    @property
    def read_any(self) -> bool:
        """Whether at least one source was read, now or before."""
        return any(source["status"] in ("read", "in part", "repeated") for source in self.sources)

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}
