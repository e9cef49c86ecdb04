"""Time from launch to the first paint of the window, relative to a bare Qt window launched in turn with it.

Targets: at most 2.0 times the bare window, and 1.7 times until the portfolio is painted in it: the window is
shown before the file is read. At most 2.5 times its resident memory, once all deferred loading is done;
measured on Linux only.
Run: .venv/bin/python packaging/bench/launch.py
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sizes import exit_code, sized

RUNS = sized(9, 1)
TARGET, FILLED_TARGET, MEMORY_TARGET = 2.0, 1.7, 2.5
SETTLED_MS = sized(6_000, 100)

BARE = """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("Fivegates"))
window.resize(1280, 800)
window.show()
app.exec()
"""

# As the command `fivegates FILE` does it.
FIVEGATES = """
import sys
from fivegates.__main__ import main
sys.argv = ["fivegates", {file!r}]
main()
"""

# Runs once Qt is loaded, in the program's own time: says when the window has been painted, and when with a
# portfolio in it, if it is to show one; then ends the program, a while later if wanted. It hears the events
# of the window alone.
_WATCH = """
import sys
from pathlib import Path
from importlib.util import find_spec

class WhenLoaded:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name != "PySide6.QtWidgets":
            return None
        sys.meta_path.remove(WhenLoaded)
        spec = find_spec(name)
        load = spec.loader.exec_module

        def load_watched(module):
            load(module)
            watch(module.QApplication, module.QMainWindow)

        spec.loader.exec_module = load_watched
        return spec

def watch(application, main_window):
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watch(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.UpdateRequest:
                QTimer.singleShot(0, lambda: self.tell(getattr(watched, "workspace", watched)))
            return False

        def tell(self, shown):
            if shown is None:
                print("painted", flush=True)
            else:
                print("filled", flush=True)
                QTimer.singleShot({linger}, self.end)

        def end(self):
            used = Path("/proc/self/smaps_rollup")
            if {linger} and used.exists():
                print(used.read_text(), flush=True)
            application.instance().exit()

    exec_loop = application.exec

    def watched_exec(*_):
        filter = Watch()
        for window in application.topLevelWidgets():
            if isinstance(window, main_window):
                window.installEventFilter(filter)
        return exec_loop()

    application.exec = watched_exec

sys.meta_path.insert(0, WhenLoaded)
"""


class Launch(NamedTuple):
    """Seconds until the window was first painted, and until it was painted with its content.

    `processor` is the processor time of the program until its end, which follows at once.
    """

    painted: float
    filled: float
    processor: float


def launch(program: str, home: Path) -> Launch:
    """Launch `program`, and wait until its window is filled."""
    before = os.times()
    timed = reported_by(program, home)
    after = os.times()
    if not timed or timed[-1][0] != "filled":
        sys.exit("The window was never painted.")
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Launch(timed[0][1], timed[-1][1], processor)


def resident(program: str, home: Path) -> float | None:
    """Resident memory of a settled window in megabytes; None where the system does not report it."""
    lines = [line.split() for line, _ in reported_by(program, home, SETTLED_MS)]
    return next((int(line[1]) / 1024 for line in lines if line and line[0] == "Rss:"), None)


def watching(linger: int = 0) -> str:
    """Code that watches a window, and ends its program `linger` milliseconds after it is filled."""
    return _WATCH.replace("{linger}", str(linger))


def reported_by(program: str, home: Path, linger: int = 0) -> list[tuple[str, float]]:
    """Launch `program`, and end it `linger` milliseconds after its window is filled.

    Returns the lines that it prints, each with the seconds from the start.
    """
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(home)}
    environment |= {"XDG_DATA_HOME": str(home)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's second launch finds compiled modules
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", watching(linger) + program],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    ) as process:
        return [(line.strip(), time.perf_counter() - begun) for line in process.stdout or ()]


def main() -> int:
    """Launch both in turn, after a warm-up of each; print medians and ratios, fail if a target is missed."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        sample = home / "sample.fivegates"
        subprocess.run([sys.executable, "-m", "fivegates", "sample", str(sample)], check=True)
        programs = {"bare": BARE, "fivegates": FIVEGATES.format(file=str(sample))}
        launches: dict[str, list[Launch]] = {name: [] for name in programs}
        for turn in range(RUNS + 1):
            for name, program in programs.items():
                taken = launch(program, home)
                if turn:
                    launches[name].append(taken)
        held = {name: resident(program, home) for name, program in programs.items()}
    pairs = list(zip(launches["fivegates"], launches["bare"], strict=True))
    painted = statistics.median(mine.painted / bare.filled for mine, bare in pairs)
    filled = statistics.median(mine.filled / bare.filled for mine, bare in pairs)
    for name, taken_by in launches.items():
        first, whole, used = (1000 * statistics.median(each) for each in zip(*taken_by, strict=True))
        print(
            f"{name:<10} {first:6.0f} ms to first paint, {whole:6.0f} ms to what it shows, "
            f"{used:.0f} ms of the processor (medians of {RUNS})"
        )
    print(f"ratio {painted:.2f}, target at most {TARGET:.1f}")
    used = statistics.median(mine.processor / bare.processor for mine, bare in pairs)
    print(
        f"with the portfolio in it {filled:.2f}, target at most {FILLED_TARGET:.1f}; "
        f"of the processor {used:.2f}"
    )
    memory = memory_ratio(held["fivegates"], held["bare"])
    return exit_code(missed=painted > TARGET or filled > FILLED_TARGET or memory > MEMORY_TARGET)


def memory_ratio(ours: float | None, bare: float | None) -> float:
    """Print the memory of both and return the ratio; 0 where it is unknown."""
    if ours is None or bare is None:
        print("resident memory is not known on this system")
        return 0.0
    ratio = ours / bare
    print(
        f"resident memory {ours:.0f} MB, bare {bare:.0f} MB, ratio {ratio:.2f}, "
        f"target at most {MEMORY_TARGET:.1f}"
    )
    return ratio


if __name__ == "__main__":
    sys.exit(main())
