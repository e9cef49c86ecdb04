"""Emulates the file operations that Windows refuses; open files are found through Linux's /proc.

Refused are: to rename, replace or delete a file that this process holds open, or that is read-only; to rename
over a file that is there; to open a folder.
"""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

IN_USE = "The process cannot access the file because it is being used by another process"

Refused = list[str]
"""A refused operation, as verb and file name."""


def is_open(path: str | os.PathLike[str]) -> bool:
    """True if this process holds a file open."""
    wanted = Path(path).resolve()
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            if descriptor.readlink() == wanted:
                return True
        except OSError:
            continue
    return False


@contextmanager
def like_windows() -> Iterator[Refused]:
    """Have the operations refused inside; yields those that were."""
    refused: Refused = []

    def require_free(verb: str, path: str | os.PathLike[str]) -> None:
        if os.path.lexists(path) and (is_open(path) or not Path(path).stat().st_mode & stat.S_IWUSR):
            refused.append(f"{verb} {Path(path).name}")
            raise PermissionError(13, IN_USE, str(path))

    def refusing(verb: str, allowed: Callable[..., Any], ends: int) -> Callable[..., Any]:
        def call(*paths: Any, **more: Any) -> Any:  # noqa: ANN401 - as the function it stands for
            for path in paths[:ends]:
                require_free(verb, path)
            if verb == "rename" and os.path.lexists(paths[1]):
                raise FileExistsError(17, "Cannot create a file when that file already exists", str(paths[1]))
            return allowed(*paths, **more)

        return call

    def open_no_folder(path: Any, *more: Any, **named: Any) -> int:  # noqa: ANN401 - as `os.open`
        if "dir_fd" not in named and Path(path).is_dir():
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *more, **named)

    opened = os.open
    with (
        patch.object(os, "replace", refusing("replace", os.replace, 2)),
        patch.object(os, "rename", refusing("rename", os.rename, 1)),
        patch.object(os, "unlink", refusing("unlink", os.unlink, 1)),
        patch.object(os, "remove", refusing("unlink", os.remove, 1)),
        patch.object(os, "open", open_no_folder),
    ):
        yield refused
