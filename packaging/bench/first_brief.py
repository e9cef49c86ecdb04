"""Time of the first brief after installation, relative to the second.

For each first one the user's caches are empty, as after an installation, that of matplotlib with its list of
fonts included. Each is a process of its own, `fivegates brief`. Target: at most 1.3 times the second.
Run: .venv/bin/python packaging/bench/first_brief.py
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from sizes import exit_code, sized

RUNS = sized(5, 1)
TARGET = 1.3
FIVEGATES = (sys.executable, "-m", "fivegates")


def brief_seconds(sample: Path, home: Path) -> float:
    """Duration of the command for a brief, for a user with the home folder `home`."""
    environment = os.environ | {"HOME": str(home), "XDG_CACHE_HOME": str(home), "MPLCONFIGDIR": str(home)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.perf_counter()
    output = sample.with_suffix(".pdf")
    subprocess.run([*FIVEGATES, "brief", sample, "CLM-TRIAGE", "-o", output], env=environment, check=True)
    return time.perf_counter() - begun


def main() -> int:
    """Set two briefs for each of some new users, after a warm-up; print medians and the ratio."""
    pairs: list[tuple[float, float]] = []
    with TemporaryDirectory() as name:
        sample = Path(name) / "sample.fivegates"
        subprocess.run([*FIVEGATES, "sample", sample], check=True)
        for turn in range(RUNS + 1):
            home = Path(name) / f"home-{turn}"
            home.mkdir()
            pair = brief_seconds(sample, home), brief_seconds(sample, home)
            if turn:
                pairs.append(pair)
    first, second = (statistics.median(taken) for taken in zip(*pairs, strict=True))
    ratio = statistics.median(first / second for first, second in pairs)
    print(f"first brief  {first * 1000:6.0f} ms (medians of {RUNS})")
    print(f"second brief {second * 1000:6.0f} ms")
    print(f"ratio {ratio:.2f}, target at most {TARGET:.1f}")
    return exit_code(missed=ratio > TARGET)


if __name__ == "__main__":
    sys.exit(main())
