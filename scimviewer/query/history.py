"""What went before an event: which earlier exchanges tell about the same resource?"""

from __future__ import annotations

from scimviewer.event import Exchange
from scimviewer.store.case import Case

MOST = 50
# By id, or by name where there is no id yet (a create); and what a server said about itself.
EARLIER = """
    select earlier.id from event as this join event as earlier
    on (earlier.resource_id = this.resource_id or earlier.resource_name = this.resource_name
        or (earlier.operation = ? and earlier.status = 200))
    where this.id = ? and earlier.id <> this.id and earlier.target is this.target
    and (coalesce(earlier.time_ns, 0), earlier.id) < (coalesce(this.time_ns, 0), this.id)
    order by coalesce(earlier.time_ns, 0) desc, earlier.id desc limit ?
"""


def earlier_ids(case: Case, event_id: int, most: int = MOST) -> list[int]:
    """The last events before this one about the same resource at the same target, oldest first."""
    with case.reader() as reader:
        words = case.words(reader)["operation"]
        discovery = words.index("discovery") if "discovery" in words else -1
        found = reader.execute(EARLIER, (discovery, event_id, most)).fetchall()
    return [number for (number,) in reversed(found)]


def history(case: Case, event_id: int, most: int = MOST) -> tuple[Exchange, ...]:
    """Their exchanges. What the resource was before the event follows from them (`quirks.chaining`)."""
    return tuple(case.exchange(number) for number in earlier_ids(case, event_id, most))
