"""Time from a clone to the painted window, relative to pip alone with the same lock.

Both download everything again, pip alone into a prepared environment. Beside it: the bytes of the
packages that the first command installs, against those of both locks and against those of the single lock of
2026-11 that it began with, and which packages they belong to.

Targets: at most 1.25 times pip alone, and 0.6 of that single lock, 122.5 of 204.1 MB (CPython 3.11, Linux
on x86-64). The second is out of reach, so missing it is no failure: PySide6-Essentials, matplotlib,
ReportLab and sqlite-utils with what they ask for take 125.1 MB by themselves, 0.61 of it, Qt alone 80.3. They
bring NumPy, Pillow and fontTools, so leaving those out elsewhere saves nothing. The other 63.4 MB are:

    DuckDB          24.9   bills as Parquet and CSV of any size
    Babel           10.2   dates, numbers and money of each locale; sentences of each language
    lxml             5.2   pikepdf asks for it, and python-docx and python-pptx (0.7 together)
    cryptography     5.0   with cffi: signed reviews, encrypted copies
    pypdfium2        4.0   the pages of a brief in the window
    highspy          3.2   capacity plans
    pikepdf          2.7   tags, archival metadata and passwords of papers
    Source Sans      2.2   the type of charts and papers
    pyphen           2.1   parted words
    all others       3.2   none more than 1.0

Each of these is without substitute here, and all must work offline: none can be downloaded at first use.
Needs the internet. Run: .venv/bin/python packaging/bench/set_up.py
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable
from importlib.metadata import requires
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

sys.path.append(str(Path(__file__).resolve().parents[1]))

from launch import watching
from sizes import SMALLEST, exit_code, sized

from environment import ROOT, RUNTIME_LOCK, TEST_LOCK, python_in

RUNS = sized(3, 1)
TARGET, TARGET_BYTES = 1.25, 0.6
LOCKED = ("--no-deps", "--require-hashes", "--only-binary=:all:", "-qq")
MEGABYTE = 1_000_000
# The single lock that the first command began with, in megabytes on CPython 3.11 for Linux on x86-64.
SINGLE_LOCK = 204.1
# What Fivegates was to be built on.
GIVEN = ("pyside6-essentials", "matplotlib", "reportlab", "sqlite-utils")
# The packages that are named with their sizes: nine tenths of all bytes.
LISTED = 9


def user_environment(home: Path) -> dict[str, str]:
    """Environment variables of a user without caches, whose programs report when their window is painted."""
    (home / "sitecustomize.py").write_text(watching(), encoding="utf-8")
    environment = os.environ | {"HOME": str(home), "PYTHONPATH": str(home), "QT_QPA_PLATFORM": "offscreen"}
    environment |= {f"XDG_{kind}_HOME": str(home) for kind in ("CONFIG", "DATA")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if not SMALLEST:
        environment["PIP_NO_CACHE_DIR"] = "1"
    return environment


def pip_seconds(folder: Path, environment: dict[str, str]) -> float:
    """Time of pip installing the runtime lock into a prepared environment."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    begun = time.perf_counter()
    lock = f"--requirement={ROOT / RUNTIME_LOCK}"
    pip = [str(python_in(folder)), "-m", "pip", "install", *LOCKED, lock]
    subprocess.run(pip, check=True, env=environment)
    return time.perf_counter() - begun


def window_seconds(clone: Path, environment: dict[str, str]) -> float:
    """Time of the first command in a new clone until the window is painted."""
    begun = time.perf_counter()
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
    command = [sys.executable, str(clone / "packaging" / "run.py")]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        painted = [time.perf_counter() - begun for line in process.stdout or () if line == "painted\n"]
    if not painted:
        sys.exit("The window was never painted.")
    return painted[0]


def megabytes(lock: str, folder: Path) -> dict[str, float]:
    """Size of each package's file in a lock, for this Python and system, the largest first."""
    where = [f"--dest={folder}", f"--requirement={ROOT / lock}"]
    subprocess.run([sys.executable, "-m", "pip", "download", *LOCKED, *where], check=True)
    sizes = {
        canonicalize_name(file.name.partition("-")[0]): file.stat().st_size / MEGABYTE
        for file in folder.iterdir()
    }
    return dict(sorted(sizes.items(), key=lambda item: -item[1]))


def with_what_they_ask_for(names: Iterable[str]) -> set[str]:
    """These packages and their dependencies here, without extras, by normalised name."""
    found: set[str] = set()
    new = [canonicalize_name(name) for name in names]
    while new:
        name = new.pop()
        if name in found or name == "pip":  # every environment has pip
            continue
        found.add(name)
        asked = map(Requirement, requires(name) or ())
        new += [
            canonicalize_name(each.name)
            for each in asked
            if not each.marker or each.marker.evaluate({"extra": ""})
        ]
    return found


def main() -> int:
    """Measure both in turn; print medians, ratios and bytes, and fail if the time target is missed."""
    alone, window = [], []
    with TemporaryDirectory() as name:
        folder = Path(name)
        for turn in range(RUNS):
            home = folder / f"home-{turn}"
            home.mkdir()
            environment = user_environment(home)
            alone.append(pip_seconds(folder / f"alone-{turn}", environment))
            window.append(window_seconds(folder / f"clone-{turn}", environment))
        packages = megabytes(RUNTIME_LOCK, folder / "runtime")
        runtime, test = sum(packages.values()), sum(megabytes(TEST_LOCK, folder / "test").values())
    ratio = statistics.median(mine / floor for mine, floor in zip(window, alone, strict=True))
    given = sum(packages.get(name, 0) for name in with_what_they_ask_for(GIVEN))
    print(f"pip alone            {statistics.median(alone):6.1f} s (medians of {RUNS})")
    print(f"clone to window      {statistics.median(window):6.1f} s")
    print(f"ratio {ratio:.2f}, target at most {TARGET}")
    print(f"packages that run {runtime:.1f} MB, with those that test {runtime + test:.1f} MB")
    print(f"ratio {runtime / (runtime + test):.2f}")
    print(f"against the single lock of {SINGLE_LOCK} MB {runtime / SINGLE_LOCK:.2f}, target {TARGET_BYTES}")
    print(f"{', '.join(GIVEN)} and what they ask for {given:.1f} MB, {given / SINGLE_LOCK:.2f} of it")
    print("of them " + ", ".join(f"{name} {size:.1f}" for name, size in list(packages.items())[:LISTED]))
    return exit_code(missed=ratio > TARGET)


if __name__ == "__main__":
    sys.exit(main())
