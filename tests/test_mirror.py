"""Every source file has its test file, and every test file its source."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).resolve().parent
SOURCES = TESTS.parent / "scimviewer"
# Claims about the whole rather than about one file.
ABOUT_ALL = {
    "test_architecture.py", "test_mirror.py", "test_corpus.py", "test_docs.py", "test_packaging.py",
    "ui/test_throttling_walkthrough.py",
}  # fmt: skip


def wanted() -> set[str]:
    return {
        file.relative_to(SOURCES).with_name(f"test_{file.name}").as_posix()
        for file in SOURCES.rglob("*.py")
        if file.name not in ("__init__.py", "__main__.py")
    }


def written() -> set[str]:
    files = (file.relative_to(TESTS).as_posix() for file in TESTS.rglob("test_*.py"))
    return {file for file in files if not file.startswith("bench/")} - ABOUT_ALL


def test_every_source_has_its_test() -> None:
    assert not wanted() - written()


def test_every_test_has_its_source() -> None:
    assert not written() - wanted()
