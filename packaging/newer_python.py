"""Restart a script with Python 3.11 or newer when an older one runs it.

This file, and the scripts that call it, must be readable by any Python from 3.6.
"""

import shutil
import subprocess
import sys

NEEDED = (3, 11)
NAMES = ("python3.14", "python3.13", "python3.12", "python3.11", "python3", "python")


def use_newer_python() -> None:
    """Return if this Python is new enough; else run the script with a newer one, and exit with its code."""
    if sys.version_info >= NEEDED:
        return
    for name in NAMES:
        path = shutil.which(name)
        if path and is_new_enough(path):
            sys.exit(subprocess.call([path, *sys.argv]))
    sys.exit(
        f"Fivegates needs Python 3.11 or newer; this is {sys.version.split()[0]}, and no newer one is on the "
        "PATH.\nInstall one from your system's packages or from python.org, then run the same command again."
    )


def is_new_enough(python: str) -> bool:
    """Whether another Python starts and is new enough."""
    question = f"import sys; sys.exit(sys.version_info < {NEEDED})"
    try:
        return subprocess.call([python, "-c", question], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False
