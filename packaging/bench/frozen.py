"""Size of the built application, and its time to the first window, relative to a start from source.

Target: at most 1.3 times the start from source. Both open the sample, in turn, on one screen (Xvfb), and xev
reports when the window appears.
Run: .venv/bin/python packaging/bench/frozen.py [FOLDER]     default: build/application/fivegates
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sizes import SMALLEST, exit_code, sized

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = ROOT / "build" / "application" / "fivegates"
RUNS = sized(7, 1)
TARGET = 1.3


@contextmanager
def screen() -> Iterator[str]:
    """Run a virtual screen; yields the value for DISPLAY."""
    reading, writing = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        "1280x800x24",
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as numbers:
                yield f":{numbers.readline().strip()}"
        finally:
            server.terminate()


def seconds_to_window(command: list[str], environment: dict[str, str]) -> float:
    """Start a program and end it once its window appears; returns the seconds between."""
    watching = ["stdbuf", "-oL", "xev", "-root", "-event", "substructure"]
    with subprocess.Popen(watching, stdout=subprocess.PIPE, text=True, env=environment) as xev:
        time.sleep(0.3)  # it listens by then; nothing is lost where it listens sooner
        begun = time.perf_counter()
        with subprocess.Popen(command, env=environment) as program:
            appeared = any(line.startswith("MapNotify") for line in xev.stdout or ())
            taken = time.perf_counter() - begun
            program.terminate()
        xev.terminate()
    if not appeared:
        sys.exit("The window never appeared.")
    return taken


def size(folder: Path) -> int:
    """Bytes of all files in a folder, without links."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def application(home: Path) -> Path:
    """The folder of the built application; with --smallest a substitute, which starts from source."""
    folder = next((Path(word) for word in sys.argv[1:] if not word.startswith("-")), BUNDLE)
    if SMALLEST:
        folder = home / "stand-in"
        folder.mkdir()
        program = folder / "fivegates"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m fivegates "$@"\n', encoding="utf-8")
        program.chmod(0o755)
    if not (folder / "fivegates").is_file():
        sys.exit(f"There is no application in {folder}: run python3 packaging/application.py first.")
    return folder


def main() -> int:
    """Start both in turn, after one warm-up of each; print size and ratio, fail if the target is missed."""
    taken: dict[str, list[float]] = {"source": [], "frozen": []}
    with TemporaryDirectory() as home, screen() as display:
        folder = application(Path(home))
        print(f"installed size {size(folder) / 1e6:.0f} MB")
        sample = Path(home) / "sample.fivegates"
        subprocess.run([folder / "fivegates", "sample", sample], check=True)
        environment = os.environ | {"DISPLAY": display, "HOME": home, "QT_QPA_PLATFORM": "xcb"}
        environment |= {"XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's second launch finds compiled modules
        starts = {"source": [sys.executable, "-m", "fivegates"], "frozen": [str(folder / "fivegates")]}
        for turn in range(RUNS + 1):
            for name, start in starts.items():
                seconds = seconds_to_window([*start, str(sample)], environment)
                if turn:
                    taken[name].append(seconds)
    for name, times in taken.items():
        print(f"{name:<7} {1000 * statistics.median(times):6.0f} ms to the window (median of {RUNS})")
    ratio = statistics.median(f / s for f, s in zip(taken["frozen"], taken["source"], strict=True))
    print(f"ratio {ratio:.2f}, target at most {TARGET}")
    return exit_code(missed=ratio > TARGET)


if __name__ == "__main__":
    sys.exit(main())
