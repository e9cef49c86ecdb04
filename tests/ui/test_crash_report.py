import os
import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from fivegates.ui.application import FaultReporter
from fivegates.ui.context import Context
from fivegates.ui.dialogs.crash_report import CrashReportDialog, report_text
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace
from windows import wait_until_freed


class BoomError(Exception):
    """A fault of the program's own."""


def fail(text: str = "boom") -> None:
    raise BoomError(text)


def fault(text: str = "boom") -> BoomError:
    """An exception that was really raised."""
    with pytest.raises(BoomError) as caught:
        fail(text)
    return caught.value


@pytest.fixture
def reporter(context: Context, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> FaultReporter:
    """Installed for one test."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    reporter = FaultReporter(context, qapp)
    reporter.install()
    return reporter


def report(error: BaseException) -> None:
    """What Python does with an exception that nobody caught."""
    sys.excepthook(type(error), error, error.__traceback__)


def reports() -> list[CrashReportDialog]:
    """The reports on screen."""
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, CrashReportDialog)]


def shown(qtbot: QtBot) -> list[CrashReportDialog]:
    """The reports on screen, once they had time to appear."""
    qtbot.waitUntil(lambda: bool(reports()))
    return reports()


@pytest.mark.usefixtures("reporter", "window")
def test_a_fault_is_shown_once_and_printed(qtbot: QtBot, capsys: pytest.CaptureFixture[str]) -> None:
    report(fault())
    report(fault("again"))
    (dialog,) = shown(qtbot)
    assert "BoomError: boom" in capsys.readouterr().err
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    wait_until_freed(qtbot, dialog)
    report(fault("later"))
    (dialog,) = shown(qtbot)
    dialog.accept()


@pytest.mark.usefixtures("reporter", "window")
def test_a_fault_in_a_thread_is_shown_too(qtbot: QtBot) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    (dialog,) = shown(qtbot)
    dialog.accept()


@pytest.mark.usefixtures("reporter", "window")
def test_stopping_on_purpose_is_no_fault(qtbot: QtBot) -> None:
    report(KeyboardInterrupt())
    qtbot.wait(20)
    assert not reports()


def test_the_report_can_be_copied(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    text = report_text(fault())
    dialog = CrashReportDialog(context, "State of the file", text, window)
    dialog.open()
    (copy,) = [button for button in dialog.findChildren(QPushButton) if button.text() == "Copy report"]
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == text
    assert "BoomError: boom" in text
    assert "Fivegates 0." in text
    dialog.accept()


def test_what_is_said_of_the_file_was_checked_then(
    reporter: FaultReporter, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    reporter.file_state = window.file_safety.file_state
    report(fault())
    (dialog,) = shown(qtbot)
    assert says(dialog, "holds everything up to your last saved edit")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    wait_until_freed(qtbot, dialog)
    os.truncate(workspace.session.opened.path, 0)
    report(fault())
    (dialog,) = shown(qtbot)
    assert not says(dialog, "holds everything")
    assert says(dialog, "no longer holds the portfolio")
    dialog.accept()


def test_where_nothing_is_open_nothing_is_said_of_a_file(
    reporter: FaultReporter, window: MainWindow, qtbot: QtBot
) -> None:
    report(fault())
    (dialog,) = shown(qtbot)
    assert says(dialog, "No portfolio was open")
    assert window.file_safety.file_state() == reporter.file_state()
    dialog.accept()


def says(dialog: CrashReportDialog, words: str) -> bool:
    """Whether a dialog says this."""
    return any(words in label.text() for label in dialog.findChildren(QLabel))
