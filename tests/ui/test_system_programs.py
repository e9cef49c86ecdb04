"""What the system's programs open, and that it is told where there is none."""

import stat
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from fivegates.ui.system_programs import open_outside

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="xdg-open is of Linux")


@pytest.fixture
def parent(qapp: object) -> QObject:
    assert qapp
    return QObject()


def launcher(folder: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> Path:
    """Put a launcher first that notes what it is given, and ends with `code`; returns its note."""
    note, script = folder / "given", folder / "xdg-open"
    script.write_text(f'#!/bin/sh\necho "$1" > "{note}"\nexit {code}\n', encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder))
    return note


@on_linux
def test_a_launcher_that_finds_no_program_is_reported(
    qtbot: QtBot, parent: QObject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note, refusals = launcher(tmp_path, monkeypatch, 3), []
    url = QUrl.fromLocalFile("/somewhere/a brief.pdf")
    open_outside(url, lambda: refusals.append(1), parent)
    qtbot.waitUntil(lambda: refusals == [1])
    assert QUrl(note.read_text(encoding="utf-8").strip()).toLocalFile() == "/somewhere/a brief.pdf"
    qtbot.waitUntil(lambda: not parent.children())


@on_linux
def test_a_launcher_that_opens_it_is_not(
    qtbot: QtBot, parent: QObject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals: list[int] = []
    note = launcher(tmp_path, monkeypatch, 0)
    open_outside(QUrl("https://example.org/a?b=c"), lambda: refusals.append(1), parent)
    qtbot.waitUntil(lambda: not parent.children())
    assert note.read_text(encoding="utf-8").strip() == "https://example.org/a?b=c"
    assert refusals == []


@pytest.mark.parametrize("works", [True, False])
def test_without_a_launcher_qt_opens_it(
    parent: QObject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, works: bool
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: works)
    refusals: list[int] = []
    open_outside(QUrl("https://example.org"), lambda: refusals.append(1), parent)
    assert refusals == ([] if works else [1])
