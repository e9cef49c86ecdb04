import os
import subprocess
import sys
from pathlib import Path

HEAVY = {
    "cryptography",
    "docx",
    "jsonschema",
    "keyring",
    "lxml",
    "matplotlib",
    "numpy",
    "openpyxl",
    "pikepdf",
    "PIL",
    "pptx",
    "pypdfium2",
    "reportlab",
    "sqlite_utils",
    "xlsxwriter",
}

# What opens a file: the window is shown before it is needed.
FOR_FILES = {"fivegates.store", "sqlite3"}

# Of our own: what other pages, edits and exports need, and no portfolio that is shown.
FOR_LATER = {
    "fivegates.actions.file.transaction",
    "fivegates.domain.capacity",
    "fivegates.domain.economics.ledger",
    "fivegates.domain.frameworks",
    "fivegates.domain.initiative.decisions",
    "fivegates.domain.review",
    "fivegates.domain.risk",
    "fivegates.domain.rubric",
    "fivegates.domain.verdict.evidence_rule",
    "fivegates.exchange",
    "fivegates.store.records.initiatives",
    "fivegates.ui.dialogs",
    "fivegates.ui.widgets.forms",
}

# Classes of Qt, which its bindings make when they are first named, with all their enumerations.
QT_FOR_LATER = {"QAccessible", "QDesktopServices", "QFileDialog", "QMessageBox", "QStatusBar", "QTextLayout"}

# Prints the modules that are loaded when the window is first painted, and when the portfolio is; then the
# classes of Qt that are made, and whether garbage was looked for since the window was first painted.
PROGRAM = """
import gc
import sys
from pathlib import Path
from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from fivegates.app import start
from fivegates.domain.language import ENGLISH

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print(*sys.modules)
            watched.removeEventFilter(self)
            if window.workspace is not None:
                app.quit()
        return False

app = QApplication([])
window = start(app, ENGLISH)
window.show_opening(Path(sys.argv[1]), sample=False)
first = FirstPaint()
window.centralWidget().installEventFilter(first)
window.files.opened.connect(lambda _: window.centralWidget().installEventFilter(first))
window.files.opened.connect(lambda _: collecting.append(gc.isenabled()))
collecting = []
app.exec()
print(*(name for module in (QtCore, QtGui, QtWidgets) for name in vars(module)))
print(*collecting, gc.isenabled())
"""


def test_nothing_heavy_is_loaded_when_the_window_is_first_painted(portfolio_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(portfolio_path)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    *lines, collecting = ran.stdout.splitlines()
    window, portfolio, qt = (set(line.split()) for line in lines)
    assert collecting == "False True"
    assert not FOR_FILES & window
    assert portfolio >= FOR_FILES
    assert not HEAVY & portfolio
    assert not FOR_LATER & portfolio
    assert "QTableView" in qt
    assert QT_FOR_LATER & qt == set()


def test_importing_is_pythons_own_once_qt_is_loaded() -> None:
    code = (
        "import builtins; from fivegates import app; own = builtins.__import__\n"
        "with app.plain_imports():\n    import PySide6.QtCore\n    assert builtins.__import__ is not own\n"
        "assert builtins.__import__ is own"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
