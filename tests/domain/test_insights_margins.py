"""Readiness against unit margin: who has a point, who has none, and why."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from insight_cases import figures, judged, named, of_case
from strategies import cases

from fivegates.domain.economics.money import RateGap
from fivegates.domain.economics.months import Month
from fivegates.domain.insights.margins import Apart, NoPoint, margins
from fivegates.domain.insights.overall import insights_of
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import Case
from fivegates.domain.verdict.ledger_rule import LedgerFigures
from fivegates.domain.wording.insights import apart_text, margin_text, margins_finding

ALL = {"owner": 4, "test": 3}


def test_the_margin_of_a_unit_is_reported_as_a_share_of_its_value() -> None:
    (point,) = margins([judged(named("A"), ALL, figures=figures("0.31", "1.24"))]).points
    assert (point.readiness, point.margin, point.share) == (Fraction(75), Fraction("0.93"), Fraction(3, 4))
    assert margin_text(point, ENGLISH) == "75% of value, €0.93 a unit"


@pytest.mark.parametrize(
    ("given_figures", "why"),
    [
        (None, NoPoint.NO_MONTH),
        (LedgerFigures("EUR"), NoPoint.NO_MONTH),
        (figures(None, "1", None), NoPoint.NO_TARGET),
        (figures("1", None), NoPoint.NO_VALUE),
        (figures("1", "0"), NoPoint.WORTHLESS),
        (replace(LedgerFigures("EUR"), rate_gap=RateGap(Month(2026, 4), "USD", "EUR")), NoPoint.NO_RATE),
    ],
)
def test_without_a_figure_there_is_no_point_but_a_reason(
    given_figures: LedgerFigures | None, why: NoPoint
) -> None:
    found = margins([judged(named("A"), ALL, figures=given_figures)])
    assert found.points == ()
    assert [each.why for each in found.apart] == [why]


def test_without_readiness_or_review_there_is_no_point() -> None:
    found = margins([judged(named("B"), {"owner": 4}, figures=figures("1", "2"))], [named("A")])
    assert [(each.initiative.name, each.why) for each in found.apart] == [
        ("A", NoPoint.NOT_REVIEWED),
        ("B", NoPoint.NO_READINESS),
    ]


def test_every_reason_is_reported_and_a_missing_rate_by_its_month() -> None:
    reported = [apart_text(Apart(named("A"), why), ENGLISH) for why in NoPoint]
    assert len(set(reported)) == len(NoPoint)
    gap = Apart(named("A"), NoPoint.NO_RATE, RateGap(Month(2026, 4), "USD", "EUR"))
    assert "USD" in apart_text(gap, ENGLISH)
    assert "2026-04" in apart_text(gap, ENGLISH)


def test_the_finding_counts_who_earns_and_who_of_them_is_ready() -> None:
    earns = judged(named("A"), {"owner": 4, "test": 4}, figures=figures("1", "2"))
    waits = judged(named("B"), {"owner": 1, "test": 4}, figures=figures("1", "2"))
    loses = judged(named("C"), ALL, figures=figures("3", "2"))
    even = judged(named("D"), ALL, figures=figures("2", "2"))
    assert margins_finding(margins([earns, waits, loses, even]), ENGLISH) == (
        "2 of 4 earn on each unit at their target volume; 1 of them is ready"
    )
    assert margins_finding(margins([waits]), ENGLISH) == (
        "The one initiative with both figures earns on each unit at its target volume; "
        "its verdict is not “Ready”"
    )
    assert margins_finding(margins([earns]), ENGLISH) == (
        "The one initiative with both figures earns on each unit at its target volume; it is ready"
    )
    assert margins_finding(margins([loses, even]), ENGLISH) == (
        "None of 2 earns on each unit at its target volume"
    )
    assert margins_finding(margins([loses]), ENGLISH) == (
        "The one initiative with both figures earns nothing on a unit at its target volume"
    )
    assert margins_finding(margins([]), ENGLISH).startswith("No initiative has both")


@given(st.lists(cases(), max_size=5), st.randoms(use_true_random=False))
def test_the_order_never_matters_and_nobody_is_lost(held: list[Case], random: Random) -> None:
    found = [of_case(f"N{number}", each) for number, each in enumerate(held)]
    placed = margins(found)
    assert margins(random.sample(found, len(found))) == placed
    assert len(placed.points) + len(placed.apart) == len(found)
    assert all(point.unit_value > 0 for point in placed.points)


@given(st.lists(cases(), max_size=3))
def test_all_insights_are_worked_out_together_without_the_archived(held: list[Case]) -> None:
    pairs: list[tuple[object, Case | None]] = [(named(f"N{n}"), each) for n, each in enumerate(held)]
    extra = [(named("Unseen"), None), (named("Gone", archived=True), held[0] if held else None)]
    found = insights_of([*pairs, *extra])  # type: ignore[list-item] # pairs of initiative and case
    listed = [*found.margins.points, *found.margins.apart]
    assert len(listed) == len(held) + 1
    assert [i.name for i, _ in found.effort.uncounted if i.name == "Unseen"] == ["Unseen"]
