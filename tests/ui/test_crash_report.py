import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import wait_until_freed

from fivegates.ui.context import Context
from fivegates.ui.dialogs.crash_report import CrashReportDialog, report_text
from fivegates.ui.faults import FaultReporter
from fivegates.ui.window.main_window import MainWindow


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
    dialog = CrashReportDialog(context, text, window)
    dialog.open()
    (copy,) = [button for button in dialog.findChildren(QPushButton) if button.text() == "Copy report"]
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == text
    assert "BoomError: boom" in text
    assert "Fivegates 0." in text
    dialog.accept()
