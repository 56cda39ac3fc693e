import gzip
import hashlib
import io
import json
import os
import random
import sys
import tarfile
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scimviewer.bundle.limits import Limits
from scimviewer.bundle.walk import Walk
from scimviewer.errors import UserError

LOG = b"".join(b"line %d\n" % number for number in range(5000))
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"


def test_plain_files_are_left_to_whoever_reads_them(tmp_path, walk_through):
    (tmp_path / "a.log").write_bytes(LOG)

    [found] = Walk([tmp_path / "a.log"])

    assert (found.path, found.size, found.file) == ("a.log", len(LOG), tmp_path / "a.log")
    assert walk_through(tmp_path / "a.log").files == {"a.log": LOG}


def test_paths_of_what_lies_in_a_bundle(tmp_path, walk_through, zip_of, tar_of):
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "b.log.gz").write_bytes(gzip.compress(b"b"))
    (logs / "c.tar.gz").write_bytes(gzip.compress(tar_of({"x/c.log": b"c"})))
    (logs / "d.zip").write_bytes(zip_of({"har/d.har": b"d", "e.log.gz": gzip.compress(b"e")}))

    seen = walk_through(logs, logs / "b.log.gz")

    assert seen.files == {
        "logs/b.log.gz": b"b",
        "logs/c.tar.gz/x/c.log": b"c",
        "logs/d.zip/har/d.har": b"d",
        "logs/d.zip/e.log.gz": b"e",
        "b.log.gz": b"b",
    }
    assert seen.sentences == ""


def nested(zip_of, tar_of, *kinds: str, data: bytes = LOG) -> bytes:
    """The data in archives in archives, the first kind outermost."""
    wrap = {
        "zip": lambda data: zip_of({"x": data}),
        "stored": lambda data: zip_of({"x": data}, zipfile.ZIP_STORED),
        "tar": lambda data: tar_of({"x": data}),
        "gz": gzip.compress,
    }
    for kind in reversed(kinds):
        data = wrap[kind](data)
    return data


@pytest.mark.parametrize(
    "kinds",
    [
        ("zip", "zip", "zip", "zip"),
        ("gz", "tar", "zip", "gz", "tar", "gz"),
        ("stored", "gz", "tar", "gz", "zip", "gz"),
        ("tar", "tar", "tar", "zip"),
        ("gz", "gz", "gz", "gz"),
        ("gz", "zip", "stored", "stored", "tar"),
    ],
)
def test_four_levels_are_opened_and_a_fifth_is_not(seen_in, zip_of, tar_of, kinds):
    four = seen_in(nested(zip_of, tar_of, *kinds))
    five = seen_in(nested(zip_of, tar_of, "tar", *kinds))

    assert (list(four.files.values()), four.problems) == ([LOG], {})
    assert five.files == {}
    assert "lies too deep" in five.sentences


def test_files_can_be_opened_again_and_side_by_side(tmp_path, zip_of, tar_of):
    members = {"a.log": LOG, "b.log": LOG[::-1]}
    for data in (
        zip_of(members),
        tar_of(members),
        gzip.compress(tar_of(members)),
        gzip.compress(zip_of(members)),
    ):
        (tmp_path / "case").write_bytes(data)
        for found in Walk([tmp_path / "case"]):
            with found.open() as first, found.open() as second:
                whole = members[found.path.removeprefix("case/")]
                assert first.read(10) == whole[:10]
                assert second.read() == whole
                assert first.read() == whole[10:]
            with found.open() as again:
                assert again.read() == whole


def test_what_nobody_reads_is_passed_over(tmp_path, tar_of):
    (tmp_path / "case").write_bytes(gzip.compress(tar_of({f"{n}.log": LOG for n in range(20)})))

    assert [found.path for found in Walk([tmp_path / "case"])] == [f"case/{n}.log" for n in range(20)]


def test_large_members_are_spooled_without_a_name(tmp_path, zip_of, tar_of):
    big = random.Random(1).randbytes(20_000_000)
    spool = tmp_path / "spool"
    spool.mkdir()
    inner = zip_of({"big.log": big}, zipfile.ZIP_STORED)
    (tmp_path / "case").write_bytes(gzip.compress(tar_of({"in.zip": inner, "big.log": big}), 1))

    for found in Walk([tmp_path / "case"], spool=spool):
        for _ in range(2):
            with found.open() as stream:
                assert hashlib.sha256(stream.read()).digest() == hashlib.sha256(big).digest()
        assert list(spool.iterdir()) == []


def test_the_order_is_always_the_same(tmp_path, walk_through, zip_of):
    (tmp_path / "b").write_bytes(zip_of({"2.log": b"2", "1.log": b"1"}))
    (tmp_path / "a").write_bytes(b"a")

    paths = [list(walk_through(tmp_path / "b", tmp_path).files) for _ in range(2)]

    top = tmp_path.name
    assert paths[0] == ["b/2.log", "b/1.log", f"{top}/a", f"{top}/b/2.log", f"{top}/b/1.log"]
    assert paths[0] == paths[1]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_equal_names_stay_apart(tmp_path, walk_through, zip_of):
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "case.zip").write_bytes(zip_of([("a.log", b"1"), ("a.log", b"2")]))

    seen = walk_through(tmp_path / "x/case.zip", tmp_path / "y/case.zip")

    assert seen.files == {
        "case.zip/a.log": b"1",
        "case.zip/a.log (2)": b"2",
        "case.zip (2)/a.log": b"1",
        "case.zip (2)/a.log (2)": b"2",
    }


def test_a_walk_can_be_repeated(tmp_path):
    (tmp_path / "a.log").write_bytes(b"1")
    walk = Walk([tmp_path / "a.log"])

    assert list(walk) == list(walk)


def test_junk_is_passed_over_and_a_case_is_to_be_opened(tmp_path, walk_through, zip_of):
    (tmp_path / ".DS_Store").write_bytes(b"x")
    (tmp_path / "old.scimcase").write_bytes(b"encrypted")
    (tmp_path / "old.scimcase-wal").write_bytes(b"x")
    (tmp_path / "other").write_bytes(b"SQLite format 3\0")
    (tmp_path / "case.zip").write_bytes(
        zip_of({"__MACOSX/._a.log": b"x", "Thumbs.db": b"x", "._b": b"\0\5\x16\7\0", "a.log": b"1"})
    )

    seen = walk_through(tmp_path)

    assert list(seen.files.values()) == [b"1"]
    assert [what.split(" is ", 1)[1] for what in seen.problems.values()] == [
        "a case; open it instead of importing it.",
        "an SQLite database. If it is a case, open it instead of importing it.",
    ]


def test_progress_reaches_the_size_on_disk(tmp_path, zip_of, tar_of):
    noise = random.Random(1).randbytes(3_000_000)
    (tmp_path / "a.log").write_bytes(noise)
    (tmp_path / "b.gz").write_bytes(gzip.compress(noise))
    (tmp_path / "c.zip").write_bytes(zip_of({"1": noise, "2": noise}))
    (tmp_path / "d.tgz").write_bytes(gzip.compress(tar_of({"1": noise, "2": noise})))
    walk = Walk([tmp_path])
    done = []
    for found in walk:
        with found.open() as stream:
            while stream.read(1 << 20):
                done.append(walk.done_bytes)

    assert done == sorted(done)
    assert len(set(done)) > 12
    assert walk.done_bytes == walk.total_bytes == sum(path.stat().st_size for path in tmp_path.iterdir())


def test_nothing_there_is_said_before_anything_is_read(tmp_path):
    with pytest.raises(UserError, match=r"no file or folder .*missing\.log"):
        Walk([tmp_path, tmp_path / "missing.log"])


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX systems")
def test_a_pipe_does_not_hang(tmp_path, walk_through):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "z.log").write_bytes(b"1")
    start = time.perf_counter()

    seen = walk_through(tmp_path)

    assert list(seen.files.values()) == [b"1"]
    assert "is a pipe" in seen.sentences
    assert time.perf_counter() - start < 5


def test_a_file_that_vanished_or_may_not_be_read_is_a_problem(tmp_path):
    for name in ("a.log", "b.log"):
        (tmp_path / name).write_bytes(b"1")
    walk = Walk([tmp_path / "a.log", tmp_path / "b.log"])
    (tmp_path / "a.log").unlink()

    first, second = walk

    assert "could not be read" in first.what
    assert second.path == "b.log"


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_bomb_is_stopped_early_and_the_others_are_read(seen_in, zip_of, pack):
    data = pack(zip_of({"zeros.log": bytes(300_000_000), "a.log": LOG}))

    seen = seen_in(data)

    assert 48_000_000 < len(seen.files["case/zeros.log"]) <= 50_000_000
    assert "more than 200 times its size" in seen.broken["case/zeros.log"]
    assert seen.files["case/a.log"] == LOG
    assert seen.walk.bombs == ["case/zeros.log"]


def test_memory_stays_flat_whatever_the_size(tmp_path, zip_of):
    (tmp_path / "case").write_bytes(zip_of({"zeros.log": bytes(300_000_000)}))
    size = 0
    tracemalloc.start()
    try:
        for found in Walk([tmp_path / "case"], accept_bombs=True):
            with found.open() as stream:
                while piece := stream.read(1 << 20):
                    size += len(piece)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert size == 300_000_000
    assert peak < 8_000_000


def test_bombs_in_bombs_share_one_total(seen_in, zip_of):
    inner = zip_of({"zeros": bytes(3_000_000)})
    data = zip_of({f"{n}.zip": inner for n in range(10)})

    seen = seen_in(data, limits=Limits(unpacked=10_000_000))

    assert sum(map(len, seen.files.values())) < 10_000_000
    assert "more than 10 MB came out" in seen.sentences


def test_a_bomb_that_is_an_archive_is_a_problem(seen_in, zip_of, tar_of):
    limits = Limits(ratio=50, ratio_after=1_000_000)
    bomb = gzip.compress(tar_of({"a.log": LOG, "zeros": bytes(5_000_000), "b.log": LOG}))

    seen = seen_in(zip_of({"bomb.tgz": bomb, "c.log": LOG}, zipfile.ZIP_STORED), limits=limits)

    assert seen.files["case/bomb.tgz/a.log"] == seen.files["case/c.log"] == LOG
    assert "50 times" in seen.problems["case/bomb.tgz"]


def test_a_quine_ends(seen_in):
    """A gzip file that unpacks to itself, imitated: every level holds the next one, 50 deep."""
    data = b"the end"
    for _ in range(50):
        data = gzip.compress(data)

    assert "lies too deep" in seen_in(data).problems["case"]


def samples() -> dict[str, bytes]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.log", LOG[:3000])
        archive.writestr("b/c.log.gz", gzip.compress(LOG[:1000]))
        archive.writestr("empty.log", b"")
    packed = buffer.getvalue()
    forms = {"gnu": tarfile.GNU_FORMAT, "pax": tarfile.PAX_FORMAT}
    tars = {}
    for name, form in forms.items():
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w", format=form) as tar:
            for member, data in (("x" * 120 + "größe", LOG[:900]), ("in.zip", packed), ("z.log", b"z")):
                info = tarfile.TarInfo(member)
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))
        tars[name] = buffer.getvalue()
    return {"zip": packed, "gz": gzip.compress(LOG) * 2, **tars, "tgz": gzip.compress(tars["pax"])}


SAMPLES = samples()
# Values that parsers trip over, for sizes, places, lengths and kinds.
ODD = (
    b"\xff\xff\xff\xff",
    b"\0\0\0\0",
    b"\x80\0\0\0",
    b"PK\1\2",
    b"PK\3\4",
    b"PK\5\6",
    b"LKxgS",
    b"\x1f\x8b\x08",
    b"9" * 12,
)
CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.one_of(st.binary(min_size=1, max_size=4), st.sampled_from(ODD))), max_size=6
)


@settings(max_examples=400, deadline=5000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(sorted(SAMPLES)), changes=CHANGES, length=st.floats(0, 1) | st.just(1.0))
def test_mutated_archives_only_ever_say_that_they_are_damaged(tmp_path, walk_through, kind, changes, length):
    data = bytearray(SAMPLES[kind])
    for place, change in changes:
        at = int(place * len(data))
        data[at : at + len(change)] = change
    (tmp_path / "case").write_bytes(data[: int(len(data) * length)])

    seen = walk_through(tmp_path / "case", limits=Limits(unpacked=50_000_000, members=1000))

    assert all(sentence.endswith(".") for sentence in [*seen.broken.values(), *seen.problems.values()])
    assert all(path.encode() for path in [*seen.files, *seen.problems])


def expected_sources(files: dict) -> dict[str, tuple[str, int]]:
    """Path → SHA-256 and bytes of everything that is no archive, from a folder's EXPECTED.json."""
    sources = {}
    for name, entry in files.items():
        if "members" in entry:
            inside = expected_sources(entry["members"])
            sources.update({f"{name}/{path}": value for path, value in inside.items()})
        else:
            leaf = entry.get("inner", entry)
            sources[name] = (leaf["sha256"], leaf["bytes"])
    return sources


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the recorded traffic is not beside this project")
@pytest.mark.parametrize("folder", [*sorted(path.name for path in CORPUS.glob("bundle-*")), "full-sync"])
def test_recorded_bundles_come_out_byte_for_byte(folder):
    expected = expected_sources(json.loads((CORPUS / folder / "EXPECTED.json").read_text())["files"])
    walked = {}
    for found in Walk([CORPUS / folder]):
        digest, size = hashlib.sha256(), 0
        with found.open() as stream:
            while piece := stream.read(1 << 20):
                digest.update(piece)
                size += len(piece)
        walked[found.path.partition("/")[2]] = (digest.hexdigest(), size)

    for about_the_folder in ("EXPECTED.json", "README.md"):
        walked.pop(about_the_folder)
    assert walked == expected
