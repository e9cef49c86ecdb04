"""A call to the system that fails while a portfolio is opened is told in words, and the file is as before."""

import errno
import os
from pathlib import Path

import opening_faults
import pytest
import straced
from stored import contents

from fivegates.domain.errors import UserError
from fivegates.store.file import opening
from fivegates.store.file.opening import check_file, open_file


@pytest.mark.parametrize(
    "step", ["is_write_ahead", "require_plausible_schema", "settle", "require_single_rows"]
)
def test_a_disk_that_fails_at_a_step_is_reported(
    closed: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(opening, step, fail)
    before = contents(closed.parent)
    with pytest.raises(UserError, match=r"board\.fivegates cannot be read: Input/output error"):
        open_file(closed, closed.parent.with_name("backups"))
    if step in {"is_write_ahead", "require_single_rows"}:
        with pytest.raises(UserError, match=r"board\.fivegates cannot be read: Input/output error"):
            check_file(closed)
    assert contents(closed.parent) == before


@pytest.mark.slow
@pytest.mark.skipif(not straced.works(), reason="strace is not here, or may not trace")
def test_a_call_that_fails_while_opening_is_reported_in_words(closed: Path) -> None:
    figures = opening_faults.at_every_call(closed, 12)
    assert figures.violations == []
    assert figures.done == 12
