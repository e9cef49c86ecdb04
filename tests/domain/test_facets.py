"""The facets of the portfolio's table: their values, which initiatives pass, and how many there are."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from fivegates.domain.initiative.initiative import Initiative, Stage
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.facets import (
    GROUPINGS,
    Facet,
    Group,
    counted,
    group_of,
    in_order,
    passes,
    values_of,
)
from fivegates.domain.portfolio.overview import GateMark, OverviewLine, ReviewMark
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.wording.overview import facet_word, group_heading, group_spoken, value_text

GATES = (
    GateMark("value", "Value", GateState.OPEN, Fraction(80)),
    GateMark("trust", "Trust", GateState.CLOSED, Fraction(20)),
)
REVIEW = ReviewMark(1, date(2026, 5, 12), VerdictState.NOT_READY, Fraction(20), GATES)
READY = replace(REVIEW, verdict=VerdictState.READY)
CLAIMS = OverviewLine(Initiative("A", "Claims", "", "Motor", " R. Marsh ", Stage.PILOT), REVIEW, READY)
BILLS = OverviewLine(Initiative("B", "Bills", stage=Stage.IDEA), None)
LINES = (CLAIMS, BILLS)


@pytest.mark.parametrize(
    ("facet", "claims", "bills"),
    [
        (Facet.VERDICT, ["Not ready"], ["Not reviewed"]),
        (Facet.STAGE, ["Pilot"], ["Idea"]),
        (Facet.UNIT, ["Motor"], []),
        (Facet.SPONSOR, ["R. Marsh"], []),
        (Facet.GATE, ["Value: Open", "Trust: Closed"], []),
        (Facet.AGED, ["Verdict changed since the review"], []),
    ],
)
def test_values_in_words(facet: Facet, claims: list[str], bills: list[str]) -> None:
    def said(line: OverviewLine) -> list[str]:
        return [value_text(facet, value, ENGLISH) for value in values_of(line, facet)]

    assert (said(CLAIMS), said(BILLS)) == (claims, bills)


def test_a_verdict_that_did_not_change_is_not_aged() -> None:
    assert values_of(replace(CLAIMS, at_review=REVIEW), Facet.AGED) == ()
    assert values_of(replace(CLAIMS, at_review=None), Facet.AGED) == ()


def test_ready_is_not_also_not_ready() -> None:
    ready = replace(CLAIMS, latest=READY)
    wanted = {Facet.VERDICT: frozenset({"ready"})}
    assert [passes(line, wanted) for line in (ready, CLAIMS, BILLS)] == [True, False, False]


def test_one_value_of_each_wanted_facet_has_to_be_there() -> None:
    both = {Facet.VERDICT: frozenset({"ready", "not-ready"}), Facet.STAGE: frozenset({"pilot"})}
    assert passes(CLAIMS, both)
    assert not passes(CLAIMS, {**both, Facet.STAGE: frozenset({"idea"})})
    assert passes(BILLS, {Facet.VERDICT: frozenset()})
    assert passes(CLAIMS, {Facet.GATE: frozenset({"closed:Trust"})})


def test_values_are_counted_in_the_order_of_their_scale() -> None:
    other = replace(CLAIMS, initiative=replace(CLAIMS.initiative, stage=Stage.IDEA), latest=READY)
    assert list(counted((*LINES, other), Facet.STAGE).items()) == [("idea", 2), ("pilot", 1)]
    assert list(counted((*LINES, other), Facet.VERDICT)) == ["ready", "not-ready", "unreviewed"]
    units = [replace(CLAIMS, initiative=replace(CLAIMS.initiative, business_unit=u)) for u in ("b", "A")]
    assert list(counted(units, Facet.UNIT)) == ["A", "b"]


def test_every_facet_has_a_name() -> None:
    assert len({facet_word(facet, ENGLISH) for facet in Facet}) == len(Facet)


@pytest.mark.parametrize(
    ("facet", "values", "headings"),
    [
        (
            Facet.VERDICT,
            ["unreviewed", "ready", "incomplete", "conditional", "not-ready"],
            ["Not ready (2)", "Incomplete (2)", "Ready with conditions (2)", "Ready (2)", "Not reviewed (2)"],
        ),
        (Facet.STAGE, ["retired", "pilot", "idea"], ["Idea (2)", "Pilot (2)", "Retired (2)"]),
        (Facet.UNIT, ["", "Unit 10", "unit 2"], ["unit 2 (2)", "Unit 10 (2)", "No unit (2)"]),
        (Facet.SPONSOR, ["", "R. Marsh"], ["R. Marsh (2)", "No sponsor (2)"]),
    ],
)
def test_groups_are_in_the_order_of_their_scale_those_without_a_name_last(
    facet: Facet, values: list[str], headings: list[str]
) -> None:
    groups = in_order(Group(facet, value) for value in values)
    assert [group_heading(group, 2, ENGLISH) for group in groups] == headings


def test_each_initiative_is_in_one_group() -> None:
    assert [group_of(CLAIMS, facet).value for facet in GROUPINGS] == [
        "not-ready",
        "pilot",
        "Motor",
        "R. Marsh",
    ]
    assert [group_of(BILLS, facet).value for facet in GROUPINGS] == ["unreviewed", "idea", "", ""]


def test_a_group_is_said_with_its_count_and_whether_it_is_folded() -> None:
    motor = Group(Facet.UNIT, "Motor")
    assert group_spoken(motor, 1, ENGLISH, folded=False) == "Group Motor: 1 initiative"
    assert group_spoken(motor, 2, ENGLISH, folded=True) == "Group Motor: 2 initiatives, folded"
