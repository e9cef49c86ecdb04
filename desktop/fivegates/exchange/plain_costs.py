"""Costs, usage and benefits from plain tables, CSV or XLSX: bytes to a preview, and templates to fill in.

Columns are found by their names, in any order. A row's fingerprint is made of what was read, so the same
row in another file or style counts once; rows that a file holds twice on purpose count twice.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from io import BytesIO, StringIO
from typing import Final, Protocol

from fivegates.domain.errors import DataError, Problem, UserError, refuse
from fivegates.domain.ledger import (
    Basis,
    Behaviour,
    BenefitLine,
    CostCategory,
    CostLine,
    Phase,
    UsageLine,
)
from fivegates.domain.rubric_checks import unknown_word
from fivegates.exchange.plain_rows import CellFault, Row
from fivegates.exchange.previews import (
    UNCHOSEN,
    Chosen,
    Detected,
    Draft,
    ImportPreview,
    Line,
    Refusals,
    entries_of,
    totals_of,
)
from fivegates.exchange.tables import CsvTable
from fivegates.exchange.value_styles import Cell, DateEvidence, NumberEvidence, Styles, told_styles
from fivegates.exchange.workbooks import SheetTable, is_workbook

MOST_BYTES: Final = 64 * 2**20


class LineKind(StrEnum):
    """What the rows of a plain table are."""

    COSTS = "costs"
    USAGE = "usage"
    BENEFITS = "benefits"


@dataclass(frozen=True, slots=True)
class _Form:
    """The columns of a kind: an example of a row by field, those that must be there, those of numbers."""

    needed: tuple[str, ...]
    numbers: tuple[str, ...]
    example: Mapping[str, str]
    read: Callable[[Row], Line]

    @property
    def fields(self) -> tuple[str, ...]:
        """All columns, in the order of the template."""
        return tuple(self.example)


class Table(Protocol):
    """A table with a header: CSV, or a sheet of a workbook."""

    @property
    def kind(self) -> str:
        """What it is: CSV or XLSX."""

    source: str
    encoding: str
    separator: str
    header: tuple[str, ...]

    def rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Each row with its line."""

    def fault(self, line: int, column: str, /) -> UserError | None:
        """Why a cell has no value to read, where the table knows."""


_OTHER_NAMES: Final = {"month": "date", "cost": "amount", "behavior": "behaviour", "code": "initiative"}


def template(kind: LineKind) -> bytes:
    """A CSV file with the columns of a kind and a row as an example, that spreadsheets open as UTF-8."""
    text = StringIO()
    csv.writer(text).writerows([_FORMS[kind].fields, _FORMS[kind].example.values()])
    return text.getvalue().encode("utf-8-sig")


def read_plain(
    data: bytes, source: str, kind: LineKind, codes: Sequence[str], chosen: Chosen = UNCHOSEN
) -> ImportPreview:
    """Preview a CSV file, or the first sheet of a workbook, whose rows are lines of `kind`.

    `codes` are the initiatives that a row may belong to; where there is but one, a row need not name it.
    Raises DataError for a file that is no sound table, or lacks a column.
    """
    if len(data) > MOST_BYTES:
        reason = UserError("The file is larger than {most} bytes.", most=MOST_BYTES)
        raise DataError(source, (Problem("", reason),))
    table = (
        SheetTable(data, source) if is_workbook(data) else CsvTable(BytesIO(data), source, chosen.encoding)
    )
    reading = _Reading(table, _FORMS[kind], codes)
    found = chosen.styles or reading.styles()
    return reading.asking(found) if isinstance(found, tuple) else reading.preview(found)


class _Reading:
    """One table being read."""

    def __init__(self, table: Table, form: _Form, codes: Sequence[str]) -> None:
        self._table = table
        self._form = form
        self._codes = codes
        self._columns = _find_columns(table.header, form, table.source)
        self._seen: Counter[str] = Counter()

    def styles(self) -> Styles | tuple[Problem, ...]:
        """Tell the styles by whole columns; where they can be read in two ways, return the questions."""
        numbers, dates = NumberEvidence(), DateEvidence()
        for _, cells in self._table.rows():
            row = dict(zip(self._table.header, cells, strict=False))
            dates.see(row.get(self._columns["date"], ""))
            for field in self._form.numbers:
                numbers.see(row.get(self._columns.get(field, ""), ""))
        named = next(field for field in self._form.numbers if field in self._columns)
        return told_styles(numbers, dates, (self._columns[named], self._columns["date"]))

    def asking(self, questions: tuple[Problem, ...]) -> ImportPreview:
        """A preview without lines, that asks how to read the file."""
        return ImportPreview(self._table.source, self._detected(Styles()), questions=questions)

    def preview(self, styles: Styles) -> ImportPreview:
        """Read all rows."""
        drafts: list[Draft] = []
        refusals = Refusals()
        rows = 0
        for line, cells in self._table.rows():
            rows += 1
            try:
                drafts.append(self._draft(line, cells, styles))
            except CellFault as fault:
                refusals.add(line, self._columns.get(fault.field, fault.field), fault.reason)
        return ImportPreview(
            source=self._table.source,
            detected=self._detected(styles),
            drafts=tuple(drafts),
            refused=tuple(refusals.kept),
            refused_count=refusals.count,
            totals=totals_of(entries_of(drafts)),
            rows=rows,
        )

    def _draft(self, line: int, cells: Sequence[Cell], styles: Styles) -> Draft:
        """Read one row. Raises CellFault."""
        header = self._table.header
        if len(cells) != len(header):
            counts = {"cells": len(cells), "columns": len(header)}
            raise CellFault("", UserError("The row has {cells} cells, the header {columns}.", **counts))
        for field, column in self._columns.items():
            if reason := self._table.fault(line, column):
                raise CellFault(field, reason)
        named = dict(zip(header, cells, strict=True))
        row = Row({field: named[column] for field, column in self._columns.items()}, styles)
        code = self._code(row)
        read = self._form.read(row)
        return Draft(
            code, replace(read, source=self._table.source, fingerprint=self._fingerprint(code, read)), line
        )

    def _code(self, row: Row) -> str:
        """The initiative of a row."""
        code = row.text("initiative")
        if not code and len(self._codes) == 1:
            return self._codes[0]
        if not code:
            raise CellFault("initiative", UserError("The row does not say which initiative it belongs to."))
        if code not in self._codes:
            raise CellFault("initiative", unknown_word(code, self._codes))
        return code

    def _fingerprint(self, code: str, line: Line) -> str:
        """Tell a row by what was read of it, and by how many like it came before."""
        read = repr((code, line))
        self._seen[read] += 1
        return sha256(f"{read} {self._seen[read]}".encode()).hexdigest()

    def _detected(self, styles: Styles) -> Detected:
        """How the file was understood."""
        read = set(self._columns.values())
        return Detected(
            kind=self._table.kind,
            encoding=self._table.encoding,
            separator=self._table.separator,
            styles=styles,
            columns=tuple(self._columns.items()),
            ignored=tuple(name for name in self._table.header if name not in read),
        )


def _find_columns(header: tuple[str, ...], form: _Form, source: str) -> dict[str, str]:
    """Return the column of each field that the table has. Raises DataError naming those it lacks."""
    fields = [(_field(name), name) for name in header]
    twice = [field for field, count in Counter(field for field, _ in fields).items() if count > 1]
    problems = [UserError("More than one column means “{field}”.", field=field) for field in twice]
    found = {field: name for field, name in fields if field in form.fields}
    problems += [
        UserError("There is no column “{field}”.", field=field) for field in form.needed if field not in found
    ]
    if not any(field in found for field in form.numbers):
        problems.append(UserError("There is no column of numbers: {fields}.", fields=", ".join(form.numbers)))
    refuse(tuple(Problem("line 1", problem) for problem in problems), source)
    return found


def _field(column: str) -> str:
    """The field that a column's name means."""
    name = column.casefold().replace("_", " ").strip()
    return _OTHER_NAMES.get(name, name)


def _cost(row: Row) -> CostLine:
    return CostLine(
        dated=row.day("date"),
        category=row.kind("category", CostCategory),
        amount=row.amount("amount"),
        currency=row.currency("currency"),
        phase=row.kind("phase", Phase),
        behaviour=row.kind("behaviour", Behaviour),
        basis=row.kind("basis", Basis, Basis.ACTUAL),
        billed=row.number("billed"),
        attributed_to=row.text("attributed to"),
        note=row.text("note"),
    )


def _usage(row: Row) -> UsageLine:
    line = UsageLine(
        dated=row.day("date"),
        units=row.count("units"),
        unit=row.text("unit"),
        successes=row.count("successes"),
        requests=row.count("requests"),
        tokens_in=row.count("tokens in"),
        tokens_out=row.count("tokens out"),
        tokens_cached=row.count("tokens cached"),
        model=row.text("model"),
        basis=row.kind("basis", Basis, Basis.ACTUAL),
        note=row.text("note"),
    )
    counted = (line.units, line.successes, line.requests, line.tokens_in, line.tokens_out, line.tokens_cached)
    if all(count is None for count in counted):
        raise CellFault("", UserError("The row counts nothing."))
    return line


def _benefit(row: Row) -> BenefitLine:
    return BenefitLine(
        dated=row.day("date"),
        amount=row.amount("amount"),
        currency=row.currency("currency"),
        what=row.text("what"),
        basis=row.kind("basis", Basis, Basis.ACTUAL),
        note=row.text("note"),
    )


_COUNTS: Final = ("units", "successes", "requests", "tokens in", "tokens out", "tokens cached")
_FORMS: Final[Mapping[LineKind, _Form]] = {
    LineKind.COSTS: _Form(
        needed=("date", "category", "amount", "currency", "phase", "behaviour"),
        numbers=("amount", "billed"),
        example={
            "initiative": "CLAIMS",
            "date": "2026-03",
            "category": "model and tokens",
            "amount": "1250.40",
            "currency": "EUR",
            "phase": "run",
            "behaviour": "variable",
            "basis": "actual",
            "billed": "",
            "attributed to": "",
            "note": "Invoice 4711",
        },
        read=_cost,
    ),
    LineKind.USAGE: _Form(
        needed=("date",),
        numbers=_COUNTS,
        example={
            "initiative": "CLAIMS",
            "date": "2026-03",
            "units": "4200",
            "unit": "claims",
            "successes": "3900",
            "requests": "9100",
            "tokens in": "18200000",
            "tokens out": "2730000",
            "tokens cached": "",
            "model": "",
            "basis": "actual",
            "note": "",
        },
        read=_usage,
    ),
    LineKind.BENEFITS: _Form(
        needed=("date", "amount", "currency"),
        numbers=("amount",),
        example={
            "initiative": "CLAIMS",
            "date": "2026-03",
            "amount": "5040.00",
            "currency": "EUR",
            "what": "6 minutes saved a claim, at €12 an hour",
            "basis": "actual",
            "note": "",
        },
        read=_benefit,
    ),
}
