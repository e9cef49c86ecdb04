"""Set Fivegates up on this machine, then open its window on the sample portfolio.

python3 packaging/run.py [arguments for fivegates, in place of --sample]

Without a usable display it reports that, and exports the sample's briefs into a folder instead.
"""

import os
import sys

from newer_python import use_newer_python


def main() -> int:
    """Set up, then hand over to the program."""
    from system_packages import SetUpError

    try:
        return set_up_and_start()
    except SetUpError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted. The same command goes on from here.", file=sys.stderr)
        return 130


def set_up_and_start() -> int:
    """Open the window, export the briefs where none can open, or run the given command."""
    from environment import ROOT, RUNTIME_LOCK, compiled_meanwhile, hand_over, set_up
    from sample_briefs import export_briefs
    from system_packages import WINDOW

    python = set_up(WINDOW if is_display_set() else (), [RUNTIME_LOCK])
    fivegates = [str(python), "-m", "fivegates"]
    arguments = sys.argv[1:]
    if arguments:
        return hand_over([*fivegates, *arguments])
    obstacle = display_problem()
    if obstacle:
        print(obstacle, flush=True)
        return export_briefs(fivegates, ROOT / "briefs")
    with compiled_meanwhile():
        return hand_over([*fivegates, "--sample"])


def is_display_set() -> bool:
    """Whether this session has a display variable: then the libraries for a window are needed."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def display_problem() -> str:
    """Reason why no window can open here; empty when one can."""
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
