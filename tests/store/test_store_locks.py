"""One window edits, the others look on; a window that died stands in nobody's way."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

import pytest
from builders import initiative
from stored import contents, needs_permissions, nobody

from fivegates.domain.errors import UserError
from fivegates.store.file.locks import LockedElsewhereError, take_lock
from fivegates.store.file.opening import create_file, open_file
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.edits import edit
from fivegates.store.records.initiative_table import INITIATIVE
from fivegates.store.records.overview import read_overview

HOLD = """
import sys
from pathlib import Path
from fivegates.store.file.locks import take_lock
lock = take_lock(Path(sys.argv[1]), Path(sys.argv[2]))
print("held", flush=True)
sys.stdin.read()
"""


def test_the_second_window_is_for_reading_only_until_the_first_closes(
    closed: Path, backups: Path, locks: Path
) -> None:
    begun = datetime.now().astimezone() - timedelta(seconds=1)
    with closing(open_file(closed, backups, locks)) as first:
        assert first.locked_elsewhere is None
        with closing(open_file(closed, backups, locks)) as second:
            assert second.read_only
            assert second.locked_elsewhere
            assert begun <= second.locked_elsewhere <= datetime.now().astimezone()
            with pytest.raises(UserError, match="open in another window, so nothing was saved"):
                add(second)
            assert len(read_overview(second)) == 2
        add(first)
    with closing(open_file(closed, backups, locks)) as third:
        assert not third.read_only
        add(third, "THIRD")


def add(file: PortfolioFile, code: str = "NEW") -> None:
    """Add an initiative."""
    with edit(file) as transaction:
        INITIATIVE.insert(transaction, initiative(code))


def test_another_name_for_the_file_is_the_same_file(closed: Path, tmp_path: Path, locks: Path) -> None:
    link = tmp_path / "link.fivegates"
    link.symlink_to(closed)
    lock = take_lock(closed, locks)
    assert lock
    with pytest.raises(LockedElsewhereError):
        take_lock(link, locks)
    lock.release()


def test_another_file_is_another_lock(closed: Path, locks: Path) -> None:
    first, second = take_lock(closed, locks), take_lock(closed.with_name("other.fivegates"), locks)
    assert first
    assert second
    first.release()
    second.release()


def test_a_new_portfolio_is_edited_by_its_window_alone(path: Path, backups: Path, locks: Path) -> None:
    with closing(create_file(path, locks)), closing(open_file(path, backups, locks)) as second:
        assert second.locked_elsewhere


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")
def test_the_lock_of_a_killed_window_is_free_at_once(closed: Path, locks: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", HOLD, str(closed), str(locks)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LockedElsewhereError):
            take_lock(closed, locks)
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    lock = take_lock(closed, locks)
    assert lock
    lock.release()


def test_nothing_is_left_beside_the_portfolio(closed: Path, backups: Path, locks: Path) -> None:
    with closing(open_file(closed, backups, locks)):
        assert contents(closed.parent).keys() == {closed.name}


@needs_permissions
def test_where_no_lock_can_be_made_the_count_of_edits_stands_guard(
    shared: Path, backups: Path, tmp_path: Path
) -> None:
    for folder in (shared.parent, *shared.parent.parents[:-2]):
        folder.chmod(0o777)
    shared.chmod(0o666)
    refused = tmp_path / "nobody's"
    refused.mkdir(mode=0o700)
    with nobody(), closing(open_file(shared, backups, refused / "locks")) as file:
        assert not file.read_only
        add(file)


def test_taking_a_lock_costs_less_than_a_millisecond(closed: Path, locks: Path) -> None:
    taken = []
    for _ in range(20):
        begun = perf_counter()
        lock = take_lock(closed, locks)
        taken.append(perf_counter() - begun)
        assert lock
        lock.release()
    assert sorted(taken)[10] < 0.001


def test_a_lock_is_released_though_the_system_tells_of_an_error(
    closed: Path, locks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = take_lock(closed, locks)
    assert lock is not None
    close = os.close

    def fail_after(descriptor: int) -> None:
        close(descriptor)
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as failing:
        failing.setattr(os, "close", fail_after)
        lock.release()
    again = take_lock(closed, locks)
    assert again is not None
    again.release()
