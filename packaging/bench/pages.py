"""Processor time of opening each page of the window, and each tab of an initiative.

With the sample, each is opened twice: the first time its code is loaded and its widgets are made, the second
time it is shown in its former state. The time is that of the main thread, during which the window is blocked,
until it is idle: charts are drawn a moment after their page is shown. The time of other threads, such as the
one that writes the brief, is printed beside it. Target: at most 100 ms for any of them.
Run: .venv/bin/python packaging/bench/pages.py
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from opened_window import opened_window
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sizes import exit_code, sized

from fivegates.actions.file.creation import create_sample
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.queries import find_initiative
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.menus import Place

TARGET_MS = 100.0
SHOWN = "CLM-TRIAGE"
SETTLING_MS = sized(300, 150)
IDLE_SECONDS = 0.002
LAUNCHED_MS = sized(3_000, 300)
TABS = sized(10, 2)
PLACES = list(Place)[: sized(len(Place), 2)]


class Page(NamedTuple):
    """A page by its name, and the function that opens it."""

    name: str
    open: Callable[[], object]


class Taken(NamedTuple):
    """Processor time of a page in milliseconds, on the main thread and on the others."""

    main: float
    others: float


def pages(window: MainWindow) -> Iterator[Page]:
    """All pages of the sidebar, all tabs of an initiative, and its brief."""
    workspace = window.workspace
    if workspace is None:
        message = "the sample did not open"
        raise SystemExit(message)
    initiative = find_initiative(workspace.session.opened, SHOWN)
    for place in PLACES:
        yield Page(place.value, lambda place=place: workspace.show_place(place))  # type: ignore[misc]
    yield Page("initiative", lambda: workspace.open_initiative(initiative))
    for number in range(1, TABS + 1):
        keys = f"Alt+{number % 10}"
        yield Page(f"  {keys}", lambda keys=keys: QTest.keySequence(workspace.page, keys))  # type: ignore[misc]
    yield Page("brief", lambda: workspace.show_brief(initiative))


def settle(milliseconds: int) -> None:
    """Run the event loop for some milliseconds; waiting takes no processor time."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def opening(page: Page) -> Taken:
    """Time until a page is shown and drawn, and the window is idle."""
    all_begun, main_begun = time.process_time(), time.thread_time()
    page.open()
    reached = all_begun
    while time.process_time() - reached > IDLE_SECONDS:
        reached = time.process_time()
        settle(SETTLING_MS)
    main = (time.thread_time() - main_begun) * 1000
    return Taken(main, (time.process_time() - all_begun) * 1000 - main)


def opened_twice(path: Path) -> list[tuple[str, Taken, Taken]]:
    """Open all pages of the sample twice; returns the times of the first and of the second."""
    sys.dont_write_bytecode = False  # a user's second launch finds compiled modules, and so does a second run
    app = QApplication([])
    window, _workspace = opened_window(app, path)
    settle(LAUNCHED_MS)
    first = [(page.name, opening(page)) for page in pages(window)]
    again = [opening(page) for page in pages(window)]
    window.close()
    return [(*each, second) for each, second in zip(first, again, strict=True)]


def main() -> int:
    """Print a line for each page, and the slowest; fail if it misses the target."""
    with TemporaryDirectory() as name:
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = name
        path = Path(name) / "Sample.fivegates"
        close_portfolio(create_sample(path))
        taken = opened_twice(path)
    for page, first, again in taken:
        print(
            f"{page:<12} first {first.main:4.0f} ms (+ {first.others:4.0f})   "
            f"again {again.main:4.0f} ms (+ {again.others:4.0f})"
        )
    worst, slowest = max(
        ((page, max(first.main, again.main)) for page, first, again in taken), key=lambda each: each[1]
    )
    print(f"worst {worst.strip()}, {slowest:.0f} ms; target at most {TARGET_MS:.0f} ms for any page")
    return exit_code(missed=slowest > TARGET_MS)


if __name__ == "__main__":
    sys.exit(main())
