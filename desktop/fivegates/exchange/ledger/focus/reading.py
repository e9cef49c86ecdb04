"""Previews billing exports in FOCUS of any size, grouped by month and owner.

DuckDB aggregates the rows; memory grows with the groups, not the rows. A row that is not in the plain form
of FOCUS is parsed in Python, cell by cell, so every sum is exact. A group's fingerprint identifies
its rows, in any order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Context, Inexact, InvalidOperation, localcontext
from functools import partial
from pathlib import Path
from typing import Final

from fivegates.domain.errors import DataError, Problem, UserError, refuse_whole
from fivegates.domain.language import Message
from fivegates.exchange.ledger.assignment_rules import Rules
from fivegates.exchange.ledger.focus.adding import AmbiguousRowError, PartRows
from fivegates.exchange.ledger.focus.columns import version_of
from fivegates.exchange.ledger.focus.engine import Engine, Progress, QueryError, started
from fivegates.exchange.ledger.focus.groups import Groups
from fivegates.exchange.ledger.focus.known_exports import KnownExport, known_as, with_rest
from fivegates.exchange.ledger.focus.lines import (
    QuantityFault,
    Source,
    cost_drafts,
    coverage_of,
    entry_of,
    row_group,
    usage_drafts,
)
from fivegates.exchange.ledger.focus.opening import Opened, RulesOf, open_part, written_out
from fivegates.exchange.ledger.focus.parts import Part, files_of, parts_of
from fivegates.exchange.ledger.focus.statement import Relation, aggregate, evidence, rows_one_by_one
from fivegates.exchange.ledger.focus.traces import hashed
from fivegates.exchange.ledger.focus.units import Filled, uncounted, unlike_units, wrong_multiples
from fivegates.exchange.ledger.number_and_date_formats import (
    DateEvidence,
    NumberEvidence,
    Styles,
    Unclear,
    found_styles,
)
from fivegates.exchange.ledger.preview import (
    MOST_REFUSALS,
    UNCHOSEN,
    Chosen,
    Detected,
    Draft,
    ImportPreview,
    Refusals,
    Tick,
    detected_in,
    totals_of,
)

_EXACT: Final = Context(prec=200, traps=[Inexact, InvalidOperation])
_TICKED: Final = 500
_TEXT: Final = ".txt"


def read_focus(
    sources: Sequence[Path],
    rules: Rules,
    chosen: Chosen = UNCHOSEN,
    tick: Tick = lambda _: None,
    exports: Sequence[KnownExport] = (),
) -> ImportPreview:
    """Preview one import: a file, several, a folder with the files of an export, or its manifest.

    FOCUS writes dates as 2026-03-31 and numbers with a decimal point; where a file does not, its styles
    are inferred from whole columns, or asked for, unless they are chosen. `tick` receives the rows read so
    far. Rows that no rule fits go to the initiative that is chosen, if one is; `exports` are those of which
    it is known what their rows are. Raises DataError for a file that is no FOCUS or is not sound, OSError
    for one that cannot be read.
    """
    files = files_of(sources)
    with started(files.paths, lambda: tick(0)) as engine, localcontext(_EXACT):
        parts = [part for file in files.paths for part in parts_of(file, engine.folder, engine.wanted)]
        rules_of = partial(_rules_of, rules, chosen, exports)
        opened, passed_over = _opened(parts, engine, rules_of, chosen)
        reading = _Reading(engine, opened, chosen, source=_name_of(sources), tick=tick)
        reading.known = known_as(opened[0].table.header, exports)
        reading.remarks = (*files.remarks, *passed_over)
        if questions := tuple(_questions(opened)):
            return reading.asking(Unclear(questions, Styles()))
        if chosen.styles is None and reading.fold(Styles(), doubting=True):
            return reading.preview(Styles())
        found = chosen.styles or reading.styles()
        if isinstance(found, Unclear):
            return reading.asking(found)
        reading.fold(found)
        return reading.preview(found)


def _opened(
    parts: Sequence[Part], engine: Engine, rules_of: RulesOf, chosen: Chosen
) -> tuple[list[Opened], tuple[Message, ...]]:
    """Open all files, and name the texts beside others that are no tables, such as a note on an export.

    Raises DataError as `open_part` does.
    """
    opened: list[Opened] = []
    texts: dict[str, DataError] = {}
    for part in parts:
        try:
            opened.append(open_part(part, engine, rules_of, chosen))
        except DataError as error:
            if not part.name.lower().endswith(_TEXT):
                raise
            texts[part.name] = error
    if not opened:
        raise next(iter(texts.values()))
    return opened, tuple(Message("not read, being no table of bills: {name}", name=name) for name in texts)


def _rules_of(rules: Rules, chosen: Chosen, exports: Sequence[KnownExport], header: Sequence[str]) -> Rules:
    """The rules for a file, with a fallback rule where an initiative is chosen."""
    return with_rest(rules, chosen.rest, chosen.constants, known_as(header, exports))


def _name_of(sources: Sequence[Path]) -> str:
    """The name of an import."""
    first = sources[0].name or str(sources[0].resolve())
    return first if len(sources) == 1 else f"{first} + {len(sources) - 1}"


def _questions(opened: Sequence[Opened]) -> Iterator[Problem]:
    """The questions on workbook sheets, naming the file where there are several."""
    for each in opened:
        for problem in each.table.questions:
            named = UserError("{file}: {reason}", file=each.part.name, reason=problem.reason)
            yield problem if len(opened) == 1 else Problem(problem.place, named)


class _Reading:
    """The files of one import being read, as often as their styles need."""

    def __init__(
        self,
        engine: Engine,
        opened: Sequence[Opened],
        chosen: Chosen,
        *,
        source: str,
        tick: Tick,
    ) -> None:
        self._engine = engine
        self._opened = opened
        self._rules = opened[0].rules
        self._chosen = chosen
        self._source = source
        self._tick = tick
        self._hashed_by = _hash_function(engine)
        self.remarks: tuple[Message, ...] = ()
        self.known: KnownExport | None = None
        self._start()

    def _start(self) -> None:
        """Clear all results."""
        self._groups = Groups(self._rules)
        self._refusals = Refusals()
        self._rows = 0
        self._seen: dict[str, str] = {}
        self._remarks: list[Message] = []

    def fold(self, styles: Styles, *, doubting: bool = False) -> bool:
        """Read all rows; where `doubting`, stop at one that may be in another style and return False."""
        self._start()
        try:
            for opened in self._opened:
                self._take(opened, self._read(opened, styles, doubting=doubting))
        except AmbiguousRowError:
            return False
        return True

    def _read(self, opened: Opened, styles: Styles, *, doubting: bool) -> PartRows:
        """Read one file: as it is, else written out plainly, else row by row."""
        file = opened.part.name if len(self._opened) > 1 else ""
        start = PartRows(self._rules, styles, dict(opened.wanted.columns), file, doubting=doubting)
        if opened.relation is not None:
            rows = self._added_up(opened, opened.relation, start)
            if rows is not None and (not opened.lines_counted or rows.rows + rows.blank == opened.rows):
                return rows
            start = PartRows(self._rules, styles, dict(opened.wanted.columns), file, doubting=doubting)
        relation = opened.relation
        if relation is None or opened.lines_counted:
            relation = written_out(opened, self._engine, self._chosen, start)
            rows = self._added_up(opened, relation, start)
            if rows is not None:
                return rows
        return self._one_by_one(opened, relation, start)

    def _added_up(self, opened: Opened, relation: Relation, rows: PartRows) -> PartRows | None:
        """Aggregate the rows in DuckDB; None where it cannot, or the styles are not those of FOCUS."""
        if not rows.is_plain_style:
            return None
        try:
            found = self._engine.rows(aggregate(relation, opened.wanted), self._progress(opened))
            if rows.add_groups(found, self._source):
                self._add_rows(opened, relation, rows, all_rows=False)
        except QueryError:
            return None
        return rows

    def _one_by_one(self, opened: Opened, relation: Relation, rows: PartRows) -> PartRows:
        """Read the rows of a file one by one. Raises DataError where DuckDB cannot read them at all."""
        try:
            self._add_rows(opened, relation, rows, all_rows=True)
        except QueryError as error:
            refuse_whole(opened.part.name, UserError("The file is damaged: {reason}", reason=str(error)))
        return rows

    def _add_rows(self, opened: Opened, relation: Relation, rows: PartRows, *, all_rows: bool) -> None:
        """Read rows one by one: all, or those that the aggregate leaves out."""
        found = self._engine.rows(rows_one_by_one(relation, opened.wanted, all_rows=all_rows))
        for count in rows.add_rows(found, self._source):
            if not count % _TICKED:
                self._tick(self._rows + count)

    def _progress(self, opened: Opened) -> Progress:
        """Report about how many rows were read, of a file that is part done."""
        return lambda done: self._tick(self._rows + int(done * opened.rows))

    def _take(self, opened: Opened, rows: PartRows) -> None:
        """Add the rows of a file, unless another one has brought just these."""
        rows.finish()
        content = hashed(
            sorted(
                (key, group.rows, group.digest, group.amount, group.billed, group.quantity)
                for key, group in rows.groups.items()
            ),
            rows.refusals.count,
        )
        if rows.groups and content in self._seen:
            first = self._seen[content]
            self._remarks.append(
                Message(
                    "{file} has the same rows as {other}: they count once.",
                    file=opened.part.name,
                    other=first,
                )
            )
            return
        self._seen[content] = opened.part.name
        for key, group in rows.groups.items():
            self._groups[key].add(group)
        self._refusals.count += rows.refusals.count
        self._refusals.kept += rows.refusals.kept[: MOST_REFUSALS - len(self._refusals.kept)]
        self._rows += rows.rows
        self._tick(self._rows)

    def styles(self) -> Styles | Unclear:
        """Infer the styles by whole columns; where they can be read in two ways, return the questions."""
        dates, numbers = DateEvidence(), NumberEvidence()
        for opened in self._opened:
            nobody = PartRows(self._rules, Styles(), {}, "", doubting=False)
            relation = opened.relation
            if relation is None or opened.lines_counted:
                relation = written_out(opened, self._engine, self._chosen, nobody)
            for period, *figures in self._engine.rows(evidence(relation, opened.wanted)):
                dates.see(str(period))
                for figure in figures:
                    numbers.see(str(figure))
        columns = self._opened[0].wanted.columns
        return found_styles(numbers, dates, (columns["amount"], columns["period"]))

    def asking(self, found: Unclear) -> ImportPreview:
        """A preview with questions and without lines."""
        return ImportPreview(self._source, self._detected(found.styles), questions=found.questions)

    def preview(self, styles: Styles) -> ImportPreview:
        """The preview of the rows that were read last."""
        filled = sorted(self._groups.items(), key=lambda item: item[0])
        questions = (*unlike_units(filled), *wrong_multiples(filled))
        self._remarks += uncounted(filled)
        return ImportPreview(
            source=self._source,
            detected=self._detected(styles),
            drafts=() if questions else tuple(self._drafts(filled)),
            groups=tuple(row_group(key, group) for key, group in filled),
            refused=tuple(self._refusals.kept),
            refused_count=self._refusals.count,
            totals=totals_of(entry_of(key, group) for key, group in filled),
            questions=questions,
            rows=self._rows,
            coverage=coverage_of(filled, self._hashed_by),
        )

    def _detected(self, styles: Styles) -> Detected:
        """The detected format, that of the first file."""
        opened = self._opened[0]
        kind = version_of(opened.table.header)
        if not opened.table.encoding:
            kind = f"{kind}, {opened.table.kind}"
        found = detected_in(opened.table, kind, opened.wanted.columns, styles)
        known = (Message("recognised as {name}", name=self.known.name),) if self.known else ()
        remarks = (*known, *self.remarks, *opened.table.remarks, *self._remarks)
        return replace(found, remarks=remarks, offered=self.known.defaults if self.known else {})

    def _drafts(self, filled: Sequence[Filled]) -> list[Draft]:
        """The lines of the groups that have an owner: their costs, and what they count."""
        source = Source(self._source, self._hashed_by)
        drafts = list(cost_drafts(filled, source))
        for each in usage_drafts(filled, source):
            if isinstance(each, QuantityFault):
                column = self._opened[0].wanted.columns["quantity"]
                self._refusals.add(each.group.first, column, each.reason, file=each.group.file)
            else:
                drafts.append(each)
        return drafts


def _hash_function(engine: Engine) -> str:
    """The name of DuckDB's hash function of rows: marks of another one cannot be compared."""
    ((value,),) = engine.rows("SELECT hash('fivegates')")
    return f"{int(str(value)) & 0xFFFF:04x}"
