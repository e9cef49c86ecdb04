"""Survey the files of a consolidated view: which cannot be part of it, and the settings that all share."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from pathlib import Path

from fivegates.actions.file.atomic_files import is_there
from fivegates.actions.file.check import checked_file
from fivegates.actions.file.encryption import is_encrypted_copy
from fivegates.actions.file.files import lock_folder
from fivegates.domain.economics.ledger import PriceBook
from fivegates.domain.economics.money import Rate, RateTable
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.frameworks.framework import Framework
from fivegates.domain.initiative.record_checks import check_settings
from fivegates.domain.language import Language
from fivegates.domain.limits import SHORT_TEXT
from fivegates.domain.portfolio.consolidation import Names, Source, unique_titles
from fivegates.domain.portfolio.settings import Settings
from fivegates.domain.review.review import Portfolio
from fivegates.domain.rubric.rubric import Rubric
from fivegates.store.file.disk import Footprint, footprint_of
from fivegates.store.file.inspection import require_portfolio_header
from fivegates.store.file.locks import LockedElsewhereError, take_lock
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
        """Return the reason in a sentence that names the file."""
        reason = self.reason.text(language)
        return reason if self.file in reason else f"{self.file}: {reason}"


class UnreadableUnitsError(UserError):
    """Nothing was written because of the files named below the sentence."""

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
    except LockedElsewhereError as error:
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
    titles = unique_titles([(unit.settings.title, unit.path.stem) for unit in units])
    return tuple(
        Source(number, title, unit.path.name, day, unit.digest)
        for number, (title, unit) in enumerate(zip(titles, units, strict=True), 1)
    )


def common(units: Sequence[Unit], currency: str | None, title: str) -> Portfolio:
    """The settings and shared tables of the view. Raises UserError where the files contradict each other."""
    first = units[0].settings
    markings = [unit.settings.marking for unit in units if unit.settings.marking]
    settings = Settings(
        title[:SHORT_TEXT],
        " / ".join(dict.fromkeys(markings))[:SHORT_TEXT],
        first.rubric_id,
        first.rubric_version,
        currency or _one_currency(units),
        legal_entity=_shared(unit.settings.legal_entity for unit in units),
        accent=_shared(unit.settings.accent for unit in units),
        logo=_shared(unit.settings.logo for unit in units),
    )
    refuse(check_settings(settings))
    return Portfolio(
        settings,
        _one_of_each(units),
        rates=_joined_rates(units),
        price_books=_joined_books(units),
        frameworks=_joined_frameworks(units),
    )


def _shared(texts: Iterable[str]) -> str:
    """The value that all files share; the empty one where they differ."""
    found = set(texts)
    return found.pop() if len(found) == 1 else ""


def _one_currency(units: Sequence[Unit]) -> str:
    """The currency in which all files report."""
    by_currency = {unit.settings.currency: unit.path.name for unit in reversed(units)}
    if len(by_currency) > 1:
        text = ", ".join(f"{currency} ({name})" for currency, name in sorted(by_currency.items()))
        raise UserError(
            "Nothing was written: the files report in different currencies, such as {currencies}. Choose "
            "the currency of the view (--currency).",
            currencies=text,
        )
    return units[0].settings.currency


def _one_of_each(units: Sequence[Unit]) -> tuple[Rubric, ...]:
    """The distinct rubrics."""
    held: dict[tuple[str, str], tuple[Rubric, str]] = {}
    for unit in units:
        for rubric in unit.rubrics:
            same, name = held.setdefault((rubric.id, rubric.version), (rubric, unit.path.name))
            if same != rubric:
                raise UserError(
                    "Nothing was written: {one} and {other} have different rubrics “{id}” of version "
                    "{version}, so their scores mean different things. Give one of them another version.",
                    one=name,
                    other=unit.path.name,
                    id=rubric.id,
                    version=rubric.version,
                )
    return tuple(rubric for rubric, _ in held.values())


def _joined_rates(units: Sequence[Unit]) -> RateTable:
    """The distinct rates."""
    held: dict[tuple[object, ...], tuple[Rate, str]] = {}
    for unit in units:
        for rate in unit.rates.rates:
            same, name = held.setdefault((rate.month, rate.base, rate.quote), (rate, unit.path.name))
            if same.value != rate.value:
                raise UserError(
                    "Nothing was written: the rate from {base} to {quote} for {month} is {value} in {one} "
                    "and {others} in {other}. Make them agree, then consolidate again.",
                    base=rate.base,
                    quote=rate.quote,
                    month=str(rate.month),
                    value=f"{same.value:f}",
                    others=f"{rate.value:f}",
                    one=name,
                    other=unit.path.name,
                )
    return RateTable(tuple(rate for rate, _ in held.values()))


def _joined_books(units: Sequence[Unit]) -> tuple[PriceBook, ...]:
    """The distinct price books."""
    held: dict[tuple[object, ...], tuple[PriceBook, str]] = {}
    for unit in units:
        for book in unit.books:
            plain = _without_ids(book)
            same, name = held.setdefault((book.snapshot, book.source), (plain, unit.path.name))
            if same != plain:
                raise UserError(
                    "Nothing was written: the prices of {day} from “{source}” differ between {one} and "
                    "{other}. Make them agree, then consolidate again.",
                    day=book.snapshot,
                    source=book.source,
                    one=name,
                    other=unit.path.name,
                )
    return tuple(book for book, _ in held.values())


def _without_ids(book: PriceBook) -> PriceBook:
    """A price book without the store's ids, to compare across files."""
    return replace(book, id=0, prices=tuple(replace(price, id=0) for price in book.prices))


def _joined_frameworks(units: Sequence[Unit]) -> tuple[Framework, ...]:
    """The distinct custom mappings."""
    held: dict[str, tuple[Framework, str]] = {}
    for unit in units:
        for framework in unit.frameworks:
            plain = replace(framework, id=0)
            same, name = held.setdefault(framework.code.casefold(), (plain, unit.path.name))
            if same != plain:
                raise UserError(
                    "Nothing was written: {one} and {other} have different mappings of the framework "
                    "“{code}”. Make them agree, then consolidate again.",
                    one=name,
                    other=unit.path.name,
                    code=framework.code,
                )
    return tuple(framework for framework, _ in held.values())
