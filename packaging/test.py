"""Set Fivegates up on this machine, then run its tests, without a screen.

python3 packaging/test.py [--all | --setup-only | arguments for pytest]

Without arguments it runs every test but those marked slow; `--all` runs these too, and tries each property
with more examples.
"""

import os
import sys
from collections.abc import Sequence

from newer_python import use_newer_python


def main() -> int:
    """Set up and run pytest; exit with its code."""
    from environment import ROOT, RUNTIME_LOCK, TEST_LOCK, hand_over, set_up
    from system_packages import OFFSCREEN, SetUpError

    try:
        python = set_up(OFFSCREEN, [RUNTIME_LOCK, TEST_LOCK])
    except SetUpError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted. The same command goes on from here.", file=sys.stderr)
        return 130
    arguments = sys.argv[1:]
    if arguments == ["--setup-only"]:
        print("Fivegates is set up.")
        return 0
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    # Some tests start Fivegates: it would compile all that it imports each time.
    offscreen.pop("PYTHONDONTWRITEBYTECODE", None)
    return hand_over([python, "-P", "-m", "pytest", *for_pytest(arguments)], cwd=ROOT, env=offscreen)


def for_pytest(arguments: Sequence[str]) -> list[str]:
    """The arguments for pytest: as given, or all tests, or all but the slow ones, on every core."""
    if arguments and "--all" not in arguments:
        return list(arguments)
    # One more than there are cores: some tests wait for a window, or for another process.
    workers = (os.cpu_count() or 1) + 1
    chosen = [argument for argument in arguments if argument != "--all"] if arguments else ["-m", "not slow"]
    return [f"--numprocesses={workers}", "--dist=worksteal", *chosen]


if __name__ == "__main__":
    use_newer_python()
    sys.exit(main())
