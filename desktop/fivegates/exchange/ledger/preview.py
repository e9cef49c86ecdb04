"""The preview of an import, before anything is written: its lines, refused rows with reasons, and totals."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from fivegates.domain.economics.amounts import exact_sum
from fivegates.domain.economics.ledger import BenefitLine, CostLine, UsageLine
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.language import Message
from fivegates.exchange.ledger.csv_tables import Table
from fivegates.exchange.ledger.focus.traces import Coverage
from fivegates.exchange.ledger.number_and_date_formats import Styles
from fivegates.exchange.ledger.tables.column_sources import columns_of

MOST_REFUSALS: Final = 1_000
"""The most refused rows kept to be shown; all are counted."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The user's choices for a file; None to detect from the file.

    `columns` names the column of each field of a plain table, and `constants` the value of a field for rows
    that have none; `initiative` is the code for rows that name none, and `rest` for those of a billing export
    that no rule fits. `owners` has the code of an initiative
    for each name, in small letters, that rows give it. `cells` has the text to read instead of what the file
    has, by line and column. `sheet` is the sheet of a workbook, `hidden` says whether its hidden rows count.
    """

    styles: Styles | None = None
    encoding: str | None = None
    separator: str | None = None
    columns: Mapping[str, str] | None = None
    initiative: str = ""
    constants: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[tuple[int, str], str] = field(default_factory=dict)
    sheet: str = ""
    hidden: bool | None = None
    rest: str = ""


UNCHOSEN: Final = Chosen()

Line = CostLine | UsageLine | BenefitLine
Tick = Callable[[int], None]
"""Receives the number of rows read so far; an exception from it aborts the import."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A line that would be added to the initiative of that code; `row` is the first of its `rows` lines."""

    initiative: str
    line: Line
    row: int
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that is left out. `row` is its line in the file, `field` the column; empty for the whole row.

    `text` is what the cell holds; `file` names the file where an import has several.
    """

    row: int
    field: str
    reason: UserError
    text: str = ""
    file: str = ""


@dataclass(slots=True)
class Refusals:
    """Collects refused rows: all are counted, the first of them kept."""

    kept: list[Refusal] = field(default_factory=list)
    count: int = 0

    def add(self, row: int, column: str, reason: UserError, text: str = "", file: str = "") -> None:
        """Note a refused row."""
        self.count += 1
        if len(self.kept) < MOST_REFUSALS:
            self.kept.append(Refusal(row, column, reason, text, file))


@dataclass(frozen=True, slots=True)
class Charge:
    """The attributes that identify a billed row's owner: the provider's names, and tags that rules use."""

    provider: str = ""
    account: str = ""
    service: str = ""
    service_category: str = ""
    charge_category: str = ""
    unit: str = ""
    tags: tuple[tuple[str, str], ...] = ()
    sku: str = ""
    meter: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Billed rows of a month that belong together; without an `initiative` they bring no line."""

    charge: Charge
    month: Month
    currency: str
    amount: Decimal
    row: int
    rows: int
    initiative: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of the accepted rows of a month and currency, assigned or not, to compare with an invoice."""

    month: Month
    currency: str
    amount: Decimal
    billed: Decimal
    rows: int


@dataclass(frozen=True, slots=True)
class Detected:
    """The detected format of a file.

    `kind` is `FOCUS 1.2`, `CSV` or `XLSX`; `columns` pairs each field that is read with the header it was
    found under; `ignored` are the other headers. `separator` is empty for a workbook. `constants` are the
    values that hold where a row has none; `remarks` say what else was found or decided. `offered` is what
    holds for all rows of a billing export that is known, whosever they are. `remembered` names the earlier
    file of which columns and values were said that are taken again; it is empty for none.
    """

    kind: str
    encoding: str
    separator: str
    styles: Styles
    columns: tuple[tuple[str, str], ...]
    ignored: tuple[str, ...] = ()
    constants: tuple[tuple[str, str], ...] = ()
    remarks: tuple[Message, ...] = ()
    offered: Mapping[str, str] = field(default_factory=dict)
    remembered: str = ""


def detected_in(table: Table, kind: str, columns: Mapping[str, str], styles: Styles) -> Detected:
    """The detected format of a table of which these `columns`, by field, are read."""
    read = {name for source in columns.values() for name in columns_of(source, table.header)}
    return Detected(
        kind=kind,
        encoding=table.encoding,
        separator=table.separator,
        styles=styles,
        columns=tuple(columns.items()),
        ignored=tuple(name for name in table.header if name and name not in read),
    )


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """The preview of an import; nothing is written.

    Where there are `questions`, the file can be read in two ways: there are no lines until the import is read
    again with the styles that the user chose. `rows` counts the rows below the header, `refused_count` all
    refused ones, of which `refused` has the first. `coverage` is what a billing export has of each source.
    """

    source: str
    detected: Detected
    drafts: tuple[Draft, ...] = ()
    groups: tuple[RowGroup, ...] = ()
    refused: tuple[Refusal, ...] = ()
    refused_count: int = 0
    totals: tuple[Total, ...] = ()
    questions: tuple[Problem, ...] = ()
    rows: int = 0
    coverage: Mapping[str, Coverage] = field(default_factory=dict)

    @property
    def unassigned(self) -> tuple[RowGroup, ...]:
        """The groups that no rule gives to an initiative."""
        return tuple(group for group in self.groups if not group.initiative)

    def new_drafts(self, known: frozenset[str]) -> tuple[Draft, ...]:
        """The drafts whose fingerprint no line of the portfolio has: what was imported counts once."""
        return tuple(draft for draft in self.drafts if draft.line.fingerprint not in known)

    def totals_without(self, drafts: Iterable[Draft]) -> tuple[Total, ...]:
        """The totals after these drafts are taken out."""
        held = [(each.month, each.currency, each.amount, each.billed, each.rows) for each in self.totals]
        taken = [
            (month, currency, amount.copy_negate(), billed.copy_negate(), -rows)
            for month, currency, amount, billed, rows in entries_of(drafts)
        ]
        return tuple(total for total in totals_of([*held, *taken]) if total.rows)


Entry = tuple[Month, str, Decimal, Decimal, int]
"""Month, currency, amount, billed and rows of one accepted row or group."""


def entries_of(drafts: Iterable[Draft]) -> Iterator[Entry]:
    """The contribution of each draft to the totals; usage has none."""
    for draft in drafts:
        line = draft.line
        if isinstance(line, CostLine):
            billed = line.amount if line.billed is None else line.billed
            yield line.month, line.currency, line.amount, billed, draft.rows
        elif isinstance(line, BenefitLine):
            yield line.month, line.currency, line.amount, line.amount, draft.rows


@dataclass(frozen=True, slots=True)
class UsageTotal:
    """The total of a month's accepted usage rows; None for a field that none of them counts."""

    month: Month
    rows: int
    units: int | None
    requests: int | None
    tokens_in: int | None
    tokens_cached: int | None
    tokens_written: int | None
    tokens_out: int | None


def usage_totals(drafts: Iterable[Draft]) -> tuple[UsageTotal, ...]:
    """Add up the counts of usage by month."""
    found: dict[Month, list[UsageLine]] = {}
    rows: Counter[Month] = Counter()
    for draft in drafts:
        if isinstance(draft.line, UsageLine):
            found.setdefault(draft.line.month, []).append(draft.line)
            rows[draft.line.month] += draft.rows
    return tuple(
        UsageTotal(
            month,
            rows[month],
            units=_counted(line.units for line in lines),
            requests=_counted(line.requests for line in lines),
            tokens_in=_counted(line.tokens_in for line in lines),
            tokens_cached=_counted(line.tokens_cached for line in lines),
            tokens_written=_counted(line.tokens_written for line in lines),
            tokens_out=_counted(line.tokens_out for line in lines),
        )
        for month, lines in sorted(found.items())
    )


def _counted(counts: Iterable[int | None]) -> int | None:
    """The sum of what was counted; None where nothing was."""
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def totals_of(entries: Iterable[Entry]) -> tuple[Total, ...]:
    """Add up by month and currency, in that order."""
    found: dict[tuple[Month, str], list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry[:2], []).append(entry)
    return tuple(
        Total(
            month,
            currency,
            exact_sum(amount for _, _, amount, _, _ in group),
            exact_sum(billed for _, _, _, billed, _ in group),
            sum(rows for *_, rows in group),
        )
        for (month, currency), group in sorted(found.items())
    )
