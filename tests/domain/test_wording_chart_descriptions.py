"""Charts of money in words, with figures worked out by hand."""

from dataclasses import replace
from fractions import Fraction

from fivegates.domain.economics.scenarios import Scenario
from fivegates.domain.economics.sensitivity import sensitivity
from fivegates.domain.language import ENGLISH
from fivegates.domain.wording.chart_texts import at_volume_description, sensitivity_description

BASE = Scenario("EUR", volume=Fraction(1_000), value_per_unit=Fraction(2), fixed=Fraction(300))


def test_cost_and_value_are_said_at_the_volume_of_today_and_of_the_target() -> None:
    assert at_volume_description(BASE, 5_000, "claims", ENGLISH) == (
        "At 1,000 claims a month it costs €300 and brings €2,000. "
        "At 5,000 claims a month it costs €300 and brings €10,000."
    )


def test_without_a_target_or_a_value_there_is_less_to_say() -> None:
    unknown = replace(BASE, value_per_unit=None)
    assert at_volume_description(unknown, None, "", ENGLISH) == "At 1,000 units a month it costs €300."


def test_each_driver_is_said_with_less_and_with_more_of_it_the_largest_effect_first() -> None:
    assert sensitivity_description(sensitivity(BASE), "EUR", ENGLISH) == (
        "The result of a month with each driver 20% lower and higher: "
        "monthly volume €1,300 and €2,100; value per unit €1,300 and €2,100; "
        "fixed cost a month €1,760 and €1,640."
    )
