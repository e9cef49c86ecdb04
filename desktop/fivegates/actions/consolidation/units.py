"""Survey the files of a consolidated view, and find those that cannot be part of it."""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from pathlib import Path

from fivegates.actions.file.check import checked_file
from fivegates.actions.file.encryption import is_encrypted_copy
from fivegates.actions.file.files import lock_folder
from fivegates.actions.file.whole_files import is_there
from fivegates.domain.economics.ledger import PriceBook
from fivegates.domain.economics.money import RateTable
from fivegates.domain.errors import UserError
from fivegates.domain.frameworks.framework import Framework
from fivegates.domain.language import Language
from fivegates.domain.portfolio.consolidation import Names, Source, titles_apart
from fivegates.domain.portfolio.settings import Settings
from fivegates.domain.rubric.rubric import Rubric
from fivegates.store.file.disk import Footprint, footprint_of
from fivegates.store.file.inspection import require_portfolio_header
from fivegates.store.file.locks import HeldElsewhereError, take_lock
from fivegates.store.records.initiatives import read_names, read_price_books
from fivegates.store.records.ledger import read_rates
from fivegates.store.records.portfolio_tables import read_frameworks
from fivegates.store.records.reviews import read_rubrics, read_seal_hash
from fivegates.store.records.settings import read_settings


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that cannot be part of the view, and why."""

    file: str
    reason: UserError

    def text(self, language: Language) -> str:
        """Why, in a sentence that names the file."""
        reason = self.reason.text(language)
        return reason if self.file in reason else f"{self.file}: {reason}"


class UnreadableUnitsError(UserError):
    """Nothing was written, for the files named below the sentence."""

    def __init__(self, unreadable: Sequence[Unreadable], total: int) -> None:
        super().__init__(
            "Nothing was written: {count} of {total} files cannot be consolidated.",
            count=len(unreadable),
            total=total,
        )
        self.unreadable = tuple(unreadable)

    def text(self, language: Language) -> str:
        """Say it, and why for each file, in `language`."""
        return "\n".join([super().text(language), *(each.text(language) for each in self.unreadable)])


@dataclass(frozen=True)
class Unit:
    """The metadata of a file, read before its initiatives."""

    path: Path
    footprint: Footprint | None
    digest: str
    settings: Settings
    rubrics: tuple[Rubric, ...]
    rates: RateTable
    books: tuple[PriceBook, ...]
    frameworks: tuple[Framework, ...]
    names: Names
    first_seal: str | None


def surveyed(paths: Sequence[Path], group: Path) -> tuple[list[Unit], tuple[Unreadable, ...]]:
    """Survey every file, and find those that cannot be part of the view at `group`.

    Raises UserError where a file is given twice, or with a copy of it.
    """
    units: list[Unit] = []
    unreadable = []
    # Most files have the same rubrics: each is held once, so that memory does not grow with the files.
    rubrics: dict[Rubric, Rubric] = {}
    for path in paths:
        try:
            unit = _survey(path, group)
        except UserError as error:
            unreadable.append(Unreadable(path.name, error))
        else:
            shared = tuple(rubrics.setdefault(rubric, rubric) for rubric in unit.rubrics)
            units.append(replace(unit, rubrics=shared))
    _require_no_copies(units, attrgetter("digest"))
    _require_no_copies(units, attrgetter("first_seal"))
    return units, tuple(unreadable)


def _require_no_copies(units: Sequence[Unit], key: Callable[[Unit], str | None]) -> None:
    """Refuse two files that have the same content, or the same first link of their chains."""
    seen: dict[str, Unit] = {}
    for unit in units:
        found = key(unit)
        if found is not None and (other := seen.setdefault(found, unit)) is not unit:
            raise UserError(
                "Nothing was written: {one} and {other} are copies of one portfolio, so its initiatives "
                "would count twice. Leave one of them out.",
                one=other.path.name,
                other=unit.path.name,
            )


def _survey(path: Path, group: Path) -> Unit:
    """Check a file, and read its metadata."""
    if is_there(group) and is_there(path) and path.samefile(group):
        raise UserError("{file} is the view itself. Leave it out of the files.", file=path.name)
    _require_open_nowhere(path)
    if is_encrypted_copy(path):
        raise UserError(
            "{file} is an encrypted copy. Decrypt it first: fivegates decrypt {file} OUT.", file=path.name
        )
    require_portfolio_header(path)
    footprint, digest = footprint_of(path), _digest_of(path)
    with closing(checked_file(path)) as file:
        if file.consolidated:
            raise UserError(
                "{file} is a consolidated view itself. Give the files that it is made of.", file=path.name
            )
        return Unit(
            path,
            footprint,
            digest,
            read_settings(file),
            read_rubrics(file),
            read_rates(file),
            read_price_books(file),
            read_frameworks(file),
            read_names(file),
            read_seal_hash(file, 1),
        )


def _require_open_nowhere(path: Path) -> None:
    """Refuse a file that a window edits: it may change while it is read."""
    try:
        lock = take_lock(path.absolute(), lock_folder())
    except HeldElsewhereError as error:
        raise UserError(
            "{file} is open in a window since {time}, where it may change. Close it there, then try again.",
            file=path.name,
            time=f"{error.since:%H:%M}",
        ) from error
    if lock is not None:
        lock.release()


def _digest_of(path: Path) -> str:
    """The SHA-256 of a file that this process does not have open."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UserError("{file} cannot be read: {reason}.", file=path.name, reason=error.strerror) from error


def sources_of(units: Sequence[Unit], day: date) -> tuple[Source, ...]:
    """The files as sources, before their chains are read."""
    titles = titles_apart([(unit.settings.title, unit.path.stem) for unit in units])
    return tuple(
        Source(number, title, unit.path.name, day, unit.digest)
        for number, (title, unit) in enumerate(zip(titles, units, strict=True), 1)
    )
