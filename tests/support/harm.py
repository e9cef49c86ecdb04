"""Fault injection into portfolios, with counts of outcomes: briefly in tests, for long in `soak`.

Each function returns what it did; a violation is an edit that was acknowledged and lost, a file that is
neither as before nor as after, or a final review that changed unnoticed.
"""

import random
import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import forked
from stored import Dump, dump
from victim import VERBS, connected_with

from fivegates.actions.file.check import check_portfolio
from fivegates.domain.errors import UserError
from fivegates.store.file.opening import check_file, open_file
from fivegates.store.records.overview import read_overview
from fivegates.store.records.portfolio import read_record


@dataclass
class Figures:
    """Counts of outcomes, and violations as text."""

    done: int = 0
    found: dict[str, int] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)

    def count(self, what: str) -> None:
        """Count one more of a kind of outcome."""
        self.done += 1
        self.found[what] = self.found.get(what, 0) + 1

    def __str__(self) -> str:
        kinds = ", ".join(f"{number} {what}" for what, number in sorted(self.found.items()))
        return f"{self.done} ({kinds}), {len(self.violations)} violations"


def rows_of(path: Path) -> Dump:
    """All rows of a file, recovered if need be, that passes every check."""
    with closing(open_file(path, path.with_name("later backups"))) as file:
        found = dump(file)
    check_file(path).close()
    return found


def fresh(closed: Path, name: str) -> Path:
    """A copy of the portfolio in a folder of its own."""
    folder = closed.parent.with_name(name)
    shutil.rmtree(folder, ignore_errors=True)
    return shutil.copytree(closed.parent, folder) / closed.name


# Killed at random


def kill_loop(closed: Path, kills: int, *, verb: str = "save_until_killed", seed: int = 0) -> Figures:
    """Kill a program that saves, again and again in one file; the acknowledged edits are journaled here."""
    chance, figures = random.Random(seed), Figures()  # noqa: S311 - chance, not secrecy
    path = fresh(closed, "killed")
    acknowledged: set[str] = set()
    for _ in range(kills):
        acknowledged |= _saved_until_killed(verb, path, chance.uniform(0.0, 0.12))
        lost = _lost(path, acknowledged)
        figures.count("kills")
        if lost:
            figures.violations.append(lost)
            path, acknowledged = fresh(closed, "killed"), set()
    figures.found["acknowledged edits"] = len(acknowledged)
    return figures


def _saved_until_killed(verb: str, path: Path, seconds: float) -> set[str]:
    """Let the victim save for a moment after its first edit, kill it; what it acknowledged."""

    def save(path: Path) -> None:
        # What does not fit into the cache is written in mid-transaction: only then can a kill do harm.
        with connected_with("PRAGMA cache_size = 1"):
            VERBS[verb](path)

    ended = forked.run(save, path, kill_after=seconds, kill_once_said=True)
    if ended.failed:
        message = f"the victim died of itself: {ended.failed}"
        raise RuntimeError(message)
    return {line.split()[1] for line in ended.said.splitlines(keepends=True) if line.endswith("\n")}


def _lost(path: Path, acknowledged: set[str]) -> str:
    """The fault of a file after a kill; empty if it is intact and contains what was acknowledged."""
    try:
        rows_of(path)
        with closing(check_file(path)) as file:
            held = {line.initiative.code for line in read_overview(file)}
            notes = {evidence.note.split(" ")[0] for evidence in read_record(file, 1).evidence}
    except UserError as error:
        return str(error)
    saved = {code for code in held if code.startswith("K-")}
    last = max((int(code[2:]) for code in saved), default=None)
    if last is not None and notes != {str(last)}:
        return f"half an edit: {notes} beside {last}"
    lost = acknowledged - saved
    acknowledged |= saved
    return f"lost {sorted(lost)}" if lost else ""


# Files that were altered on the disk

PAGE = 4096


def _flip(data: bytearray, chance: random.Random) -> None:
    """Turn one bit over."""
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, chance: random.Random) -> None:
    """Cut the end off."""
    del data[chance.randrange(len(data)) :]


def _swap(data: bytearray, chance: random.Random) -> None:
    """Put two pages in each other's place."""
    one, two = (chance.randrange(len(data) // PAGE) * PAGE for _ in range(2))
    data[one : one + PAGE], data[two : two + PAGE] = data[two : two + PAGE], data[one : one + PAGE]


MUTATIONS: dict[str, Callable[[bytearray, random.Random], None]] = {"flip": _flip, "cut": _cut, "swap": _swap}

FINAL_ROWS = """
SELECT seal.*, review.*, score.* FROM seal JOIN review ON review.id = seal.review_id
LEFT JOIN score ON score.review_id = review.id ORDER BY seal.number, score.criterion
"""


def mutate(sound: Path, times: int, *, seed: int = 0, kinds: Sequence[str] = tuple(MUTATIONS)) -> Figures:
    """Alter a portfolio at random; what no check finds must leave every final review as it was."""
    chance, figures = random.Random(seed), Figures()  # noqa: S311 - chance, not secrecy
    original = sound.read_bytes()
    expected, finals = _everything(sound)
    path = sound.with_name("mutated.fivegates")
    for number in range(times):
        kind = kinds[number % len(kinds)]
        data = bytearray(original)
        MUTATIONS[kind](data, chance)
        path.write_bytes(data)
        figures.count(f"{kind}: {_verdict(path, expected, finals, figures)}")
    path.unlink()
    return figures


def _everything(path: Path) -> tuple[Dump, list[tuple[object, ...]]]:
    """All rows, and those of final reviews."""
    with closing(check_file(path)) as file:
        return dump(file), [tuple(row) for row in file.connection.execute(FINAL_ROWS)]


def _verdict(path: Path, expected: Dump, finals: list[tuple[object, ...]], figures: Figures) -> str:
    """The result of checking an altered file; records a violation if a final review changed unnoticed."""
    try:
        check_portfolio(path)
    except UserError as error:
        return "named as no longer sealed" if "inal review" in str(error) else "refused"
    rows, sealed = _everything(path)
    if sealed != finals:
        figures.violations.append(f"{path.name}: a final review changed unnoticed")
    return "nothing changed" if rows == expected else "drafts changed unnoticed"
