"""What many events show together: one file a finder, all of them listed here."""

from scimviewer.findings import denials, ignored_active, lost_members, mass_changes, shrinking

FINDERS = (
    lost_members.BLAST,
    shrinking.FINDER,
    mass_changes.DEACTIVATION,
    mass_changes.DELETION,
    ignored_active.FINDER,
    lost_members.LOST,
    denials.FINDER,
)
