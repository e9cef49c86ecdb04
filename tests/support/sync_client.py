"""A simulated sync client that changes an open portfolio at random, between and within edits.

A violation is an error that is no sentence, an acknowledged edit that is in no copy although nobody said so,
or a copy that is no sound portfolio.
"""

import os
import random
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from harm import Figures, fresh

from fivegates.domain.errors import FileRefusalError, Remedy, UserError
from fivegates.domain.initiative.initiative import Initiative
from fivegates.store.backups.backup import save_copy
from fivegates.store.file.external_changes import accept_changes, external_state
from fivegates.store.file.opening import check_file, open_file
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.edits import edit
from fivegates.store.records.initiative_table import INITIATIVE
from fivegates.store.records.overview import read_overview
from fivegates.store.recovery.rebuilding import rebuild_copy

Harm = Callable[[Path, random.Random], object]

_AGAIN_AFTER = 40
"""Edits after which the portfolio is closed and opened again."""


def _write_over(path: Path, data: bytes) -> None:
    """Write a file in its place, as a sync client does: it knows nothing of locks."""
    with path.open("r+b") as file:
        file.write(data)
        file.truncate()
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns + 10_000_000))


def truncate(path: Path, _chance: random.Random) -> None:
    _write_over(path, b"")


def cut(path: Path, chance: random.Random) -> None:
    os.truncate(path, chance.randrange(path.stat().st_size + 1))


def replace_by_an_equal(path: Path, _chance: random.Random) -> None:
    copy = path.with_name("incoming")
    shutil.copyfile(path, copy)
    copy.replace(path)


def delete(path: Path, _chance: random.Random) -> None:
    path.unlink()


def rename(path: Path, chance: random.Random) -> None:
    path.rename(path.with_name(f"conflict {chance.random()}.fivegates"))


def roll_back(path: Path, _chance: random.Random) -> None:
    _write_over(path, path.with_name("earlier").read_bytes())


def touch(path: Path, _chance: random.Random) -> None:
    os.utime(path)


HARMS: tuple[Harm, ...] = (truncate, cut, replace_by_an_equal, delete, rename, roll_back, touch)


class Session:
    """A portfolio that is edited, with the codes of the initiatives that were acknowledged as saved."""

    def __init__(self, closed: Path, figures: Figures, chance: random.Random) -> None:
        self.path = fresh(closed, "synced")
        self.backups = self.path.with_name("backups")
        self.copy = self.path.with_name("good copy.fivegates")
        self.figures, self.chance = figures, chance
        self.saved = 0
        self.file = self.opened()
        self.acknowledged = self.codes(self.file)

    def opened(self) -> PortfolioFile:
        """Open the file, and keep what it is like for the client to roll back to."""
        shutil.copyfile(self.path, self.path.with_name("earlier"))
        return open_file(self.path, self.backups)

    @staticmethod
    def codes(file: PortfolioFile) -> set[str]:
        return {line.initiative.code for line in read_overview(file)}

    def harm(self) -> None:
        """Let the client do something, if the file is there."""
        if self.path.exists():
            harm = self.chance.choice(HARMS)
            harm(self.path, self.chance)
            self.figures.count(harm.__name__)

    def add(self, *, harmed_within: bool) -> None:
        """Save an edit; it is acknowledged where nothing is raised."""
        self.saved += 1
        code = f"S-{self.saved}"
        with edit(self.file) as transaction:
            INITIATIVE.insert(transaction, Initiative(code, "New", summary="s" * 9_000))
            if harmed_within:
                self.harm()
        self.acknowledged.add(code)

    def go_on(self, error: UserError) -> None:
        """Run the recovery that the error offers, and compare the result with the acknowledged edits."""
        if isinstance(error, FileRefusalError) and error.remedy is Remedy.RELOAD:
            accept_changes(self.file)
            self.acknowledged = self.codes(self.file)
            return
        missing = self.save_elsewhere()
        with closing(check_file(self.copy)) as copy:
            lost = self.acknowledged - self.codes(copy)
        if len(lost) > missing:
            self.figures.violations.append(f"lost {sorted(lost)} after: {error}")
        self.begin_again()

    def save_elsewhere(self) -> int:
        """Save a copy over an older good one; returns the number of edits reported missing from it."""
        try:
            save_copy(self.file, self.copy)
        except UserError:
            return rebuild_copy(self.file, self.copy, self.backups).missing
        return 0

    def begin_again(self) -> None:
        """Close, and go on with the copy in the place of the file."""
        self.file.close()
        for leftover in self.path.parent.glob("*-journal"):
            leftover.unlink()
        shutil.copyfile(self.copy, self.path)
        self.file = self.opened()
        self.acknowledged = self.codes(self.file)


def with_sync_client(closed: Path, rounds: int, *, seed: int = 0) -> Figures:
    """Edit while a sync client does harm; see above for what is counted as a violation.

    It ends early where there is no way to go on.
    """
    chance, figures = random.Random(seed), Figures()  # noqa: S311 - chance, not secrecy
    session = Session(closed, figures, chance)
    save_copy(session.file, session.copy)
    for number in range(1, rounds + 1):
        try:
            if not _round(session, number):
                break
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            figures.violations.append(f"{type(error).__name__}: {error}")
            break
    session.file.close()
    return figures


def _round(session: Session, number: int) -> bool:
    """Open again now and then, do harm, edit; whether there is a way to go on."""
    chance = session.chance
    try:
        if number % _AGAIN_AFTER == 0:
            session.save_elsewhere()
            session.begin_again()
        if chance.random() < 0.3:
            session.harm()
        external_state(session.file)
        session.add(harmed_within=chance.random() < 0.3)
    except UserError as error:
        return _recovered(session, error)
    return True


def _recovered(session: Session, error: UserError) -> bool:
    """Go on after a refusal; that even this is refused is a violation."""
    session.figures.count("refusals")
    try:
        session.go_on(error)
    except UserError as second:
        session.figures.violations.append(f"no way on: {second}, after: {error}")
        return False
    return True
