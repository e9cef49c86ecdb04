"""Killed at any moment, the program leaves a file that is as before or as after, never between."""

import re
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import straced
from stored import Dump, contents, dump
from victim import STEP, backups_of, copy_of

from fivegates.domain.errors import UserError
from fivegates.store.file.opening import check_file, open_file
from fivegates.store.schema import versions

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not straced.works(), reason="strace is not here, or may not trace"),
]

CALLS = ("pwrite64", "fdatasync", "fsync", "rename", "unlink")
"""The calls by which a program changes what is on the disk."""

MOST_KILLS = 3
"""How often a verb is killed at calls of one name, spread over all of them."""


def kills(verb: str, closed: Path) -> Iterator[Path]:
    """Run the verb on copies of the file, each time killed somewhere else."""
    rehearsed = shutil.copytree(closed.parent, closed.parent.with_name("rehearsed"))
    counted = straced.calls_of(verb, rehearsed / closed.name, CALLS, closed.parent.with_name("log"))
    assert counted["pwrite64"] > 20
    for call, count in counted.items():
        for point in range(1, count + 1, -(-count // MOST_KILLS)):
            folder = shutil.copytree(closed.parent, closed.parent.with_name(f"{call}-{point}"))
            killing = f"inject={call}:signal=KILL:when={point}"
            ended = straced.traced(verb, folder / closed.name, "-e", f"trace={call}", "-e", killing)
            assert ended.returncode == -signal.SIGKILL, ended.stderr
            yield folder / closed.name


def unharmed(verb: str, closed: Path) -> Path:
    """The file as it is when nobody kills the verb."""
    folder = shutil.copytree(closed.parent, closed.parent.with_name("unharmed"))
    ended = straced.run(straced.command(verb, folder / closed.name))
    assert ended.stdout == "done\n", ended.stderr
    return folder / closed.name


def rows(path: Path) -> Dump:
    """All rows of a file, recovered if need be, that passes every check."""
    with closing(open_file(path, path.with_name("later backups"))) as file:
        found = dump(file)
    check_file(path).close()
    return found


def test_an_edit_is_saved_whole_or_not_at_all(closed: Path) -> None:
    old, new = rows(closed), rows(unharmed("save", closed))
    assert old != new
    outcomes = [rows(path) for path in kills("save", closed)]
    assert old in outcomes
    assert all(outcome in (old, new) for outcome in outcomes)


def test_without_a_journal_that_would_not_be_so(closed: Path) -> None:
    """The control: the same kills do harm an edit that SQLite cannot take back."""
    old, new = rows(closed), rows(unharmed("save", closed))
    assert not all(_is_whole(path, old, new) for path in kills("save_unsafely", closed))


def _is_whole(path: Path, old: Dump, new: Dump) -> bool:
    try:
        return rows(path) in (old, new)
    except UserError:
        return False


def test_an_upgrade_is_made_whole_or_not_at_all(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "MIGRATIONS", (*versions.MIGRATIONS, STEP))
    new = rows(unharmed("upgrade", closed))
    for path in kills("upgrade", closed):
        with closing(sqlite3.connect(path)) as recovered:
            (version,) = recovered.execute("PRAGMA user_version").fetchone()
        if version == len(versions.MIGRATIONS):
            assert any(name.endswith(".fivegates") for name in contents(backups_of(path)))
        assert rows(path) == new


def test_a_copy_is_put_in_place_whole_or_not_at_all(closed: Path) -> None:
    copy_of(closed).write_bytes(b"an older file")
    old = rows(closed)
    kept = []
    for path in kills("copy", closed):
        kept.append(copy_of(path).read_bytes() == b"an older file")
        assert kept[-1] or rows(copy_of(path)) == old
        assert rows(path) == old
    assert any(kept)


def test_a_file_that_was_not_wholly_created_is_never_called_damaged(closed: Path) -> None:
    reported = [_told(copy_of(path)) for path in kills("create", closed)]
    assert "it opens" in reported
    assert "copy.fivegates is empty" in " ".join(reported)
    assert all(re.search(r"opens|is empty|is not a Fivegates portfolio", sentence) for sentence in reported)


def _told(path: Path) -> str:
    try:
        open_file(path, path.with_name("later backups")).close()
    except UserError as error:
        return str(error)
    return "it opens"
