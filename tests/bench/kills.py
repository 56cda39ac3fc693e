"""Kill imports at random moments, as often as wanted: `python tests/bench/kills.py --kills 50`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.store.kills import bundle, killed_imports


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--records", type=int, default=30_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="scimviewer-kills-") as name:
        path = bundle(Path(name) / "bundle", chosen.records)
        told, wrong = killed_imports(path, Path(name), chosen.kills, chosen.seed)
    print(f"{told.kills} kills, events after each: {told.at}; {told.finished} imports were faster than the blow")
    print(f"processes that outlived their importer: {len(told.survivors)}")
    print("\n".join(wrong) or "every case is what an undisturbed import makes")
    return 1 if wrong or told.survivors else 0


if __name__ == "__main__":
    sys.exit(main())
