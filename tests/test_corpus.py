"""Recorded traffic of real clients and servers is read as an independent count of the same files says."""

from __future__ import annotations

import gzip
import json
import tarfile
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scimviewer.query.rows import rows
from scimviewer.query.stats import stats
from scimviewer.query.table import Table
from scimviewer.store.case import Case
from scimviewer.store.importing import import_paths


def expected(corpus: Path) -> dict[str, dict[str, Any]]:
    """Every leaf of every EXPECTED.json, by its path in a bundle."""
    leaves: dict[str, dict[str, Any]] = {}

    def collect(path: str, entry: dict[str, Any]) -> None:
        if "members" in entry:
            for name, member in entry["members"].items():
                collect(f"{path}/{name}", member)
        elif "inner" in entry:
            collect(path, entry["inner"])
        else:
            leaves[path] = entry

    for file in sorted(corpus.glob("*/EXPECTED.json")):
        for name, entry in json.loads(file.read_text())["files"].items():
            collect(f"{file.parent.name}/{name}", entry)
    return leaves


def counts(case: Case) -> dict[str, Counter[str]]:
    """Events by method and status for each source; no answer is 0."""
    table = Table(case)
    table.refresh()
    found: dict[str, Counter[str]] = {}
    for row in rows(case, table.ids.tolist()):
        found.setdefault(row["source"], Counter())[f"{row['method']} {row['status'] or 0}"] += 1
    return found


def durations(case: Case) -> dict[str, list[float]]:
    """The known durations of each source, in milliseconds."""
    table = Table(case)
    table.refresh()
    found: dict[str, list[float]] = {}
    for row in rows(case, table.ids.tolist()):
        if row["duration_ms"] is not None:
            found.setdefault(row["source"], []).append(row["duration_ms"])
    return found


def by_method_status(leaf: dict[str, Any]) -> dict[str, int]:
    """The same with one number for no answer; a file without a request has none at all."""
    return {key.replace(" -1", " 0"): count for key, count in leaf.get("by_method_status", {}).items()}


@pytest.fixture(scope="module")
def whole(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Case, list[dict[str, Any]]]:
    """The whole corpus in one case; folder by folder, as one bundle each."""
    path = tmp_path_factory.mktemp("corpus") / "corpus.scimcase"
    sources = []
    for folder in sorted(one for one in corpus.iterdir() if one.is_dir()):
        sources.extend(import_paths([folder], path).sources)
    return Case.open(path), sources


def test_every_file_has_the_expected_events_by_method_and_status(
    corpus: Path, whole: tuple[Case, list[dict[str, Any]]]
) -> None:
    found = counts(whole[0])
    repeated = {source["path"] for source in whole[1] if source["status"] == "repeated"}
    leaves = expected(corpus)
    assert len(leaves) > 70
    for path, leaf in leaves.items():
        if path not in repeated:
            assert dict(found.get(path, {})) == by_method_status(leaf), path
            assert sum(found.get(path, {}).values()) == leaf["events"], path


def test_every_file_keeps_the_count_of_its_records(whole: tuple[Case, list[dict[str, Any]]]) -> None:
    for source in whole[0].sources():
        told = source["used"] + source["left_out"] + source["duplicates"] + source["problems"]
        assert source["records"] == told, source["path"]


def test_first_and_last_time_are_the_expected_ones(corpus: Path, whole: tuple[Case, list[dict[str, Any]]]) -> None:
    by_path = {source["path"]: source for source in whole[0].sources() if source["events"]}
    for path, leaf in expected(corpus).items():
        if path in by_path and by_path[path]["status"] == "read" and leaf["events"]:
            assert _micros(by_path[path]["first"]) == leaf["min_time"], path
            assert _micros(by_path[path]["last"]) == leaf["max_time"], path


def test_durations_are_the_expected_ones(corpus: Path, whole: tuple[Case, list[dict[str, Any]]]) -> None:
    found = durations(whole[0])
    compared = 0
    for path, leaf in expected(corpus).items():
        if path in found and "latency_ms" in leaf:
            taken, told = np.array(found[path]), leaf["latency_ms"]
            ranks = np.quantile(taken, (0, 0.5, 0.95, 0.99, 1), method="inverted_cdf").tolist()
            assert len(taken) == told["n"], path
            assert ranks == pytest.approx([told[key] for key in ("min", "p50", "p95", "p99", "max")], abs=0.001), path
            compared += 1
    assert compared > 30
    untold = [path for path, leaf in expected(corpus).items() if path in found and "latency_ms" not in leaf]
    assert untold == []


def _micros(text: str) -> str:
    day, _, fraction = text.removesuffix("Z").partition(".")
    return f"{day}.{fraction.ljust(6, '0')[:6]}Z"


@pytest.mark.parametrize("name", ["entra-scimmy.har", "express-winston.ndjson"])
@pytest.mark.parametrize("container", ["zip", "tar", "tar.gz", "gz"])
def test_a_container_changes_nothing(corpus: Path, tmp_path: Path, name: str, container: str) -> None:
    file = corpus / "entra-scimmy" / name
    bundle = tmp_path / f"bundle.{container}"
    if container == "zip":
        with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(file, f"logs/{name}")
    elif container == "gz":
        bundle.write_bytes(gzip.compress(file.read_bytes()))
    else:
        with tarfile.open(bundle, "w:gz" if container == "tar.gz" else "w") as tar:
            tar.add(file, f"logs/{name}")
    case = tmp_path / "case.scimcase"
    import_paths([bundle], case)

    (found,) = counts(Case.open(case)).values()
    assert dict(found) == by_method_status(expected(corpus)[f"entra-scimmy/{name}"])


def test_percentiles_of_every_file_are_the_expected_ones(
    corpus: Path, whole: tuple[Case, list[dict[str, Any]]]
) -> None:
    table = Table(whole[0])
    table.refresh()
    read = {source["path"] for source in whole[0].sources() if source["events"]}
    told = {path: leaf["latency_ms"] for path, leaf in expected(corpus).items() if leaf.get("latency_ms")}
    assert len(told) > 30
    for path in read & set(told):
        ((point,),) = [one["points"] for one in stats(table, f'source:"{path}"', "all")["series"]]
        found = {key: point[f"{key}_ms"] for key in ("p50", "p95", "p99")}
        assert found == {key: told[path][key] for key in found}, path
