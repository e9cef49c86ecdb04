from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from fivegates.domain.economics.assumptions import (
    Assumptions,
    Bounds,
    Driver,
    ReviewAssumption,
    StepAssumption,
    check_assumptions,
    check_book,
    check_books,
    check_price,
)
from fivegates.domain.economics.ledger import ModelPrice, PriceBook
from fivegates.domain.errors import Problem

REVIEW = ReviewAssumption(Decimal("0.2"), Decimal(6), Decimal(40))
OWN = Assumptions(
    "Spring",
    5_000,
    "EUR",
    value_per_unit=Decimal("1.26"),
    price_change=Decimal(-1),
    turns=Decimal("0.5"),
    tokens_out=Decimal(0),
    cache_hit_rate=Decimal(1),
    review=REVIEW,
    steps=StepAssumption(1_000, Decimal(0)),
    bounds=(
        Bounds(Driver.REVIEW_SHARE, Decimal(0), Decimal(1)),
        Bounds(Driver.VOLUME, Decimal(1), Decimal(10**9)),
    ),
)
BOOK = PriceBook(date(2026, 11, 1), "USD", (ModelPrice("m", Decimal("0.000001")),), "List")


def reported(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.place, str(problem.reason)) for problem in problems]


def test_services_answer_no_more_than_all_requests() -> None:
    own = Assumptions("n", 1, "EUR", batch_share=Decimal("0.6"), off_peak_share=Decimal("0.4"))

    assert check_assumptions(own) == ()
    (problem,) = check_assumptions(replace(own, off_peak_share=Decimal("0.5")))
    assert problem.place == "off_peak_share"
    assert str(problem.reason) == "The shares of requests come to more than all of them."


def test_sound_ones_have_no_problem() -> None:
    assert check_assumptions(OWN) == check_assumptions(Assumptions("A", 1, "EUR")) == ()
    assert check_price(BOOK.prices[0]) == check_book(BOOK) == check_books((BOOK,)) == ()


@pytest.mark.parametrize(
    ("changes", "place", "reason"),
    [
        ({"name": " "}, "name", "must not be empty"),
        ({"volume": 0}, "volume", "whole number from 1"),
        ({"currency": "euro"}, "currency", "three capital letters"),
        ({"model": "a\nb"}, "model", "on one line"),
        ({"note": "x" * 5_001}, "note", "5001 characters"),
        ({"price_change": Decimal("-1.01")}, "price_change", "from −100%"),
        ({"value_per_unit": Decimal("-0.01")}, "value_per_unit", "a number from 0"),
        ({"fixed": Decimal("1E+15")}, "fixed", "a number from 0"),
        ({"other_unit_cost": Decimal("NaN")}, "other_unit_cost", "a number from 0"),
        ({"turns": Decimal(0)}, "turns", "a number above 0"),
        ({"tokens_in": Decimal("1E-21")}, "tokens_in", "at most 20 decimals"),
        ({"tokens_out": Decimal("-0")}, "tokens_out", "a number from 0"),
        ({"context_growth": Decimal(-1)}, "context_growth", "a number from 0"),
        ({"retry_rate": Decimal("1.1")}, "retry_rate", "from 0% to 100%"),
        ({"cache_hit_rate": Decimal("-0.1")}, "cache_hit_rate", "from 0% to 100%"),
        ({"review": replace(REVIEW, share=Decimal(2))}, "review.share", "from 0% to 100%"),
        ({"review": replace(REVIEW, minutes=Decimal(-1))}, "review.minutes", "a number from 0"),
        ({"review": replace(REVIEW, hourly_rate=Decimal(-1))}, "review.hourly_rate", "a number from 0"),
        ({"steps": StepAssumption(0, Decimal(1))}, "steps.capacity", "whole number from 1"),
        ({"steps": StepAssumption(1, Decimal(-1))}, "steps.cost", "a number from 0"),
        (
            {"bounds": (Bounds(Driver.CACHE_HIT_RATE, Decimal(0), Decimal(2)),)},
            "bounds[0].high",
            "from 0% to 100%",
        ),
        ({"bounds": (Bounds(Driver.TURNS, Decimal(-1), Decimal(2)),)}, "bounds[0].low", "a number from 0"),
        ({"bounds": (Bounds(Driver.TURNS, Decimal(3), Decimal(2)),)}, "bounds[0].high", "below the lowest"),
        ({"bounds": OWN.bounds[:1] * 2}, "bounds[1].driver", "once"),
    ],
)
def test_a_fault_names_the_field_and_what_to_do(changes: dict[str, object], place: str, reason: str) -> None:
    ((at, why),) = reported(check_assumptions(replace(OWN, **changes)))  # type: ignore[arg-type]
    assert at == place
    assert reason in why


@pytest.mark.parametrize("key", ["input", "output", "cached"])
@pytest.mark.parametrize("price", ["-0.01", "1000", "1E-21", "Infinity"])
def test_a_price_that_is_none_is_refused(key: str, price: str) -> None:
    wrong = replace(BOOK.prices[0], **{key: Decimal(price)})  # type: ignore[arg-type]
    assert [problem.place for problem in check_price(wrong)] == [key]


def test_a_price_and_a_book_have_names_that_can_be_kept() -> None:
    assert reported(check_price(ModelPrice("")))[0][0] == "model"
    assert reported(check_price(ModelPrice("m", provider="a\nb", note="\x07"))) != []
    wrong = replace(BOOK, snapshot=date(1999, 1, 1), currency="dollar", source="a\nb")
    assert [place for place, _ in reported(check_book(wrong))] == ["date", "currency", "source"]


def test_nothing_is_priced_twice() -> None:
    assert reported(check_book(replace(BOOK, prices=BOOK.prices * 2))) == [
        ("prices[1].model", "This price book has a price of this model already.")
    ]
    ((place, _),) = reported(check_books((BOOK, replace(BOOK, source="Other"), BOOK)))
    assert place == "price_books[2]"
