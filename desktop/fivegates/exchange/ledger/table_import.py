"""Previews costs, usage and benefits in plain tables, CSV or XLSX, with the initiative of each row.

Columns are found by their names, in any order. A row's fingerprint is made of what was read, so the same
row in another file or style counts once; rows that a file holds twice on purpose count twice.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from hashlib import sha256
from io import BytesIO
from typing import Final

from fivegates.archives import MOST_UNPACKED_HERE, unpacks_beyond
from fivegates.domain.economics.ledger import BenefitLine, UsageLine
from fivegates.domain.errors import UserError, larger_than, refuse_whole
from fivegates.domain.language import Message
from fivegates.domain.quoting import unknown_word
from fivegates.exchange.bounded_process import Bounds, OutOfBoundsError, run_bounded
from fivegates.exchange.ledger.csv_tables import CsvTable, Table, width_fault
from fivegates.exchange.ledger.focus.known_exports import focus_hint
from fivegates.exchange.ledger.number_and_date_formats import (
    Cell,
    DateEvidence,
    NumberEvidence,
    Styles,
    Unclear,
    found_styles,
    is_nothing,
)
from fivegates.exchange.ledger.preview import (
    UNCHOSEN,
    Chosen,
    Detected,
    Draft,
    ImportPreview,
    Line,
    Refusals,
    Tick,
    detected_in,
    entries_of,
    totals_of,
)
from fivegates.exchange.ledger.table_forms import FORMS, CellFault, LineKind, Row
from fivegates.exchange.ledger.tables.foreign_files import refuse_foreign
from fivegates.exchange.ledger.tables.month_sums import MonthSums
from fivegates.exchange.ledger.tables.plain_columns import PlainColumns, find_columns, wanted_names
from fivegates.exchange.ledger.tables.presets import Preset
from fivegates.exchange.ledger.tables.row_roles import ANY_HEADER, EXAMPLE, Wanted, total_fault
from fivegates.exchange.ledger.workbooks import TOO_LARGE, SheetTable, is_workbook

_NAMES_NONE: Final = UserError("The row does not say which initiative it belongs to.")
_IS_EXAMPLE: Final = UserError("This is the example of the template; it is not imported.")


class RowOwners:
    """Finds the codes of initiatives; `names` has the code for each name in small letters."""

    def __init__(self, codes: Sequence[str], names: Mapping[str, str]) -> None:
        self._codes = codes
        self._found = {code.casefold(): code for code in reversed(codes)}
        self._found = {name: code for name, code in names.items() if code in codes} | self._found

    def code(self, name: str) -> str:
        """The code of the initiative that a row names. Raises UserError."""
        if name in self._codes:
            return name
        if not name and len(self._codes) == 1:
            return self._codes[0]
        if not name:
            raise _NAMES_NONE
        folded = " ".join(name.casefold().split())
        if folded in self._found:
            return self._found[folded]
        raise _IS_EXAMPLE if folded == EXAMPLE else unknown_word(name, self._codes)

    def refuse_total(self, cells: Sequence[Cell]) -> None:
        """Raise UserError for a row of totals, which would count what is above it twice."""
        first = next((str(cell).strip() for cell in cells if str(cell).strip()), "")
        if first.casefold().rstrip(":. ") not in self._found and (fault := total_fault(first, self._found)):
            raise fault


MOST_BYTES: Final = 64 * 2**20
MOST_LINES: Final = 250_000
_BATCH: Final = 1_000


def open_table(data: bytes, source: str, chosen: Chosen = UNCHOSEN, wanted: Wanted = ANY_HEADER) -> Table:
    """Open a CSV file, or a sheet of a workbook. Raises DataError for what is no sound table."""
    if len(data) > MOST_BYTES:
        refuse_whole(source, larger_than(MOST_BYTES))
    if is_workbook(data):
        return open_workbook(data, source, chosen, wanted)
    refuse_foreign(data, source)
    return CsvTable(BytesIO(data), source, chosen.encoding, chosen.separator, wanted=wanted)


def open_workbook(data: bytes, source: str, chosen: Chosen, wanted: Wanted) -> SheetTable:
    """Open a sheet of a workbook; a large one is read in a process of its own.

    Raises DataError for what is none that can be read.
    """
    refuse_foreign(data, source)
    read = partial(SheetTable, data, source, chosen.sheet, wanted, hidden=chosen.hidden)
    if not unpacks_beyond(data, MOST_UNPACKED_HERE):
        return read()
    try:
        return run_bounded(Bounds(), read)
    except OutOfBoundsError:
        refuse_whole(source, TOO_LARGE)


def read_plain(  # noqa: PLR0913 - what is read, as what, and how
    data: bytes,
    source: str,
    kind: LineKind,
    codes: Sequence[str],
    *,
    chosen: Chosen = UNCHOSEN,
    presets: Sequence[Preset] = (),
    tick: Tick = lambda _: None,
) -> ImportPreview:
    """Preview a CSV file, or a sheet of a workbook, whose rows are lines of `kind`.

    `codes` are the initiatives that a row may belong to; where there is but one, or one was chosen, a row
    need not name it. `presets` say how the downloads of vendors are read. Raises DataError for a file that
    is no sound table, or lacks a column.
    """
    table = open_table(data, source, chosen, wanted_names(kind, chosen, presets))
    reading = _Reading(table, kind, codes, chosen, find_columns(table, kind, chosen, presets), tick=tick)
    found = chosen.styles or reading.styles()
    if isinstance(found, Unclear) or table.questions:
        return reading.asking(found)
    return reading.preview(found)


class _Reading:
    """The state of reading a table."""

    def __init__(  # noqa: PLR0913 - all that a row is read with
        self,
        table: Table,
        kind: LineKind,
        codes: Sequence[str],
        chosen: Chosen,
        columns: PlainColumns,
        *,
        tick: Tick,
    ) -> None:
        self._table = table
        self._form = FORMS[kind]
        self._owners = RowOwners(codes, chosen.owners)
        self._corrected = chosen.cells
        self._columns = columns
        self._tick = tick
        self._seen: Counter[str] = Counter()
        self._rows = self._empty = 0

    def styles(self) -> Styles | Unclear:
        """Infer the styles by whole columns; where they can be read in two ways, return the questions."""
        numbers, dates = NumberEvidence(), DateEvidence()
        places = self._columns.places
        for _, cells in self._table.rows():
            for place in places.get("date", ()):
                dates.see(cells[place] if place < len(cells) else "")
            for field in self._form.numbers:
                for place in places.get(field, ()):
                    numbers.see(cells[place] if place < len(cells) else "")
        sources = self._columns.sources
        named = next((field for field in self._form.numbers if field in sources), "")
        return found_styles(numbers, dates, (sources.get(named, ""), sources.get("date", "")))

    def asking(self, found: Styles | Unclear) -> ImportPreview:
        """A preview with questions and without lines."""
        styles, questions = (found.styles, found.questions) if isinstance(found, Unclear) else (found, ())
        return ImportPreview(
            self._table.source, self._detected(styles), questions=(*self._table.questions, *questions)
        )

    def preview(self, styles: Styles) -> ImportPreview:
        """Read all rows."""
        drafts: list[Draft] = []
        sums = MonthSums()
        refusals = Refusals()
        for line, cells in self._table.rows():
            if self._is_empty(cells):
                continue
            self._rows += 1
            if self._rows % _BATCH == 0:
                self._tick(self._rows)
            try:
                draft = self._draft(line, cells, styles)
            except CellFault as fault:
                column = self._columns.sources.get(fault.field, fault.field)
                refusals.add(line, column, fault.reason, self._text(line, cells, fault.field))
                continue
            if self._adds_up:
                sums.add(draft)
            else:
                drafts.append(draft)
            self._check_number(len(drafts) + len(sums))
        drafts += sums.drafts()
        return ImportPreview(
            source=self._table.source,
            detected=self._detected(styles),
            drafts=tuple(drafts),
            refused=tuple(refusals.kept),
            refused_count=refusals.count,
            totals=totals_of(entries_of(drafts)),
            rows=self._rows,
        )

    def _detected(self, styles: Styles) -> Detected:
        """The detected format of the file."""
        columns = self._columns
        remarks = list(self._table.remarks)
        remembered = columns.preset.name if columns.preset and columns.preset.is_kept else ""
        if remembered:
            remarks.insert(0, Message("columns and values as for {name} before", name=remembered))
        elif columns.preset:
            remarks[:0] = [
                Message("recognised as {name}", name=columns.preset.name),
                *focus_hint(self._table.header),
            ]
        if self._adds_up:
            remarks.append(Message("its rows are added up by month"))
        if self._empty:
            remarks.append(Message("rows without cost or use, left out: {count}", count=self._empty))
        found = detected_in(self._table, self._table.kind, columns.sources, styles)
        return replace(
            found,
            constants=tuple(columns.constants.items()),
            remarks=tuple(remarks),
            remembered=remembered,
        )

    def _is_empty(self, cells: Sequence[Cell]) -> bool:
        """True if a row is a day without cost or usage, as vendors write one."""
        places = self._columns.needed_by_preset
        empty = bool(places) and all(place >= len(cells) or is_nothing(cells[place]) for place in places)
        self._empty += empty
        return empty

    @property
    def _adds_up(self) -> bool:
        """True if the rows are added up by month."""
        preset = self._columns.preset
        return preset is not None and preset.by_month

    def _check_number(self, lines: int) -> None:
        """Refuse a file of more lines than anybody can look at in a ledger."""
        if lines > MOST_LINES:
            reason = UserError(
                "The file has more than {most} rows. Import it in parts, or add its rows up by month.",
                most=MOST_LINES,
            )
            refuse_whole(self._table.source, reason)

    def _draft(self, line: int, cells: Sequence[Cell], styles: Styles) -> Draft:
        """Read one row. Raises CellFault."""
        width = len(self._table.header)
        if len(cells) > width and any(str(cell).strip() for cell in cells[width:]):
            raise CellFault("", width_fault(len(cells), width))
        try:
            self._owners.refuse_total(cells)
        except UserError as reason:
            raise CellFault("", reason) from None
        columns = self._columns
        row = Row(self._cells(line, cells), styles, columns.constants, columns.currencies)
        try:
            code = self._owners.code(row.word("initiative"))
        except UserError as reason:
            raise CellFault("initiative", reason) from None
        read = self._form.read(row)
        return Draft(
            code, replace(read, source=self._table.source, fingerprint=self._fingerprint(code, read)), line
        )

    def _text(self, line: int, cells: Sequence[Cell], field: str) -> str:
        """The text of a row's field, as corrected or as in the file."""
        corrected = self._corrected.get((line, self._columns.sources.get(field, field)))
        places = self._columns.places.get(field, ())
        held = ", ".join(str(cells[place]) for place in places if place < len(cells))
        return held if corrected is None else corrected

    def _cells(self, line: int, cells: Sequence[Cell]) -> dict[str, tuple[Cell, ...]]:
        """The cells of each field, repaired where the user did so. Raises CellFault."""
        found: dict[str, tuple[Cell, ...]] = {}
        for field, places in self._columns.places.items():
            source = self._columns.sources[field]
            if (corrected := self._corrected.get((line, source))) is not None:
                found[field] = (corrected,)
                continue
            for place in places:
                if reason := self._table.fault(line, self._table.header[place]):
                    raise CellFault(field, reason)
            found[field] = tuple(cells[place] for place in places if place < len(cells))
        if (corrected := self._corrected.get((line, "initiative"))) is not None:
            found["initiative"] = (corrected,)
        return found

    def _fingerprint(self, code: str, line: Line) -> str:
        """The fingerprint of a row: its content, and the number of equal rows before it."""
        read = _repr_of(code, _plainly(line))
        self._seen[read] += 1
        return sha256(f"{read} {self._seen[read]}".encode()).hexdigest()


_LATER_FIELDS: Final = (", tokens_written=None", ", tokens_written_hour=None")
"""Fields added after the first fingerprints: an empty one is left out, so that those stay valid."""


def _repr_of(code: str, line: Line) -> str:
    """The content of a row, in the form before fields were added."""
    read = repr((code, line))
    for later in _LATER_FIELDS:
        read = read.replace(later, "", 1)
    return read


def _plainly(line: Line) -> Line:
    """A line without trailing zeros in its amounts: CSV may have them, a workbook never does."""
    if isinstance(line, UsageLine):
        return line
    amount = Decimal(f"{line.amount.normalize():f}")
    if isinstance(line, BenefitLine) or line.billed is None:
        return replace(line, amount=amount)
    return replace(line, amount=amount, billed=Decimal(f"{line.billed.normalize():f}"))
