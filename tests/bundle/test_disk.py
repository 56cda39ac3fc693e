import os
import sys
from pathlib import Path

import pytest

from scimviewer.bundle.damage import BundleError
from scimviewer.bundle.disk import DiskFile, files, printable
from scimviewer.errors import UserError
from scimviewer.event import Problem

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and devices of POSIX systems")


def test_a_folder_is_read_by_name_with_its_own_name_in_front(tmp_path: Path):
    for name in ("logs/b.log", "logs/a/2.log", "logs/a/1.log", "logs/c.log"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")

    found = list(files(tmp_path / "logs"))

    assert [entry.path for entry in found] == ["logs/a/1.log", "logs/a/2.log", "logs/b.log", "logs/c.log"]
    assert [entry.size for entry in found] == [1, 1, 1, 1]


def test_what_does_not_exist_is_the_users_business(tmp_path: Path):
    for name in ("missing.log", "missing/a.log", "a\0b", "n" * 5000):
        with pytest.raises(UserError, match="There is no file or folder"):
            list(files(tmp_path / name))


@POSIX
def test_links_in_a_folder_are_reported_and_not_followed(tmp_path: Path):
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs/passwd.log").symlink_to("/etc/passwd")
    (tmp_path / "logs/loop").symlink_to(tmp_path / "logs")

    found = list(files(tmp_path / "logs"))

    assert [entry.source for entry in found] == ["logs/loop", "logs/passwd.log"]
    assert all("is a link" in entry.what for entry in found)


@POSIX
def test_a_link_that_the_user_named_is_followed_and_keeps_its_name(tmp_path: Path):
    (tmp_path / "real.log").write_bytes(b"x")
    (tmp_path / "link.log").symlink_to(tmp_path / "real.log")

    [found] = files(tmp_path / "link.log")

    assert (found.path, found.file) == ("link.log", tmp_path / "real.log")


@POSIX
def test_pipes_and_devices_are_reported_at_once(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    found = [*files(tmp_path), *files(tmp_path / "pipe"), *files(Path("/dev/null"))]

    kinds = [entry.what.split(",")[0] for entry in found if isinstance(entry, Problem)]
    assert kinds == ["pipe is a pipe", "pipe is a pipe", "null is a device"]


@POSIX
def test_a_file_exchanged_for_a_pipe_or_a_link_is_refused_without_waiting(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/etc/passwd")

    for name in ("pipe", "link", "missing"):
        with pytest.raises(BundleError):
            DiskFile(tmp_path / name, name)


@POSIX
def test_what_may_not_be_read_is_a_problem(tmp_path: Path):
    (tmp_path / "logs/closed").mkdir(parents=True)
    (tmp_path / "logs/closed").chmod(0)
    if os.access(tmp_path / "logs/closed", os.R_OK):
        pytest.skip("this user may read everything")
    try:
        [found] = files(tmp_path / "logs")
        [inside] = files(tmp_path / "logs/closed/a.log")
    finally:
        (tmp_path / "logs/closed").chmod(0o700)

    assert "not allowed" in found.what
    assert "not allowed" in inside.what


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no paths that long")
def test_folders_deeper_than_calls_can_nest(tmp_path: Path):
    here, depth = os.getcwd(), 0
    os.chdir(tmp_path)
    try:
        while depth < 1200:
            os.mkdir("d")
            os.chdir("d")
            depth += 1
        found = list(files(tmp_path))
    finally:
        while depth:  # pytest's own cleaning is a recursion
            os.chdir("..")
            os.rmdir("d")
            depth -= 1
        os.chdir(here)

    assert found == []


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode there")
def test_names_that_are_no_text_can_be_stored(tmp_path: Path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.log")).write_bytes(b"x")

    [found] = files(tmp_path)

    assert found.path.endswith("/caf\\xe9.log")
    assert found.path.encode()
    assert printable("grüße.log") == "grüße.log"


def test_position_is_noted_and_seeking_forgets_what_was_read_ahead(tmp_path: Path):
    (tmp_path / "a.log").write_bytes(b"0123456789" * 100_000)
    noted = []
    with DiskFile(tmp_path / "a.log", "a.log", noted.append) as stream:
        assert stream.read(3) == b"012"
        assert stream.seek(5) == 5
        assert stream.read(3) == b"567"
        assert stream.seekable()
        while stream.read(1 << 20):
            pass

    assert noted[-1] == 1_000_000
