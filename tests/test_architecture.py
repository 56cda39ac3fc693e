"""The borders between the parts hold: who imports whom, where Qt and SQL may stand, nothing reaches a network."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1] / "scimviewer"
FILES = sorted(ROOT.rglob("*.py"))
VOCABULARY = {"event", "errors", "progress", "times", "zones", "__init__"}
MAY_IMPORT = {
    "scim": set(),
    "quirks": {"scim"},
    "privacy": {"scim"},
    "bundle": set(),
    "formats": {"scim"},
    "store": {"bundle", "formats", "privacy", "scim"},
    "query": {"store", "scim", "quirks"},
    "findings": {"query", "quirks", "scim"},
    "output": {"findings", "query", "privacy"},
    "demo": set(),
    "ui": {"output", "findings", "query", "store", "formats", "privacy", "scim", "quirks", "bundle", "demo"},
}
MAY_IMPORT["commands"] = {*MAY_IMPORT, "self_test"}
NETWORK = {
    "socket", "ssl", "http", "urllib.request", "urllib.error", "ftplib", "smtplib", "poplib", "imaplib", "telnetlib",
    "xmlrpc", "socketserver", "asyncio", "requests", "httpx", "aiohttp", "urllib3", "webbrowser",
    "PySide6.QtNetwork", "PySide6.QtWebEngineCore",
}  # fmt: skip
SQL = re.compile(
    r"(?is)^\s*(select\s.+\sfrom|insert\s+(or\s+\w+\s+)?into|update\s+\w+\s+set|delete\s+from|create\s+(table|view|index|trigger)|pragma)\s"
)


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def part(file: Path) -> str:
    """The folder of a file below the package, or its own name at the top."""
    relative = file.relative_to(ROOT)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_part_imports_only_what_lies_below_it(file: Path) -> None:
    own = part(file)
    if own not in MAY_IMPORT:
        return  # the vocabulary and the command line, tested below
    for name in imports(file):
        pieces = name.split(".")
        if pieces[0] == "scimviewer" and len(pieces) > 1 and pieces[1] != "__version__":
            assert pieces[1] in MAY_IMPORT[own] | VOCABULARY | {own}, f"{own} imports {name}"


def test_every_folder_has_its_line_in_the_table() -> None:
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert folders - {"resources"} <= set(MAY_IMPORT)


def test_the_vocabulary_imports_nothing_of_the_program() -> None:
    for name in VOCABULARY - {"__init__"}:
        others = [one for one in imports(ROOT / f"{name}.py") if one.startswith("scimviewer.")]
        assert not [one for one in others if one.split(".")[1] not in VOCABULARY]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_qt_stands_only_in_ui(file: Path) -> None:
    names = [name.split(".")[0] for name in imports(file)]
    qt = {"PySide6", "pyqtgraph", "qtawesome", "shiboken6"} & set(names)
    assert not qt or part(file) == "ui"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_nothing_reaches_a_network(file: Path) -> None:
    for name in imports(file):
        assert not any(name == one or name.startswith(one + ".") for one in NETWORK), name


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_sql_stands_only_where_cases_are_read_and_written(file: Path) -> None:
    if part(file) in ("store", "query", "findings"):
        return
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not SQL.match(node.value), node.value[:60]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_file_is_longer_than_400_lines(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 400


def test_every_module_opens_with_the_question_it_answers() -> None:
    for file in FILES:
        assert ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))), file


def test_no_folder_nests_deeper_than_one() -> None:
    assert not list(ROOT.glob("*/*/*.py"))


def test_exceptions_are_caught_wholesale_only_at_parser_boundaries() -> None:
    allowed = {"store/reading.py", "ui/jobs.py", "ui/app.py"}
    for file in FILES:
        relative = file.relative_to(ROOT).as_posix()
        if relative in allowed or relative.startswith("bundle/"):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                names = {one.id for one in ast.walk(node.type) if isinstance(one, ast.Name)} if node.type else {"bare"}
                assert not names & {"Exception", "BaseException", "bare"} or _raises(node), relative


def _raises(handler: ast.ExceptHandler) -> bool:
    return any(isinstance(node, ast.Raise) and node.exc is None for node in ast.walk(handler))
