"""What the program can do stands in the manual, and the manual promises nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scimviewer.cli import main
from scimviewer.demo.faults import all_faults
from scimviewer.findings import FINDERS
from scimviewer.formats import FORMATS
from scimviewer.query.columns import COLUMNS

ROOT = Path(__file__).resolve().parents[1]
MANUAL = {page.name: page.read_text(encoding="utf-8") for page in sorted((ROOT / "resources/manual").glob("*.md"))}
README = (ROOT / "README.md").read_text(encoding="utf-8")
INSTALL_AND_RUN = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/scimviewer demo"
INSTALL_AND_TEST = "python3 -m venv .venv && .venv/bin/pip install '.[test]' && .venv/bin/pytest"


@pytest.mark.parametrize("format_", FORMATS, ids=lambda one: one.name)
def test_every_format_has_its_heading(format_) -> None:
    assert re.search(rf"(?m)^##+ {re.escape(format_.title)}$", MANUAL["04-formats.md"])


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_in_the_manual(command: str) -> None:
    assert f"scimviewer {command}" in MANUAL["05-command-line.md"]


@pytest.mark.parametrize("fault", all_faults(), ids=lambda one: one.name)
def test_every_fault_is_in_the_manual(fault) -> None:
    assert f"`{fault.name}`" in "".join(MANUAL.values())


@pytest.mark.parametrize("finder", FINDERS, ids=lambda one: one.id)
def test_every_finding_is_in_the_manual(finder) -> None:
    assert f"| `{finder.id}` | {finder.severity} | {finder.title}." in MANUAL["11-findings.md"]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda one: one.key)
def test_every_field_is_in_the_manual(column) -> None:
    assert f"`{column.key}`" in MANUAL["03-filtering.md"]


@pytest.mark.parametrize("command", [INSTALL_AND_RUN, INSTALL_AND_TEST])
def test_the_readme_has_each_command_alone_on_one_line(command: str) -> None:
    blocks = re.findall(r"(?ms)^```\n(.*?)\n```$", README)
    assert [block for block in blocks if block == command] == [command]
    assert README.count(command) == 1


def test_links_and_pictures_of_the_documents_exist() -> None:
    documents = {ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "resources/manual").glob("*.md")}
    for document in documents:
        for target in re.findall(r"\]\(([^)#]+)", document.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_no_document_names_a_registry_or_a_path_of_a_machine() -> None:
    for document in [*ROOT.glob("*.md"), *(ROOT / "resources/manual").glob("*.md"), *(ROOT / "packaging").rglob("*.*")]:
        text = document.read_text(encoding="utf-8")
        assert not re.search(r"(?i)pypi\.org|files\.pythonhosted|/work/|/tmp/|/root/", text), document
