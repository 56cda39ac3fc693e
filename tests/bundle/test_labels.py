import pytest

from scimviewer.bundle.labels import Labels, is_junk, joined, why_open_instead


@pytest.mark.parametrize(
    "path",
    [
        "__MACOSX/a.log",
        "case.zip/__MACOSX/x/._a.log",
        "a/.DS_Store",
        "Thumbs.db",
        "x/thumbs.db",
        "a.scimcase-wal",
    ],
)
def test_junk_goes_without_a_word(path):
    assert is_junk(path)


@pytest.mark.parametrize("path", ["a.log", "MACOSX/a.log", "my.DS_Store.log", "._a.log", "a.scimcase"])
def test_what_only_looks_like_junk_stays(path):
    assert not is_junk(path, b"2026-01-01")


def test_what_macos_packs_beside_a_file_is_junk_by_content():
    assert is_junk("logs/._a.log", b"\x00\x05\x16\x07\x00\x02\x00\x00")


def test_a_case_is_to_be_opened():
    assert "is a case; open it" in why_open_instead("old.scimcase", b"encrypted")
    assert "open it" in why_open_instead("old", b"SQLite format 3\0...")
    assert why_open_instead("a.log", b"SQLite") is None


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("har/a.har", "x.zip/har/a.har"),
        ("./har//./a.har", "x.zip/har/a.har"),
        ("../../etc/passwd", "x.zip/../../etc/passwd"),
        ("/etc/passwd", "x.zip//etc/passwd"),
        ("a\0b\n\u202e", "x.zip/a\0b\n\u202e"),
        ("C:\\x", "x.zip/C:\\x"),
        ("", "x.zip/(no name)"),
        ("n" * 5000, "x.zip/" + "n" * 1024 + "…"),
    ],
)
def test_names_are_labels(name, label):
    assert joined("x.zip", name) == label


def test_the_same_name_stays_a_source_of_its_own():
    labels = Labels()

    given = [labels.unique(path) for path in ("a", "a (2)", "a", "a", "b")]

    assert given == ["a", "a (2)", "a (3)", "a (4)", "b"]
