"""What many events show together: one file a finder, all of them listed here."""

from scimviewer.findings import denials, ignored_active

FINDERS = (
    ignored_active.FINDER,
    denials.FINDER,
)
