"""Which conditions a review opens with, and what a decision must satisfy."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

import pytest
from builders import REVIEWED, days_before, decision, initiative

from fivegates.domain.initiative.decisions import (
    MOST_PARTS,
    Condition,
    ConditionState,
    Decision,
    LoggedDecision,
    Outcome,
    Threshold,
    check_decision,
    decisions_before,
    is_against,
    reason_problems,
    verdict_before,
)
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.overview import OverviewLine, ReviewMark
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.wording.decisions import decision_text


@dataclass(frozen=True)
class Reviewed:
    """A review with its verdict."""

    dated: date
    verdict: VerdictState


def on(days_old: int, *texts: str, decision_id: int = 0) -> Decision:
    """A decision so many days before the review, with these conditions."""
    conditions = tuple(Condition(text) for text in texts)
    return replace(decision(), dated=days_before(days_old), conditions=conditions, id=decision_id)


def test_a_review_opens_with_the_conditions_of_the_latest_decision_before_it() -> None:
    decisions = [on(90, "First"), on(30, "Second", "Third"), on(-10, "Later")]
    found = decisions_before(decisions, REVIEWED)[0]
    assert [each.text for each in found.conditions] == ["Second", "Third"]


def test_what_is_decided_on_the_day_of_a_review_rests_on_it() -> None:
    assert decisions_before([on(0, "That day")], REVIEWED) == ()


def test_a_condition_that_is_still_open_outlasts_later_decisions() -> None:
    settled = replace(on(120), conditions=(Condition("Settled", state=ConditionState.NOT_MET),))
    found = decisions_before([settled, on(90, "First"), on(60, "Second"), on(30)], REVIEWED)
    assert found == (on(30), on(60, "Second"), on(90, "First"))


def test_of_two_decisions_of_a_day_the_one_recorded_last_counts() -> None:
    found = decisions_before([on(30, decision_id=2), on(30, decision_id=1)], REVIEWED)
    assert [each.id for each in found] == [2]


def test_a_sound_decision_has_no_problems() -> None:
    assert check_decision(decision()) == ()


@pytest.mark.parametrize(
    ("bad", "place"),
    [
        (replace(decision(), dated=date(1970, 1, 1)), "date"),
        (replace(decision(), by=" "), "by"),
        (replace(decision(), rationale="\x00"), "rationale"),
        (replace(decision(), conditions=(Condition("Sound"), Condition(""))), "conditions[1].text"),
        (replace(decision(), conditions=(Condition("Sound", "a\nb"),)), "conditions[0].owner"),
        (replace(decision(), conditions=(Condition("Sound", due=date(1970, 1, 1)),)), "conditions[0].due"),
        (replace(decision(), conditions=(Condition("Sound", note="\x00"),)), "conditions[0].note"),
        (replace(decision(), conditions=(Condition("Sound"),) * (MOST_PARTS + 1)), "conditions"),
        (replace(decision(), thresholds=(Threshold(""),)), "thresholds[0].measure"),
        (replace(decision(), thresholds=(Threshold("Rework", "a\nb"),)), "thresholds[0].expand"),
        (replace(decision(), thresholds=(Threshold("Rework", stop="a\nb"),)), "thresholds[0].stop"),
        (replace(decision(), thresholds=(Threshold("Rework", result="a\nb"),)), "thresholds[0].result"),
        (replace(decision(), thresholds=(Threshold("Rework"),) * (MOST_PARTS + 1)), "thresholds"),
    ],
)
def test_each_bad_field_is_named(bad: Decision, place: str) -> None:
    assert [problem.place for problem in check_decision(bad)] == [place]


@pytest.mark.parametrize(
    ("verdict", "against"),
    [
        (VerdictState.READY, {Outcome.HOLD, Outcome.STOP}),
        (VerdictState.CONDITIONAL, {Outcome.GO}),
        (VerdictState.NOT_READY, {Outcome.GO, Outcome.CONDITIONS}),
        (VerdictState.INCOMPLETE, {Outcome.GO, Outcome.CONDITIONS}),
    ],
)
def test_an_outcome_against_the_verdict_says_why(verdict: VerdictState, against: set[Outcome]) -> None:
    assert {outcome for outcome in Outcome if is_against(outcome, verdict)} == against
    for outcome in Outcome:
        made = replace(decision(), outcome=outcome, rationale=" ")
        places = [problem.place for problem in reason_problems(made, verdict)]
        assert places == (["rationale"] if outcome in against else [])
        assert not list(reason_problems(replace(made, rationale="A small pilot."), verdict))
        assert not list(reason_problems(made, None))


def test_a_decision_rests_on_the_latest_review_of_its_day_or_earlier() -> None:
    reviews = [
        Reviewed(days_before(30), VerdictState.NOT_READY),
        Reviewed(days_before(10), VerdictState.READY),
        Reviewed(days_before(60), VerdictState.INCOMPLETE),
    ]
    assert verdict_before(reviews, days_before(70)) is None
    assert verdict_before(reviews, days_before(30)) is VerdictState.NOT_READY
    assert verdict_before(reviews, REVIEWED) is VerdictState.READY


def test_the_verdict_under_a_decision_names_its_day_once() -> None:
    made = LoggedDecision(initiative(), decision())
    mark = ReviewMark(1, REVIEWED, VerdictState.READY, Fraction(80), ())
    day = days_before(-10)

    def said(now: VerdictState) -> str:
        line = OverviewLine(initiative(), replace(mark, verdict=now), mark, day)
        return decision_text(made, line, ENGLISH, day).splitlines()[-1].strip()

    assert said(VerdictState.READY) == "As of 22 May 2026: Ready; review of 12 May 2026"
    turned = "Ready with conditions on 22 May 2026, ready at the review of 12 May 2026"
    assert said(VerdictState.CONDITIONAL) == turned
