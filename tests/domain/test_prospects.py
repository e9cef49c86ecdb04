"""The few figures of money that stand beside another initiative's."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ledgers import MARCH, benefit, cost, day_after, losing, usage, variable

from fivegates.domain.economics.break_even import Never
from fivegates.domain.economics.ledger import Ledger, ModelPrice, PriceBook, UsageLine
from fivegates.domain.economics.money import RateTable
from fivegates.domain.economics.projections import Market
from fivegates.domain.economics.prospects import Prospect, prospect_of
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.verdict.ledger_rule import figures_on

CLAIMS = Initiative("CLM", "Claims", unit="claims", target_volume=10_000)
LATER = day_after(MARCH.plus(2))


def prospect(ledger: Ledger, initiative: Initiative = CLAIMS, on: date = LATER) -> Prospect:
    return prospect_of(ledger, initiative, "EUR", Market(), on)


def test_a_unit_today_and_at_target_volume() -> None:
    found = prospect(losing())
    assert (found.month, found.volume) == (MARCH.plus(2), 1_000)
    assert (found.unit_cost, found.unit_value) == (Fraction(6, 10), Fraction(4, 10))
    assert found.target_unit_cost == Fraction(51, 100)
    assert found.target_margin == Fraction(-11, 100)
    assert found.target_result == -1_100
    assert found.break_even is Never.NO_MARGIN


def test_the_figures_at_target_are_those_that_the_ledger_rule_holds_a_claim_against() -> None:
    found, held = prospect(losing()), figures_on(losing(), "EUR", RateTable(), CLAIMS, LATER)
    assert (found.target_unit_cost, found.unit_value) == (held.unit_cost, held.unit_value)


def test_without_a_target_only_today_is_known() -> None:
    found = prospect(losing(), replace(CLAIMS, target_volume=None))
    assert found.unit_cost == Fraction(6, 10)
    assert (found.target_unit_cost, found.target_margin, found.target_result) == (None, None, None)


def test_without_a_benefit_no_result_is_known() -> None:
    found = prospect(replace(losing(), benefits=()))
    assert found.target_unit_cost == Fraction(51, 100)
    assert (found.target_margin, found.target_result, found.break_even) == (None, None, None)


def test_an_empty_ledger_says_nothing() -> None:
    assert prospect(Ledger()) == Prospect("EUR", "claims", 10_000)


def test_months_that_are_not_over_are_not_known_yet() -> None:
    found = prospect(losing(), on=day_after(MARCH))
    assert found.month == MARCH
    assert prospect(losing(), on=MARCH.first_day).month is None


def test_a_missing_rate_leaves_nothing_known_but_says_which() -> None:
    dollars = Ledger((cost("5", currency="USD"), variable("1")), (usage(10),), (benefit("3"),))
    found = prospect(dollars)
    assert found.gap is not None
    assert (found.gap.base, found.gap.month) == ("USD", MARCH)
    assert found.month is None


def test_tokens_are_priced_by_the_books_of_that_day() -> None:
    used = UsageLine(MARCH.first_day, 1_000, tokens_in=2_000_000, tokens_out=0, model="m")
    book = PriceBook(date(2026, 3, 31), "EUR", (ModelPrice("m", Decimal("0.000001")),))
    later = replace(book, snapshot=date(2027, 1, 1), prices=(ModelPrice("m", Decimal(1)),))
    ledger = Ledger(usage=(used,))

    def cost_of_one(*books: PriceBook) -> Fraction | None:
        return prospect_of(ledger, Initiative("A", "A"), "EUR", Market(books), date(2026, 12, 31)).unit_cost

    assert cost_of_one(book, later) == Fraction("0.002")
    assert cost_of_one(later) is None
