"""What the system tells of a file without opening it: enough to notice that somebody else has been there.

The file itself must not be opened beside its connection: closing it again would drop SQLite's locks.
"""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Footprint:
    """Which file is at a path, its size in bytes, and when it was last written, in nanoseconds."""

    inode: int
    size: int
    written: int


def footprint_of(path: Path) -> Footprint | None:
    """The footprint of the file at `path`; None when it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return Footprint(found.st_ino, found.st_size, found.st_mtime_ns)


def may_save(path: Path) -> bool:
    """Whether SQLite can save here; it needs to make a journal beside the file."""
    return os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)
