"""Group I: access."""

from __future__ import annotations

import pytest

from scimviewer.quirks.situation import Situation
from tests.quirks.made import each, ids

HOLDS: dict[str, tuple[Situation, ...]] = {}
SILENT: dict[str, tuple[Situation, ...]] = {}


@pytest.mark.parametrize(("id_", "situation"), each(HOLDS))
def test_the_pattern_is_found(id_: str, situation: Situation) -> None:
    assert id_ in ids(situation)


@pytest.mark.parametrize(("id_", "situation"), each(SILENT))
def test_the_near_miss_is_not(id_: str, situation: Situation) -> None:
    assert id_ not in ids(situation)
