"""Projections and assumptions in words."""

from dataclasses import astuple, replace
from decimal import Decimal
from fractions import Fraction

import pytest
from builders import scenario
from ledgers import PAYING

from fivegates.domain.economics.assumptions import Assumptions
from fivegates.domain.economics.projections import Projection
from fivegates.domain.economics.scenarios import Scale, Scenario
from fivegates.domain.errors import UserError
from fivegates.domain.language import ENGLISH
from fivegates.domain.wording.projections import (
    assumption_texts,
    other_model_sentence,
    projection_cells,
    projection_name,
    projection_notes,
)

LOSING = replace(PAYING, value_per_unit=Fraction(1, 4))
PRODUCTION = Projection(Scale.PRODUCTION, scenario=PAYING)
OWN = Assumptions("Spring", 7, "EUR")


@pytest.mark.parametrize(
    ("found", "figures"),
    [
        (PAYING, ("€10,000", "€1.00", "€1.00", "3,334", "33%", "6 months")),
        (LOSING, ("€10,000", "€1.00", "−€0.75", "never", "−83%", "never")),
        (replace(PAYING, value_per_unit=None), ("€10,000", "€1.00", "–", "–", "–", "–")),
        (replace(PAYING, build=Fraction(0)), ("€10,000", "€1.00", "€1.00", "3,334", "100%", "–")),
        (replace(PAYING, build=Fraction(1)), ("€10,000", "€1.00", "€1.00", "3,334", "100%", "1 month")),
    ],
)
def test_a_row_of_the_table(found: Scenario, figures: tuple[str, ...]) -> None:
    cells = projection_cells(replace(PRODUCTION, scenario=found), ENGLISH)
    assert astuple(cells) == ("Production, at target", "10,000", *figures)


def test_what_cannot_be_worked_out_is_a_dash() -> None:
    row = Projection(own=OWN, fault=UserError("No such model."))
    assert astuple(projection_cells(row, ENGLISH)) == ("Spring", "7", *["–"] * 6)
    assert projection_notes([row], "", ENGLISH) == ("Spring: No such model.",)
    assert projection_cells(Projection(), ENGLISH).volume == "–"
    assert projection_name(Projection(), ENGLISH) == ""


def test_a_reason_is_named_where_it_is_not_that_of_every_row() -> None:
    reported = "It never breaks even: one more unit costs €0.50 and brings €0.25."
    losing = Projection(Scale.POC, scenario=LOSING)
    assert projection_notes([losing, losing], "", ENGLISH) == (reported,)
    assert projection_notes([losing, PRODUCTION], "", ENGLISH) == (f"POC, 1% of target: {reported}",)


def test_where_the_size_of_requests_is_not_known_the_range_is_reported() -> None:
    row = Projection(own=OWN, scenario=PAYING, by_size=(Fraction(100), Fraction(250)))

    (reported,) = projection_notes([row], "", ENGLISH)
    assert reported == (
        "Spring: The size of requests, or tokens of reasoning, decide the price and are not counted: a month "
        "costs €100 to €250."
    )


def test_a_dearer_model_is_reported_as_such() -> None:
    dearer = replace(PAYING, other_unit_cost=Fraction(1))
    assert other_model_sentence(PAYING, dearer, "large", "claims", ENGLISH) == (
        "With large, 10,000 claims a month cost €15,000 instead of €10,000, €5,000 more: €1.50 each instead "
        "of €1.00."
    )


def test_every_assumption_has_its_words() -> None:
    assert assumption_texts(scenario(), "claims", ENGLISH) == (
        ("volume a month", "90,000 claims"),
        ("value per unit", "€1.26"),
        ("fixed cost a month", "€24,000.00"),
        ("other variable cost per unit", "€0.03"),
        ("model", "model-1"),
        ("the model’s price", "25% less"),
        ("requests per unit", "1.5"),
        ("tokens in per request", "2,000"),
        ("tokens out per request", "150"),
        ("growth of context by turn", "50%"),
        ("retry rate", "5%"),
        ("cache-hit rate", "40%"),
        ("batch requests", "25%"),
        ("flex requests", "10%"),
        ("priority requests", "5%"),
        ("off-peak requests", "20%"),
        ("human review", "20% of the units, 6 minutes each, at €40.50 an hour"),
        ("capacity", "50,000 claims a month; each further block costs €3,000.00"),
        ("monthly volume", "from 60,000 claims to 120,000 claims"),
        ("share reviewed by people", "from 10% to 50%"),
    )


def test_what_is_not_said_is_not_reported() -> None:
    assert assumption_texts(OWN, "", ENGLISH) == (("volume a month", "7 units"),)
    dearer = replace(OWN, price_change=Decimal("0.5"))
    assert assumption_texts(dearer, "", ENGLISH)[1:] == (("the model’s price", "50% more"),)
