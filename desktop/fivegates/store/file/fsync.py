"""Has the system write to disk what would survive a crash of the program, but no cut of power."""

import os
from pathlib import Path


def flush(path: Path) -> None:
    """Write the file."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Write its names, where the system lets folders be opened."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
