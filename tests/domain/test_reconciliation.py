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
    reported = found(*lines, book=book, currency=currency)
    assert reported is not None
    return reported


def sentences(reported: Reconciliation) -> list[str]:
    return list(reconciliation_sentences(reported, "USD", ENGLISH))


def test_the_tokens_of_each_kind_are_priced_by_hand() -> None:
    reported = sure(bill("10"), USED)

    assert reported.parts == {
        ("large", TokenKind.FRESH): Fraction(3),
        ("large", TokenKind.CACHED): Fraction(27, 100),
        ("large", TokenKind.WRITTEN): Fraction(465, 100),
        ("large", TokenKind.OUTPUT): Fraction(15, 10),
        ("large", TokenKind.REQUESTS): Fraction(1),
    }
    assert (reported.priced, reported.difference, reported.months) == (
        Fraction(1042, 100),
        Fraction(-42, 100),
        (MARCH,),
    )


@pytest.mark.parametrize(("amount", "reconciled"), [("10.63", True), ("10.64", False), ("10.22", True)])
def test_within_two_percent_of_the_bill_it_is_reconciled(amount: str, *, reconciled: bool) -> None:
    assert sure(bill(amount), USED).is_reconciled == reconciled


def test_a_bill_of_what_the_invoice_says_counts_in_the_currency_of_report() -> None:
    reported = sure(replace(bill("1"), billed=Decimal("10.42")), USED, currency="EUR")

    assert (reported.billed, reported.priced) == (Fraction(521, 100), Fraction(521, 100))


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


def note(text: str, amount: str) -> CostLine:
    return replace(bill(amount), note=text)


def test_what_bills_name_is_compared_by_model_and_kind() -> None:
    small = replace(USED, model="small-1", tokens_cached=None, tokens_written=None, tokens_written_hour=None)
    book = replace(BOOK, prices=(PRICE, replace(PRICE, model="small-1")))
    reported = sure(
        note("large, input", "3"),
        note("large, cache read", "0.50"),
        note("large, cache write 1h", "4.65"),
        note("large, output", "1.75"),
        note("large, requests", "1"),
        note("Models, prod, Usage, Small 1", "12"),
        note("support", "2"),
        USED,
        small,
        book=book,
    )

    assert reported.bills == {
        ("large", TokenKind.FRESH): Fraction(3),
        ("large", TokenKind.CACHED): Fraction(1, 2),
        ("large", TokenKind.WRITTEN): Fraction(465, 100),
        ("large", TokenKind.OUTPUT): Fraction(175, 100),
        ("large", TokenKind.REQUESTS): Fraction(1),
        ("small-1", None): Fraction(12),
        ("", None): Fraction(2),
    }
    kinds = [
        "input US$3.00, billed US$3.00",
        "input from a cache US$0.27, billed US$0.50",
        "input written to a cache US$4.65, billed US$4.65",
        "output US$1.50, billed US$1.75",
        "requests US$1.00, billed US$1.00",
    ]
    assert sentences(reported)[1:4] == [
        "large: US$10.42 by the price book, US$10.90 billed, US$0.48 more. By kind: "
        + "; ".join(kinds)
        + ".",
        "small-1: US$11.20 by the price book, US$12.00 billed, US$0.80 more.",
        "US$2.00 of the bill name none of these models.",
    ]


def test_a_kind_that_is_billed_and_not_counted_is_compared_with_nothing() -> None:
    uncounted = replace(USED, tokens_written=None, tokens_written_hour=None, requests=None)
    book = replace(BOOK, prices=(replace(PRICE, per_request=None),))
    reported = sure(
        note("large-2026-03-04, input", "6"), note("Large, cache_write", "3"), uncounted, book=book
    )

    assert "input written to a cache US$0.00, billed US$3.00" in sentences(reported)[1]
    assert "output US$1.50, billed US$0.00" in sentences(reported)[1]


@pytest.mark.parametrize("text", ["larger, input", "la rge output", "", "input", "large 1 output"])
def test_a_bill_of_another_name_is_of_no_model(text: str) -> None:
    assert list(sure(note(text, "1"), USED).bills) == [("", None)]


def test_a_name_that_may_be_of_two_models_is_of_none() -> None:
    book = replace(BOOK, prices=(PRICE, replace(PRICE, model="Large-2026-01-01")))
    reported = sure(
        note("LARGE", "1"), note("large", "2"), USED, replace(USED, model="Large-2026-01-01"), book=book
    )

    assert reported.bills == {("", None): Fraction(1), ("large", None): Fraction(2)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Large, input_no_cache", TokenKind.FRESH),
        ("Large, input_cache_read", TokenKind.CACHED),
        ("Large, input_cache_write_1h", TokenKind.WRITTEN),
        ("large, cached input", TokenKind.CACHED),
        ("large, output_tokens", TokenKind.OUTPUT),
        ("large, tokens in", TokenKind.FRESH),
        ("large, web search", None),
    ],
)
def test_the_kind_of_tokens_is_read_as_vendors_write_it(text: str, kind: TokenKind | None) -> None:
    assert list(sure(note(text, "1"), USED).bills) == [("large", kind)]


def test_a_bill_attributed_to_a_model_is_of_it() -> None:
    reported = sure(replace(bill("10.42"), attributed_to="large"), USED)

    assert reported.bills == {("large", None): Fraction(1042, 100)}


SIZED = replace(
    PRICE, terms=(PriceTerms(TokenPrices(Decimal("0.000006"), Decimal("0.00003")), above=200_000),)
)
UNSIZED = replace(USED, requests=None, tokens_cached=None, tokens_written=None, tokens_written_hour=None)


def test_what_depends_on_the_size_of_requests_is_compared_with_a_range() -> None:
    """2.9 million in at 3 or 6 millionths, 100,000 out at 15 or 30."""
    price = replace(SIZED, per_request=None)
    reported = sure(bill("12"), UNSIZED, book=replace(BOOK, prices=(price,)))

    assert reported.ranged is not None
    assert (reported.ranged.low, reported.ranged.high) == (Fraction(102, 10), Fraction(204, 10))
    assert (reported.months, reported.is_reconciled) == ((), False)
    (sentence,) = sentences(reported)
    assert sentence == (
        "Tokens of 1 month, where the size of requests is not known: US$10.20 to US$20.40 by the price book, "
        "US$12.00 billed."
    )


def test_requests_of_other_sizes_than_the_mean_could_explain_a_difference() -> None:
    reported = sure(bill("99"), USED, book=replace(BOOK, prices=(SIZED,)))

    assert reported.ranged is None
    assert "requests of another size than the mean, priced otherwise" in sentences(reported)[-1]
