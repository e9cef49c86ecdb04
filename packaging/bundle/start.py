"""Entry point of the bundle: the program, with the user's original environment."""

import os
import sys

from fivegates.__main__ import main


def restore_library_path() -> None:
    """Restore the user's LD_LIBRARY_PATH, which the bundle's loader replaces with its own folder.

    Without this, programs that Fivegates starts (the browser, a viewer of evidence) would load the
    bundle's libraries. This process has read its path already; child processes that set a pack pass
    through the loader again.
    """
    if not sys.platform.startswith("linux"):
        return
    original = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if original is None:
        os.environ.pop("LD_LIBRARY_PATH", None)
    else:
        os.environ["LD_LIBRARY_PATH"] = original


if __name__ == "__main__":
    restore_library_path()
    main()
