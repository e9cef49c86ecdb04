"""A fingerprint stands for what a verdict rests on, and for nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from builders import WAIVED, action_for, case, change, evidence_for, two_gates

from fivegates.domain.economics.months import Month
from fivegates.domain.review.fingerprint import fingerprint, short_fingerprint
from fivegates.domain.review.review import Case, Score
from fivegates.domain.verdict.ledger_rule import LedgerFigures

FIGURES = LedgerFigures(
    "EUR",
    cost_months=3,
    usage_months=3,
    unattributed=Fraction(1, 20),
    target_volume=40_000,
    month=Month(2026, 4),
    unit_cost=Fraction(1, 3),
    unit_value=Fraction(1, 2),
)


def whole_case() -> Case:
    return case(
        two_gates(),
        {"owner": 3, "test": 3, "bias": WAIVED},
        evidence=[evidence_for("owner", days_old=5), evidence_for("test", days_old=30)],
        changes=[change(days_old=20), change(days_old=40)],
        actions=[action_for("funding", target_level=3, effort="2.5"), action_for("test")],
    )


def scored(base: Case, score: Score) -> Case:
    return replace(base, review=replace(base.review, scores={**base.review.scores, score.criterion: score}))


def test_it_is_a_sha_256_and_its_beginning_stands_on_paper() -> None:
    found = fingerprint(whole_case())
    assert len(found) == 64
    assert set(found) <= set("0123456789abcdef")
    assert short_fingerprint(whole_case()) == found[:8]


def test_it_never_changes_for_the_same_content() -> None:
    """If this fails, every fingerprint on paper has become wrong: do not just change the figure."""
    assert fingerprint(whole_case()) == "6595057488ea61ab31e86ec5a5a35baf3bc6043cd11ae3bf306a7ef2174279b4"


@pytest.mark.parametrize(
    "alter",
    [
        lambda c: scored(c, Score("owner", 4)),
        lambda c: scored(c, Score("owner", 3, rationale="Because.")),
        lambda c: scored(c, Score("bias", not_applicable=replace(WAIVED, approver="Somebody else"))),
        lambda c: replace(c, review=replace(c.review, dated=c.review.dated + timedelta(days=1))),
        lambda c: replace(c, review=replace(c.review, reviewer="Somebody")),
        lambda c: replace(c, review=replace(c.review, decision_asked="Wait.")),
        lambda c: replace(c, review=replace(c.review, rubric_version="1.1")),
        lambda c: replace(c, figures=FIGURES),
        lambda c: replace(c, evidence=c.evidence[:1]),
        lambda c: replace(c, evidence=(c.evidence[0], replace(c.evidence[1], note="Retyped"))),
        lambda c: replace(c, evidence=(c.evidence[0], replace(c.evidence[1], also=("bias",)))),
        lambda c: replace(c, changes=c.changes[:1]),
        lambda c: replace(c, actions=(c.actions[0], replace(c.actions[1], owner="Nobody"))),
        lambda c: replace(c, actions=(c.actions[0], replace(c.actions[1], effort=Decimal(1)))),
    ],
)
def test_it_changes_with_anything_that_it_covers(alter: Callable[[Case], Case]) -> None:
    assert fingerprint(alter(whole_case())) != fingerprint(whole_case())


@pytest.mark.parametrize(
    "alter",
    [
        lambda c: replace(c, evidence=c.evidence[::-1], changes=c.changes[::-1], actions=c.actions[::-1]),
        lambda c: replace(c, evidence=tuple(replace(item, id=item.id + 70) for item in c.evidence)),
        lambda c: replace(c, review=replace(c.review, id=99)),
        lambda c: replace(c, review=replace(c.review, scores=dict(reversed(c.review.scores.items())))),
        lambda c: scored(c, Score("funding")),
        lambda c: replace(c, evidence=(*c.evidence, evidence_for("owner", days_old=-3))),
        lambda c: replace(c, changes=(*c.changes, change(days_old=-3))),
        lambda c: replace(c, actions=(replace(c.actions[0], effort=Decimal("2.50")), c.actions[1])),
        lambda c: replace(c, actions=tuple(replace(a, due=a.due) for a in c.actions)),
    ],
)
def test_order_ids_and_what_the_review_does_not_see_make_no_difference(alter: Callable[[Case], Case]) -> None:
    assert fingerprint(alter(whole_case())) == fingerprint(whole_case())


def test_an_action_without_a_date_differs_from_one_with() -> None:
    base = whole_case()
    undated = replace(base, actions=(base.actions[0], replace(base.actions[1], due=None)))
    assert fingerprint(undated) != fingerprint(base)


@pytest.mark.parametrize(
    "alter",
    [
        lambda f: replace(f, currency="USD"),
        lambda f: replace(f, cost_months=4),
        lambda f: replace(f, usage_months=4),
        lambda f: replace(f, unattributed=None),
        lambda f: replace(f, target_volume=None),
        lambda f: replace(f, month=None),
        lambda f: replace(f, unit_cost=Fraction(1, 4)),
        lambda f: replace(f, unit_value=None),
    ],
)
def test_it_changes_with_the_figures_of_the_ledger(alter: Callable[[LedgerFigures], LedgerFigures]) -> None:
    before = replace(whole_case(), figures=FIGURES)
    assert fingerprint(replace(before, figures=alter(FIGURES))) != fingerprint(before)
