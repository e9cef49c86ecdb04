"""Write a consolidated view, one file at a time, and report the changes since."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from fivegates.actions.consolidation.units import (
    Unit,
    Unreadable,
    UnreadableUnitsError,
    common,
    sources_of,
    surveyed,
)
from fivegates.actions.file.atomic_files import is_there
from fivegates.actions.file.check import checked_file, verified_portfolio
from fivegates.actions.file.creation import create_filled
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import saving
from fivegates.actions.garbage_collection import without_collection
from fivegates.domain.economics.unit_economics import rate_gaps
from fivegates.domain.errors import UserError
from fivegates.domain.language import Message
from fivegates.domain.portfolio.consolidation import (
    Origin,
    Source,
    SourceChanges,
    idea_in_view,
    moved_in_chain,
    renamed,
    source_changes,
    unique_names,
)
from fivegates.domain.review.chain import NOTHING_BEFORE
from fivegates.domain.review.review import InitiativeRecord, Portfolio
from fivegates.store.file.disk import flush, footprint_of, put_in_place
from fivegates.store.file.inspection import require_portfolio_header
from fivegates.store.records.consolidation import ORIGIN, SOURCE, read_origins, read_sources
from fivegates.store.records.evidence_files import save_names
from fivegates.store.records.portfolio import insert_records
from fivegates.store.records.portfolio_tables import IDEA

Tick = Callable[[int], None]
"""Receives how many files are done; an exception from it aborts the consolidation."""


@dataclass(frozen=True, slots=True)
class Consolidated:
    """The result: sources, number of initiatives, skipped files, and changes since the previous view.

    `apart` counts the initiatives whose code or name got a suffix. `changes` is None where there was no
    previous view.
    """

    sources: tuple[Source, ...]
    initiatives: int
    apart: int
    left_out: tuple[Unreadable, ...]
    changes: SourceChanges | None


def consolidate(  # noqa: PLR0913 - what the user gave
    group: Path,
    paths: Sequence[Path],
    day: date,
    *,
    currency: str | None = None,
    skip_unreadable: bool = False,
    tick: Tick = lambda _: None,
) -> Consolidated:
    """Read every file, verify its chain, and write the view `group` atomically; an older view is replaced.

    Money is reported in `currency`, by default the one that all files share. One file is in memory at a time.
    Raises UserError, and writes nothing, where a file cannot be read unless these are to be skipped, where
    the files contradict each other, and where anything but a consolidated view is at `group`.
    """
    before = _view_at(group)
    units, unreadable = surveyed(paths, group)
    if unreadable and not skip_unreadable:
        raise UnreadableUnitsError(unreadable, len(paths))
    if not units:
        raise UserError("Nothing was written: there is no file to consolidate.")
    head = common(units, currency, group.stem)
    _require_folder(group)
    with _put_in_place(group, head) as opened:
        filling = _Filling(opened, head)
        _fill(filling, units, sources_of(units, day), tick)
        if filling.unreadable and not skip_unreadable:
            raise UnreadableUnitsError(filling.unreadable, len(paths))
        tick(len(units))  # the last moment at which it can be ended
        if not filling.sources:
            raise UserError("Nothing was written: there is no file to consolidate.")
    return Consolidated(
        tuple(filling.sources),
        filling.initiatives,
        filling.apart,
        (*unreadable, *filling.unreadable),
        None if before is None else source_changes(before, filling.sources),
    )


def changes_since(
    group: Path, paths: Sequence[Path], day: date
) -> tuple[SourceChanges, tuple[Unreadable, ...]]:
    """The changes in the files of a view since it was written, and the unreadable files; nothing is written.

    Raises UserError where no consolidated view is at `group`.
    """
    before = _view_at(group)
    if before is None:
        raise UserError("{file} is not there yet. Consolidate the files first.", file=group)
    units, unreadable = surveyed(paths, group)
    return source_changes(before, sources_of(units, day)), unreadable


def sources(opened: OpenPortfolio) -> tuple[Source, ...]:
    """The files of a consolidated view; empty for another portfolio."""
    return read_sources(opened.file)


def source_titles(opened: OpenPortfolio) -> Mapping[int, str]:
    """The title of each initiative's source file, by its id; empty unless this is a consolidated view."""
    titles = {source.number: source.title for source in read_sources(opened.file)}
    return {each: titles[origin.source] for each, origin in read_origins(opened.file).items()}


def _view_at(group: Path) -> tuple[Source, ...] | None:
    """The sources of the existing view; None where there is no file. Raises UserError for anything else."""
    if not is_there(group):
        return None
    require_portfolio_header(group)
    with closing(checked_file(group)) as file:
        found = read_sources(file)
    if not found:
        raise UserError(
            "{file} is a portfolio and no consolidated view, so nothing is written over it. Choose another "
            "name.",
            file=group.name,
        )
    return found


def _require_folder(group: Path) -> None:
    """Refuse a path whose folder is missing or read-only, quoting the path as the user gave it."""
    folder = group.absolute().parent
    if not (folder.is_dir() and os.access(folder, os.W_OK)):
        raise UserError("{file} cannot be written there. Choose another folder.", file=group)


@contextmanager
def _put_in_place(group: Path, head: Portfolio) -> Iterator[OpenPortfolio]:
    """Yield a new portfolio beside `group`, and move it into place once it is filled."""
    temporary = group.absolute().with_name(f".{os.urandom(8).hex()}.part")
    try:
        opened = create_filled(temporary, head)
        try:
            yield opened
        finally:
            close_portfolio(opened)
        if is_there(group):
            temporary.chmod(group.stat().st_mode & 0o777)
        flush(temporary)
        put_in_place(temporary, group)
    except OSError as error:
        raise UserError(
            "{file} was not written: {reason}. What was there before is unchanged.",
            file=group,
            reason=error.strerror,
        ) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


@dataclass
class _Filling:
    """The progress of one consolidation."""

    opened: OpenPortfolio
    head: Portfolio
    sources: list[Source] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    initiatives: int = 0
    apart: int = 0

    @property
    def seals(self) -> int:
        """Number of final reviews in all sources."""
        return sum(source.seals for source in self.sources)


def _fill(filling: _Filling, units: Sequence[Unit], found: Sequence[Source], tick: Tick) -> None:
    """Add one file after the other; those that cannot be read are noted and left out."""
    apart = unique_names([(source.title, unit.names) for source, unit in zip(found, units, strict=True)])
    for done, (source, unit, names) in enumerate(zip(found, units, apart, strict=True), 1):
        tick(done)
        try:
            with without_collection():
                portfolio = _read(unit, filling.head)
        except UserError as error:
            filling.unreadable.append(Unreadable(unit.path.name, error))
            continue
        noted = _noted(source, portfolio, len(filling.sources) + 1, filling.seals)
        with without_collection():
            _add(filling.opened, portfolio, noted, names)
        filling.sources.append(noted)
        filling.initiatives += len(portfolio.records)
        filling.apart += sum(names[code] != (code, name) for code, name in unit.names)


def _noted(source: Source, portfolio: Portfolio, number: int, seals_before: int) -> Source:
    """A source with its place in the view, and how its chain ends."""
    final = [review.seal for record in portfolio.records for review in record.reviews if review.seal]
    last = max(final, key=lambda seal: seal.number, default=None)
    head = last.hash if last else NOTHING_BEFORE
    return replace(source, number=number, seals=len(final), head=head, seals_before=seals_before)


def _read(unit: Unit, head: Portfolio) -> Portfolio:
    """Read and verify a file that is unchanged since the survey."""
    with closing(checked_file(unit.path)) as file:
        portfolio = verified_portfolio(file)
    if footprint_of(unit.path) != unit.footprint:
        raise UserError("{file} was changed while it was read. Try again.", file=unit.path.name)
    if head.settings.currency != portfolio.settings.currency:
        for record in portfolio.records:
            for gap in rate_gaps(record.ledger, head.settings.currency, head.rates):
                raise UserError(
                    "{file} reports in another currency than the view, and there is no rate from {base} to "
                    "{quote} for {month}. Add it there, then try again.",
                    file=unit.path.name,
                    base=gap.base,
                    quote=gap.quote,
                    month=str(gap.month),
                )
    return portfolio


def _add(
    opened: OpenPortfolio, portfolio: Portfolio, source: Source, names: Mapping[str, tuple[str, str]]
) -> None:
    """Write the initiatives of one file, with the source that they are from."""
    records = [_in_view(record, source, names) for record in portfolio.records]
    origins = [
        Origin(source.number, each.initiative.code, each.initiative.name) for each in portfolio.records
    ]
    with saving(opened, Message("Consolidate"), kept=False) as action:
        save_names(action.edit, dict.fromkeys(_digests(records)))
        stored = insert_records(action.edit, records)
        action.judge_new(stored)
        SOURCE.insert(action.edit, source)
        ids = [record.initiative.id for record in stored]
        ORIGIN.insert_all(action.edit, [*zip(ids, origins, strict=True)])
        for idea in portfolio.ideas:
            IDEA.insert(action.edit, idea_in_view(idea, source, names))
        action.lasts()
    opened.file.refresh_revision()  # undo entries would fill memory


def _in_view(
    record: InitiativeRecord, source: Source, names: Mapping[str, tuple[str, str]]
) -> InitiativeRecord:
    """A record with its name and chain positions in the view, without comments."""
    moved = replace(record, reviews=moved_in_chain(record.reviews, source.seals_before), comments=())
    return renamed(moved, *names[record.initiative.code])


def _digests(records: Sequence[InitiativeRecord]) -> Iterator[str]:
    """The digests of the files of evidence."""
    for record in records:
        yield from (item.file.digest for item in record.evidence if item.file is not None)
