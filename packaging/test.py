"""Set Fivegates up on this machine, then run all its tests, without a screen.

python3 packaging/test.py [--setup-only | arguments for pytest]
"""

import os
import subprocess
import sys

from newer_python import use_newer_python


def main() -> int:
    """Set up and run pytest; its closing lines and exit code are the last word."""
    from environment import ROOT, RUNTIME_LOCK, TEST_LOCK, set_up
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
    # One more than there are cores: some tests wait for a window, or for another process.
    workers = (os.cpu_count() or 1) + 1
    on_every_core = [] if arguments else [f"--numprocesses={workers}", "--dist=worksteal"]
    return subprocess.call(
        [python, "-P", "-m", "pytest", *on_every_core, *arguments], cwd=ROOT, env=offscreen
    )


if __name__ == "__main__":
    use_newer_python()
    sys.exit(main())
