"""Plans an import: the lines that it adds and replaces, and those that exist already.

Rows of a plain table have no ids: a corrected row looks like another one. So the file is recognised
by its name, or by the rows that it still has, and a line that it no longer has is asked about, unless most of
what the earlier file gave is in the new one unchanged.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePath
from typing import Final

from fivegates.actions.file.opened import OpenPortfolio
from fivegates.domain.economics.ledger import BenefitLine, CostLine
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import Problem, UserError
from fivegates.exchange.ledger.focus.traces import Coverage, LineRelation, Trace
from fivegates.exchange.ledger.preview import Draft, ImportPreview, Line
from fivegates.store.records.ledger import ImportedLine, LineTable, known_fingerprints, read_imported

_VERSION: Final = re.compile(
    r"(?:[ _.-]*(?:\([0-9]{1,3}\)|copy|kopie|corrected|korrigiert|revised|final|new|neu|v[0-9]{1,3}))+$"
)


@dataclass(frozen=True, slots=True)
class MissingLines:
    """Lines of earlier imports that the file lacks: restated, in doubt, or of months outside the file."""

    restated: tuple[ImportedLine, ...] = ()
    doubtful: tuple[ImportedLine, ...] = ()
    elsewhere: int = 0


def compare_with_earlier(preview: ImportPreview, imported: Sequence[ImportedLine]) -> MissingLines:
    """Compare a plain table with the lines of earlier files with its name or its rows."""
    if not preview.drafts:
        return MissingLines()
    here = {draft.line.fingerprint for draft in preview.drafts}
    table = _table_of(preview.drafts[0].line)
    months = [draft.line.month for draft in preview.drafts]
    lines = [line for line in imported if line.table is table and Trace.parse(line.fingerprint) is None]
    found = Counter(line.source for line in lines if line.fingerprint in here)
    restated: list[ImportedLine] = []
    doubtful: list[ImportedLine] = []
    elsewhere = 0
    for source in dict.fromkeys(line.source for line in lines):
        alike = _name_of(source) == _name_of(preview.source)
        gone = [line for line in lines if line.source == source and line.fingerprint not in here]
        within = [line for line in gone if min(months) <= line.month <= max(months)]
        if within and found[source] >= len(within):
            restated += within
        elif alike:
            doubtful += within
        if alike:
            elsewhere += len(gone) - len(within)
    return MissingLines(tuple(restated), tuple(doubtful), elsewhere)


def _table_of(line: Line) -> LineTable:
    """The table that stores lines of this type."""
    if isinstance(line, CostLine):
        return LineTable.COST
    return LineTable.BENEFIT if isinstance(line, BenefitLine) else LineTable.USAGE


def _name_of(source: str) -> str:
    """The name of a file without its extension and the usual suffixes of later versions."""
    stem = PurePath(source.casefold()).stem
    return _VERSION.sub("", stem) or stem


class RowRelation(StrEnum):
    """Relation of rows to lines that an earlier file gave for the same source and month."""

    REPLACE = "replace"
    ADD = "add"


@dataclass(frozen=True, slots=True, order=True)
class Earlier:
    """The number of lines of a month from an earlier file named `source`."""

    month: Month
    source: str
    lines: int


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The effect of an import. With `doubtful` lines, the user must say how the rows relate to them.

    `added` are the lines that are new or take the place of `replaced` ones, `unchanged` counts those that
    are there already. `beside` are lines of the same services and months that stay: the file is a further
    part of their export. `elsewhere` counts the lines that a plain table of this name gave for other months,
    which stay too.
    """

    added: tuple[Draft, ...]
    unchanged: int
    taken_out: tuple[ImportedLine, ...] = ()
    beside: tuple[ImportedLine, ...] = ()
    doubtful: tuple[ImportedLine, ...] = ()
    elsewhere: int = 0
    is_plain: bool = False

    @property
    def replaced(self) -> tuple[Earlier, ...]:
        """The lines taken out, counted by month and file."""
        return _counted(self.taken_out)

    @property
    def kept_beside(self) -> tuple[Earlier, ...]:
        """The lines that stay beside the rows of the file, counted by month and file."""
        return _counted(self.beside)

    @property
    def questions(self) -> tuple[Problem, ...]:
        """The questions for the user, by file."""
        months: dict[str, list[str]] = {}
        for earlier in _counted(self.doubtful):
            months.setdefault(earlier.source, []).append(str(earlier.month))
        ask = _table_question if self.is_plain else _question
        return tuple(Problem("", ask(source, each)) for source, each in months.items())


def plan_import(
    opened: OpenPortfolio, preview: ImportPreview, again: RowRelation | None = None
) -> ImportPlan:
    """Compare a preview with the ledgers.

    A line of a billing export goes when the file gives the rows of its source and month again, one of a plain
    table when the same file no longer has it; `again` says what they are where that is not known, or is
    identified wrongly. A line whose fingerprint is there already counts once.
    """
    known = known_fingerprints(opened.file)
    added = preview.new_drafts(known)
    unchanged = len(preview.drafts) - len(added)
    if not preview.coverage:
        return _plan_table(opened, preview, ImportPlan(added, unchanged, is_plain=True), again)
    here = {draft.line.fingerprint for draft in preview.drafts}
    lines_by_relation: dict[LineRelation, list[ImportedLine]] = {each: [] for each in LineRelation}
    for line, coverage, trace in _same_sources(preview, read_imported(opened.file)):
        if line.fingerprint not in here:
            lines_by_relation[_line_relation(coverage, trace, again)].append(line)
    return ImportPlan(
        added,
        unchanged,
        taken_out=tuple(lines_by_relation[LineRelation.RESTATED]),
        beside=tuple(lines_by_relation[LineRelation.APART]),
        doubtful=tuple(lines_by_relation[LineRelation.DOUBTFUL]),
    )


def _plan_table(
    opened: OpenPortfolio, preview: ImportPreview, plan: ImportPlan, again: RowRelation | None
) -> ImportPlan:
    """Compare a plain table with the lines that the same file gave before."""
    earlier = compare_with_earlier(preview, read_imported(opened.file))
    gone = (*earlier.restated, *earlier.doubtful)
    if again is RowRelation.REPLACE:
        return replace(plan, taken_out=gone, elsewhere=earlier.elsewhere)
    if again is RowRelation.ADD:
        return replace(plan, beside=gone, elsewhere=earlier.elsewhere)
    return replace(plan, taken_out=earlier.restated, doubtful=earlier.doubtful, elsewhere=earlier.elsewhere)


def _same_sources(
    preview: ImportPreview, lines: Iterable[ImportedLine]
) -> Iterator[tuple[ImportedLine, Coverage, Trace]]:
    """The lines that are there, of sources of which the file brings lines."""
    traces = (Trace.parse(draft.line.fingerprint) for draft in preview.drafts)
    brought = {trace.source for trace in traces if trace is not None}
    for line in lines:
        trace = Trace.parse(line.fingerprint)
        if trace is not None and trace.source in brought:
            yield line, preview.coverage[trace.source], trace


def _line_relation(coverage: Coverage, trace: Trace, again: RowRelation | None) -> LineRelation:
    """Relation of a line to the file, as chosen by the user or as far as it can be determined."""
    if again is not None:
        return LineRelation.RESTATED if again is RowRelation.REPLACE else LineRelation.APART
    return coverage.relation(trace)


def _counted(lines: Sequence[ImportedLine]) -> tuple[Earlier, ...]:
    """Lines by month and file, in that order."""
    counts = Counter((line.month, line.source) for line in lines)
    return tuple(sorted(Earlier(month, source, count) for (month, source), count in counts.items()))


def _table_question(source: str, months: Sequence[str]) -> UserError:
    """Ask how the rows of a plain table relate to earlier lines."""
    return UserError(
        "{source} gave lines of {months} that this file does not have. Say whether this file takes their "
        "place, or is a further one.",
        source=source,
        months=", ".join(months),
    )


def _question(source: str, months: Sequence[str]) -> UserError:
    """Ask how the rows of a file relate to earlier lines."""
    return UserError(
        "{source} gave lines of {months} for the same services. Say whether this file takes their place, "
        "or is a further part of the same export.",
        source=source,
        months=", ".join(months),
    )
