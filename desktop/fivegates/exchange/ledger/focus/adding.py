"""Aggregates the rows of one file into groups: results of DuckDB, and rows parsed in Python."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from fivegates.domain.economics.months import Month
from fivegates.domain.errors import UserError, refuse_whole
from fivegates.exchange.ledger.assignment_rules import Rules
from fivegates.exchange.ledger.focus.engine import Record
from fivegates.exchange.ledger.focus.groups import (
    NAMES,
    Days,
    Group,
    Groups,
    Key,
    TagCells,
    Tags,
    names_of,
    require_currency,
    require_name,
    unread_tags,
)
from fivegates.exchange.ledger.focus.statement import FIGURES
from fivegates.exchange.ledger.focus.traces import Marks, mark_of
from fivegates.exchange.ledger.number_and_date_formats import (
    NOTHING,
    DateEvidence,
    Styles,
    read_marked,
    read_number,
)
from fivegates.exchange.ledger.preview import Refusals
from fivegates.exchange.ledger.tables.row_roles import total_fault
from fivegates.exchange.ledger.tables.written_numbers import require_agreement

if TYPE_CHECKING:
    from datetime import date

MOST_GROUPS: Final = 200_000
_MISSING: Final = UserError("This is missing.")


class AmbiguousRowError(Exception):
    """A cell may be in another style than that of FOCUS."""


class PartRows:
    """The rows of one file: their groups, those that are refused, and how many there are; `blank` ones apart.

    `columns` names the column of each field; `file` is empty where an import has one file. Where `doubting`,
    a row that may be in another style raises AmbiguousRowError.
    """

    def __init__(
        self, rules: Rules, styles: Styles, columns: dict[str, str], file: str, *, doubting: bool
    ) -> None:
        self.groups = Groups(rules)
        self.refusals = Refusals()
        self.rows = self.blank = 0
        self._columns = columns
        self._file = file
        self._doubting = doubting
        self._styles = styles
        self._tag_names = rules.tags
        self._days = Days(styles)
        self._tag_cells = TagCells(rules.tags)

    @property
    def is_plain_style(self) -> bool:
        """True if the number and date formats are those of FOCUS, which DuckDB parses."""
        return self._styles == Styles()

    def refuse(self, line: int, reason: UserError, column: str = "") -> None:
        """Add a row to the refused ones."""
        self.rows += 1
        self.refusals.add(line, column, reason, file=self._file)

    def forget(self) -> None:
        """Clear all groups and refusals."""
        self.groups.clear()
        self.refusals = Refusals()
        self.rows = self.blank = 0

    def add_groups(self, records: Iterable[Record], source: str) -> bool:
        """Add the result of the aggregate query; returns whether rows remain to be parsed one by one."""
        left_out = False
        for record in records:
            if record[0]:
                left_out = True
            else:
                self._add_group(record)
                self._check_number(source)
        return left_out

    def add_rows(self, records: Iterable[Record], source: str) -> Iterable[int]:
        """Add rows one by one; gives how many there are so far."""
        for line, row_hash, texts in records:
            self.add_row(cast("int", line), cast("int", row_hash), cast("list[str]", texts))
            self._check_number(source)
            yield self.rows

    def add_row(self, line: int, row_hash: int, texts: Sequence[str]) -> None:
        """Parse a row and add it, or refuse it with the cell that cannot be read; one of blanks is none."""
        if not any(text.strip() for text in texts):
            self.blank += 1
            return
        start, tags, amount_cell, billed_cell, quantity_cell, *names = texts
        if self._doubting and any("," in cell for cell in (amount_cell, billed_cell, quantity_cell)):
            raise AmbiguousRowError
        try:
            month, day = self._days[start]
            group = self._group(month, self._tag_cells[tags], tags, names_of(names))
            amount = self._money(amount_cell, names[0].strip().upper())
            billed = self._money(billed_cell, names[0].strip().upper())
            quantity = None
            if group.counts and quantity_cell not in NOTHING:
                quantity = read_number(quantity_cell, self._styles.numbers)
        except UserError:
            self._refuse_cell(line, dict(zip((*FIGURES, *NAMES), texts, strict=True)))
            return
        self.rows += 1
        row = Group(group.rule, line, self._file, 1, amount, billed, quantity, row_hash, 1 << day)
        row.marks = Marks([mark_of(day, row_hash)])
        group.add(row)

    def _money(self, cell: str, currency: str) -> Decimal:
        """An amount, whose currency sign, if it has one, is that of its row. Raises UserError."""
        found = read_marked(cell, self._styles.numbers)
        require_agreement(cell, found.mark, currency)
        return found.number

    def finish(self) -> None:
        """Refuse the rows that nobody owns and whose tags cannot be read: who owns them may be there.

        Groups of which every row was refused are dropped.
        """
        for key in [key for key, group in self.groups.items() if not group.rows]:
            del self.groups[key]
        for key in [key for key, group in self.groups.items() if key.unread and not group.rule]:
            group = self.groups.pop(key)
            self.refusals.count += group.rows - len(group.lines)
            for line in group.lines:
                self.refusals.add(line, self._columns["tags"], unread_tags(key.unread), file=self._file)
        self.refusals.kept.sort(key=lambda refusal: refusal.row)

    def _add_group(self, record: Record) -> None:
        """Add a group of plain rows."""
        (
            _,
            month,
            days,
            values,
            tag_text,
            names,
            rows,
            first,
            amount,
            billed,
            quantity,
            digest,
            marks,
            lines,
        ) = record
        text = cast("str", tag_text)
        if text:
            tags = self._tag_cells[text]
        else:
            found = zip(self._tag_names, cast("list[str | None]", values), strict=True)
            tags = tuple((name, value) for name, value in found if value is not None)
        first_day = cast("date", month)
        group = self._group(str(Month.of(first_day)), tags, text, names_of(cast("list[str]", names)))
        part = Group(
            group.rule,
            cast("int", first),
            self._file,
            cast("int", rows),
            _without_zeros(cast("Decimal", amount)),
            _without_zeros(cast("Decimal", billed)),
            _without_zeros(cast("Decimal", quantity)) if group.counts and quantity is not None else None,
            int(cast("int", digest)),
            cast("int", days),
            Marks.of(cast("list[int]", marks)),
            cast("list[int] | None", lines) or [],
        )
        self.rows += part.rows
        group.add(part)

    def _group(self, month: str, tags: Tags | None, text: str, names: tuple[str, ...]) -> Group:
        """The group of a row; one whose tags cannot be read still has an owner where a rule asks for none."""
        if tags is not None:
            return self.groups[Key(month, tags, names)]
        unread = Key(month, (), names, text)
        group = self.groups[unread]
        if group.rule is None:
            return group
        del self.groups[unread]
        return self.groups[replace(unread, unread="")]

    def _check_number(self, source: str) -> None:
        """Refuse a file whose rows have too little in common."""
        if len(self.groups) > MOST_GROUPS:
            reason = UserError(
                "The rows belong to more than {most} services, accounts and tags.", most=MOST_GROUPS
            )
            refuse_whole(source, reason)

    def _refuse_cell(self, line: int, cells: dict[str, str]) -> None:
        """Refuse a row for its first unreadable cell; a row without a period may be one of totals."""
        money = partial(self._money, currency=cells["currency"].strip().upper())
        readers: dict[str, Callable[[str], object]] = {
            "period": self._days.__getitem__,
            **dict.fromkeys(NAMES, require_name),
            "currency": require_currency,
            "tags": self._tag_cells.__getitem__,
            "amount": money,
            "billed": money,
            "quantity": partial(read_number, style=self._styles.numbers),
        }
        for field, read in readers.items():
            try:
                read(cells[field])
            except UserError as error:
                if field == "period" and self._doubting and DateEvidence.concerns(cells[field]):
                    raise AmbiguousRowError from None
                if field == "period" and (total := _total_fault(cells)):
                    self.refuse(line, total)
                    return
                reason = _MISSING if cells[field] in NOTHING else error
                self.refuse(line, reason, self._columns.get(field, ""))
                return


def _total_fault(cells: Mapping[str, str]) -> UserError | None:
    """The refusal of a row of totals; None for any other row."""
    return next(filter(None, map(total_fault, filter(None, cells.values()))), None)


def _without_zeros(value: Decimal) -> Decimal:
    """A sum without the zeros that fill it up to the decimals of its type."""
    return Decimal(f"{value.normalize():f}")
