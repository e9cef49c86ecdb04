"""How long the window takes to its first paint, against a bare Qt window launched in turn with it.

Target: at most 2.0 times the bare window. Run: .venv/bin/python packaging/bench/launch.py
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

RUNS = 9
TARGET = 2.0
PAINTED = "painted"

BARE = """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("Fivegates"))
window.resize(1280, 800)
window.show()
app.exec()
"""

FIVEGATES = """
from pathlib import Path
from fivegates.app import run
run(Path({file!r}), sample=False)
"""

# Replaces the event loop's start: says when a window has been painted, then ends the program.
WATCH = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.UpdateRequest and isinstance(watched, QMainWindow):
            QTimer.singleShot(0, self.tell)
        return False

    def tell(self):
        print("painted", flush=True)
        QApplication.instance().exit()

exec_loop = QApplication.exec

def watched_exec(*_):
    watch = Watch()
    QApplication.instance().installEventFilter(watch)
    return exec_loop()

QApplication.exec = watched_exec
"""


def seconds_to_paint(program: str, home: Path) -> float:
    """Launch `program` and return the seconds until its window was painted."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(home)}
    environment |= {"XDG_DATA_HOME": str(home)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's second launch finds compiled modules
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", WATCH + program],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    ) as process:
        line = process.stdout.readline() if process.stdout else ""
        elapsed = time.perf_counter() - begun
        process.wait(timeout=60)
    if line.strip() != PAINTED:
        sys.exit("The window was never painted.")
    return elapsed


def main() -> None:
    """Launch both in turn, after one warm-up of each, and print medians and their ratio."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        sample = home / "sample.fivegates"
        subprocess.run([sys.executable, "-m", "fivegates", "sample", str(sample)], check=True)
        programs = {"bare": BARE, "fivegates": FIVEGATES.format(file=str(sample))}
        times: dict[str, list[float]] = {name: [] for name in programs}
        for turn in range(RUNS + 1):
            for name, program in programs.items():
                taken = seconds_to_paint(program, home)
                if turn:
                    times[name].append(taken)
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    pairs = [mine / bare for mine, bare in zip(times["fivegates"], times["bare"], strict=True)]
    for name, seconds in medians.items():
        print(f"{name:<10} {seconds * 1000:6.0f} ms to first paint (median of {RUNS})")
    print(f"ratio {statistics.median(pairs):.2f}, target at most {TARGET:.1f}")


if __name__ == "__main__":
    main()
