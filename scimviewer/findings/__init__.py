"""What many events show together: one file a finder, all of them listed here."""

from scimviewer.findings import (
    contradictions, denials, ignored_active, lost_members, mass_changes, retries, shrinking, surges, throttling,
)  # fmt: skip

FINDERS = (
    lost_members.BLAST,
    shrinking.FINDER,
    mass_changes.DEACTIVATION,
    mass_changes.DELETION,
    ignored_active.FINDER,
    lost_members.LOST,
    surges.SURGE,
    surges.LEAK,
    denials.FINDER,
    contradictions.FINDER,
    retries.FINDER,
    throttling.FINDER,
)
