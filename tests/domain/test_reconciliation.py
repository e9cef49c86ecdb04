"""Priced against billed: the difference by model and kind of token, and what could explain it."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from ledgers import MARCH

from fivegates.domain.economics.ledger import (
    Basis,
    Behaviour,
    CostCategory,
    CostLine,
    Ledger,
    ModelPrice,
    Phase,
    PriceBook,
    PriceTerms,
    Service,
    TokenPrices,
    UsageLine,
)
from fivegates.domain.economics.money import Rate, RateTable
from fivegates.domain.economics.reconciliation import Reconciliation, TokenKind, reconciliation
from fivegates.domain.language import ENGLISH
from fivegates.domain.wording.reconciliation import reconciliation_sentences

PRICE = ModelPrice(
    "large",
    Decimal("0.000003"),
    Decimal("0.000015"),
    Decimal("0.0000003"),
    written=Decimal("0.00000375"),
    written_hour=Decimal("0.000006"),
    per_request=Decimal("0.01"),
)
BOOK = PriceBook(MARCH.first_day, "USD", (PRICE,), "List")
RATES = RateTable((Rate(MARCH, "USD", "EUR", Decimal("0.5")),))
USED = UsageLine(
    MARCH.first_day,
    requests=100,
    tokens_in=2_900_000,
    tokens_out=100_000,
    tokens_cached=900_000,
    tokens_written=1_000_000,
    tokens_written_hour=400_000,
    model="large",
)


def bill(amount: str, currency: str = "USD") -> CostLine:
    return CostLine(
        MARCH.first_day, CostCategory.MODEL, Decimal(amount), currency, Phase.RUN, Behaviour.VARIABLE
    )


def found(
    *lines: CostLine | UsageLine, book: PriceBook = BOOK, currency: str = "USD"
) -> Reconciliation | None:
    ledger = Ledger(
        tuple(line for line in lines if isinstance(line, CostLine)),
        tuple(line for line in lines if isinstance(line, UsageLine)),
    )
    return reconciliation(ledger, currency, RATES, (book,))


def sure(*lines: CostLine | UsageLine, book: PriceBook = BOOK, currency: str = "USD") -> Reconciliation:
    told = found(*lines, book=book, currency=currency)
    assert told is not None
    return told


def sentences(told: Reconciliation) -> list[str]:
    return list(reconciliation_sentences(told, "USD", ENGLISH))


def test_the_tokens_of_each_kind_are_priced_by_hand() -> None:
    told = sure(bill("10"), USED)

    assert told.parts == {
        ("large", TokenKind.FRESH): Fraction(3),
        ("large", TokenKind.CACHED): Fraction(27, 100),
        ("large", TokenKind.WRITTEN): Fraction(465, 100),
        ("large", TokenKind.OUTPUT): Fraction(15, 10),
        ("large", TokenKind.REQUESTS): Fraction(1),
    }
    assert (told.priced, told.difference, told.months) == (Fraction(1042, 100), Fraction(-42, 100), (MARCH,))


@pytest.mark.parametrize(("amount", "reconciled"), [("10.63", True), ("10.64", False), ("10.22", True)])
def test_within_two_percent_of_the_bill_it_is_reconciled(amount: str, *, reconciled: bool) -> None:
    assert sure(bill(amount), USED).is_reconciled == reconciled


def test_a_bill_of_what_the_invoice_says_counts_in_the_currency_of_report() -> None:
    told = sure(replace(bill("1"), billed=Decimal("10.42")), USED, currency="EUR")

    assert (told.billed, told.priced) == (Fraction(521, 100), Fraction(521, 100))


@pytest.mark.parametrize(
    "lines",
    [
        (bill("10"),),
        (USED,),
        (bill("10"), replace(USED, model="unlisted")),
        (bill("10"), replace(USED, tokens_out=None)),
        (bill("10"), replace(USED, basis=Basis.FORECAST)),
        (bill("10"), replace(USED, tokens_in=None, tokens_out=None)),
        (replace(bill("10"), phase=Phase.BUILD), USED),
        (bill("10", "GBP"), USED),
    ],
)
def test_what_is_not_known_for_certain_is_not_compared(lines: tuple[CostLine | UsageLine, ...]) -> None:
    assert found(*lines) is None


def test_a_price_whose_currency_has_no_rate_is_not_compared() -> None:
    assert found(bill("10"), USED, book=replace(BOOK, currency="GBP")) is None


def test_agreement_is_said_in_words() -> None:
    agreement, large = sentences(sure(bill("10.42"), USED))

    assert agreement == "Reconciled: tokens of 1 month, US$10.42 by the price book, US$10.42 billed."
    assert large == (
        "large: input US$3.00, input from a cache US$0.27, input written to a cache US$4.65, "
        "output US$1.50, requests US$1.00."
    )


def test_a_difference_is_said_with_what_could_explain_it() -> None:
    uncounted = replace(USED, tokens_cached=None, tokens_written=None, tokens_written_hour=None)
    batch = PriceTerms(TokenPrices(Decimal("0.0000015")), service=Service.BATCH)
    book = replace(BOOK, prices=(replace(PRICE, terms=(batch,)),))

    more, less = sentences(sure(bill("30"), uncounted, book=book)), sentences(sure(bill("1"), uncounted))

    assert more[0] == "Tokens of 1 month: US$11.20 by the price book, US$30.00 billed, US$18.80 more."
    assert more[-1] == (
        "What could explain it: tokens written to a cache, which are not counted, batch, flex or priority "
        "requests, priced otherwise and retries that the usage does not count."
    )
    assert less[0] == "Tokens of 1 month: US$11.20 by the price book, US$1.00 billed, US$10.20 less."
    assert less[-1] == "What could explain it: tokens read from a cache, which are not counted."
    assert len(sentences(sure(bill("1"), USED))) == 2


SIZED = replace(
    PRICE, terms=(PriceTerms(TokenPrices(Decimal("0.000006"), Decimal("0.00003")), above=200_000),)
)
UNSIZED = replace(USED, requests=None, tokens_cached=None, tokens_written=None, tokens_written_hour=None)


def test_what_depends_on_the_size_of_requests_is_compared_with_a_range() -> None:
    """2.9 million in at 3 or 6 millionths, 100,000 out at 15 or 30."""
    price = replace(SIZED, per_request=None)
    told = sure(bill("12"), UNSIZED, book=replace(BOOK, prices=(price,)))

    assert told.ranged is not None
    assert (told.ranged.low, told.ranged.high) == (Fraction(102, 10), Fraction(204, 10))
    assert (told.months, told.is_reconciled) == ((), False)
    (sentence,) = sentences(told)
    assert sentence == (
        "Tokens of 1 month, where the size of requests is not known: US$10.20 to US$20.40 by the price book, "
        "US$12.00 billed."
    )


def test_requests_of_other_sizes_than_the_mean_could_explain_a_difference() -> None:
    told = sure(bill("99"), USED, book=replace(BOOK, prices=(SIZED,)))

    assert told.ranged is None
    assert "requests of another size than the mean, priced otherwise" in sentences(told)[-1]
