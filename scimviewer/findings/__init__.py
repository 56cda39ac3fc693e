"""What many events show together: one file a finder, all of them listed here."""

from scimviewer.findings import (
    contradictions,
    cycles,
    denials,
    ignored_active,
    latency,
    lost_members,
    lost_updates,
    mass_changes,
    quarantine,
    retries,
    shrinking,
    surges,
    throttling,
)

FINDERS = (
    lost_members.BLAST,
    shrinking.FINDER,
    mass_changes.DEACTIVATION,
    mass_changes.DELETION,
    ignored_active.FINDER,
    lost_members.LOST,
    surges.SURGE,
    surges.LEAK,
    latency.FINDER,
    denials.FINDER,
    lost_updates.FINDER,
    contradictions.FINDER,
    retries.FINDER,
    throttling.FINDER,
    quarantine.FINDER,
    cycles.FINDER,
)
