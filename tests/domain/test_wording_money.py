from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from gettext import NullTranslations
from typing import Any

import pytest
from builders import case, criterion, rubric
from ledgers import MARCH, PAYING, cost, usage

from fivegates.domain.economics.ledger import Basis, Behaviour, CostCategory, Ledger, Phase
from fivegates.domain.economics.money import RateGap, RateTable
from fivegates.domain.economics.month_figures import MonthFigures
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.ranges import Range
from fivegates.domain.economics.scenarios import FixedSteps, HumanReview, Scale
from fivegates.domain.economics.sensitivity import BreakingPoint, Driver, breaking_points
from fivegates.domain.economics.unit_economics import economics_of
from fivegates.domain.language import ENGLISH, Language
from fivegates.domain.review.review import Case
from fivegates.domain.rubric.rubric import LedgerCheck
from fivegates.domain.verdict.assessment import assess
from fivegates.domain.verdict.ledger_rule import LedgerFigures
from fivegates.domain.wording.money import (
    break_even_sentence,
    breaking_point_sentence,
    driver_text,
    range_sentence,
    return_sentence,
    split_sentence,
    success_sentence,
    turning_sentence,
    unit_cost_finding,
)
from fivegates.domain.wording.money_terms import (
    basis_word,
    behaviour_word,
    category_word,
    driver_word,
    phase_word,
    scale_word,
)
from fivegates.domain.wording.reasons import reason_detail, reason_headline
from fivegates.domain.wording.verdicts import verdict_sentence, verdict_summary

GERMAN = Language("de_DE", NullTranslations())
OCTOBER = Month(2026, 10)
CLAIMS = LedgerFigures(
    "EUR",
    "claims",
    cost_months=8,
    usage_months=8,
    unattributed=Fraction(113, 1000),
    target_volume=40_000,
    month=Month(2026, 10),
    unit_cost=Fraction(104, 100),
    unit_value=Fraction(73, 100),
    value_basis=Basis.ACTUAL,
)
LOSING = replace(PAYING, value_per_unit=Fraction(73, 100), volume=Fraction(20_000))


def judged(check: LedgerCheck, figures: LedgerFigures, level: int = 3) -> Case:
    used = rubric(replace(criterion("money", required=True), ledger_check=check))
    return replace(case(used, {"money": level}), figures=figures)


def reason_words(check: LedgerCheck, figures: LedgerFigures, level: int = 3) -> tuple[str, str]:
    assessment = assess(judged(check, figures, level))
    reason = assessment.reasons[0]
    used = assessment.case.rubric
    return reason_headline(reason, used, ENGLISH), reason_detail(reason, used, ENGLISH)


# Reasons quote the figures


def test_a_loss_is_reported_with_cost_value_and_volume() -> None:
    assert reason_words(LedgerCheck.RETURN, CLAIMS) == (
        "At 40,000 claims a month each costs €0.31 more than it is worth",
        (
            "Value · €1.04 cost against €0.73 value at 40,000 claims a month, "
            "on the figures of October 2026. The claimed level 3 counts as 1; it takes 3 to pass."
        ),
    )


def test_an_expected_value_is_called_so_and_small_differences_are_shown() -> None:
    near = replace(CLAIMS, unit="", value_basis=Basis.FORECAST, unit_value=Fraction("1.0396"))
    assert reason_words(LedgerCheck.RETURN, near) == (
        "At 40,000 units a month each costs €0.00040 more than it is worth",
        (
            "Value · €1.0400 cost against €1.0396 expected value at 40,000 units a month, on the figures of "
            "October 2026. The claimed level 3 counts as 1; it takes 3 to pass."
        ),
    )


def test_a_low_claim_of_return_is_reported_with_the_money_too() -> None:
    headline, detail = reason_words(LedgerCheck.RETURN, CLAIMS, level=1)
    assert headline == "At 40,000 claims a month each costs €0.31 more than it is worth"
    assert detail.startswith("Value · Level 1 of 4, intended; it takes 3 to pass. €1.04 cost against")


def test_a_low_claim_of_visibility_keeps_the_words_of_the_rubric() -> None:
    headline, detail = reason_words(LedgerCheck.VISIBILITY, CLAIMS, level=1)
    assert headline == "The money is only at 1"
    assert "11% is attributed to nobody" in detail


@pytest.mark.parametrize(
    ("changes", "headline", "detail"),
    [
        ({"cost_months": 0}, "No actual cost is recorded", "The ledger has 0 complete months of actual cost"),
        (
            {"cost_months": 1},
            "Actual cost is recorded for 1 month only",
            "The ledger has 1 complete month of actual cost, and it takes 3.",
        ),
        (
            {"cost_months": 2},
            "Actual cost is recorded for 2 months only",
            "The ledger has 2 complete months of actual cost, and it takes 3.",
        ),
        (
            {},
            "11% of the cost is attributed to nobody",
            "Of the last three months’ cost 11% is attributed to nobody; 10% is the most.",
        ),
        (
            {"unattributed": Fraction(1001, 10_000)},
            "More than 10% of the cost is attributed to nobody",
            "Of the last three months’ cost more than 10% is attributed to nobody; 10% is the most.",
        ),
    ],
)
def test_cost_that_cannot_be_seen(changes: dict[str, Any], headline: str, detail: str) -> None:
    said = reason_words(LedgerCheck.VISIBILITY, replace(CLAIMS, **changes))
    assert said[0] == headline
    assert detail in said[1]


def test_a_unit_cost_without_usage() -> None:
    assert reason_words(LedgerCheck.UNIT_COST, replace(CLAIMS, usage_months=0)) == (
        "No usage is recorded from which to work out a unit cost",
        (
            "Value · No complete month has actual units above zero. "
            "The claimed level 3 counts as 2; it takes 3 to pass."
        ),
    )


def test_the_first_sentence_uses_the_money_when_money_is_the_reason() -> None:
    assert verdict_sentence(assess(judged(LedgerCheck.RETURN, CLAIMS)), None, ENGLISH) == (
        "It should not run in production yet: "
        "at 40,000 claims a month each costs €0.31 more than it is worth."
    )


@pytest.mark.parametrize("check", [LedgerCheck.RETURN, LedgerCheck.VISIBILITY])
def test_where_a_rate_is_missing_the_verdict_says_that_no_money_was_held_against_it(
    check: LedgerCheck,
) -> None:
    known = LedgerFigures("EUR", cost_months=3, rate_gap=RateGap(Month(2026, 10), "USD", "EUR"))
    assessment = assess(judged(check, known))
    reported = (
        " Its money could not be compared with the claims. "
        "There is no rate from USD to EUR for 2026-10. Add it to the exchange rates."
    )
    assert verdict_sentence(assessment, None, ENGLISH).endswith(reported)
    assert verdict_summary(assessment, ENGLISH).endswith(reported)


def test_a_missing_rate_is_no_matter_where_no_money_is_held_against_claims() -> None:
    known = LedgerFigures("EUR", usage_months=1, rate_gap=RateGap(Month(2026, 10), "USD", "EUR"))
    assert "rate" not in verdict_sentence(assess(judged(LedgerCheck.UNIT_COST, known)), None, ENGLISH)


# Break-even and return


def test_break_even_is_reported_against_the_volume_assumed() -> None:
    assert break_even_sentence(PAYING, "claims", ENGLISH) == (
        "It breaks even at 3,334 claims a month, of 10,000 assumed."
    )
    assert break_even_sentence(LOSING, "claims", ENGLISH) == (
        "It breaks even only at 21,740 claims a month; 20,000 are too few."
    )
    assert break_even_sentence(replace(PAYING, fixed=Fraction(0)), "", ENGLISH) == (
        "It breaks even at any volume, for there is no fixed cost to cover."
    )


def test_never_is_reported_with_its_reason() -> None:
    assert break_even_sentence(replace(PAYING, value_per_unit=Fraction(1, 4)), "", ENGLISH) == (
        "It never breaks even: one more unit costs €0.50 and brings €0.25."
    )
    stepped = replace(PAYING, steps=FixedSteps(1_000, Fraction(2_000)))
    assert break_even_sentence(stepped, "claims", ENGLISH) == (
        "It never breaks even: each further 1,000 claims a month cost €2,000.00 and bring €1,500.00."
    )
    assert break_even_sentence(replace(PAYING, value_per_unit=None), "", ENGLISH) == (
        "No benefit is recorded, so there is no volume at which it breaks even."
    )


def test_the_return_of_a_year() -> None:
    assert return_sentence(PAYING, ENGLISH) == (
        "Twelve months at this volume return 33% on what is spent, build cost included."
    )
    assert return_sentence(replace(PAYING, value_per_unit=None), ENGLISH) == ""


# What could break it


def test_the_one_assumption_that_would_break_the_case() -> None:
    point = breaking_points(PAYING)[0]
    assert breaking_point_sentence(point, PAYING, "claims", ENGLISH) == (
        "It stops paying with value per unit at €1.00 instead of €2.00."
    )


def test_where_the_case_turns_is_told_apart_from_what_is_now() -> None:
    close = replace(PAYING, fixed=Fraction(0), value_per_unit=Fraction("0.50001"))
    (point,) = [p for p in breaking_points(close) if p.driver is Driver.VALUE]

    assert breaking_point_sentence(point, close, "claims", ENGLISH) == (
        "It stops paying with value per unit at €0.50000 instead of €0.50001."
    )


def test_what_turns_the_case_is_reported_with_its_volume() -> None:
    assert turning_sentence(PAYING, "claims", ENGLISH) == (
        "At 10,000 claims a month it stops paying with value per unit at €1.00 instead of €2.00."
    )
    assert turning_sentence(LOSING, "claims", ENGLISH) == (
        "At 20,000 claims a month it would pay with value per unit at €0.75 instead of €0.73."
    )
    assert turning_sentence(replace(PAYING, value_per_unit=None), "claims", ENGLISH) == ""


def test_a_case_that_loses_is_reported_what_would_mend_it() -> None:
    reviewed = replace(
        LOSING, fixed=Fraction(0), review=HumanReview(Fraction(58, 100), Fraction(1), Fraction(36))
    )
    (point,) = [p for p in breaking_points(reviewed) if p.driver is Driver.REVIEW_SHARE]
    assert breaking_point_sentence(point, reviewed, "claims", ENGLISH) == (
        "It would pay with share reviewed by people at 38% instead of 58%."
    )


@pytest.mark.parametrize(
    ("driver", "value", "text"),
    [
        (Driver.VOLUME, Fraction(7, 2), "4 claims"),
        (Driver.TURNS, Fraction(10, 3), "3.3"),
        (Driver.TOKENS, Fraction(1200), "1,200"),
        (Driver.PRICE, Fraction(6, 5), "120%"),
        (Driver.OTHER, Fraction(34, 10_000), "€0.0034"),
    ],
)
def test_an_assumption_is_reported_in_its_own_unit(driver: Driver, value: Fraction, text: str) -> None:
    point = BreakingPoint(driver, value, value)
    assert driver_text(point.driver, point.now, PAYING, "claims", ENGLISH) == text


def test_a_range_says_how_it_was_drawn() -> None:
    found = Range(Fraction(-1000), Fraction(500), Fraction("12500.4"), 1_000, 7)
    assert range_sentence(found, PAYING, ENGLISH) == (
        "The result of a month lies between −€1,000 (P10) and €12,500 (P90) in eight of ten draws, and below "
        "€500 (P50) in half of them (1,000 draws from triangular distributions, seed 7)."
    )
    silent = replace(PAYING, value_per_unit=None)
    assert range_sentence(found, silent, ENGLISH).startswith("The cost of a month lies between −€1,000 (P10)")


@pytest.mark.parametrize(
    ("ends", "reported"),
    [
        ((20_000, 40_000), "Its own figure, €10,000, lies below that: the bounds reach further up"),
        ((0, 5_000), "Its own figure, €10,000, lies above that: the bounds reach further down"),
    ],
)
def test_a_figure_outside_its_own_range_is_explained(ends: tuple[int, int], reported: str) -> None:
    low, high = map(Fraction, ends)
    assert reported in range_sentence(Range(low, low, high, 1_000, 7), PAYING, ENGLISH)


# One month


def month_of(*, units: int | None = 100, successes: int | None = None) -> MonthFigures:
    """A month of 60.00 fixed and 40.00 variable."""
    fixed, grows = Fraction(60), Fraction(40)
    return MonthFigures(MARCH, fixed=fixed, variable=grows, units=units, successes=successes)


def test_what_is_fixed_and_what_grows_is_distinguished() -> None:
    assert split_sentence(month_of(), "EUR", ENGLISH) == (
        "Of the run cost of March 2026, €60.00 are fixed and €40.00 variable, or €0.40 a unit."
    )
    assert split_sentence(month_of(units=None), "EUR", ENGLISH) == ""


@pytest.mark.parametrize(
    ("successes", "text"),
    [
        (
            80,
            (
                "Each successful outcome cost €1.25 in March 2026: 80 of 100 claims succeeded, and the "
                "others are paid for too."
            ),
        ),
        (100, "Each successful outcome cost €1.00 in March 2026: all 100 claims succeeded."),
        (0, ""),
        (None, ""),
    ],
)
def test_a_successful_outcome_pays_for_those_that_failed(successes: int | None, text: str) -> None:
    assert success_sentence(month_of(successes=successes), "EUR", "claims", ENGLISH) == text


def test_without_units_nobody_knows_how_many_failed() -> None:
    assert success_sentence(month_of(units=None, successes=80), "EUR", "claims", ENGLISH) == ""


# The trend


@pytest.mark.parametrize(
    ("last", "months", "text"),
    [
        ("62", 4, "Unit cost fell €3.80 (38%) since March 2026, to €6.20"),
        ("125", 1, "Unit cost rose €2.50 (25%) since March 2026, to €12.50"),
        ("100.1", 1, "Unit cost has stayed at €10.01 since March 2026"),
    ],
)
def test_the_finding_on_unit_cost(last: str, months: int, text: str) -> None:
    end = MARCH.plus(months)
    ledger = Ledger((cost("100"), cost(last, end)), (usage(10), usage(10, end)))
    assert unit_cost_finding(economics_of(ledger, "EUR", RateTable()), ENGLISH) == text


@pytest.mark.parametrize("between", [[], [("50", 1)], [("100", 1), ("101", 2)]])
def test_unit_cost_has_stayed_only_where_it_is_known_of_each_month_between(
    between: list[tuple[str, int]],
) -> None:
    all_months = [("100", 0), *between, ("100", 3)]
    ledger = Ledger(
        tuple(cost(amount, MARCH.plus(later)) for amount, later in all_months),
        tuple(usage(10, MARCH.plus(later)) for _, later in all_months),
    )

    assert unit_cost_finding(economics_of(ledger, "EUR", RateTable()), ENGLISH) == (
        "Unit cost was €10.00 in June 2026, much as in March 2026"
    )


def test_one_month_is_no_trend() -> None:
    def found(ledger: Ledger) -> str:
        return unit_cost_finding(economics_of(ledger, "EUR", RateTable()), ENGLISH)

    assert found(Ledger((cost("1"),), (usage(1),))) == "Unit cost was €1.00 in March 2026"
    assert found(Ledger((cost("1"),))) == ""


# Words and money in the locale


def test_every_kind_has_its_word() -> None:
    words = [
        [category_word(item, ENGLISH) for item in CostCategory],
        [driver_word(item, ENGLISH) for item in Driver],
        [scale_word(item, ENGLISH) for item in Scale],
        [phase_word(item, ENGLISH) for item in Phase],
        [behaviour_word(item, ENGLISH) for item in Behaviour],
        [basis_word(item, ENGLISH) for item in Basis],
    ]
    for named in words:
        assert len(set(named)) == len(named)
        assert all(named)


def test_money_follows_the_locale_and_the_currency() -> None:
    assert ENGLISH.money(Decimal("1234.505"), "EUR") == "€1,234.51"
    assert ENGLISH.money(Fraction(-5, 2), "EUR") == "−€2.50"
    assert ENGLISH.money(Decimal("1234.5"), "EUR", 0) == "€1,235"
    assert ENGLISH.money(Decimal(12), "KWD").endswith("12.000")
    assert GERMAN.money(Decimal("1234.5"), "EUR") == "1.234,50\N{NO-BREAK SPACE}€"
    assert GERMAN.month(Month(2026, 3)) == "März 2026"
    assert GERMAN.unit_money(Fraction(34, 10_000), "EUR") == "0,0034\N{NO-BREAK SPACE}€"
