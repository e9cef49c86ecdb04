"""What a ledger does not know is named where it caps a claim, and beside the verdict."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from builders import case, criterion, rubric

from fivegates.domain.economics.ledger import Basis, Gap
from fivegates.domain.economics.money import RateGap
from fivegates.domain.economics.months import Month
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import Case
from fivegates.domain.rubric.rubric import LedgerCheck
from fivegates.domain.verdict.assessment import assess
from fivegates.domain.verdict.ledger_rule import LedgerFigures
from fivegates.domain.wording.reasons import reason_detail, reason_headline
from fivegates.domain.wording.verdicts import verdict_sentence

OCTOBER = Month(2026, 10)
CLAIMS = LedgerFigures(
    "EUR",
    "claims",
    cost_months=8,
    usage_months=8,
    target_volume=40_000,
    month=OCTOBER,
    unit_cost=Fraction(104, 100),
    unit_value=Fraction(73, 100),
    value_basis=Basis.ACTUAL,
)


def judged(check: LedgerCheck, figures: LedgerFigures, level: int = 3) -> Case:
    used = rubric(replace(criterion("money", required=True), ledger_check=check))
    return replace(case(used, {"money": level}), figures=figures)


def reason_words(check: LedgerCheck, figures: LedgerFigures, level: int = 3) -> tuple[str, str]:
    assessment = assess(judged(check, figures, level))
    reason, used = assessment.reasons[0], assessment.case.rubric
    return reason_headline(reason, used, ENGLISH), reason_detail(reason, used, ENGLISH)


@pytest.mark.parametrize(
    ("check", "changes", "headline", "detail"),
    [
        (
            LedgerCheck.RETURN,
            {
                "gap": Gap.RATE,
                "gap_month": OCTOBER,
                "unconverted": (OCTOBER,),
                "rate_gap": RateGap(OCTOBER, "USD", "EUR"),
            },
            "Its return is not known: October 2026 cannot be converted to EUR in full",
            "the first rate that is missing is from USD to EUR for October 2026.",
        ),
        (
            LedgerCheck.RETURN,
            {"gap": Gap.UNITS, "gap_month": OCTOBER},
            "Its return is not known: no units are recorded for October 2026",
            "Value · No units are recorded for October 2026.",
        ),
        (
            LedgerCheck.RETURN,
            {"gap": Gap.BENEFIT, "gap_month": OCTOBER},
            "Its return is not known: no benefit is recorded for October 2026",
            "The claimed level 3 counts as 1; it takes 3 to pass.",
        ),
        (
            LedgerCheck.RETURN,
            {"gap": Gap.VOLUME},
            "Its return is not known: no target volume is set",
            "Value · No target volume is set.",
        ),
        (
            LedgerCheck.RETURN,
            {"gap": Gap.COST, "gap_month": OCTOBER},
            "Its return is not known: no actual cost is recorded for October 2026",
            "No actual cost is recorded for October 2026.",
        ),
        (
            LedgerCheck.RETURN,
            {"gap": Gap.COST},
            "Its return is not known: no actual cost is recorded",
            "Value · No actual cost is recorded.",
        ),
        (
            LedgerCheck.VISIBILITY,
            {"unattributed_most": Fraction(1), "uncosted": (OCTOBER,)},
            "What part of the cost is attributed to nobody is not known",
            "No actual cost is recorded for October 2026, so more than 10% may be attributed to nobody.",
        ),
        (
            LedgerCheck.VISIBILITY,
            {
                "unattributed_most": Fraction(1),
                "unconverted": tuple(OCTOBER.plus(-n) for n in (4, 3, 2, 1, 0)),
            },
            "What part of the cost is attributed to nobody is not known",
            (
                "October 2026, September 2026, August 2026 and 2 earlier months cannot be converted to EUR "
                "in full, so more than 10% may be attributed to nobody."
            ),
        ),
    ],
)
def test_a_figure_that_is_missing_is_named(
    check: LedgerCheck, changes: dict[str, Any], headline: str, detail: str
) -> None:
    unknown = replace(CLAIMS, unit_cost=None, unit_value=None, unattributed=None, cost_months=3)
    said = reason_words(check, replace(unknown, **changes))
    assert said[0] == headline
    assert detail in said[1]


def test_a_loss_on_part_of_the_amounts_says_so() -> None:
    known = replace(CLAIMS, bounds=True, unconverted=(OCTOBER,), gap=Gap.RATE)
    assert reason_words(LedgerCheck.RETURN, known)[1].startswith(
        "Value · At least €1.04 cost against at most €0.73 value at 40,000 claims a month, on the figures of "
        "October 2026 that can be converted; October 2026 cannot be converted to EUR in full."
    )


def test_a_low_claim_is_reported_in_the_rubrics_words_where_the_return_is_not_known() -> None:
    known = replace(CLAIMS, unit_cost=None, gap=Gap.UNITS, gap_month=OCTOBER)
    assert reason_words(LedgerCheck.RETURN, known, level=1)[0] == "The money is only at 1"


def test_months_that_cannot_be_converted_are_named_beside_the_verdict() -> None:
    known = replace(CLAIMS, rate_gap=RateGap(OCTOBER, "USD", "EUR"), unconverted=(OCTOBER,))
    assert verdict_sentence(assess(judged(LedgerCheck.RETURN, known)), None, ENGLISH).endswith(
        "October 2026 cannot be converted to EUR in full. "
        "There is no rate from USD to EUR for 2026-10. Add it to the exchange rates."
    )


def test_months_that_a_reason_names_are_not_named_again_beside_it() -> None:
    gap = RateGap(OCTOBER, "USD", "EUR")
    known = replace(
        CLAIMS, unit_cost=None, rate_gap=gap, unconverted=(OCTOBER,), gap=Gap.RATE, gap_month=OCTOBER
    )
    said = verdict_sentence(assess(judged(LedgerCheck.RETURN, known)), None, ENGLISH)

    assert said.count("October 2026 cannot be converted to EUR in full") == 1
    assert said.endswith("There is no rate from USD to EUR for 2026-10. Add it to the exchange rates.")
