"""What argues for going live is told at the target volume, with today's beside it, both named."""

from dataclasses import replace
from fractions import Fraction

from ledgers import PAYING

from fivegates.domain.economics.months import Month
from fivegates.domain.economics.sensitivity import sensitivity
from fivegates.domain.language import ENGLISH
from fivegates.domain.wording.money_terms import driver_word
from fivegates.domain.wording.price import (
    argued,
    argument_text,
    assumed_target_sentence,
    matters_sentence,
    today_matters_sentence,
)

TODAY = replace(PAYING, volume=Fraction(1_000), build=Fraction(10_000))
TARGET = 20_000


def test_the_board_decides_at_the_target_volume() -> None:
    assert argued(TODAY, TARGET).volume == TARGET
    assert argued(TODAY, None) is TODAY


def test_the_target_is_reported_first_and_today_beside_it() -> None:
    said = argument_text(TODAY, TARGET, "claims", ENGLISH)
    assert said.startswith("The target volume is 20,000 claims a month. Twelve months at this volume return ")
    beside = said.index("The latest volume is 1,000 claims a month. Twelve months at this volume return ")
    assert said.index("It stops paying with ") < beside


def test_without_a_target_today_is_reported_alone() -> None:
    said = argument_text(TODAY, None, "claims", ENGLISH)
    assert said.startswith("The latest volume is 1,000 claims a month. ")
    assert "target" not in said
    assert argument_text(TODAY, 1_000, "claims", ENGLISH) == said


def test_what_matters_most_is_named_at_both_volumes() -> None:
    small, large = (
        driver_word(sensitivity(replace(TODAY, volume=Fraction(volume)))[0].driver, ENGLISH)
        for volume in (1_000, TARGET)
    )
    assert small != large
    assert matters_sentence(argued(TODAY, TARGET), "claims", ENGLISH) == (
        f"At 20,000 claims a month, {large} matters most."
    )
    assert today_matters_sentence(TODAY, TARGET, "claims", ENGLISH) == (
        f"At 1,000 claims a month, {small} matters most."
    )
    assert today_matters_sentence(TODAY, None, "claims", ENGLISH) == ""


def test_the_latest_volume_is_named_by_its_month() -> None:
    known = replace(TODAY, month=Month(2026, 4))
    assert "The volume of April 2026 was 1,000 claims." in argument_text(known, TARGET, "claims", ENGLISH)
    beside = today_matters_sentence(known, TARGET, "claims", ENGLISH)
    assert beside.startswith("At the volume of April 2026, 1,000 claims, ")


def test_nothing_is_argued_while_no_value_is_known() -> None:
    unknown = replace(TODAY, value_per_unit=None)
    assert argument_text(unknown, TARGET, "claims", ENGLISH) == ""
    assert argument_text(unknown, None, "claims", ENGLISH) == ""
    assert matters_sentence(unknown, "claims", ENGLISH) == ""
    assert today_matters_sentence(unknown, TARGET, "claims", ENGLISH) == ""


def test_an_assumed_target_is_named_beside_the_one_that_is_set() -> None:
    assert assumed_target_sentence(500, 500, "claims", ENGLISH) == ""
    assert assumed_target_sentence(500, 4_000, "claims", ENGLISH) == (
        "Assumed target volume: 500 claims a month, instead of 4,000."
    )
    assert assumed_target_sentence(500, None, "claims", ENGLISH) == (
        "Assumed target volume: 500 claims a month; none is set."
    )
