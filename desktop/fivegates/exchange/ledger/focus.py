"""Billing exports in FOCUS: CSV of any size to a preview, grouped by month and by whose the rows are.

Rows are read one at a time and added to their group; what is kept grows with the groups, not the rows.
A group's fingerprint tells from which rows it is made, in any order.
"""

from collections.abc import Callable, Iterator
from decimal import Context, Inexact, InvalidOperation, localcontext
from functools import partial
from hashlib import blake2b
from itertools import islice
from operator import itemgetter
from typing import BinaryIO, Final

from fivegates.domain.errors import UserError, refuse_whole
from fivegates.exchange.ledger.assignment_rules import Rules
from fivegates.exchange.ledger.csv_tables import CsvTable, width_fault
from fivegates.exchange.ledger.focus_columns import IDENTITY, find_columns, version_of
from fivegates.exchange.ledger.focus_groups import (
    NAMES,
    Days,
    Group,
    Groups,
    Key,
    TagCells,
    charge_of,
    require_currency,
    require_name,
)
from fivegates.exchange.ledger.focus_lines import (
    cost_line,
    coverage_of,
    entry_of,
    quantity_fault,
    row_group,
    usage_line,
)
from fivegates.exchange.ledger.focus_traces import mark_of
from fivegates.exchange.ledger.number_and_date_formats import (
    NOTHING,
    DateEvidence,
    NumberEvidence,
    Styles,
    Unclear,
    read_number,
    told_styles,
)
from fivegates.exchange.ledger.preview import (
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

MOST_GROUPS: Final = 200_000
_BATCH: Final = 500
"""A row can be long: no more of them are held at once."""

_JOINT: Final = "\x1f"
_EXACT: Final = Context(prec=200, traps=[Inexact, InvalidOperation])

_MISSING: Final = UserError("This is missing.")


def read_focus(
    stream: BinaryIO,
    source: str,
    rules: Rules,
    chosen: Chosen = UNCHOSEN,
    tick: Tick = lambda _: None,
) -> ImportPreview:
    """Preview a FOCUS file, of which `stream` can be read again from its start.

    FOCUS writes dates as 2026-03-31 and numbers with a decimal point; where a file does not, its styles
    are told by whole columns, or asked for, unless they are chosen. Raises DataError for a file that
    is no FOCUS or no sound CSV.
    """
    reading = _Reading(CsvTable(stream, source, chosen.encoding, chosen.separator), rules, tick)
    if chosen.styles is None and reading.fold(Styles(), doubting=True):
        return reading.preview(Styles())
    found = chosen.styles or reading.styles()
    if isinstance(found, Unclear):
        return reading.asking(found)
    reading.fold(found)
    return reading.preview(found)


class _InDoubtError(Exception):
    """A cell may be written in another style than FOCUS asks for."""


class _Reading:
    """One file being read, as often as its styles need."""

    def __init__(self, table: CsvTable, rules: Rules, tick: Tick) -> None:
        self._table = table
        self._rules = rules
        self._tick = tick
        self._columns = find_columns(table.header, table.source)
        self._start(Styles(), doubting=False)

    def _start(self, styles: Styles, *, doubting: bool) -> None:
        """Forget what was read."""
        self._styles = styles
        self._doubting = doubting
        self._days = Days(styles)
        self._tag_cells = TagCells(self._rules.tags)
        self._groups = Groups(self._rules)
        self._refusals = Refusals()
        self._rows = 0

    def fold(self, styles: Styles, *, doubting: bool = False) -> bool:
        """Read all rows; where `doubting`, stop at one that may be in another style and return False."""
        self._start(styles, doubting=doubting)
        rows = self._table.rows()
        try:
            with localcontext(_EXACT):
                while batch := list(islice(rows, _BATCH)):
                    self._add(batch)
                    self._rows += len(batch)
                    self._check_groups()
                    self._tick(self._rows)
        except _InDoubtError:
            return False
        return True

    def _add(self, batch: list[tuple[int, list[str]]]) -> None:
        """Add rows to their groups. This is done a million times a file: names are looked up once."""
        days, tag_cells, groups = self._days, self._tag_cells, self._groups
        style, width, doubting = self._styles.numbers, len(self._table.header), self._doubting
        pick = itemgetter(*self._places("period", "tags", "amount", "billed", "quantity"))
        pick_names = itemgetter(*self._places(*NAMES))
        pick_identity = itemgetter(*self._identity())
        for line, row in batch:
            if len(row) != width:
                self._refusals.add(line, "", width_fault(len(row), width))
                continue
            row.append("")
            start, tags, amount_cell, billed_cell, quantity = pick(row)
            if doubting and ("," in amount_cell or "," in billed_cell or "," in quantity):
                raise _InDoubtError
            try:
                month, day = days[start]
                group = groups[month, tag_cells[tags], pick_names(row)]
                amount = read_number(amount_cell, style)
                billed = amount if billed_cell == amount_cell else read_number(billed_cell, style)
                if group.counts and quantity not in NOTHING:
                    group.count(read_number(quantity, style))
            except UserError:
                self._refuse(line, row)
                continue
            group.first = group.first or line
            group.rows += 1
            group.amount += amount
            group.billed += billed
            identity = _JOINT.join(pick_identity(row)).encode()
            digest = int.from_bytes(blake2b(identity, digest_size=12).digest())
            group.digest += digest
            group.days |= 1 << day
            if (mark := mark_of(day, digest)) < group.marks.bound:
                group.marks.add(mark)

    def _places(self, *fields: str) -> list[int]:
        """Where the fields stand in a row; one that the file lacks stands past its end."""
        header = self._table.header
        columns = [self._columns.get(field) for field in fields]
        return [len(header) if column is None else header.index(column) for column in columns]

    def _identity(self) -> list[int]:
        """Where the cells stand that tell what a row is for; at least two."""
        names = {name.casefold(): place for place, name in enumerate(self._table.header)}
        found = [names[name.casefold()] for name in IDENTITY if name.casefold() in names]
        return [*self._places("period", "charge_category"), *found]

    def _refuse(self, line: int, row: list[str]) -> None:
        """Find which cell of a row cannot be read, and why."""
        for field, read in self._readers().items():
            (place,) = self._places(field)
            try:
                read(row[place])
            except UserError as error:
                if field == "period" and self._doubting and DateEvidence.concerns(row[place]):
                    raise _InDoubtError from None
                reason = _MISSING if row[place] in NOTHING else error
                self._refusals.add(line, self._columns.get(field, ""), reason)
                return

    def _readers(self) -> dict[str, Callable[[str], object]]:
        """How the fields that can be refused are read."""
        number = partial(read_number, style=self._styles.numbers)
        return {
            "period": self._days.__getitem__,
            **dict.fromkeys(NAMES, require_name),
            "currency": require_currency,
            "tags": self._tag_cells.__getitem__,
            "amount": number,
            "billed": number,
            "quantity": number,
        }

    def _check_groups(self) -> None:
        """Refuse a file whose rows have too little in common."""
        if len(self._groups) > MOST_GROUPS:
            reason = UserError(
                "The rows belong to more than {most} services, accounts and tags.", most=MOST_GROUPS
            )
            refuse_whole(self._table.source, reason)

    def styles(self) -> Styles | Unclear:
        """Tell the styles by whole columns; where they can be read in two ways, return the questions."""
        (period,) = self._places("period")
        amounts = self._places("amount", "billed", "quantity")
        dates, numbers = DateEvidence(), NumberEvidence()
        for _, row in self._table.rows():
            if len(row) == len(self._table.header):
                row.append("")
                dates.see(row[period])
                for place in amounts:
                    numbers.see(row[place])
        return told_styles(numbers, dates, (self._columns["amount"], self._columns["period"]))

    def asking(self, found: Unclear) -> ImportPreview:
        """A preview without lines, that asks how to read the file."""
        detected = self._detected(found.styles)
        return ImportPreview(self._table.source, detected, questions=found.questions)

    def preview(self, styles: Styles) -> ImportPreview:
        """What the rows read last would bring."""
        with localcontext(_EXACT):
            return self._preview(styles)

    def _preview(self, styles: Styles) -> ImportPreview:
        groups = sorted(self._groups.items())
        filled = [(key, group) for key, group in groups if group.rows]
        return ImportPreview(
            source=self._table.source,
            detected=self._detected(styles),
            drafts=tuple(draft for key, group in filled for draft in self._drafts(key, group)),
            groups=tuple(row_group(key, group) for key, group in filled),
            refused=tuple(self._refusals.kept),
            refused_count=self._refusals.count,
            totals=totals_of(entry_of(key, group) for key, group in filled),
            rows=self._rows,
            coverage=coverage_of(filled),
        )

    def _detected(self, styles: Styles) -> Detected:
        """How the file was understood."""
        return detected_in(self._table, version_of(self._table.header), self._columns, styles)

    def _drafts(self, key: Key, group: Group) -> Iterator[Draft]:
        """The lines of a group that has an owner: its cost, and what it counts."""
        if group.assignment is None:
            return
        cost = cost_line(key, group, group.assignment, self._table.source)
        yield Draft(group.assignment.initiative, cost, group.first, group.rows)
        if group.quantity is None:
            return
        total = group.quantity * group.assignment.per
        if total % 1 or total < 0:
            self._refusals.add(group.first, "ConsumedQuantity", quantity_fault(key, total))
            return
        usage = usage_line(cost, charge_of(key), group.assignment, int(total))
        yield Draft(group.assignment.initiative, usage, group.first, group.rows)
