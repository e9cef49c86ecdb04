"""Validation of ledger lines and rates before they are stored: each fault names the field.

Fields are named as in the portfolio JSON (a date is `date`); the grid, imports and files share the checks.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from fivegates.domain.economics.ledger import BenefitLine, CostLine, Ledger, UsageLine
from fivegates.domain.economics.money import Rate
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.fields import field_problems
from fivegates.domain.limits import AMOUNT_LIMIT, FIRST_DAY, LAST_DAY, MOST_COUNT, MOST_DECIMALS, fits


def check_cost(line: CostLine) -> tuple[Problem, ...]:
    """Return the problems of a cost line."""
    return field_problems(line)


def check_usage(line: UsageLine) -> tuple[Problem, ...]:
    """Return the problems of a usage line: parts are no more than their whole."""
    return (
        *field_problems(line),
        *_part("successes", line.successes, "units", line.units),
        *_part("tokens_cached", line.tokens_cached, "tokens_in", line.tokens_in),
        *_part("tokens_written", line.tokens_written, "tokens_in", _fresh(line)),
        *_part("tokens_written_hour", line.tokens_written_hour, "tokens_written", line.tokens_written),
    )


def check_benefit(line: BenefitLine) -> tuple[Problem, ...]:
    """Return the problems of a benefit line."""
    return field_problems(line)


def check_ledger(ledger: Ledger) -> tuple[Problem, ...]:
    """Return the problems of any line, at its path such as `costs[0].amount`."""
    return (
        *_each("costs", map(check_cost, ledger.costs)),
        *_each("usage", map(check_usage, ledger.usage)),
        *_each("benefits", map(check_benefit, ledger.benefits)),
        *check_imported_once(ledger),
    )


def check_imported_once(ledger: Ledger) -> tuple[Problem, ...]:
    """Return a problem for each line with the fingerprint of an earlier one of its kind."""
    return (
        *_imported_again("costs", ledger.costs),
        *_imported_again("usage", ledger.usage),
        *_imported_again("benefits", ledger.benefits),
    )


def check_rate(rate: Rate) -> tuple[Problem, ...]:
    """Return the problems of one rate."""
    return (
        *_month(rate),
        *field_problems(rate),
        *_other_currency(rate),
        *_rate_value(rate.value),
    )


def check_rates(rates: Sequence[Rate]) -> tuple[Problem, ...]:
    """Return a problem for each rate of a month and pair that has one, in either direction."""
    return tuple(_repeated(rates))


def _fresh(line: UsageLine) -> int | None:
    """The input tokens that were not read from a cache."""
    if line.tokens_in is None or (line.tokens_cached or 0) > line.tokens_in:
        return line.tokens_in
    return line.tokens_in - (line.tokens_cached or 0)


def _each(key: str, found: Iterable[tuple[Problem, ...]]) -> Iterator[Problem]:
    """Put the problems of each line at the line's place."""
    for index, problems in enumerate(found):
        for problem in problems:
            yield Problem(f"{key}[{index}].{problem.place}", problem.reason)


def _imported_again(key: str, lines: Sequence[CostLine | UsageLine | BenefitLine]) -> Iterator[Problem]:
    """Find repeated fingerprints; lines written by hand have none."""
    firsts: dict[str, int] = {}
    for index, line in enumerate(lines):
        if line.fingerprint and firsts.setdefault(line.fingerprint, index) != index:
            first = f"{key}[{firsts[line.fingerprint]}]"
            reason = UserError("{line} has this fingerprint already.", line=first)
            yield Problem(f"{key}[{index}].fingerprint", reason)


def _rate_value(value: Decimal) -> Iterator[Problem]:
    """Check that the rate is above zero."""
    if not (fits(value) and 0 < value < AMOUNT_LIMIT):
        yield Problem(
            "value", UserError("Write a rate above zero, with at most {most} decimals.", most=MOST_DECIMALS)
        )


def _part(place: str, count: int | None, of: str, whole: int | None) -> Iterator[Problem]:
    """Find a count that is larger than its whole; a missing count is valid."""
    if count is not None and whole is not None and whole < count <= MOST_COUNT:
        yield Problem(place, UserError("This is part of “{whole}”, and cannot be more.", whole=of))


def _month(rate: Rate) -> Iterator[Problem]:
    """Check that the month is in this century."""
    if not FIRST_DAY.year <= rate.month.year <= LAST_DAY.year:
        yield Problem("month", UserError("Choose a month from 2000-01 to 2100-12."))


def _other_currency(rate: Rate) -> Iterator[Problem]:
    """Check that the two currencies differ."""
    if rate.base == rate.quote:
        yield Problem("quote", UserError("Choose another currency than the first."))


def _repeated(rates: Sequence[Rate]) -> Iterator[Problem]:
    """Find rates that repeat or contradict an earlier one."""
    seen = set()
    for index, rate in enumerate(rates):
        key = (rate.month, frozenset((rate.base, rate.quote)))
        if key in seen:
            reason = UserError(
                "There is a rate between {base} and {quote} for {month} already.",
                base=rate.base,
                quote=rate.quote,
                month=str(rate.month),
            )
            yield Problem(f"rates[{index}]", reason)
        seen.add(key)
