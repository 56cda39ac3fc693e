"""What is remembered, and that damaged files do no harm."""

from __future__ import annotations

from pathlib import Path

from scimviewer.ui.settings import RECENT_LIMIT, Preferences, Profile, RecentCase, WindowState


def test_preferences_come_back(own_profile: Path) -> None:
    wanted = Preferences(theme="dark", zoom=1.25).with_recent(RecentCase("/a.scimcase", "a", 5))
    Profile().save(wanted)

    assert Profile().preferences() == wanted
    assert (own_profile / "preferences.json").exists()


def test_window_state_comes_back() -> None:
    state = WindowState(width=900, height=700, columns=("time", "what"), widths={"time": 120})
    Profile().save(state)

    assert Profile().window_state() == state


def test_damaged_or_newer_files_count_as_missing(own_profile: Path) -> None:
    own_profile.mkdir()
    for text in ("{", "[]", '{"version": 99, "theme": "dark"}', '{"theme": 5}'):
        (own_profile / "preferences.json").write_text(text)
        assert Profile().preferences() == Preferences()


def test_recent_cases_are_few_and_the_latest_is_first() -> None:
    preferences = Preferences()
    for number in range(RECENT_LIMIT + 3):
        preferences = preferences.with_recent(RecentCase(f"/{number}", str(number)))
    preferences = preferences.with_recent(RecentCase("/5", "5"))

    assert [case.name for case in preferences.recent[:2]] == ["5", "14"]
    assert len(preferences.recent) == RECENT_LIMIT


def test_unwritable_folder_is_no_complaint(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    Profile(tmp_path / "file").save(Preferences())


def test_cases_find_a_folder(own_profile: Path) -> None:
    assert Profile().case_folder() == own_profile / "cases"
    assert Profile().case_folder().is_dir()
