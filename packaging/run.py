"""Set Fivegates up on this machine, then open its window on the sample portfolio.

python3 packaging/run.py [arguments for fivegates, in place of --sample]

With no display that answers it says so, and exports the sample's briefs into a folder instead.
"""

import os
import subprocess
import sys

from newer_python import use_newer_python


def main() -> int:
    """Set up, then hand over to the program."""
    from environment import ROOT, RUNTIME_LOCK, compiled_meanwhile, set_up
    from sample_briefs import export_briefs
    from system_packages import WINDOW, SetUpError

    try:
        python = set_up(WINDOW if is_display_set() else (), [RUNTIME_LOCK])
    except SetUpError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted. The same command goes on from here.", file=sys.stderr)
        return 130
    fivegates = [str(python), "-m", "fivegates"]
    arguments = sys.argv[1:]
    obstacle = "" if arguments else display_problem()
    if obstacle:
        print(obstacle, flush=True)
        return export_briefs(fivegates, ROOT / "briefs")
    if arguments:
        return subprocess.call([*fivegates, *arguments])
    with compiled_meanwhile():
        return subprocess.call([*fivegates, "--sample"])


def is_display_set() -> bool:
    """Tell whether this session says that it has a display: then the libraries for a window are needed."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def display_problem() -> str:
    """Say why no window can open here; empty when one can."""
    from environment import ROOT

    sys.path.append(str(ROOT / "desktop"))
    from fivegates.ui.display import NoDisplayError, choose_display

    try:
        choose_display(os.environ)
    except NoDisplayError as problem:
        return str(problem)
    return ""


if __name__ == "__main__":
    use_newer_python()
    sys.exit(main())
