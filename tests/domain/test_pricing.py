"""What tokens cost by a price book, worked out by hand, and that nothing is ever counted twice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from ledgers import MARCH, cost, figures, variable

from fivegates.domain.economics.ledger import (
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
from fivegates.domain.economics.money import Rate, RateTable
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.token_pricing import Priced, cost_of_tokens, find_price, price_usage
from fivegates.domain.economics.unit_economics import Economics, economics_of
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.verdict.ledger_rule import figures_on

PRICE = ModelPrice("large", Decimal("0.000003"), Decimal("0.000015"), Decimal("0.0000003"))
BOOK = PriceBook(date(2026, 2, 1), "USD", (PRICE, ModelPrice("bare", Decimal("0.000001"))), "List prices")
IN_EUROS = RateTable(
    tuple(Rate(MARCH.plus(n), "USD", "EUR", Decimal("0.5")) for n in range(2)),
)
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


def priced(usage: tuple[UsageLine, ...], *books: PriceBook, rates: RateTable = IN_EUROS) -> Priced:
    return price_usage(usage, books or (BOOK,), "EUR", rates)


def test_a_priced_line_says_what_it_is_of_and_which_book_says_so() -> None:
    assert priced((USED,)).lines == (
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


@pytest.mark.parametrize(
    ("model", "reported"),
    [
        ("", "does not name its model"),
        ("unheard-of", "No price book lists the model “unheard-of”"),
        ("bare", "A price or a count of the tokens of “bare” is not known"),
    ],
)
def test_a_month_is_priced_whole_or_not_at_all(model: str, reported: str) -> None:
    later = replace(USED, dated=MARCH.plus(1).first_day)
    found = priced((USED, replace(USED, model=model), later))

    assert [line.month for line in found.lines] == [MARCH.plus(1)]
    ((month, reason),) = [(each.month, str(each.reason)) for each in found.unpriced]
    assert month == MARCH
    assert reported in reason


def test_a_missing_rate_leaves_the_month_without_a_price_and_is_named() -> None:
    found = priced((USED,), rates=RateTable())
    assert found.lines == ()
    assert "no rate from USD to EUR for 2026-03" in str(found.unpriced[0].reason)


def test_without_a_book_or_tokens_there_is_nothing_to_price_and_nothing_to_tell() -> None:
    assert price_usage((USED,), (), "EUR", IN_EUROS) == Priced()
    assert priced((replace(USED, tokens_in=None, tokens_out=None),)) == Priced()


def test_the_book_nearest_before_the_end_of_the_month_is_asked_first() -> None:
    old = replace(BOOK, snapshot=date(2025, 1, 1), prices=(replace(PRICE, input=Decimal(1)),), id=1)
    within = replace(BOOK, snapshot=date(2026, 3, 31), prices=(replace(PRICE, input=Decimal(2)),), id=2)
    after = replace(BOOK, snapshot=date(2026, 4, 1), prices=(replace(PRICE, input=Decimal(3)),), id=3)
    other = replace(BOOK, snapshot=date(2026, 5, 1), prices=(ModelPrice("new", Decimal(4)),), id=4)
    books = (after, old, other, within)

    def asked(model: str, month: Month = MARCH) -> PriceBook | None:
        found = find_price(books, model, month)
        return None if found is None else found.book

    assert asked("large") is within
    assert asked("large", MARCH.plus(-1)) is old
    assert asked("large", Month(2024, 1)) is old
    assert asked("large", MARCH.plus(4)) is after
    assert asked("new") is other
    assert asked("unheard-of") is None


# In the months of a ledger


def worked(*lines: CostLine | UsageLine) -> Economics:
    costs = tuple(line for line in lines if isinstance(line, CostLine))
    used = tuple(line for line in lines if isinstance(line, UsageLine))
    return economics_of(Ledger(costs, used), "EUR", IN_EUROS, (BOOK,))


ACTUAL = replace(USED, basis=Basis.ACTUAL, units=100)


def test_tokens_without_a_cost_line_are_priced_and_marked() -> None:
    """3.42 dollars at 0.50, beside 10 of infrastructure."""
    found = worked(cost("10.00"), ACTUAL)
    (month,) = found.months
    assert (month.run_cost, month.priced) == (Fraction("11.71"), Fraction("1.71"))
    assert (month.run_basis, month.unit_cost) == (Basis.ACTUAL, Fraction("0.1171"))
    assert [total.key.priced for total in found.costs] == [False, True]
    assert len(found.priced) == 1


def test_usage_alone_has_a_cost_by_the_book() -> None:
    (month,) = worked(ACTUAL).months
    assert figures(month.run_cost, month.fixed, month.priced) == (Fraction("1.71"), 0, Fraction("1.71"))


@pytest.mark.parametrize("basis", Basis)
def test_what_has_a_cost_line_is_never_priced_again(basis: Basis) -> None:
    (month,) = worked(replace(variable("5.00"), basis=basis), ACTUAL).months
    assert figures(month.run_cost, month.priced) == (5, None)


def test_a_forecast_that_actual_costs_silence_leaves_the_tokens_to_the_book() -> None:
    found = worked(cost("10.00"), replace(variable("5.00"), basis=Basis.FORECAST), ACTUAL)
    assert found.months[0].run_cost == Fraction("11.71")


def test_building_a_model_is_not_running_it() -> None:
    built = replace(variable("5.00"), phase=Phase.BUILD)
    assert worked(built, ACTUAL).months[0].run_cost == Fraction("1.71")


def test_forecast_tokens_are_silent_where_usage_or_cost_is_actual() -> None:
    assert worked(ACTUAL, USED).months[0].priced == Fraction("1.71")
    assert worked(cost("10.00"), USED).months[0].priced is None
    assert worked(cost("10.00", basis=Basis.FORECAST), USED).months[0].priced == Fraction("1.71")


def test_what_cannot_be_priced_is_reported() -> None:
    found = worked(replace(ACTUAL, model="bare"))
    assert found.months[0].run_cost is None
    assert [each.month for each in found.unpriced] == [MARCH]


def test_the_ledger_rule_sees_no_prices() -> None:
    """It reads the ledger alone: an estimate is no month of actual cost."""
    seen = figures_on(Ledger(usage=(ACTUAL,)), "EUR", IN_EUROS, Initiative("A", "A"), MARCH.plus(1).first_day)
    assert (seen.cost_months, seen.unit_cost) == (0, None)
