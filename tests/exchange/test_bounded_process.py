"""Reading in a process of its own: what it gives, what it raises, and what ends it."""

from multiprocessing import get_context
from pathlib import Path

import pytest
from bounded_work import MIB, double, end, refuse_all, refuse_the_file, take, wait

from fivegates.domain.errors import DataError, FileRefusalError, Remedy
from fivegates.exchange.bounded_process import Bounds, OutOfBoundsError, run_bounded


def test_it_gives_what_the_work_gives() -> None:
    assert run_bounded(Bounds(), double, 4, times=3) == 24


def test_it_raises_what_the_work_raises() -> None:
    with pytest.raises(DataError) as refused:
        run_bounded(Bounds(), refuse_all)
    assert str(refused.value) == "a.xlsx: row 2: Nothing in B2."
    with pytest.raises(FileRefusalError, match=r"a\.fivegates is damaged") as reported:
        run_bounded(Bounds(), refuse_the_file)
    assert reported.value.remedy is Remedy.RESTORE


def test_it_ends_what_takes_too_long() -> None:
    with pytest.raises(OutOfBoundsError):
        run_bounded(Bounds(seconds=0.5), wait)


def test_it_notices_a_process_that_ends_by_itself() -> None:
    with pytest.raises(OutOfBoundsError):
        run_bounded(Bounds(), end)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is bounded on Linux alone")
def test_it_ends_what_takes_too_much_memory() -> None:
    assert run_bounded(Bounds(memory=256 * MIB), take, MIB) == MIB
    with pytest.raises(OutOfBoundsError):
        run_bounded(Bounds(memory=256 * MIB), take, 1024 * MIB)


def test_without_another_process_it_works_here(monkeypatch: pytest.MonkeyPatch) -> None:
    class Refusing:
        def start(self) -> None:
            raise BlockingIOError

    class Context:
        Pipe = staticmethod(get_context("spawn").Pipe)

        def Process(self, **_: object) -> Refusing:  # noqa: N802 - as multiprocessing has it
            return Refusing()

    monkeypatch.setattr("multiprocessing.get_context", lambda _: Context())
    assert run_bounded(Bounds(), double, 4) == 8
