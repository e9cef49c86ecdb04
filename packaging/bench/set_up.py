"""How long it takes from a clone to the painted window, against pip alone with the same lock.

Both download everything again, pip alone into an environment that is ready. Beside it: the bytes of the
packages that the first command installs, against those of both locks, and which packages they belong to.
Targets: at most 1.25 times pip alone, and 0.6 of the bytes. The second is out of reach, so missing it is no
failure: what runs would have to take 1.5 times what tests, some 72 MB, and Qt alone takes 80.
Needs the internet. Run: .venv/bin/python packaging/bench/set_up.py
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.append(str(Path(__file__).resolve().parents[1]))

from launch import WATCH
from sizes import SMALLEST, exit_code, sized

from environment import ROOT, RUNTIME_LOCK, TEST_LOCK, python_in

RUNS = sized(3, 1)
TARGET, TARGET_BYTES = 1.25, 0.6
LOCKED = ("--no-deps", "--require-hashes", "--only-binary=:all:", "-qq")
MEGABYTE = 1_000_000
# The packages that are named with their sizes: nine tenths of all bytes.
LISTED = 9


def user_environment(home: Path) -> dict[str, str]:
    """The variables of a user who has no cache yet, and whose programs tell when their window is painted."""
    (home / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    environment = os.environ | {"HOME": str(home), "PYTHONPATH": str(home), "QT_QPA_PLATFORM": "offscreen"}
    environment |= {f"XDG_{kind}_HOME": str(home) for kind in ("CONFIG", "DATA")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if not SMALLEST:
        environment["PIP_NO_CACHE_DIR"] = "1"
    return environment


def pip_seconds(folder: Path, environment: dict[str, str]) -> float:
    """How long pip takes to install what runs into an environment that is ready."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    begun = time.perf_counter()
    lock = f"--requirement={ROOT / RUNTIME_LOCK}"
    pip = [str(python_in(folder)), "-m", "pip", "install", *LOCKED, lock]
    subprocess.run(pip, check=True, env=environment)
    return time.perf_counter() - begun


def window_seconds(clone: Path, environment: dict[str, str]) -> float:
    """How long the first command takes in a new clone until the window is painted."""
    begun = time.perf_counter()
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
    command = [sys.executable, str(clone / "packaging" / "run.py")]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        painted = [time.perf_counter() - begun for line in process.stdout or () if line == "painted\n"]
    if not painted:
        sys.exit("The window was never painted.")
    return painted[0]


def megabytes(lock: str, folder: Path) -> dict[str, float]:
    """How large the file of each of a lock's packages is, for this Python and system, the largest first."""
    where = [f"--dest={folder}", f"--requirement={ROOT / lock}"]
    subprocess.run([sys.executable, "-m", "pip", "download", *LOCKED, *where], check=True)
    sizes = {file.name.partition("-")[0]: file.stat().st_size / MEGABYTE for file in folder.iterdir()}
    return dict(sorted(sizes.items(), key=lambda item: -item[1]))


def main() -> int:
    """Measure both in turn; print medians, ratios and bytes, and fail where the time is missed."""
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
    share = runtime / (runtime + test)
    print(f"pip alone            {statistics.median(alone):6.1f} s (medians of {RUNS})")
    print(f"clone to window      {statistics.median(window):6.1f} s")
    print(f"ratio {ratio:.2f}, target at most {TARGET}")
    print(f"packages that run {runtime:.1f} MB, with those that test {runtime + test:.1f} MB")
    print(f"ratio {share:.2f}, target at most {TARGET_BYTES}")
    print("of them " + ", ".join(f"{name} {size:.1f}" for name, size in list(packages.items())[:LISTED]))
    return exit_code(missed=ratio > TARGET)


if __name__ == "__main__":
    sys.exit(main())
