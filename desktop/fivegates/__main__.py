"""Launch Fivegates: the window, or a command."""

import os
import sys
from pathlib import Path

from fivegates.cli.command_index import window_start


def main() -> None:
    """Open the window where nothing else is asked for; else run the command that was typed."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()  # in a bundle the processes that set a pack start here, and end here
    start = window_start(sys.argv[1:])
    if start is not None and "_FIVEGATES_COMPLETE" not in os.environ:
        sys.exit(_open_window(start.file, sample=start.sample))
    from fivegates.cli.main import main as run_command

    run_command(_open_window)


def _open_window(file: Path | None, *, sample: bool) -> int:
    """Load the window, and Qt, only now: commands answer without them."""
    from fivegates.app import run

    return run(file, sample=sample)


if __name__ == "__main__":
    main()
