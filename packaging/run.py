"""Set Fivegates up on this machine, then open its window on the sample portfolio.

python3 packaging/run.py [arguments for fivegates, in place of --sample]

With no display it says so, and exports the sample's briefs into a folder instead.
"""

import os
import subprocess
import sys

from newer_python import use_newer_python


def main() -> int:
    """Set up, then hand over to the program."""
    from environment import ROOT, RUNTIME_LOCK, set_up
    from sample_briefs import export_briefs
    from system_packages import WINDOW, SetUpError

    try:
        python = set_up(WINDOW if has_display() else (), [RUNTIME_LOCK])
    except SetUpError as problem:
        print(problem, file=sys.stderr)
        return 1
    fivegates = [str(python), "-m", "fivegates"]
    arguments = sys.argv[1:]
    if arguments or has_display():
        return subprocess.call([*fivegates, *(arguments or ["--sample"])])
    print("There is no display (DISPLAY, WAYLAND_DISPLAY), so no window can open.", flush=True)
    return export_briefs(fivegates, ROOT / "briefs")


def has_display() -> bool:
    """Tell whether a window could open here: without a display Qt would abort."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    use_newer_python()
    sys.exit(main())
