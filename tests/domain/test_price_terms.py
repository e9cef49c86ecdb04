"""Prices that depend on the size of a request, and tokens that are written to a cache: checked by hand."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from ledgers import MARCH

from fivegates.domain.economics.assumptions import check_price
from fivegates.domain.economics.ledger import (
    ModelPrice,
    PriceBook,
    PriceTerms,
    Service,
    TokenPrices,
    UsageLine,
)
from fivegates.domain.economics.ledger_checks import check_usage
from fivegates.domain.economics.money import RateTable
from fivegates.domain.economics.token_pricing import (
    CostRange,
    cost_of_tokens,
    cost_range,
    price_usage,
    prices_at,
    prices_of_any_size,
    served_prices,
)
from fivegates.domain.errors import UserError

LONG = PriceTerms(TokenPrices(Decimal("0.000005"), Decimal("0.0000225"), Decimal("0.0000005")), 272_000)
BATCH = PriceTerms(TokenPrices(Decimal("0.00000125"), Decimal("0.0000075")), service=Service.BATCH)
TIERED = ModelPrice(
    "gpt-5.4", Decimal("0.0000025"), Decimal("0.000015"), Decimal("0.00000025"), terms=(BATCH, LONG)
)
CACHING = ModelPrice(
    "claude-sonnet-4-6",
    Decimal("0.000003"),
    Decimal("0.000015"),
    Decimal("0.0000003"),
    written=Decimal("0.00000375"),
    written_hour=Decimal("0.000006"),
)
USED = UsageLine(MARCH.first_day, requests=10, tokens_in=3_000_000, tokens_out=10_000, model="gpt-5.4")
CACHED = UsageLine(
    MARCH.first_day,
    tokens_in=2_900_000,
    tokens_out=0,
    tokens_cached=900_000,
    tokens_written=1_000_000,
    model="claude-sonnet-4-6",
)


def test_a_request_is_priced_whole_by_the_tier_that_its_size_reaches() -> None:
    """3,000,000 × 0.000005 + 10,000 × 0.0000225 = 15 + 0.225."""
    assert cost_of_tokens(USED, TIERED) == Decimal("15.225")
    assert cost_of_tokens(replace(USED, requests=100), TIERED) == Decimal("7.65")


@pytest.mark.parametrize(("size", "long"), [(272_000, False), (272_001, True)])
def test_a_tier_begins_above_its_size(size: int, *, long: bool) -> None:
    prices = prices_at(TIERED, Fraction(size))

    assert prices.input == (LONG if long else PriceTerms(TIERED.prices)).prices.input


def test_where_requests_are_not_counted_the_range_is_reported() -> None:
    unknown = replace(USED, requests=None)
    book = PriceBook(MARCH.first_day, "USD", (TIERED,), "List")

    priced = price_usage((unknown,), (book,), "USD", RateTable())

    assert cost_range(unknown, TIERED) == CostRange(Decimal("7.65"), Decimal("15.225"))
    assert cost_of_tokens(unknown, TIERED) is None
    (reported,) = [str(each.reason) for each in priced.unpriced]
    assert reported.endswith("and requests are not counted: 7.65 to 15.225 USD.")
    assert priced.lines == ()


def test_tokens_written_to_a_cache_have_a_price_of_their_own() -> None:
    """1,000,000 × 0.000003 + 900,000 × 0.0000003 + 1,000,000 × 0.00000375 = 3 + 0.27 + 3.75."""
    assert cost_of_tokens(CACHED, CACHING) == Decimal("7.02")


def test_what_is_kept_for_an_hour_costs_more() -> None:
    """As above, with 400,000 × 0.000006 + 600,000 × 0.00000375 for what is written."""
    assert cost_of_tokens(replace(CACHED, tokens_written_hour=400_000), CACHING) == Decimal("7.92")


@pytest.mark.parametrize("price", [replace(CACHING, written=None), replace(CACHING, written_hour=None)])
def test_a_price_of_writing_that_is_not_known_is_never_zero(price: ModelPrice) -> None:
    assert cost_of_tokens(replace(CACHED, tokens_written_hour=400_000), price) is None


def test_a_request_may_cost_something_itself() -> None:
    price = replace(TIERED, per_request=Decimal("0.01"))

    assert cost_of_tokens(USED, price) == Decimal("15.325")
    assert cost_range(replace(USED, requests=None), price) is None


IMAGES = ModelPrice("imagen", terms=(PriceTerms(TokenPrices(image=Decimal("0.04"))),))
DRAWN = UsageLine(MARCH.first_day, units=250, unit="Images", model="imagen")


def test_images_are_priced_where_they_are_the_unit_of_work() -> None:
    """250 × 0.04 = 10; with 250 requests at 0.002, 0.5 more."""
    book = PriceBook(MARCH.first_day, "USD", (IMAGES,), "List")

    assert cost_of_tokens(DRAWN, IMAGES) == Decimal(10)
    assert cost_of_tokens(replace(DRAWN, unit="claims"), IMAGES) is None
    priced = price_usage((DRAWN,), (book,), "USD", RateTable())
    assert [line.amount for line in priced.lines] == [Decimal(10)]
    by_request = replace(IMAGES, per_request=Decimal("0.002"))
    assert cost_of_tokens(replace(DRAWN, requests=250), by_request) == Decimal("10.5")
    assert cost_of_tokens(DRAWN, by_request) is None


def test_a_model_that_is_billed_by_request_alone_is_priced_by_it() -> None:
    price = ModelPrice("search", per_request=Decimal("0.005"))
    used = UsageLine(MARCH.first_day, requests=200, model="search")

    assert cost_of_tokens(used, price) == Decimal(1)
    assert cost_of_tokens(replace(used, requests=None), price) is None
    book = PriceBook(MARCH.first_day, "USD", (price,), "List")
    assert [line.amount for line in price_usage((used,), (book,), "USD", RateTable()).lines] == [Decimal(1)]
    token_priced = PriceBook(MARCH.first_day, "USD", (replace(TIERED, model="search"),), "List")
    assert not price_usage((used,), (token_priced,), "USD", RateTable()).unpriced


def test_where_tokens_and_images_are_counted_the_range_is_said() -> None:
    price = replace(TIERED, terms=(PriceTerms(TokenPrices(image=Decimal("0.04"))),))
    used = replace(USED, units=250, unit="images")
    book = PriceBook(MARCH.first_day, "USD", (price,), "List")

    assert cost_range(used, price) == CostRange(Decimal("7.65"), Decimal("17.65"))
    assert cost_of_tokens(replace(used, tokens_in=None, tokens_out=None), price) == Decimal(10)
    assert cost_range(replace(used, tokens_out=None), price) is None
    (reported,) = price_usage((used,), (book,), "USD", RateTable()).unpriced
    assert "which of them are billed is not known: 7.65 to 17.65 USD." in str(reported.reason)


def test_shares_of_services_decide_the_price() -> None:
    """A quarter at 0.00000125 and three quarters at 0.0000025; above 272,000 the rest costs 0.000005."""
    services = ((Service.BATCH, Decimal("0.25")),)

    assert served_prices(TIERED, Fraction(1), services).input == Decimal("0.0000021875")
    assert served_prices(TIERED, Fraction(300_000), services).input == Decimal("0.0000040625")
    assert served_prices(TIERED, Fraction(1), ((Service.BATCH, Decimal(1)),)) == TokenPrices(
        Decimal("0.00000125"), Decimal("0.0000075"), Decimal("0.00000025")
    )
    assert [each.input for each in prices_of_any_size(TIERED, services)] == [
        Decimal("0.0000021875"),
        Decimal("0.0000040625"),
    ]
    with pytest.raises(UserError, match=r"has no priority prices of “gpt-5\.4”"):
        served_prices(TIERED, Fraction(1), ((Service.PRIORITY, Decimal("0.5")),))


def test_a_mean_of_what_is_not_known_is_not_known() -> None:
    price = replace(TIERED, output=None)

    assert served_prices(price, Fraction(1), ((Service.BATCH, Decimal("0.25")),)).output is None


def test_terms_take_from_the_model_what_they_lack() -> None:
    bare = replace(TIERED, terms=(PriceTerms(TokenPrices(Decimal("0.000005")), 272_000),))

    assert prices_at(bare, Fraction(300_000)).output == TIERED.output


def test_parts_are_no_more_than_their_whole() -> None:
    def places(line: UsageLine) -> list[str]:
        return [problem.place for problem in check_usage(line)]

    assert places(CACHED) == []
    assert places(replace(CACHED, tokens_written=2_000_001)) == ["tokens_written"]
    assert places(replace(CACHED, tokens_written_hour=1_000_001)) == ["tokens_written_hour"]
    assert places(replace(CACHED, tokens_in=None)) == []
    assert places(replace(CACHED, tokens_cached=3_000_000)) == ["tokens_cached"]


def test_every_price_of_a_model_is_checked() -> None:
    faulty = replace(
        TIERED,
        written=Decimal(-1),
        per_request=Decimal(1_000),
        terms=(LONG, LONG, replace(BATCH, above=-1), PriceTerms(TokenPrices(Decimal(2_000)), 5)),
    )

    assert [problem.place for problem in check_price(faulty)] == [
        "written",
        "per_request",
        "terms[2].above",
        "terms[3].input",
        "terms[1]",
    ]


THINKING = replace(TIERED, model="deep", terms=(PriceTerms(TokenPrices(reasoning=Decimal("0.00002"))),))


def test_tokens_of_reasoning_at_a_price_of_their_own_make_a_range() -> None:
    """3,000,000 × 0.0000025 = 7.5; 10,000 × 0.000015 = 0.15, or × 0.00002 = 0.2."""
    assert cost_range(USED, THINKING) == CostRange(Decimal("7.65"), Decimal("7.7"))
    assert cost_of_tokens(USED, THINKING) is None
    assert cost_of_tokens(replace(USED, tokens_out=0), THINKING) == Decimal("7.5")


def test_what_tokens_of_reasoning_may_cost_is_said() -> None:
    book = PriceBook(MARCH.first_day, "USD", (THINKING,))
    priced = price_usage([replace(USED, model="deep")], [book], "USD", RateTable())

    (unpriced,) = priced.unpriced
    assert str(unpriced.reason) == (
        "Tokens in which “deep” thinks have a price of their own and are not counted: 7.65 to 7.7 USD."
    )
