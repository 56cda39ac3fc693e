import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
from zipfile import ZipFile

import pytest

from scimviewer.demo.bundle import make_bundle
from scimviewer.demo.faults import FAULT_NAMES
from scimviewer.demo.schedule import CUT_NS
from scimviewer.errors import UserError
from scimviewer.progress import Cancelled, Progress

SIZE = 1500
MEMBERS = [
    "README.txt",
    "har/gateway.har",
    "app/scim-server.ndjson",
    "access/nginx-access.log",
    "app/node2.log.gz",
    "app/django.jsonl",
    "export/okta-case.tar.gz",
]


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    return make_bundle(tmp_path_factory.mktemp("demo"), size=SIZE)


@pytest.fixture(scope="module")
def members(bundle):
    with ZipFile(bundle) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def json_lines(data):
    return [json.loads(line) for line in data.decode().splitlines()]


def exported(data):
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        (name,) = archive.getnames()
        return json.loads(archive.extractfile(name).read())


def test_the_bundle_has_logs_of_many_kinds(members):
    assert list(members) == MEMBERS
    assert b"planboard" in members["README.txt"]


def test_every_exchange_is_in_exactly_one_log_with_bodies(members, all_faults):
    entries = json.loads(members["har/gateway.har"])["log"]["entries"]
    django = [line for line in json_lines(members["app/django.jsonl"]) if line["event"] == "request_started"]
    winston = json_lines(gzip.decompress(members["app/node2.log.gz"]))
    ids = [{h["name"]: h["value"] for h in each["request"]["headers"]}["X-Request-Id"] for each in entries]
    ids += [line["req"]["id"] for line in json_lines(members["app/scim-server.ndjson"]) if "req" in line]
    ids += [line["meta"]["req"]["headers"]["x-request-id"] for line in winston]
    ids += [line["request_id"].replace("-", "") for line in django]
    ids += [each["request_id"] for each in exported(members["export/okta-case.tar.gz"])]

    assert len(set(ids)) == len(ids)
    assert sorted(ids) == sorted(call.request_id for call in all_faults)


def test_the_web_server_saw_one_host_again(members, all_faults):
    seen = members["access/nginx-access.log"].decode().splitlines()

    assert len(seen) == sum(call.provider == "entra-legacy" for call in all_faults)


def test_the_export_begins_where_the_log_was_cut(members, all_faults):
    later = [call for call in all_faults if call.provider == "okta" and call.time_ns >= CUT_NS]

    assert len(exported(members["export/okta-case.tar.gz"])) == len(later) > 0


def test_the_same_wish_gives_the_same_bytes_in_any_process(bundle, tmp_path):
    make = f"from pathlib import Path; from scimviewer.demo.bundle import make_bundle as m; m(Path('.'), size={SIZE})"
    env = {**os.environ, "PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", make], cwd=tmp_path, env=env, check=True)

    assert digest(tmp_path / bundle.name) == digest(bundle)


def test_another_seed_or_other_faults_give_other_bytes(bundle, tmp_path):
    other = make_bundle(tmp_path / "seed", size=SIZE, seed=2)
    clean = make_bundle(tmp_path / "clean", size=SIZE, faults=())

    assert len({digest(bundle), digest(other), digest(clean)}) == 3


class Watch(Progress):
    """Notes what is reported, and stops after that many reports."""

    def __init__(self, last=10_000):
        self.seen = []
        self.last = last

    def report(self, done, total=None, note=""):
        self.seen.append((done, total))
        if len(self.seen) > self.last:
            raise Cancelled


def test_progress_rises_to_the_end(tmp_path):
    watch = Watch()
    make_bundle(tmp_path, size=SIZE, faults=FAULT_NAMES[:1], progress=watch)

    assert watch.seen == sorted(watch.seen)
    assert watch.seen[-1] == (SIZE, SIZE)


def test_a_stopped_bundle_leaves_nothing(tmp_path):
    with pytest.raises(Cancelled):
        make_bundle(tmp_path, size=SIZE, progress=Watch(last=1))

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(UserError, match="cannot be written"):
        make_bundle(tmp_path / "file", size=SIZE)
