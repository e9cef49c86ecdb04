"""Plain data to the lines of a ledger and to rates."""

from fivegates.domain.economics.ledger import (
    Basis,
    Behaviour,
    BenefitLine,
    CostCategory,
    CostLine,
    Ledger,
    Phase,
    UsageLine,
)
from fivegates.domain.economics.ledger_checks import check_benefit, check_cost, check_usage
from fivegates.domain.economics.money import Rate
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import UserError
from fivegates.exchange.plain_data import ANY_DAY, Table


def read_ledger(table: Table) -> Ledger:
    """Read the lines of an initiative, in the order of the file."""
    return Ledger(
        costs=table.many("costs", _read_cost, check_cost),
        usage=table.many("usage", _read_usage, check_usage),
        benefits=table.many("benefits", _read_benefit, check_benefit),
    )


def _read_cost(table: Table) -> CostLine:
    return CostLine(
        dated=table.needed_day("date"),
        category=table.kind("category", CostCategory),
        amount=table.needed_amount("amount"),
        currency=table.text("currency", required=True),
        phase=table.kind("phase", Phase),
        behaviour=table.kind("behaviour", Behaviour),
        basis=table.kind("basis", Basis, Basis.ACTUAL),
        billed=table.amount("billed"),
        attributed=table.flag("attributed", default=True),
        attributed_to=table.text("attributed_to"),
        source=table.text("source"),
        note=table.text("note"),
        fingerprint=table.text("fingerprint"),
    )


def _read_usage(table: Table) -> UsageLine:
    return UsageLine(
        dated=table.needed_day("date"),
        units=table.whole("units"),
        unit=table.text("unit"),
        successes=table.whole("successes"),
        requests=table.whole("requests"),
        tokens_in=table.whole("tokens_in"),
        tokens_out=table.whole("tokens_out"),
        tokens_cached=table.whole("tokens_cached"),
        tokens_written=table.whole("tokens_written"),
        tokens_written_hour=table.whole("tokens_written_hour"),
        model=table.text("model"),
        basis=table.kind("basis", Basis, Basis.ACTUAL),
        source=table.text("source"),
        note=table.text("note"),
        fingerprint=table.text("fingerprint"),
    )


def _read_benefit(table: Table) -> BenefitLine:
    return BenefitLine(
        dated=table.needed_day("date"),
        amount=table.needed_amount("amount"),
        currency=table.text("currency", required=True),
        what=table.text("what"),
        basis=table.kind("basis", Basis, Basis.ACTUAL),
        source=table.text("source"),
        note=table.text("note"),
        fingerprint=table.text("fingerprint"),
    )


def read_rate(table: Table) -> Rate:
    """Read one rate, leaving its bounds to `check_rate`."""
    return Rate(
        month=_read_month(table),
        base=table.text("base", required=True),
        quote=table.text("quote", required=True),
        value=table.needed_amount("value"),
        source=table.text("source"),
    )


def _read_month(table: Table) -> Month:
    """Read the month; some month where it cannot be read, with the problem noted."""
    before = len(table.problems)
    text = table.text("month", required=True)
    try:
        return Month.parse(text)
    except ValueError:
        if len(table.problems) == before:
            table.note("month", UserError("Write a month as year-month, such as 2026-05."))
        return Month.of(ANY_DAY)
