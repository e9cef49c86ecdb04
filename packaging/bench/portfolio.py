"""Time until a portfolio of 1,000 × 24 final reviews is on screen, and its response times afterwards.

Launches of the window on it and on an empty portfolio alternate; target: at most 1.15 times the empty one.
Then, once all verdicts are judged, letters are typed into the filter and pages are scrolled, repeatedly, each
in processor time until it is painted, relative to a bare table of the same texts; target: a key takes at most
1.15 times as long as there.
Run: .venv/bin/python packaging/bench/portfolio.py
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

from big_portfolio import write_big, write_empty
from launch import FIVEGATES, Launch, launch
from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QTableView, QVBoxLayout, QWidget
from sizes import exit_code, sized

from fivegates.app import start
from fivegates.domain.language import ENGLISH

LAUNCHES = sized(9, 1)
TARGET, KEY_TARGET = 1.15, 1.15
KEYS, PAGES = sized(200, 30), sized(200, 10)
TYPED = "motor claims storm letter "


def launches(home: Path) -> float:
    """Launch both in turn after a warm-up; print medians, and return the ratio of the times until shown."""
    files = {"1,000 × 24": home / "big.fivegates", "empty": home / "empty.fivegates"}
    taken: dict[str, list[Launch]] = {name: [] for name in files}
    for turn in range(LAUNCHES + 1):
        for name, file in files.items():
            launched = launch(FIVEGATES.format(file=str(file)), home)
            if turn:
                taken[name].append(launched)
    for name, each in taken.items():
        shown = statistics.median(launched.filled for launched in each) * 1000
        used = statistics.median(launched.processor for launched in each) * 1000
        print(f"{name:<12} {shown:6.0f} ms until it is shown, {used:.0f} ms of the processor (medians)")
    pairs = list(zip(*taken.values(), strict=True))
    used_ratio = statistics.median(big.processor / empty.processor for big, empty in pairs)
    print(f"of the processor {used_ratio:.2f} times the empty one's")
    ratios: list[float] = [big.filled / empty.filled for big, empty in pairs]
    return statistics.median(ratios)


def opened_window(app: QApplication, path: Path) -> tuple[QLineEdit, QTableView]:
    """The filter and the table of the portfolio page in the real window."""
    window = start(app, ENGLISH)
    window.files.open_path(path)
    _show(window)
    if window.workspace is None:
        message = "the portfolio did not open"
        raise SystemExit(message)
    judged: list[object] = []
    window.workspace.verdicts.found.connect(judged.append)
    while not judged:
        QTest.qWait(100)
    page = window.workspace.portfolio
    return page.findChildren(QLineEdit)[0], page.findChildren(QTableView)[0]


def bare_window(ours: QTableView) -> tuple[QMainWindow, QLineEdit, QTableView]:
    """A window with a filter over a plain table of the same texts, without any of our code."""
    shown = ours.model()
    model = QStandardItemModel(0, shown.columnCount())
    for row in range(shown.rowCount()):
        texts = (str(shown.index(row, column).data() or "") for column in range(shown.columnCount()))
        model.appendRow([QStandardItem(text) for text in texts])
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
    """Show it and wait until it is idle."""
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    QTest.qWait(300)


def filtering(app: QApplication, line: QLineEdit) -> list[float]:
    """Type letters, and delete them word by word."""
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
    """Processor time of the main thread until the change is painted."""
    begun = time.thread_time()
    work()
    app.processEvents()
    return (time.thread_time() - begun) * 1000


def reported(name: str, ours: list[float], bare: list[float]) -> float:
    """Print median and p99 beside the bare table's; returns the ratio of the medians."""
    (p99, bare_p99) = (statistics.quantiles(taken, n=100)[98] for taken in (ours, bare))
    median, bare_median = statistics.median(ours), statistics.median(bare)
    print(
        f"{name:<12} median {median:5.1f} ms, bare table {bare_median:5.1f} ms, "
        f"ratio {median / bare_median:.2f}   p99 {p99:5.1f} ms, bare table {bare_p99:5.1f} ms, "
        f"ratio {p99 / bare_p99:.2f}"
    )
    return median / bare_median


def main() -> int:
    """Measure and print; fail if the target is missed."""
    with TemporaryDirectory() as name:
        home = Path(name)
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = name
        write_big(home / "big.fivegates")
        write_empty(home / "empty.fivegates")
        ratio = launches(home)
        app = QApplication([])
        line, table = opened_window(app, home / "big.fivegates")
        bare, bare_line, bare_table = bare_window(table)
        key_ratio = reported("filter key", filtering(app, line), filtering(app, bare_line))
        reported("scroll page", scrolling(app, table), scrolling(app, bare_table))
        for window in (bare, *app.topLevelWidgets()):
            window.close()
    print(f"launch ratio {ratio:.2f}, target at most {TARGET}")
    print(f"filter key {key_ratio:.2f} times the bare table's, target at most {KEY_TARGET}")
    return exit_code(missed=ratio > TARGET or key_ratio > KEY_TARGET)


if __name__ == "__main__":
    sys.exit(main())
