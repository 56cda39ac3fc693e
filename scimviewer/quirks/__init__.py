"""Patterns in one exchange: what is odd about it, why it hurts, and what each side can do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from scimviewer.quirks import (
    access,
    answers_errors,
    answers_lists,
    answers_resources,
    filters,
    flow,
    flow_accounts,
    lifecycle,
    limits,
    membership,
    membership_answers,
    paging,
    paths,
    payload,
    plurals,
    reach,
    replacement,
    required,
    schemas,
    searches,
    uniqueness,
    values,
)
from scimviewer.quirks.quirk import SEVERITIES, Found, Quirk
from scimviewer.quirks.situation import Situation

# Within a group the most specific first.
QUIRKS: tuple[Quirk, ...] = (
    *payload.QUIRKS,
    *schemas.QUIRKS,
    *paths.QUIRKS,
    *filters.QUIRKS,
    *searches.QUIRKS,
    *required.QUIRKS,
    *values.QUIRKS,
    *plurals.QUIRKS,
    *membership.QUIRKS,
    *membership_answers.QUIRKS,
    *uniqueness.QUIRKS,
    *lifecycle.QUIRKS,
    *replacement.QUIRKS,
    *access.QUIRKS,
    *limits.QUIRKS,
    *paging.QUIRKS,
    *reach.QUIRKS,
    *answers_errors.QUIRKS,
    *answers_lists.QUIRKS,
    *answers_resources.QUIRKS,
    *flow_accounts.QUIRKS,
    *flow.QUIRKS,
)


def found(situation: Situation) -> list[tuple[Quirk, Found]]:
    """Every pattern that holds, what matters most first; general ones behind those that explain them last."""
    places = (situation, *situation.inner)
    hits = {quirk.id: (quirk, hit) for quirk in QUIRKS if (hit := _find(quirk, places)) is not None}
    explained = [(quirk, _behind(quirk, hit, hits)) for quirk, hit in hits.values()]
    return ordered(explained)


def ordered(hits: Iterable[tuple[Quirk, Found]]) -> list[tuple[Quirk, Found]]:
    """What matters most first, what stands behind another last."""
    return sorted(hits, key=lambda one: (one[1].behind is not None, SEVERITIES.index(severity_of(*one))))


def severity_of(quirk: Quirk, hit: Found) -> str:
    """How bad it is in this case."""
    return hit.severity or quirk.severity


def _find(quirk: Quirk, places: tuple[Situation, ...]) -> Found | None:
    """Look at the whole, and at each operation of a bulk request; their evidence is put together."""
    if len(places) == 1:
        return quirk.find(places[0])
    hits = [hit for one in places if (hit := quirk.find(one)) is not None]
    if len(hits) < 2:
        return hits[0] if hits else None
    return replace(hits[0], evidence=tuple(dict.fromkeys(at for hit in hits for at in hit.evidence)))


def _behind(quirk: Quirk, hit: Found, hits: dict[str, tuple[Quirk, Found]]) -> Found:
    specific = next((one for one in quirk.behind if one in hits), None)
    return replace(hit, behind=specific) if specific and hit.behind is None else hit
