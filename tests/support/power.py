"""Simulates power cuts: the possible disk states after a power failure between any two system calls.

What was written is safe once its file was synced, and a name once its folder was; of all else any part may be
there, in any order. Real disks promise more than that.
"""

import random
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import straced
from harm import Figures, fresh
from victim import copy_of

from fivegates.domain.errors import UserError
from fivegates.store.file.opening import check_file, open_file
from fivegates.store.records.overview import read_overview

OLDER = b"an older file that is good"
"""The content of the older file."""

_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_OF = re.compile(r"^\d+<([^>]*)>")
TRACED = "pwrite64,fdatasync,fsync,ftruncate,unlink,rename,link,write"


@dataclass(frozen=True, slots=True)
class Call:
    """A system call: its name, its path, the bytes written, and the offset in the file."""

    name: str
    path: str
    data: bytes = b""
    offset: int = 0


@dataclass
class Disk:
    """The durable content by path, and the pending calls.

    `reported` are the codes that were acknowledged, `done` whether all was.
    """

    safe: dict[str, bytes]
    pending: list[Call] = field(default_factory=list)
    reported: set[str] = field(default_factory=set)
    done: bool = False

    def take(self, call: Call) -> None:
        """Let one more call happen."""
        if call.name == "reported":
            self.reported |= set(re.findall(r"saved (\S+)", call.data.decode()))
            self.done |= b"done" in call.data
        elif call.name in {"fsync", "fdatasync"}:
            self._settle(call.path)
        else:
            self.pending.append(call)

    def _settle(self, path: str) -> None:
        """Make safe what is pending of a file, or the names of a folder."""
        settled = [call for call in self.pending if self._is_of(call, path)]
        self.pending = [call for call in self.pending if call not in settled]
        for call in settled:
            apply(self.safe, call)

    @staticmethod
    def _is_of(call: Call, path: str) -> bool:
        """True if a sync of a path makes a call durable: a folder's sync covers names, a file's data."""
        return (
            str(Path(call.path).parent) == path
            if call.name in {"unlink", "rename", "link"}
            else call.path == path
        )

    def after_a_cut(self, chance: random.Random) -> dict[str, bytes]:
        """A possible state: all durable content, and any subset of pending calls, a write possibly torn."""
        there = dict(self.safe)
        for call in self.pending:
            if chance.random() < 0.5:
                apply(there, _torn(call, chance))
        return there


def _torn(call: Call, chance: random.Random) -> Call:
    """A write of which only some sectors arrived, now and then."""
    if call.name != "pwrite64" or chance.random() < 0.8:
        return call
    return Call(
        call.name, call.path, call.data[: chance.randrange(len(call.data) + 1) // 512 * 512], call.offset
    )


def apply(files: dict[str, bytes], call: Call) -> None:
    """Do what a call does to files."""
    if call.name == "unlink":
        files.pop(call.path, None)
        return
    if call.name == "rename":
        files[call.data.decode()] = files.pop(call.path, b"")
        return
    if call.name == "link":
        files[call.data.decode()] = files.get(call.path, b"")
        return
    held = files.get(call.path, b"")
    if call.name == "write":
        files[call.path] = held + call.data
    if call.name == "ftruncate":
        files[call.path] = held[: call.offset].ljust(call.offset, b"\0")
    elif call.name == "pwrite64":
        held = held.ljust(call.offset, b"\0")
        files[call.path] = held[: call.offset] + call.data + held[call.offset + len(call.data) :]


def calls_in(log: Path) -> Iterator[Call]:
    """The calls of a log that strace wrote with `-y -xx` and whole data."""
    for line in log.read_text(errors="replace").splitlines():
        found = _LINE.match(line)
        if found and int(found[3]) >= 0:
            yield from _call(found[1], _unescaped(found[2]))


def _unescaped(arguments: str) -> str:
    """Arguments of a strace line with the paths of descriptors, between angle brackets, unescaped."""
    return re.sub(
        r"<((?:\\x[0-9a-f]{2})+)>",
        lambda match: f"<{bytes.fromhex(match[1].replace(chr(92) + 'x', '')).decode()}>",
        arguments,
    )


def _call(name: str, arguments: str) -> Iterator[Call]:
    """The call with these arguments; none if it changes nothing."""
    texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(arguments)]
    of = _OF.match(arguments)
    last = arguments.rsplit(", ", 1)[-1]
    if name == "write" and arguments.startswith("1<"):
        yield Call("reported", "", texts[0])
    elif name == "unlink":
        yield Call(name, texts[0].decode())
    elif name in {"rename", "link"}:
        yield Call(name, texts[0].decode(), texts[1])
    elif of and name == "write":
        yield Call(name, of[1], texts[0])
    elif of and name == "pwrite64":
        yield Call(name, of[1], texts[0], int(last))
    elif of and name in {"fsync", "fdatasync", "ftruncate"}:
        yield Call(name, of[1], offset=int(last) if name == "ftruncate" else 0)


def replay(closed: Path, cuts: int, *, verb: str = "save_often", seed: int = 0) -> Figures:
    """Record a program that saves, then cut its power at `cuts` places."""
    path, log = fresh(closed, "recorded"), closed.parent.with_name("power-log")
    before = {str(path): path.read_bytes()}
    ended = straced.traced(verb, path, "-y", "-xx", "-s", "1000000", "-e", f"trace={TRACED}", log=log)
    assert ended.returncode == 0, ended.stderr
    calls = [call for call in calls_in(log) if not call.path or Path(call.path).is_relative_to(path.parent)]
    chance, figures = random.Random(seed), Figures()  # noqa: S311 - chance, not secrecy
    places = sorted(chance.randrange(len(calls)) for _ in range(cuts))
    disk, taken = Disk(before), 0
    for place in places:
        for call in calls[taken:place]:
            disk.take(call)
        taken = place
        figures.count("power cuts")
        found = _after(disk.after_a_cut(chance), path, disk.reported)
        if found:
            figures.violations.append(f"at call {place}: {found}")
    figures.found["acknowledged edits"] = len(disk.reported)
    return figures


def _after(files: dict[str, bytes], path: Path, reported: set[str]) -> str:
    """Write the files, open the portfolio, and return what is lost; empty if nothing is."""
    for leftover in path.parent.iterdir():
        if leftover.is_file():
            leftover.unlink()
    for name, data in files.items():
        Path(name).write_bytes(data)
    try:
        open_file(path, path.parent.with_name("power-backups")).close()
        with closing(check_file(path)) as file:
            held = {line.initiative.code for line in read_overview(file)}
    except UserError as error:
        return str(error)
    return f"lost {sorted(reported - held)}" if reported - held else ""


def replay_replacement(closed: Path, cuts: int, *, verb: str, seed: int = 0) -> Figures:
    """Record a program that replaces a file beside the portfolio, then cut its power at `cuts` places.

    Beside these it is cut at each place from the renaming on: they are few among many writes. What is there
    afterwards is the older file, or the new one whole; the new one once that was acknowledged.
    """
    path, log = fresh(closed, "recorded"), closed.parent.with_name("power-log")
    target = copy_of(path)
    target.write_bytes(OLDER)
    before = {str(target): OLDER}
    ended = straced.traced(verb, path, "-y", "-xx", "-s", "10000000", "-e", f"trace={TRACED}", log=log)
    assert ended.returncode == 0, ended.stderr
    new = target.read_bytes()
    calls = [call for call in calls_in(log) if not call.path or Path(call.path).is_relative_to(path.parent)]
    renamed = [place for place, call in enumerate(calls) if call.name == "rename"]
    assert renamed, "it replaced nothing"
    chance, figures = random.Random(seed), Figures()  # noqa: S311 - chance, not secrecy
    disk, taken = Disk(before), 0
    anywhere = [chance.randrange(len(calls) + 1) for _ in range(cuts)]
    for place in sorted([*anywhere, *range(renamed[-1], len(calls) + 1)]):
        for call in calls[taken:place]:
            disk.take(call)
        taken = max(taken, place)
        there = disk.after_a_cut(chance).get(str(target))
        figures.count("new" if there == new else "older")
        if there not in ({new} if disk.done else {OLDER, new}):
            figures.violations.append(f"{verb}: neither the older nor the new file at {place}")
    return figures
