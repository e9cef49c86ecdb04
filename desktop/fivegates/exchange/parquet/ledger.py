"""The table of the ledger: sums by month of lines of one kind."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

from fivegates.domain.economics.amounts import exact_sum
from fivegates.domain.economics.ledger import USAGE_COUNTS, BenefitLine, CostLine, UsageLine
from fivegates.domain.economics.month_figures import count_known
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.unit_economics import counted_lines, counted_usage
from fivegates.exchange.parquet.columns import (
    COUNT,
    DAY,
    SMALL,
    TEXT,
    WHOLE,
    YES_NO,
    Column,
    Exported,
    Table,
    Value,
    money_columns,
    owner_columns,
)

Line: TypeAlias = CostLine | UsageLine | BenefitLine
_COST, _USAGE, _BENEFIT = "cost", "usage", "benefit"
_WHAT: Final[dict[type, str]] = {CostLine: _COST, UsageLine: _USAGE, BenefitLine: _BENEFIT}
_KIND_FIELDS: Final = (
    *("category", "phase", "behaviour", "basis", "currency", "attributed", "attributed_to"),
    *("what", "unit", "model"),
)
"""The fields that group lines into a row besides their month, where their kind has the field."""


@dataclass(frozen=True)
class LedgerMonth:
    """The lines of one initiative, month and kind that differ only in figures; at least one.

    `counts` is true if they count: forecasts that actual lines replace do not.
    """

    of: Exported
    month: Month
    lines: Sequence[Line]
    counts: bool

    @property
    def amount(self) -> Fraction | None:
        """The sum in the currency of the lines, exactly; None for usage."""
        amounts = [line.amount for line in self.lines if not isinstance(line, UsageLine)]
        return Fraction(exact_sum(amounts)) if amounts else None

    @property
    def reported(self) -> Fraction | None:
        """The sum in the currency of report; None for usage, and where the rate of the month is missing."""
        amount, base = self.amount, self.shared("currency")
        rate = self.of.rates.value(self.month, str(base), self.of.currency)
        return None if amount is None or rate is None else amount * rate

    def shared(self, name: str) -> Value:
        """The common value of a field; None where their kind lacks it, or it is empty."""
        found: Value = getattr(self.lines[0], name, None)
        return found if found != "" else None


def ledger_months(of: Exported) -> Iterator[LedgerMonth]:
    """The rows of one initiative, by month."""
    ledger = of.record.ledger
    counted = counted_lines(ledger)
    months = {line.month for line in ledger.usage}
    usage = [line for month in months for line in counted_usage(ledger.usage, month)]
    counting = {id(line) for line in (*counted.costs, *usage, *counted.benefits)}
    groups: dict[tuple[Hashable, ...], list[Line]] = defaultdict(list)
    every: tuple[Line, ...] = (*ledger.costs, *ledger.usage, *ledger.benefits)
    for line in every:
        alike = (str(getattr(line, name, "")) for name in _KIND_FIELDS)
        groups[line.month, _WHAT[type(line)], *alike, id(line) in counting].append(line)
    for key in sorted(groups, key=lambda key: tuple(map(str, key))):
        lines = groups[key]
        yield LedgerMonth(of, lines[0].month, lines, id(lines[0]) in counting)


def _text(name: str, meaning: str) -> Column[LedgerMonth]:
    return Column(name, TEXT, meaning, lambda row: row.shared(name))


def _count(name: str) -> Column[LedgerMonth]:
    """The sum of a count; NULL where nothing was counted."""

    def total(row: LedgerMonth) -> int | None:
        return count_known(getattr(line, name, None) for line in row.lines)

    return Column(name, COUNT, _COUNTED[name], total, "work_unit" if name == "units" else "")


_COUNTED: Final = {
    "units": "Units of work that were done.",
    "successes": "Those with a successful outcome.",
    "requests": "Requests to the model, retries among them.",
    "tokens_in": "Input tokens.",
    "tokens_out": "Output tokens.",
    "tokens_cached": "Input tokens that were read from a cache.",
    "tokens_written": "Input tokens that were written to a cache.",
    "tokens_written_hour": "Those of them that are kept for an hour.",
}

LEDGER: Final = Table[LedgerMonth](
    "ledger_by_month",
    "Lines of one initiative, month and kind that are alike, added up. Add rows that count only: forecasts "
    "that actual lines replace are rows too.",
    (
        *owner_columns(lambda row: row.of),
        Column("year", SMALL, "Year, for partitions.", lambda row: row.month.year),
        Column("month", DAY, "First day of the month.", lambda row: row.month.first_day),
        Column("line", TEXT, "cost, usage or benefit.", lambda row: _WHAT[type(row.lines[0])]),
        Column("counts", YES_NO, "Whether the lines count.", lambda row: row.counts),
        _text("basis", "actual or forecast."),
        _text("category", "What the money was spent on; of cost alone."),
        _text("phase", "run for recurring cost, build for one-off cost; of cost alone."),
        _text("behaviour", "fixed, or variable with volume; of cost alone."),
        Column(
            "attributed",
            YES_NO,
            "false where nobody knows whose cost it is; of cost alone.",
            lambda row: row.shared("attributed"),
        ),
        _text("attributed_to", "Part of the initiative; NULL for the whole of it."),
        _text("what", "What the benefit is; of benefit alone."),
        Column("lines", WHOLE, "How many lines of the ledger it is.", lambda row: len(row.lines)),
        _text("currency", "Currency of the lines (ISO 4217); NULL for usage."),
        *money_columns(
            "amount",
            "Sum in the currency of the lines; a credit is negative.",
            lambda row: row.amount,
            "currency",
        ),
        Column(
            "reporting_currency", TEXT, "Currency in which money is reported.", lambda row: row.of.currency
        ),
        *money_columns(
            "reporting_amount",
            "The same by the rate of the month; NULL where that is missing.",
            lambda row: row.reported,
            "reporting_currency",
        ),
        Column(
            "work_unit", TEXT, "What one unit of work is; of usage alone.", lambda row: row.shared("unit")
        ),
        _text("model", "Model of the tokens; of usage alone."),
        *map(_count, USAGE_COUNTS),
    ),
    partition_by=("year",),
)
