"""Public lists of prices: every entry is accounted for, and the implausible is named."""

import json
from datetime import date
from decimal import Decimal

import pytest

from fivegates.domain.economics.ledger import ModelPrice, PriceTerms, Service, TokenPrices
from fivegates.domain.errors import DataError
from fivegates.exchange.ledger.prices import PricePreview, read_prices

DAY = date(2026, 11, 1)
PLAIN = {"input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05}


def read(plain: object, day: date = DAY, *, day_given: bool = True) -> PricePreview:
    return read_prices(json.dumps(plain).encode(), "prices.json", day, day_given=day_given)


def price(preview: PricePreview, model: str) -> ModelPrice:
    found = preview.book.price_of(model)
    assert found is not None
    return found


def test_litellm_prices_have_tiers_services_and_cache_writes() -> None:
    preview = read(
        {
            "m": {
                **PLAIN,
                "input_cost_per_token_above_272k_tokens": 6e-06,
                "output_cost_per_token_above_272k_tokens": 2e-05,
                "cache_creation_input_token_cost": 3.75e-06,
                "cache_creation_input_token_cost_above_1hr": 6e-06,
                "cache_creation_input_token_cost_above_1hr_above_272k_tokens": 1.2e-05,
                "input_cost_per_token_batches": 1.5e-06,
                "input_cost_per_token_above_272k_tokens_priority": 1e-05,
                "input_cost_per_request": 0.002,
                "output_cost_per_token_above_1hr": 1,
                "off_peak_pricing": {"input_cost_per_token": 1e-06, "windows": []},
            }
        }
    )

    found = price(preview, "m")

    assert (found.written, found.written_hour, found.per_request) == (
        Decimal("0.00000375"),
        Decimal("0.000006"),
        Decimal("0.002"),
    )
    assert set(found.terms) == {
        PriceTerms(
            TokenPrices(Decimal("0.000006"), Decimal("0.00002"), written_hour=Decimal("0.000012")), 272_000
        ),
        PriceTerms(TokenPrices(Decimal("0.0000015")), service=Service.BATCH),
        PriceTerms(TokenPrices(Decimal("0.00001")), 272_000, Service.PRIORITY),
        PriceTerms(TokenPrices(Decimal("0.000001")), service=Service.OFF_PEAK),
    }
    assert preview.tiered == ("m",)


def test_a_model_with_tiers_alone_has_the_price_of_the_first() -> None:
    tiers = [
        {"range": [0, 256_000.0], "input_cost_per_token": 5e-08, "output_cost_per_token": 4e-07},
        {"range": [256_000, 1e6], "input_cost_per_token": 1e-07},
        {"input_cost_per_token": 5e-08},
        7,
    ]

    preview = read(
        {"m": {"tiered_pricing": tiers, "off_peak_pricing": 1}, "one": {"tiered_pricing": tiers[:1]}}
    )

    assert (price(preview, "m").input, price(preview, "m").output) == (Decimal("5E-8"), Decimal("4E-7"))
    assert price(preview, "m").terms == (PriceTerms(TokenPrices(Decimal("1E-7")), 256_000),)
    assert preview.tiered == ("m", "one")


def test_every_entry_is_accounted_for() -> None:
    entries = {
        "m": {**PLAIN, "input_cost_per_token_above_200k_tokens": 6e-06},
        "latest": {"alias_of": "newest"},
        "newest": {"alias_of": "m"},
        "lost": {"alias_of": "gone"},
        "free": {"input_cost_per_token": 0, "output_cost_per_token": 0},
        "painter": {"input_cost_per_token": 0, "output_cost_per_image": 0.04},
        "searcher": {"search_context_cost_per_query": {"low": 0.01}, "input_cost_per_token": 0.0},
        "drawer": {"mode": "image_generation", "input_cost_per_image": 0.02},
        "viewer": {"mode": "chat", "input_cost_per_image": 0.02},
        "silent": {"mode": "chat"},
        "broken": {"tiered_pricing": [{"input_cost_per_token": "x"}]},
        "no object": 7,
    }

    preview = read(entries)

    assert [each.model for each in preview.book.prices] == [
        "m",
        "free",
        "painter",
        "drawer",
        "latest",
        "newest",
    ]
    assert price(preview, "painter").image == Decimal("0.04")
    assert (price(preview, "painter").input, price(preview, "painter").by_tokens) == (None, False)
    assert price(preview, "drawer").image == Decimal("0.02")
    assert price(preview, "latest").input == Decimal("0.000003")
    assert set(preview.aliases) == {"latest", "newest"}
    assert set(preview.tiered) == {"m", "latest", "newest"}
    assert set(preview.unpriced) == {"viewer", "searcher", "silent", "lost"}
    assert [problem.place for problem in preview.refused] == ["broken", "no object"]
    assert len(preview.book.prices) + len(preview.unpriced) + len(preview.refused) == len(entries)


def test_an_alias_of_itself_has_no_price() -> None:
    assert read({"m": PLAIN, "loop": {"alias_of": "loop"}}).unpriced == ("loop",)


def test_prices_a_thousand_times_those_of_their_kind_are_named_and_not_taken() -> None:
    preview = read({"bad": {"input_cost_per_token": 0.0032}, "other": {"alias_of": "bad"}, "m": PLAIN})

    assert [each.model for each in preview.book.prices] == ["m"]
    assert {problem.place for problem in preview.refused} == {"bad", "other"}
    assert "about 1600 times that of others" in str(preview.refused[0].reason)
    assert preview.aliases == ()


def test_in_a_long_list_prices_are_compared_with_its_own() -> None:
    entries = {f"m{n}": {"input_cost_per_token": 1e-05} for n in range(5)}

    preview = read({**entries, "dear": {"input_cost_per_token": 5e-3}, "bad": {"input_cost_per_token": 0.02}})

    assert [problem.place for problem in preview.refused] == ["bad"]


def test_a_list_of_nothing_but_such_prices_says_so() -> None:
    with pytest.raises(DataError, match=r"m: Its price for input, 3 a token"):
        read({"m": {"input_cost_per_token": 3}})


def test_llm_prices_are_read_a_million_tokens_at_a_time() -> None:
    entry = {"id": "m", "vendor": "v", "name": "M", "input": 3, "output": 15, "input_cached": None}
    plain = {"updated_at": "2026-10-15", "prices": [entry, {"id": "e", "input": "x"}, {"input": 3}, 7]}

    preview = read(plain, day_given=False)

    assert preview.book.prices == (ModelPrice("m", Decimal("0.000003"), Decimal("0.000015"), provider="v"),)
    assert preview.book.snapshot == date(2026, 10, 15)
    assert [problem.place for problem in preview.refused] == ["e", "prices[2]", "prices[3]"]
    assert read(plain).book.snapshot == DAY
    assert read({**plain, "updated_at": "soon"}, day_given=False).book.snapshot == DAY


@pytest.mark.parametrize(("day", "dollars"), [(date(2026, 1, 1), 5), (date(2026, 6, 1), 3)])
def test_of_a_history_the_prices_of_the_day_are_taken(day: date, dollars: int) -> None:
    history = [
        {"input": 5, "output": 1, "from_date": None, "to_date": "2026-06-01"},
        {"input": 3, "output": 1, "from_date": "2026-06-01", "to_date": None},
        7,
    ]

    preview = read({"vendor": "v", "models": [{"id": "m", "price_history": history}]}, day)

    assert price(preview, "m").input == Decimal(dollars) / 10**6
    assert price(preview, "m").provider == "v"


def test_the_data_of_genai_prices_is_read() -> None:
    tiered = {"base": 3, "tiers": [{"start": 200_000, "price": 6}, {"start": "x"}, 7]}
    dated = [
        {"prices": {"input_mtok": 9}},
        {"constraint": {"start_date": "2026-10-14"}, "prices": {"input_mtok": 8}},
        {"constraint": {"start_date": "2027-01-01"}, "prices": {"input_mtok": 7}},
        7,
    ]
    timed = [
        {"prices": {"input_mtok": 0.135}},
        {"constraint": {"start_time": "00:30:00Z", "end_time": "16:30:00Z"}, "prices": {"input_mtok": 0.27}},
    ]
    models = [
        {
            "id": "m",
            "prices": {
                "input_mtok": tiered,
                "output_mtok": 15,
                "cache_write_mtok": 3.75,
                "cache_write_1h_mtok": 6,
                "requests_kcount": 5,
            },
        },
        {"id": "dated", "prices": dated},
        {"id": "timed", "prices": timed},
        {"id": "broken", "prices": {"input_mtok": "x"}},
        {"id": "bare"},
        7,
    ]

    preview = read([{"id": "v", "models": models}, {"id": "w", "models": [{"id": "m", "prices": timed}]}, 7])

    found = price(preview, "m")
    assert (found.input, found.written, found.written_hour) == (
        Decimal("0.000003"),
        Decimal("0.00000375"),
        Decimal("0.000006"),
    )
    assert found.per_request == Decimal("0.005")
    assert found.terms == (PriceTerms(TokenPrices(Decimal("0.000006")), 200_000),)
    assert price(preview, "dated").input == Decimal("0.000008")
    assert price(preview, "timed").input == price(preview, "w/m").input == Decimal("2.7E-7")
    assert (preview.unpriced, preview.tiered) == (("bare",), ("m",))
    assert [problem.place for problem in preview.refused] == ["broken"]


def test_what_is_no_list_of_prices_is_reported_which_are_read() -> None:
    with pytest.raises(DataError, match="Lists of LiteLLM, llm-prices and genai-prices are read"):
        read([1])


@pytest.mark.parametrize(("reasoning", "terms"), [(4e-05, 1), (PLAIN["output_cost_per_token"], 0)])
def test_tokens_of_reasoning_have_terms_where_their_price_is_another(reasoning: float, terms: int) -> None:
    preview = read({"m": {**PLAIN, "output_cost_per_reasoning_token": reasoning}})

    found = price(preview, "m")
    assert found.terms == (PriceTerms(TokenPrices(reasoning=Decimal("0.00004"))),) * terms
    assert preview.tiered == ()
