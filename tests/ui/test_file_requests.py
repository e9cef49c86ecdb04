"""A file that the system asks for by event, as macOS does after a double click, is opened."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from examples import slow_after

PROGRAM = """
import sys

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, QUrl
from PySide6.QtGui import QFileOpenEvent

from fivegates.app import run
from fivegates.ui.application import Application
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.welcome import WelcomePage

when, path = sys.argv[1:]
run_loop = Application.exec

def ask():
    QCoreApplication.sendEvent(Application.instance(), QFileOpenEvent(QUrl("https://example.org/a")))
    QCoreApplication.sendEvent(Application.instance(), QFileOpenEvent(QUrl.fromLocalFile(path)))

def look():
    (window,) = [each for each in Application.topLevelWidgets() if isinstance(each, MainWindow)]
    if when == "later" and isinstance(window.centralWidget(), WelcomePage):
        ask()
    if window.workspace is not None:
        print(window.workspace.session.opened.path)
        Application.quit()

def exec(_app):
    if when == "at once":
        ask()
    timer = QTimer(interval=10)
    timer.timeout.connect(look)
    timer.start()
    return run_loop()

Application.exec = exec
sys.exit(run(None, sample=False))
"""


@pytest.mark.parametrize("when", slow_after(1, ["at once", "later"]))
def test_a_file_that_the_system_asks_for_is_opened(when: str, portfolio_path: Path) -> None:
    path = portfolio_path.rename(portfolio_path.with_name("Zürich 100% & more #2.fivegates"))
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, when, str(path)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stdout.strip()) == (0, str(path)), ran.stderr
