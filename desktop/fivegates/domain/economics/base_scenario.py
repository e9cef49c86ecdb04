"""The base month as a scenario: where every projection starts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from fivegates.domain.economics.ledger import Ledger, ModelPrice, PriceBook, UsageLine
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.scenarios import (
    Scenario,
    TokenUse,
    at_prices,
    scenario_from,
    token_load,
    usual_prices,
)
from fivegates.domain.economics.token_pricing import ListedPrice, find_price
from fivegates.domain.economics.unit_economics import Economics, base_month, counted_usage
from fivegates.domain.errors import UserError


@dataclass(frozen=True, slots=True)
class Today:
    """The base month as a scenario that changes nothing.

    `use` counts the tokens of a unit, and is None where the usage does not. `model` is the one that
    all of them went to (empty where it is not known or there are several) and `listed` its prices in
    a book. Where those are known, and fit the use, `scenario.tokens` is the use at these prices, so that
    each token has the price at which the month's cost comes out; elsewhere it is relative.
    """

    scenario: Scenario
    month: Month
    use: TokenUse | None = None
    model: str = ""
    listed: ListedPrice | None = None

    @property
    def calibrated(self) -> bool:
        """Whether the scenario's tokens are the counted ones."""
        return self.scenario.tokens != TokenUse()


def today_of(ledger: Ledger, economics: Economics, books: Sequence[PriceBook] = ()) -> Today | None:
    """Find the base of projections; None where no month has actual run cost and usage."""
    relative = scenario_from(economics)
    month = base_month(economics)
    if relative is None or month is None or not month.units:
        return None
    lines = [line for line in counted_usage(ledger.usage, month.month) if _counts_tokens(line)]
    use = _use(lines, month.units)
    models = {line.model for line in lines}
    model = models.pop() if len(models) == 1 else ""
    listed = find_price(books, model, month.month) if model else None
    today = Today(relative, month.month, use, model, listed)
    if use is None or listed is None or not _fits(use, listed.price):
        return today
    exact = scenario_from(economics, at_prices(use, listed.price))
    return today if exact is None else replace(today, scenario=exact)


def _counts_tokens(line: UsageLine) -> bool:
    """Whether a line counts tokens."""
    return line.tokens_in is not None or line.tokens_out is not None


def _use(lines: Sequence[UsageLine], units: int) -> TokenUse | None:
    """Tokens a unit: totals of the month / units; requests include retries, so those are not distinguished.

    Where requests were not counted, a unit is taken as one, and their size is not known. None unless every
    line counts its tokens.
    """
    counts = [(line.tokens_in, line.tokens_out) for line in lines]
    incoming = sum(count or 0 for count, _ in counts)
    if not incoming or any(None in pair for pair in counts):
        return None
    requests = sum(line.requests or 0 for line in lines) or units
    outgoing = sum(count or 0 for _, count in counts)
    cached = sum(line.tokens_cached or 0 for line in lines)
    fresh = max(incoming - cached, 1)
    written = sum(line.tokens_written or 0 for line in lines)
    hour = sum(line.tokens_written_hour or 0 for line in lines)
    return TokenUse(
        turns=Fraction(requests, units),
        tokens_in=Fraction(incoming, requests),
        tokens_out=Fraction(outgoing, requests),
        cache_hit_rate=Fraction(cached, incoming),
        written_rate=Fraction(written, fresh),
        written_hour_rate=Fraction(hour, fresh),
        sized=all(line.requests for line in lines),
    )


def _fits(use: TokenUse, price: ModelPrice) -> bool:
    """Whether every price that the use needs is known, and a fresh token costs something."""
    if not usual_prices(use, price).input:
        return False
    try:
        return token_load(at_prices(use, price)) > 0
    except UserError:
        return False
