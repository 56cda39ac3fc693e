"""Pictures without a screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from scimviewer.errors import UserError
from scimviewer.store.case import Case
from scimviewer.ui import caption, picture
from scimviewer.ui.event_tabs import TABS
from scimviewer.ui.theme import Colours
from tests.conftest import call
from tests.query.made_life import ANN, BOSS, JOINED, LIFE


@pytest.fixture
def case(case_of: Callable[..., Case]) -> Case:
    return case_of(
        call("PUT", "https://x/Users/1", 200, request={"body": {"userName": "ines@halden.example"}}),
        call("PUT", "https://x/Users/2", 409),
    )


@pytest.mark.parametrize(("view", "size"), [("main", (1440, 900)), ("events", (1200, 84)), ("event:2", (1200, 500))])
def test_picture_is_twice_as_fine_and_has_a_caption(case: Case, tmp_path: Path, view: str, size) -> None:
    out = tmp_path / "a.png"
    picture.shot(case.path, out, picture.Shot(view, height=size[1] if view == "event:2" else 0))
    image = QImage(str(out))

    strip = 2 * caption.CAPTION_LINE + 12
    assert (image.width(), image.height()) == (size[0] * 2, (size[1] + strip) * 2)
    assert image.pixelColor(image.width() - 4, image.height() - 4) == Colours("light").sunken


def test_theme_and_size_can_be_chosen(case: Case, tmp_path: Path) -> None:
    out = tmp_path / "a.png"
    picture.shot(case.path, out, picture.Shot("events", theme="dark", width=800, height=200))
    image = QImage(str(out))

    assert image.width() == 1600
    assert image.pixelColor(4, 300) == Colours("dark").surface


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"view": "moon"}, "no view"),
        ({"view": "event:x"}, "no view"),
        ({"view": "event:99"}, "no event 99"),
        ({"view": "event:1", "tab": "moon"}, "no tab “moon”"),
        ({"view": "events", "filter": "colour:red"}, "no field"),
        ({"view": "plots", "filter": "status:418"}, "nothing to plot"),
        ({"view": "plots", "by": "error"}, "cannot be split by “error”"),
        ({"view": "plots", "bucket": "soon"}, "not the length of a bucket"),
    ],
)
def test_what_is_not_there_is_said(case: Case, tmp_path: Path, wanted: dict, message: str) -> None:
    with pytest.raises(UserError, match=message):
        picture.shot(case.path, tmp_path / "a.png", picture.Shot(**wanted))


def test_plots_are_a_picture_and_a_drawing(case: Case, tmp_path: Path) -> None:
    picture.shot(case.path, tmp_path / "a.png", picture.Shot("plots", theme="dark"))
    assert QImage(str(tmp_path / "a.png")).width() == 2400
    for name in ("a.svg", "b.svg"):
        picture.shot(case.path, tmp_path / name, picture.Shot("plots", "status:409"))
    text = (tmp_path / "a.svg").read_text("utf-8")
    assert ">Failure rate</text>" in text
    assert "filter status:409" in text
    assert text == (tmp_path / "b.svg").read_text("utf-8")


def test_only_plots_are_drawings(case: Case, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Only plots"):
        picture.shot(case.path, tmp_path / "a.svg", picture.Shot("events"))


def test_plots_are_split_and_cut_as_wished(case: Case, tmp_path: Path) -> None:
    out = tmp_path / "a.svg"
    picture.shot(case.path, out, picture.Shot("plots", by="status", bucket="15m"))
    text = out.read_text("utf-8")
    assert ">Events per 15 min</text>" in text
    assert "by status" in text


def test_every_tab_of_an_event_is_pictured_in_full_length(case: Case, tmp_path: Path) -> None:
    heights = set()
    for tab in TABS:
        picture.shot(case.path, tmp_path / "a.png", picture.Shot("event:1", tab=tab.key))
        heights.add(QImage(str(tmp_path / "a.png")).height())
    assert len(heights) > 2


def test_differences_and_stories_become_pictures(case_of, tmp_path):
    case = case_of(*LIFE)
    sizes = set()
    for view in (f"diff:{BOSS}", f"diff:{BOSS}:{JOINED}", f"story:{ANN}"):
        out = tmp_path / "x.png"
        picture.shot(case.path, out, picture.Shot(view))
        sizes.add((QImage(str(out)).width(), QImage(str(out)).height()))
    assert {width for width, _ in sizes} == {2400}
    assert len(sizes) == 3


@pytest.mark.parametrize("view", ["diff:99", "story:nobody", "diff:", "story:", "diff:x"])
def test_no_difference_and_no_story_is_said(case_of, tmp_path, view):
    with pytest.raises(UserError):
        picture.shot(case_of(*LIFE).path, tmp_path / "x.png", picture.Shot(view))
