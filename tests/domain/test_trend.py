"""Trends: each review as judged then, and like for like under the latest rubric."""

from dataclasses import replace
from datetime import UTC, datetime

from builders import case, criterion, days_before, rubric, two_gates
from hypothesis import given
from strategies import cases

from fivegates.domain.portfolio.overview import summarise_verdict
from fivegates.domain.review.review import Case, Seal
from fivegates.domain.trend.trend import restated, trend_of
from fivegates.domain.verdict.verdict import judge

OLD = rubric(criterion("owner", required=True), criterion("gone"), criterion("test", "trust"))
NEW = replace(
    rubric(criterion("owner", weight=4), criterion("fresh"), criterion("robust", "ops")), version="2.0"
)


def earlier(one: Case, days: int) -> Case:
    return replace(one, review=replace(one.review, dated=days_before(days)))


def test_a_review_of_the_same_rubric_is_the_same_like_for_like() -> None:
    first = earlier(case(two_gates(), {"owner": 2, "funding": 2, "test": 2, "bias": 2}), 90)
    trend = trend_of([first, case(two_gates(), {"owner": 3})])
    assert restated(first, two_gates()) is first
    assert trend.restated == ()
    assert trend.points[0].like_for_like is trend.points[0].as_judged
    assert trend.points[0].readiness == 50
    assert trend.points[1].readiness is None


def test_under_another_rubric_only_common_criteria_count_by_its_weights() -> None:
    first = case(OLD, {"owner": 2, "gone": 0, "test": 1})
    reported = restated(first, NEW)
    assert reported is not None
    assert [c.id for c in reported.rubric.criteria] == ["owner"]
    assert [gate.id for gate in reported.rubric.gates] == ["value"]
    assert reported.review.rubric_version == "2.0"
    assert list(reported.review.scores) == ["owner"]
    assert judge(reported).readiness == 50
    point = trend_of([first, case(NEW, {"owner": 3, "fresh": 3, "robust": 3})]).points[0]
    assert point.restated
    assert point.as_judged == summarise_verdict(judge(first))
    mark = point.gate("value")
    assert mark is not None
    assert mark.score == 50
    assert point.gate("ops") is None


def test_without_a_common_criterion_nothing_can_be_said_like_for_like() -> None:
    other = rubric(criterion("other"))
    trend = trend_of([case(other, {"other": 3}), case(NEW, {})])
    assert trend.restated == trend.points[:1]
    assert trend.points[0].like_for_like is None
    assert trend.points[0].readiness is None
    assert trend.points[0].gate("value") is None


def test_a_final_review_is_distinguished_from_a_draft() -> None:
    seal = Seal(1, "A. Okafor", datetime(2026, 5, 12, tzinfo=UTC), "0" * 64, "1" * 64, "{}")
    draft = case(OLD, {})
    final = replace(draft, review=replace(draft.review, seal=seal))
    assert [point.final for point in trend_of([final, draft]).points] == [True, False]


@given(cases(), cases())
def test_restating_never_invents_an_answer(first: Case, second: Case) -> None:
    reported = restated(first, second.rubric)
    if reported is None:
        return
    for result in judge(reported).criteria:
        assert result.score == first.review.scores.get(result.criterion.id, result.score)
        assert result.criterion in second.rubric.criteria
