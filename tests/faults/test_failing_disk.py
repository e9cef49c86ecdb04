"""A disk that fails or is full: what is said to be saved is there, what is said not to be is not."""

import os
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
import straced
from stored import contents
from victim import EDITS

from fivegates.store.file.opening import check_file, open_file
from fivegates.store.records.overview import read_overview

pytestmark = pytest.mark.slow

FAULTS = [
    ("pwrite64", "EIO", "20+61"),
    ("pwrite64", "ENOSPC", "20+61"),
    ("fdatasync", "EIO", "3+7"),
    ("fdatasync", "ENOSPC", "4+11"),
    ("unlink", "EIO", "2+3"),
    ("openat", "EMFILE", "3+5"),
]
"""Which calls fail how, and when: the first, and each so many after it."""


def outcomes(ended: subprocess.CompletedProcess[str]) -> tuple[set[str], dict[str, str]]:
    """What the victim says it saved, and what it says of the rest."""
    assert ended.returncode == 0, ended.stderr
    reported = [line.split(" ", 2) for line in ended.stdout.splitlines()]
    saved = {line[1] for line in reported if line[0] == "saved"}
    refused = {line[1]: line[2] for line in reported if line[0] == "refused"}
    assert len(saved) + len(refused) == EDITS
    return saved, refused


def require_true(closed: Path, saved: set[str], refused: dict[str, str]) -> None:
    """The file is sound and alone once it is opened, and holds what was saved and nothing else.

    Where the journal could not be written, the last edit is taken back by whoever opens the file next.
    """
    open_file(closed, closed.parent.with_name("backups")).close()
    assert contents(closed.parent).keys() == {closed.name}
    with closing(check_file(closed)) as file:
        found = {line.initiative.code for line in read_overview(file)}
    assert {code for code in found if code.startswith("N-")} == saved
    for sentence in refused.values():
        assert closed.name in sentence
        assert "so nothing was saved" in sentence


@pytest.mark.skipif(not straced.works(), reason="strace is not here, or may not trace")
@pytest.mark.parametrize(("call", "error", "when"), FAULTS)
def test_what_is_reported_of_an_edit_is_true(closed: Path, call: str, error: str, when: str) -> None:
    ended = straced.traced(
        "save_often",
        closed,
        *("-P", str(closed), "-P", f"{closed}-journal"),
        *("-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={when}"),
    )
    saved, refused = outcomes(ended)
    assert saved
    assert refused
    require_true(closed, saved, refused)


@pytest.mark.skipif(os.name != "posix", reason="limits on the size of files are POSIX")
def test_a_file_that_may_not_grow(closed: Path) -> None:
    """A quota: what still fits is saved, the rest is refused, edit by edit."""
    most = closed.stat().st_size // 512 + 100
    program = " ".join(map(repr, straced.command("save_often", closed)))
    saved, refused = outcomes(straced.run(["sh", "-c", f"ulimit -f {most}; exec {program}"]))
    assert saved
    assert refused
    require_true(closed, saved, refused)
