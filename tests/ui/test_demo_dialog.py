"""Making test traffic."""

from __future__ import annotations

import pytest

from scimviewer.demo.faults import FAULTS
from scimviewer.ui.demo_dialog import DemoDialog, usual_folder
from scimviewer.ui.jobs import Jobs


@pytest.fixture
def dialog(qtbot, tmp_path):
    jobs = Jobs()
    made = DemoDialog(jobs, tmp_path / "new" / "traffic")
    qtbot.addWidget(made)
    made.show()
    yield made
    jobs.close()


def test_every_fault_has_a_box_that_is_ticked(dialog):
    assert dialog.chosen_faults() == tuple(fault.name for fault in FAULTS)
    dialog.faults[FAULTS[0].name].setChecked(False)
    assert FAULTS[0].name not in dialog.chosen_faults()


def test_a_bundle_is_made_and_told(dialog, qtbot, tmp_path):
    dialog.size_box.setValue(300)
    with qtbot.waitSignal(dialog.bundle_made, timeout=30_000) as made:
        dialog.make.click()
    assert made.args[0].exists()
    assert tmp_path in made.args[0].parents


def test_a_folder_that_cannot_be_made_is_told_in_the_dialog(dialog, qtbot, tmp_path):
    (tmp_path / "file").write_text("x")
    dialog.folder.setText(str(tmp_path / "file" / "below"))
    dialog.make.click()
    qtbot.waitUntil(lambda: bool(dialog.trouble.text()), timeout=5000)
    assert dialog.make.isEnabled()
    assert dialog.isVisible()


def test_the_usual_folder_is_not_there_yet():
    assert not usual_folder().exists()
