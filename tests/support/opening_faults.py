"""Fails each system call that opening a portfolio makes, and looks for unhandled exceptions."""

import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import forked
import straced
from harm import Figures
from stored import KILLED
from writers import fresh_copy, outcome, own_data

from fivegates.actions.file.files import backup_folder, close_portfolio, lock_folder, open_portfolio
from fivegates.actions.overview import lines
from fivegates.domain.errors import UserError

ERRORS = ("EIO", "EACCES", "ENOSPC", "ENOENT", "EMFILE", "EROFS", "EINTR")

_LEFT_ALONE = {"futex", "exit_group", "mmap", "munmap", "brk", "rt_sigaction", "rt_sigprocmask", "poll"}
"""Calls that are not about files, or that cannot fail so."""


def _clean(_path: Path) -> None:
    """A file as it was left."""


def _half_saved(path: Path) -> None:
    """A file with a journal beside it, that a program left which was killed."""
    subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert Path(f"{path}-journal").exists()


def _write_ahead(path: Path) -> None:
    """A file that another program left in write-ahead logging."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


STATES: dict[str, Callable[[Path], None]] = {
    "clean": _clean,
    "half saved": _half_saved,
    "in write-ahead logging": _write_ahead,
}


def open_and_close(path: Path) -> None:
    """Open as the window does, read, close; report a refusal."""
    with own_data(path):
        try:
            opened = open_portfolio(path, backup_folder(), lock_folder())
            lines(opened)
            close_portfolio(opened)
        except UserError as error:
            print(f"refused {error}", flush=True)  # noqa: T201 - what a parent reads
        else:
            print("done", flush=True)  # noqa: T201 - what a parent reads


def at_every_call(closed: Path, most: int, *, seed: int = 0) -> Figures:
    """Fail `most` of the calls of opening, at random, as many in each state of the file."""
    figures = Figures()
    if not straced.works():
        return figures
    expected = outcome(fresh_copy(closed, "expected"))
    for name, bring_about in STATES.items():
        state = fresh_copy(closed, "state")
        bring_about(state)
        forked.run(open_and_close, fresh_copy(state, "failed"))  # so that all files are there to be named
        named = straced.only(state.parent.with_name("failed"))
        points = list(_points(state, named))
        chance = random.Random(f"{seed} {name}")  # noqa: S311 - chance, not secrecy
        for call, number, error in chance.sample(points, min(most // len(STATES), len(points))):
            path = fresh_copy(state, "failed")
            before = path.read_bytes()
            failing = ("-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={number}")
            ended = forked.run(open_and_close, path, options=(*named, *failing))
            figures.count(name)
            found = ended.failed or ("" if ended.status == 0 else f"ended by signal {-ended.status}")
            if not found and name == "clean" and "refused" in ended.said and path.read_bytes() != before:
                found = "refused, and changed"
            if not found and outcome(path) != expected:
                found = f"not as before: {ended.said}"
            if found:
                figures.violations.append(f"{name}: {call} {number} {error}: {found}")
    return figures


def _points(state: Path, named: list[str]) -> Iterator[tuple[str, int, str]]:
    """Each call that opening makes to the files of the folder, by its name and number, with each error."""
    log = state.parent.with_name("log")
    forked.run(open_and_close, fresh_copy(state, "failed"), options=(*named, "-e", "trace=all"), log=log)
    counted: dict[str, int] = {}
    for line in log.read_text(errors="replace").splitlines():
        name = line.split("(")[0].split()[-1]
        if name.isidentifier() and "(" in line and name not in _LEFT_ALONE:
            counted[name] = counted.get(name, 0) + 1
    for name, total in counted.items():
        for number in range(1, total + 1):
            yield from ((name, number, error) for error in ERRORS)
