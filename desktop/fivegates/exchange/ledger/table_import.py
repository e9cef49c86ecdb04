"""Costs, usage and benefits from plain tables, CSV or XLSX: bytes to a preview.

Columns are found by their names, in any order. A row's fingerprint is made of what was read, so the same
row in another file or style counts once; rows that a file holds twice on purpose count twice.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from typing import Final

from fivegates.domain.economics.ledger import BenefitLine, UsageLine
from fivegates.domain.errors import Problem, UserError, refuse, refuse_whole
from fivegates.domain.quoting import unknown_word
from fivegates.exchange.ledger.csv_tables import CsvTable, Table, width_fault
from fivegates.exchange.ledger.number_and_date_formats import (
    Cell,
    DateEvidence,
    NumberEvidence,
    Styles,
    Unclear,
    told_styles,
)
from fivegates.exchange.ledger.preview import (
    UNCHOSEN,
    Chosen,
    Draft,
    ImportPreview,
    Line,
    Refusals,
    Tick,
    detected_in,
    entries_of,
    totals_of,
)
from fivegates.exchange.ledger.table_forms import EXAMPLE, FORMS, Form, LineKind, field_of
from fivegates.exchange.ledger.table_rows import CellFault, Row
from fivegates.exchange.ledger.workbooks import SheetTable, is_workbook

MOST_BYTES: Final = 64 * 2**20
MOST_LINES: Final = 250_000
_BATCH: Final = 1_000
_IS_EXAMPLE: Final = UserError("This is the example of the template; it is not imported.")


def open_table(data: bytes, source: str, chosen: Chosen = UNCHOSEN) -> Table:
    """Open a CSV file, or the first sheet of a workbook. Raises DataError for what is no sound table."""
    if len(data) > MOST_BYTES:
        reason = UserError("The file is larger than {most} bytes.", most=MOST_BYTES)
        refuse_whole(source, reason)
    if is_workbook(data):
        return SheetTable(data, source)
    return CsvTable(BytesIO(data), source, chosen.encoding, chosen.separator)


def read_plain(  # noqa: PLR0913 - what is read, as what, and how
    data: bytes,
    source: str,
    kind: LineKind,
    codes: Sequence[str],
    *,
    chosen: Chosen = UNCHOSEN,
    tick: Tick = lambda _: None,
) -> ImportPreview:
    """Preview a CSV file, or the first sheet of a workbook, whose rows are lines of `kind`.

    `codes` are the initiatives that a row may belong to; where there is but one, or one was chosen, a row
    need not name it. Raises DataError for a file that is no sound table, or lacks a column.
    """
    reading = _Reading(open_table(data, source, chosen), FORMS[kind], codes, chosen, tick)
    found = chosen.styles or reading.styles()
    return reading.asking(found) if isinstance(found, Unclear) else reading.preview(found)


class _Reading:
    """One table being read."""

    def __init__(self, table: Table, form: Form, codes: Sequence[str], chosen: Chosen, tick: Tick) -> None:
        self._table = table
        self._form = form
        self._codes = codes
        self._owner = chosen.initiative
        self._tick = tick
        self._columns = _find_columns(table, form, chosen.columns)
        self._seen: Counter[str] = Counter()

    def styles(self) -> Styles | Unclear:
        """Tell the styles by whole columns; where they can be read in two ways, return the questions."""
        numbers, dates = NumberEvidence(), DateEvidence()
        for _, cells in self._table.rows():
            row = dict(zip(self._table.header, cells, strict=False))
            dates.see(row.get(self._columns["date"], ""))
            for field in self._form.numbers:
                numbers.see(row.get(self._columns.get(field, ""), ""))
        named = next(field for field in self._form.numbers if field in self._columns)
        return told_styles(numbers, dates, (self._columns[named], self._columns["date"]))

    def asking(self, found: Unclear) -> ImportPreview:
        """A preview without lines, that asks how to read the file."""
        detected = detected_in(self._table, self._table.kind, self._columns, found.styles)
        return ImportPreview(self._table.source, detected, questions=found.questions)

    def preview(self, styles: Styles) -> ImportPreview:
        """Read all rows."""
        drafts: list[Draft] = []
        refusals = Refusals()
        rows = 0
        for line, cells in self._table.rows():
            rows += 1
            if rows % _BATCH == 0:
                self._tick(rows)
            try:
                drafts.append(self._draft(line, cells, styles))
                self._check_number(drafts)
            except CellFault as fault:
                refusals.add(line, self._columns.get(fault.field, fault.field), fault.reason)
        return ImportPreview(
            source=self._table.source,
            detected=detected_in(self._table, self._table.kind, self._columns, styles),
            drafts=tuple(drafts),
            refused=tuple(refusals.kept),
            refused_count=refusals.count,
            totals=totals_of(entries_of(drafts)),
            rows=rows,
        )

    def _check_number(self, drafts: Sequence[Draft]) -> None:
        """Refuse a file of more lines than anybody can look at in a ledger."""
        if len(drafts) > MOST_LINES:
            reason = UserError(
                "The file has more than {most} rows. Import it in parts, or add its rows up by month.",
                most=MOST_LINES,
            )
            refuse_whole(self._table.source, reason)

    def _draft(self, line: int, cells: Sequence[Cell], styles: Styles) -> Draft:
        """Read one row. Raises CellFault."""
        header = self._table.header
        if len(cells) != len(header):
            raise CellFault("", width_fault(len(cells), len(header)))
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
        code = row.text("initiative") or self._owner
        if not code and len(self._codes) == 1:
            return self._codes[0]
        if not code:
            raise CellFault("initiative", UserError("The row does not say which initiative it belongs to."))
        if code not in self._codes and code.casefold() == EXAMPLE:
            raise CellFault("initiative", _IS_EXAMPLE)
        if code not in self._codes:
            raise CellFault("initiative", unknown_word(code, self._codes))
        return code

    def _fingerprint(self, code: str, line: Line) -> str:
        """Tell a row by what was read of it, and by how many like it came before."""
        read = repr((code, _plainly(line)))
        self._seen[read] += 1
        return sha256(f"{read} {self._seen[read]}".encode()).hexdigest()


def _plainly(line: Line) -> Line:
    """A line whose amounts have no noughts at their end: CSV may write them, a workbook never does."""
    if isinstance(line, UsageLine):
        return line
    amount = Decimal(f"{line.amount.normalize():f}")
    if isinstance(line, BenefitLine) or line.billed is None:
        return replace(line, amount=amount)
    return replace(line, amount=amount, billed=Decimal(f"{line.billed.normalize():f}"))


def _find_columns(table: Table, form: Form, chosen: Mapping[str, str] | None) -> dict[str, str]:
    """Return the column of each field: as chosen, else by its name. Raises DataError naming what lacks."""
    found = {field: name for field, name in (chosen or {}).items() if name in table.header}
    problems: list[UserError] = []
    if chosen is None:
        named = [(field_of(name), name) for name in table.header]
        found = {field: name for field, name in named if field in form.fields}
        twice = [field for field, count in Counter(field for field, _ in named).items() if count > 1]
        problems = [UserError("More than one column means “{field}”.", field=field) for field in twice]
    problems += [
        UserError("There is no column “{field}”.", field=field) for field in form.needed if field not in found
    ]
    if not any(field in found for field in form.numbers):
        problems.append(UserError("There is no column of numbers: {fields}.", fields=", ".join(form.numbers)))
    refuse(tuple(Problem("line 1", problem) for problem in problems), table.source)
    return found
