"""The ledger rule: figures cap the claims that they contradict; reasons, path and firmness know."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from builders import action_for, case, criterion, evidence_for, initiative, rubric
from ledgers import MARCH, benefit, cost, day_after, losing, usage
from ledgers import figures as reported
from money_ledgers import sample_ledger

from fivegates.domain.economics.ledger import Basis, CostLine, Gap, Ledger, Phase
from fivegates.domain.economics.money import RateGap, RateTable
from fivegates.domain.economics.months import Month
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.review.review import Case
from fivegates.domain.rubric.rubric import LedgerCheck, Thresholds
from fivegates.domain.verdict.firmness import firmness_of
from fivegates.domain.verdict.ledger_rule import LedgerFigures, complete_by, figures_on
from fivegates.domain.verdict.path import path_to_ready
from fivegates.domain.verdict.reasons import ReasonKind, reasons_of
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.verdict.verdict import judge

CLAIMS = replace(initiative(), target_volume=40_000, unit="claims")
APRIL, MAY = MARCH.plus(1), MARCH.plus(2)
SOUND = LedgerFigures("EUR", cost_months=3, usage_months=1, unattributed=Fraction(1, 10))
LOSING = replace(SOUND, unit_cost=Fraction(104, 100), unit_value=Fraction(73, 100), target_volume=40_000)


def figures(ledger: Ledger, on: date, asked: Initiative = CLAIMS) -> LedgerFigures:
    return figures_on(ledger, "EUR", RateTable(), asked, on)


def claiming(level: int, check: LedgerCheck, known: LedgerFigures | None) -> Case:
    checked = replace(criterion("money", required=True), ledger_check=check)
    judged = case(rubric(checked, criterion("other")), {"money": level, "other": 4})
    return replace(judged, figures=known)


def unproven(judged: Case) -> Case:
    return replace(judged, evidence=(evidence_for("other"),))


def effective(judged: Case) -> int | None:
    return judge(judged).criterion("money").effective


# Figures


def test_a_ledger_is_read_at_target_volume() -> None:
    known = figures(losing(), day_after(MAY))
    assert reported(known.cost_months, known.usage_months, known.unattributed) == (3, 3, 0)
    assert (known.month, known.target_volume, known.unit, known.currency) == (MAY, 40_000, "claims", "EUR")
    assert known.unit_cost == Fraction(100, 40_000) + Fraction(1, 2)
    assert (known.unit_value, known.value_basis) == (Fraction(2, 5), Basis.ACTUAL)
    assert known.rate_gap is None


def test_a_review_sees_the_months_that_are_over() -> None:
    last_day = day_after(MAY) - timedelta(days=1)
    assert figures(losing(), last_day).cost_months == 3
    earlier = figures(losing(), last_day - timedelta(days=1))
    assert (earlier.cost_months, earlier.usage_months, earlier.month) == (2, 2, APRIL)


def test_only_what_is_actual_counts() -> None:
    ledger = Ledger((cost("1", basis=Basis.FORECAST),), (usage(5, basis=Basis.FORECAST), usage(0, APRIL)), ())
    known = figures(ledger, day_after(MAY))
    assert (known.cost_months, known.usage_months, known.month) == (0, 0, None)
    assert known.unattributed is known.unit_cost is known.unit_value is None


def test_nothing_recorded_gives_no_figure() -> None:
    assert figures(Ledger(), day_after(MAY)) == LedgerFigures("EUR", "claims", target_volume=40_000)


def test_without_a_target_volume_there_is_no_cost_at_it() -> None:
    known = figures(losing(), day_after(MAY), replace(CLAIMS, target_volume=None))
    assert known.unit_cost is None
    assert known.unit_value == Fraction(2, 5)


def test_the_unattributed_share_is_of_all_cost_of_the_last_three_months() -> None:
    ledger = Ledger(
        (
            cost("1000", MARCH.plus(-1), attributed=False),
            cost("60", attributed=True),
            cost("20", APRIL, attributed=False),
            cost("20", MAY, phase=Phase.BUILD),
        )
    )
    assert figures(ledger, day_after(MAY)).unattributed == Fraction(1, 5)


def test_cost_that_comes_to_nothing_has_no_shares() -> None:
    ledger = Ledger((cost("10", attributed=False), cost("-10")))
    assert figures(ledger, day_after(MAY)).unattributed is None


def test_a_month_without_a_rate_is_named_and_what_can_be_converted_counts() -> None:
    ledger = losing()
    dollars = (benefit("1", MAY, currency="USD"), *ledger.benefits[:2])
    known = figures(replace(ledger, benefits=dollars), day_after(MAY))
    assert (known.rate_gap, known.unconverted) == (RateGap(MAY, "USD", "EUR"), (MAY,))
    assert (known.gap, known.gap_month, known.month, known.bounds) == (Gap.RATE, MAY, APRIL, False)
    assert reported(known.cost_months, known.usage_months, known.unattributed) == (3, 3, 0)
    assert known.unit_value == Fraction(2, 5)


def test_a_cost_without_a_rate_only_adds_to_what_is_known() -> None:
    ledger = losing()
    known = figures(replace(ledger, costs=(*ledger.costs, cost("1", MAY, currency="USD"))), day_after(MAY))
    assert (known.gap, known.month, known.bounds) == (Gap.RATE, MAY, True)
    assert known.unit_cost == Fraction(100, 40_000) + Fraction(1, 2)


def test_a_credit_without_a_rate_leaves_the_cost_of_its_month_unknown() -> None:
    ledger = losing()
    known = figures(replace(ledger, costs=(*ledger.costs, cost("-1", MAY, currency="USD"))), day_after(MAY))
    assert (known.gap, known.month, known.bounds) == (Gap.RATE, APRIL, False)


def test_a_loss_without_a_rate_only_lowers_the_value() -> None:
    ledger = losing()
    owed = benefit("-1", MAY, currency="USD")
    known = figures(replace(ledger, benefits=(*ledger.benefits, owed)), day_after(MAY))
    assert (known.month, known.bounds, known.unit_value) == (MAY, True, Fraction(2, 5))


def test_a_forecast_that_actual_lines_replace_needs_no_rate() -> None:
    ledger = losing()
    forecasts = replace(
        ledger,
        costs=(*ledger.costs, cost("1", MAY, currency="USD", basis=Basis.FORECAST)),
        benefits=(*ledger.benefits, benefit("1", MAY, currency="USD", basis=Basis.FORECAST)),
    )
    assert figures(forecasts, day_after(MAY)) == figures(ledger, day_after(MAY))


@pytest.mark.parametrize(
    ("lacking", "gap", "month"),
    [
        (lambda at: replace(at, costs=at.costs[:4]), Gap.COST, MAY),
        (lambda at: replace(at, usage=(*at.usage[:2], usage(None, MAY))), Gap.UNITS, MAY),
        (lambda at: replace(at, benefits=at.benefits[:2]), Gap.BENEFIT, MAY),
        (lambda _: Ledger((cost("1", basis=Basis.FORECAST),)), Gap.COST, None),
    ],
)
def test_what_the_latest_month_lacks_is_named(
    lacking: Callable[[Ledger], Ledger], gap: Gap, month: Month | None
) -> None:
    known = figures(lacking(losing()), day_after(MAY))
    assert (known.gap, known.gap_month) == (gap, month)


def test_a_ledger_without_a_target_volume_lacks_it() -> None:
    known = figures(losing(), day_after(MAY), replace(CLAIMS, target_volume=None))
    assert (known.gap, known.gap_month) == (Gap.VOLUME, None)


@pytest.mark.parametrize(
    ("lines", "least", "most"),
    [
        ([cost("9"), cost("1", attributed=False)], Fraction(1, 10), None),
        ([cost("9"), cost("1", currency="USD")], 0, None),
        ([cost("9"), cost("1", attributed=False), cost("1", currency="USD")], 0, Fraction(1, 10)),
        (
            [cost("9"), cost("1", attributed=False), cost("1", currency="USD", attributed=False)],
            Fraction(1, 10),
            1,
        ),
        ([cost("9"), cost("1", attributed=False), cost("-1", currency="USD")], 0, 1),
        ([cost("9", currency="USD"), cost("1", currency="USD", attributed=False)], 0, 1),
    ],
)
def test_a_missing_rate_leaves_bounds_for_what_is_unattributed(
    lines: list[CostLine], least: Fraction, most: Fraction | None
) -> None:
    known = figures(Ledger(tuple(lines)), day_after(MAY))
    assert (known.unattributed, known.unattributed_most) == (least, most)


def test_a_month_in_use_without_a_cost_leaves_the_shares_unknown() -> None:
    known = figures(replace(losing(), costs=losing().costs[:4]), day_after(MAY))
    assert known.uncosted == (MAY,)
    assert known.unattributed_most == 1


# Caps


@pytest.mark.parametrize(
    ("check", "known", "level"),
    [
        (LedgerCheck.RETURN, SOUND, 4),
        (LedgerCheck.RETURN, LOSING, 1),
        (LedgerCheck.RETURN, replace(LOSING, unit_value=Fraction(104, 100)), 4),
        (LedgerCheck.RETURN, replace(LOSING, unit_value=Fraction(105, 100)), 4),
        (LedgerCheck.RETURN, replace(LOSING, unit_value=None), 4),
        (LedgerCheck.RETURN, replace(LOSING, unit_cost=None), 4),
        (LedgerCheck.RETURN, replace(SOUND, gap=Gap.UNITS), 1),
        (LedgerCheck.RETURN, replace(LOSING, gap=Gap.UNITS), 1),
        (LedgerCheck.VISIBILITY, SOUND, 4),
        (LedgerCheck.VISIBILITY, replace(SOUND, unattributed_most=Fraction(1)), 2),
        (LedgerCheck.VISIBILITY, replace(SOUND, cost_months=2), 2),
        (LedgerCheck.VISIBILITY, replace(SOUND, cost_months=4), 4),
        (LedgerCheck.VISIBILITY, replace(SOUND, unattributed=Fraction(1001, 10_000)), 2),
        (LedgerCheck.VISIBILITY, replace(SOUND, unattributed=None), 4),
        (LedgerCheck.UNIT_COST, SOUND, 4),
        (LedgerCheck.UNIT_COST, replace(SOUND, usage_months=0), 2),
        (LedgerCheck.UNIT_COST, None, 4),
    ],
)
def test_a_claim_that_the_figures_contradict_is_capped(
    check: LedgerCheck, known: LedgerFigures | None, level: int
) -> None:
    assert effective(claiming(4, check, known)) == level


def test_without_a_ledger_only_visibility_and_unit_cost_are_capped() -> None:
    nothing = figures(Ledger(), day_after(MAY))
    levels = [effective(claiming(4, check, nothing)) for check in LedgerCheck]
    assert levels == [2, 2, 4]


def test_a_criterion_that_the_ledger_cannot_check_is_left_alone() -> None:
    judged = case(rubric(criterion("other")), {"other": 4})
    assert judge(replace(judged, figures=LedgerFigures("EUR"))).criterion("other").effective == 4


@pytest.mark.parametrize("claimed", [0, 1])
def test_the_cap_never_raises_a_claim(claimed: int) -> None:
    judged = claiming(claimed, LedgerCheck.RETURN, LOSING)
    assert effective(judged) == claimed
    assert not judge(judged).criterion("money").contradicted


def test_the_caps_and_their_limits_are_the_rubrics() -> None:
    strict = Thresholds(return_cap=0, cost_months=4, visibility_cap=1, unit_cost_cap=0, most_unattributed=5)
    for check, level in [
        (LedgerCheck.RETURN, 0),
        (LedgerCheck.VISIBILITY, 1),
        (LedgerCheck.UNIT_COST, 0),
    ]:
        judged = claiming(4, check, replace(LOSING, usage_months=0))
        assert effective(replace(judged, rubric=replace(judged.rubric, thresholds=strict))) == level


def test_a_gap_in_the_figures_lowers_no_cap_but_that_of_the_return() -> None:
    high = Thresholds(return_cap=3, visibility_cap=3, unit_cost_cap=3)
    found = []
    for check in LedgerCheck:
        judged = claiming(4, check, replace(LOSING, cost_months=0, usage_months=0, gap=Gap.UNITS))
        found.append(effective(replace(judged, rubric=replace(judged.rubric, thresholds=high))))
    assert dict(zip(LedgerCheck, found, strict=True)) == {
        LedgerCheck.VISIBILITY: 3,
        LedgerCheck.UNIT_COST: 3,
        LedgerCheck.RETURN: 2,
    }


# Reasons, path, firmness


def test_the_reason_is_that_the_ledger_contradicts_the_claim() -> None:
    judged = claiming(3, LedgerCheck.RETURN, LOSING)
    (reason, *_) = reasons_of(judged)
    assert (reason.kind, reason.criterion, reason.deciding) == (ReasonKind.CONTRADICTED, "money", True)
    assert (reason.claimed, reason.effective, reason.needed) == (3, 1, 3)
    assert reason.contradiction is not None
    assert reason.contradiction.figures is LOSING
    assert judge(judged).state is VerdictState.NOT_READY


def test_a_figure_that_is_not_known_leaves_the_claim_unproven() -> None:
    judged = claiming(3, LedgerCheck.RETURN, replace(SOUND, gap=Gap.BENEFIT, gap_month=MAY))
    (reason, *_) = reasons_of(judged)
    assert (reason.kind, reason.effective, reason.lacks_evidence) == (ReasonKind.UNPROVEN, 1, False)
    (step,) = path_to_ready(judged).steps
    assert (step.contradicted, step.proof_only) == (True, False)


def test_evidence_that_is_missing_comes_before_a_figure_that_is() -> None:
    judged = unproven(claiming(3, LedgerCheck.VISIBILITY, replace(SOUND, unattributed_most=Fraction(1))))
    (reason, *_) = reasons_of(judged)
    assert (reason.kind, reason.lacks_evidence) == (ReasonKind.UNPROVEN, True)


def test_a_claim_that_is_low_already_fails_with_the_figures_beside_it() -> None:
    (reason, *_) = reasons_of(claiming(1, LedgerCheck.RETURN, LOSING))
    assert reason.kind is ReasonKind.FAILING
    assert reason.contradiction is not None


def test_want_of_proof_is_the_reason_where_it_holds_the_claim_lower() -> None:
    lenient = Thresholds(return_cap=2, proof_from=2, unproven_level=1)
    judged = unproven(claiming(3, LedgerCheck.RETURN, LOSING))
    judged = replace(judged, rubric=replace(judged.rubric, thresholds=lenient))
    assert effective(judged) == 1
    assert ReasonKind.UNPROVEN in {reason.kind for reason in reasons_of(judged)}


def test_proof_alone_does_not_lift_what_the_ledger_contradicts() -> None:
    judged = unproven(claiming(3, LedgerCheck.RETURN, LOSING))
    (step,) = path_to_ready(judged).steps
    assert (step.from_level, step.to_level, step.effort) == (1, 3, Decimal(6))
    assert step.contradicted
    assert not step.proof_only
    without = replace(judged, figures=None)
    (renewed,) = path_to_ready(without).steps
    assert (renewed.proof_only, renewed.contradicted, renewed.effort) == (True, False, Decimal("0.5"))


def test_an_open_action_prices_the_raise_all_the_same() -> None:
    planned = action_for("money", target_level=3, effort="9")
    judged = replace(claiming(3, LedgerCheck.RETURN, LOSING), actions=(planned,))
    (step,) = path_to_ready(judged).steps
    assert step.effort == Decimal(9)


def test_no_move_of_the_claim_lifts_the_cap() -> None:
    assert firmness_of(claiming(2, LedgerCheck.RETURN, LOSING)) == ()
    assert firmness_of(claiming(2, LedgerCheck.RETURN, None))


@pytest.mark.parametrize("name", ["broker-mail", "claims-triage", "customer-letters"])
def test_the_lines_of_later_months_have_no_part_in_the_figures(name: str) -> None:
    """The months of a whole ledger are worked out once; each date sees those that were over by then."""
    ledger = sample_ledger(name)
    for day in (date(2025, 10, 31) + timedelta(days=23 * step) for step in range(18)):
        assert figures(ledger, day) == figures(complete_by(ledger, day), day)
