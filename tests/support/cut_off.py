"""Interrupts every writer: by a kill at a system call or at a random moment, and by a power cut."""

import random
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import forked
import straced
from harm import Figures
from power import TRACED, Call, Disk, calls_in
from writers import CONTROLS, WRITERS, Judge, Writer

CALLS = ("pwrite64", "fdatasync", "fsync", "rename", "unlink", "link", "write")
"""The calls by which a program changes what is on the disk."""

ERRORS = ("ENOSPC", "EIO", "EACCES", "EMFILE")
FAILING = (*CALLS, "openat", "ftruncate", "mkdir", "pread64", "lseek", "newfstatat", "close", "chmod")
"""The calls that a disk may fail."""


def kills(
    closed: Path, times: int, *, seed: int = 0, writers: Iterable[Writer] = WRITERS.values()
) -> Figures:
    """Kill each writer `times` times, half of them at a call that changes the disk, half at any moment."""
    figures = Figures()
    for writer in writers:
        chance = random.Random(f"{seed} {writer.name}")  # noqa: S311 - chance, not secrecy
        judge = Judge(writer, closed)
        calls, seconds = _rehearsed(judge)
        for number in range(times):
            path = judge.fresh("killed")
            if number % 2 and calls:
                place = chance.randrange(len(calls))
                ended = forked.run(writer.work, path, options=_harming(calls, place, "signal=KILL"))
                where = f"{calls[place]} {place}"
            else:
                after = chance.uniform(0, seconds * 1.1)
                ended = forked.run(writer.work, path, kill_after=after)
                where = f"{after:.4f} s"
            figures.count(writer.name)
            found = ended.failed or judge.wrong(path, done=ended.done)
            if found:
                figures.violations.append(f"{writer.name}, killed at {where}: {found}")
    return figures


def faults(
    closed: Path, times: int, *, seed: int = 0, writers: Iterable[Writer] = WRITERS.values()
) -> Figures:
    """Fail `times` of the system calls of each writer: expects a message, and no loss."""
    figures = Figures()
    for writer in writers:
        chance = random.Random(f"{seed} {writer.name}")  # noqa: S311 - chance, not secrecy
        judge = Judge(writer, closed)
        path = judge.fresh("failed")
        forked.run(writer.work, path)  # what it makes can only be named once it is there
        named = straced.only(path.parent)
        calls = _calls(judge, "failed", FAILING, named)
        for _ in range(times):
            place, error = chance.randrange(len(calls)), chance.choice(ERRORS)
            options = (*named, *_harming(calls, place, f"error={error}"))
            path = judge.fresh("failed")
            ended = forked.run(writer.work, path, options=options)
            figures.count(writer.name)
            if found := ended.failed or judge.wrong(path, done=ended.done):
                figures.violations.append(f"{writer.name}, {error} at {calls[place]} {place}: {found}")
    return figures


def _rehearsed(judge: Judge) -> tuple[list[str], float]:
    """The calls that change the disk, in order, where strace may trace; and how long the work takes."""
    begun = time.monotonic()
    forked.run(judge.writer.work, judge.fresh("rehearsed"))
    seconds = time.monotonic() - begun
    return _calls(judge, "rehearsed", CALLS) if straced.works() else [], seconds


def _calls(judge: Judge, name: str, names: tuple[str, ...], only: Sequence[str] = ()) -> list[str]:
    """The calls of these names that the work makes, in order."""
    log = judge.closed.parent.with_name("log")
    options = (*only, "-e", f"trace={','.join(names)}")
    forked.run(judge.writer.work, judge.fresh(name), options=options, log=log)
    found = (line.split("(")[0].split()[-1] for line in log.read_text(errors="replace").splitlines())
    return [each for each in found if each in names]


def _harming(calls: list[str], place: int, how: str) -> tuple[str, ...]:
    """The options that harm a call of the rehearsal: the one of its name with that number."""
    name = calls[place]
    when = calls[: place + 1].count(name)
    return ("-e", f"trace={name}", "-e", f"inject={name}:{how}:when={when}")


def power_cuts(
    closed: Path, times: int, *, seed: int = 0, writers: Iterable[Writer] = WRITERS.values()
) -> Figures:
    """Record each writer, and cut its power at `times` places."""
    figures = Figures()
    for writer in writers:
        chance = random.Random(f"{seed} {writer.name}")  # noqa: S311 - chance, not secrecy
        judge = Judge(writer, closed)
        path = judge.fresh("recorded")
        before = {str(each): each.read_bytes() for each in path.parent.rglob("*") if each.is_file()}
        calls = _recorded(judge, path)
        disk, taken = Disk(before), 0
        for place in sorted(chance.randrange(len(calls) + 1) for _ in range(times)):
            for call in calls[taken:place]:
                disk.take(call)
            taken = place
            _put(disk.after_a_cut(chance), path.parent)
            figures.count(writer.name)
            if found := judge.wrong(path, done=disk.done):
                figures.violations.append(f"{writer.name}, cut at call {place} of {len(calls)}: {found}")
    return figures


def _recorded(judge: Judge, path: Path) -> list[Call]:
    """The calls of a writer to files of its folder, with what they write."""
    log = judge.closed.parent.with_name("power-log")
    options = ("-y", "-xx", "-s", "10000000", "-e", f"trace={TRACED}")
    ended = forked.run(judge.writer.work, path, options=options, log=log)
    assert ended.done, ended.said
    return [call for call in calls_in(log) if not call.path or Path(call.path).is_relative_to(path.parent)]


def _put(files: dict[str, bytes], folder: Path) -> None:
    """Replace the folder's content by these files."""
    for leftover in folder.rglob("*"):
        if leftover.is_file() and str(leftover) not in files:
            leftover.unlink()
    for name, data in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(data)


def controls(closed: Path, times: int, *, seed: int = 0) -> int:
    """Number of violations when files are written in place or without a journal."""
    found = power_cuts(closed, times, seed=seed, writers=CONTROLS) if straced.works() else Figures()
    killed = kills(closed, times, seed=seed, writers=CONTROLS)
    return len(found.violations) + len(killed.violations)
