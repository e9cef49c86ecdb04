"""How soon a portfolio of 1,000 × 24 final reviews is on screen, and whether it stalls afterwards.

Launches of the window on it and on an empty portfolio take turns; target: at most 1.3 times the empty one.
Then a letter goes to the filter and a page is scrolled, again and again, each timed to its repaint, beside a
bare table of as many rows. Run: .venv/bin/python packaging/bench/portfolio.py
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from big_portfolio import INITIATIVES, write_big, write_empty
from launch import FIVEGATES, launch
from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QTableView, QVBoxLayout, QWidget
from sizes import exit_code, sized

from fivegates.app import start
from fivegates.domain.language import ENGLISH

LAUNCHES = sized(9, 1)
TARGET = 1.3
KEYS, PAGES = sized(200, 30), sized(200, 10)
TYPED = "motor claims storm letter "


def launches(home: Path) -> float:
    """Launch both in turn after a warm-up; print medians and return their ratio."""
    files = {"1,000 × 24": home / "big.fivegates", "empty": home / "empty.fivegates"}
    taken: dict[str, list[float]] = {name: [] for name in files}
    for turn in range(LAUNCHES + 1):
        for name, file in files.items():
            seconds = launch(FIVEGATES.format(file=str(file)), home).filled
            if turn:
                taken[name].append(seconds)
    for name, seconds_of in taken.items():
        print(f"{name:<12} {statistics.median(seconds_of) * 1000:6.0f} ms until it is shown (median)")
    ratios: list[float] = [big / empty for big, empty in zip(*taken.values(), strict=True)]
    return statistics.median(ratios)


def opened_window(app: QApplication, path: Path) -> tuple[QLineEdit, QTableView]:
    """The filter and the table of the portfolio page in the real window."""
    window = start(app, ENGLISH)
    window.files.open_path(path)
    _show(window)
    if window.workspace is None:
        message = "the portfolio did not open"
        raise SystemExit(message)
    page = window.workspace.portfolio
    return page.findChildren(QLineEdit)[0], page.findChildren(QTableView)[0]


def bare_window() -> tuple[QMainWindow, QLineEdit, QTableView]:
    """The window, a filter over a plain table of as many rows and columns, with nothing of ours."""
    model = QStandardItemModel(0, 8)
    for row in range(INITIATIVES):
        model.appendRow([QStandardItem(f"Initiative {row} column {column}") for column in range(8)])
    window, root = QMainWindow(), QWidget()
    order = QSortFilterProxyModel(window)
    order.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    order.setFilterKeyColumn(-1)
    order.setSourceModel(model)
    model.setParent(window)
    line, table = QLineEdit(), QTableView()
    table.setModel(order)
    line.textChanged.connect(order.setFilterFixedString)
    layout = QVBoxLayout(root)
    layout.addWidget(line)
    layout.addWidget(table)
    window.setCentralWidget(root)
    _show(window)
    return window, line, table


def _show(window: QMainWindow) -> None:
    """Put it on the screen and wait until it has settled."""
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    QTest.qWait(300)


def filtering(app: QApplication, line: QLineEdit) -> list[float]:
    """Type letters, and take them back word by word."""
    taken = []
    for letter in islice(cycle(TYPED), KEYS):
        if letter == " ":
            line.clear()
            app.processEvents()
            continue
        taken.append(_milliseconds(app, lambda letter=letter: QTest.keyClicks(line, letter)))  # type: ignore[misc]
    line.clear()
    app.processEvents()
    return taken


def scrolling(app: QApplication, table: QTableView) -> list[float]:
    """Scroll down page by page, and up again."""
    bar = table.verticalScrollBar()
    taken, step = [], bar.pageStep()
    for _ in range(PAGES):
        if not bar.minimum() <= bar.value() + step <= bar.maximum():
            step = -step
        taken.append(_milliseconds(app, lambda step=step: bar.setValue(bar.value() + step)))  # type: ignore[misc]
    return taken


def _milliseconds(app: QApplication, work: Callable[[], object]) -> float:
    """How long until what it changes is painted."""
    begun = time.perf_counter()
    work()
    app.processEvents()
    return (time.perf_counter() - begun) * 1000


def reported(name: str, ours: list[float], bare: list[float]) -> None:
    """Print median and p99 of ours, and p99 beside the bare table's."""
    p99, floor = (statistics.quantiles(taken, n=100)[98] for taken in (ours, bare))
    print(
        f"{name:<12} median {statistics.median(ours):5.1f} ms   p99 {p99:5.1f} ms   "
        f"bare table {floor:5.1f} ms   ratio {p99 / floor:.2f}"
    )


def main() -> int:
    """Measure and print; fail where the target is missed."""
    with TemporaryDirectory() as name:
        home = Path(name)
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = name
        write_big(home / "big.fivegates")
        write_empty(home / "empty.fivegates")
        ratio = launches(home)
        app = QApplication([])
        line, table = opened_window(app, home / "big.fivegates")
        bare, bare_line, bare_table = bare_window()
        reported("filter key", filtering(app, line), filtering(app, bare_line))
        reported("scroll page", scrolling(app, table), scrolling(app, bare_table))
        for window in (bare, *app.topLevelWidgets()):
            window.close()
    print(f"launch ratio {ratio:.2f}, target at most {TARGET:.1f}")
    return exit_code(missed=ratio > TARGET)


if __name__ == "__main__":
    sys.exit(main())
