from datetime import date
from decimal import Decimal

import pytest

from fivegates.domain.economics.ledger import ModelPrice
from fivegates.domain.errors import DataError
from fivegates.exchange.ledger.prices import PricePreview, read_prices

EXAMPLE = b"""{
    "sample_spec": {"input_cost_per_token": 0.0, "litellm_provider": "one of these"},
    "small": {
        "input_cost_per_token": 1.5e-07, "output_cost_per_token": 6e-07,
        "cache_read_input_token_cost": 7.5e-08, "litellm_provider": "ostmere", "max_tokens": 8192
    },
    "large": {"input_cost_per_token": 0.0000025, "output_cost_per_token": null},
    "free": {"input_cost_per_token": 0, "output_cost_per_token": 0.0},
    "painter": {"output_cost_per_image": 0.04}
}"""


def read(data: bytes) -> PricePreview:
    return read_prices(data, "prices.json", date(2026, 11, 1))


def test_prices_are_exact_and_those_that_are_missing_are_unknown() -> None:
    book = read(EXAMPLE).book

    assert (book.snapshot, book.currency, book.source) == (date(2026, 11, 1), "USD", "prices.json")
    *of_tokens, painter = book.prices
    assert (painter.model, painter.image, painter.by_tokens) == ("painter", Decimal("0.04"), False)
    assert tuple(of_tokens) == (
        ModelPrice("small", Decimal("0.00000015"), Decimal("0.0000006"), Decimal("0.000000075"), "ostmere"),
        ModelPrice("large", Decimal("0.0000025")),
        ModelPrice("free", Decimal(0), Decimal(0)),
    )


@pytest.mark.parametrize(
    ("entry", "reported"),
    [
        (b"7", "bad: Write an object, in braces."),
        (b'{"input_cost_per_token": "0.1"}', "bad: “0.1” is no price for input_cost_per_token."),
        (b'{"input_cost_per_token": -1}', "bad: “-1” is no price for input_cost_per_token."),
        (b'{"input_cost_per_token": NaN}', "bad: “NaN” is no price for input_cost_per_token."),
        (b'{"input_cost_per_token": true}', "bad: “True” is no price for input_cost_per_token."),
        (b'{"output_cost_per_token": 1e99}', "bad: “1E+99” is no price for output_cost_per_token."),
    ],
)
def test_an_entry_that_is_no_price_is_refused_and_the_others_are_taken(entry: bytes, reported: str) -> None:
    preview = read(b'{"bad": ' + entry + b', "good": {"input_cost_per_token": 1e-6}}')

    assert [price.model for price in preview.book.prices] == ["good"]
    assert [f"{problem.place}: {problem.reason}" for problem in preview.refused] == [reported]


@pytest.mark.parametrize(
    "data", [b"[]", b"{}", b"{", b'{"painter": {"output_cost_per_pixel": 1}}', b'{"a": {}, "a": {}}']
)
def test_a_file_without_prices_is_refused(data: bytes) -> None:
    with pytest.raises(DataError):
        read(data)
