"""Start Fivegates: the command line, and the window when it is asked for."""

import sys
from pathlib import Path

from fivegates.cli.main import main as run_command


def main() -> None:
    """Run the command that was typed; `fivegates` alone opens the window."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()  # in a bundle the processes that set a pack start here, and end here
    run_command(_open_window)


def _open_window(file: Path | None, *, sample: bool) -> int:
    """Load the window, and Qt, only now: commands answer without them."""
    from fivegates.app import run

    return run(file, sample=sample)


if __name__ == "__main__":
    main()
