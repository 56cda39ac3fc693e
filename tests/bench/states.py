"""Is the state that was computed the one that the next answer shows? `python tests/bench/states.py CASE… [--show]`

Goes through whole cases in the order of the log and compares, at each answer that carries a resource, what was
computed with what was observed. Counted are only answers where a state was known or could be computed.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

from scimviewer.query.lives import Life
from scimviewer.query.related import in_order
from scimviewer.query.resources import Resource
from scimviewer.query.stories import schemas_at
from scimviewer.query.table import Table
from scimviewer.quirks import found
from scimviewer.quirks.chaining import Known, observed_in
from scimviewer.quirks.situation import Situation
from scimviewer.scim.compare import ANSWER, STATES, differences
from scimviewer.scim.facts import attribute
from scimviewer.store.case import Case

WRITES = ("create", "replace", "patch")
RECENT = 60


def compared(path: Path, show: bool) -> Counter[str]:
    case = Case.open(path)
    table = Table(case)
    table.refresh()
    now, counts = table.now, Counter[str]()
    order = now["id"][in_order(now, now.positions(now["id"]))].tolist()
    schemas: dict[str | None, Any] = {}
    lives: dict[tuple[str, str | None, str], Life] = {}
    recent: list[Any] = []
    for event, exchange in zip(order, case.exchanges(order), strict=True):
        place = now.positions([event])[0]
        target = now.words["target"][now["target"][place]] or ""
        if target not in schemas:
            schemas[target] = schemas_at(case, now, [event])
        call = Situation(exchange, None, tuple(recent[-RECENT:]), schemas=schemas[target])
        recent.append(exchange)
        kind = call.resource_type
        numbers = [str(attribute(one, "id")) for one, _ in call.records if attribute(one, "id") is not None]
        numbers += [call.resource_id] if call.resource_id else []
        numbers += [one.resource_id for one in call.inner if one.resource_id]
        for number in dict.fromkeys(numbers):
            key = (target, kind, number)
            life = lives.setdefault(key, Life(Resource(target, kind, number), schemas[target]))
            before = life.known
            life.take(event, None, call)
            shown = observed_in(call, kind, number)
            if shown is not None and life.expected is not None and life.expected.state is not None:
                counts.update([_verdict(call, life, before, shown, show, f"{path.name} {event}")])
    return counts


def _verdict(call: Situation, life: Life, before: Known, shown: Any, show: bool, where: str) -> str:
    writes = call.operation in WRITES
    assert life.expected is not None
    if "attributes" in call.parameters or "excludedattributes" in call.parameters:
        return "only some attributes asked for"
    ignored = ANSWER if writes else STATES
    found_ = differences(life.expected.state, shown, life.schemas, ignored=ignored, resource_type=life.resource.type)
    if not found_:
        return "equal"
    situation = Situation(call.exchange, before.state, call.history, schemas=life.schemas)
    hits = [quirk.id for quirk, _ in found(situation)]
    if show:
        print(where, call.method, call.exchange.url, hits)
        for one in found_[:4]:
            print("   ", one.kind, one.path, str(one.old)[:100], "→", str(one.new)[:100])
    return "explained by a quirk" if hits else "not explained"


if __name__ == "__main__":
    total = Counter[str]()
    for name in sys.argv[1:]:
        if name != "--show":
            counts = compared(Path(name), "--show" in sys.argv)
            print(f"{Path(name).stem:40}", dict(counts))
            total += counts
    whole = sum(total.values()) - total["only some attributes asked for"]
    print(f"{total['equal']} of {whole} equal; {dict(total)}")
