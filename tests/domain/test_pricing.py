from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from fivegates.domain.ledger import (
    Basis,
    Behaviour,
    CostCategory,
    CostLine,
    Ledger,
    ModelPrice,
    Phase,
    PriceBook,
    UsageLine,
)
from fivegates.domain.pricing import cost_of_tokens, priced_usage
from ledgers import MARCH, variable

PRICE = ModelPrice("large", Decimal("0.000003"), Decimal("0.000015"), Decimal("0.0000003"))
BOOK = PriceBook(date(2026, 2, 1), "USD", (PRICE, ModelPrice("bare", Decimal("0.000001"))), "List prices")
USED = UsageLine(
    MARCH.first_day,
    tokens_in=1_000_000,
    tokens_out=100_000,
    tokens_cached=400_000,
    model="large",
    basis=Basis.FORECAST,
)


def test_tokens_are_priced_by_hand() -> None:
    """600,000 × 0.000003 + 400,000 × 0.0000003 + 100,000 × 0.000015."""
    assert cost_of_tokens(USED, PRICE) == Decimal("3.42")


@pytest.mark.parametrize(
    ("used", "price"),
    [
        (USED, replace(PRICE, cached=None)),
        (USED, replace(PRICE, input=None)),
        (USED, replace(PRICE, output=None)),
        (replace(USED, tokens_in=None), PRICE),
        (replace(USED, tokens_out=None), PRICE),
    ],
)
def test_what_is_not_known_is_never_zero(used: UsageLine, price: ModelPrice) -> None:
    assert cost_of_tokens(used, price) is None


def test_the_price_of_what_was_not_used_is_not_needed() -> None:
    plain = replace(USED, tokens_cached=None, tokens_out=0)
    assert cost_of_tokens(plain, replace(PRICE, cached=None, output=None)) == Decimal(3)


def test_usage_without_a_cost_line_is_priced_from_the_book() -> None:
    ledger = Ledger((variable("5", MARCH.plus(1)),), (USED, replace(USED, dated=MARCH.plus(1).first_day)))
    assert priced_usage(ledger, BOOK) == (
        CostLine(
            MARCH.first_day,
            CostCategory.MODEL,
            Decimal("3.42"),
            "USD",
            Phase.RUN,
            Behaviour.VARIABLE,
            Basis.FORECAST,
            attributed_to="large",
            source="List prices 2026-02-01",
        ),
    )


@pytest.mark.parametrize("model", ["", "unheard-of", "bare"])
def test_usage_that_cannot_be_priced_gives_no_line(model: str) -> None:
    assert priced_usage(Ledger(usage=(replace(USED, model=model),)), BOOK) == ()
