"""Validates a portfolio that another program may have written: no value that a form would refuse."""

from collections.abc import Iterable, Iterator

from fivegates.domain.capacity.settings import check_capacity
from fivegates.domain.economics.ledger_checks import check_ledger, check_rate
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.frameworks.framework import check_framework
from fivegates.domain.ideas import check_idea
from fivegates.domain.initiative.decisions import check_decision
from fivegates.domain.initiative.initiative import check_comment, check_forecast
from fivegates.domain.initiative.record_checks import (
    check_action,
    check_backed,
    check_change,
    check_criterion,
    check_evidence,
    check_initiative,
    check_review,
    check_settings,
    panel_criteria,
)
from fivegates.domain.initiative.waivers import check_waiver
from fivegates.domain.portfolio.meeting import check_meeting, meetings_problems
from fivegates.domain.portfolio.settings import Settings
from fivegates.domain.quoting import shown
from fivegates.domain.review.history import correction_problems, second_reviews
from fivegates.domain.review.review import InitiativeRecord, Portfolio, Review
from fivegates.domain.risk import check_risk_class
from fivegates.domain.rubric.rubric import Rubric

RubricsByKey = dict[tuple[str, str], Rubric]
"""Rubrics by id and version."""


def portfolio_problems(portfolio: Portfolio) -> Iterator[Problem]:
    """Find the problems of a portfolio's values; a place is a path such as `CLAIMS.evidence[0].title`."""
    rubrics = {(rubric.id, rubric.version): rubric for rubric in portfolio.rubrics}
    yield from _settings_problems(portfolio.settings, rubrics)
    for index, rate in enumerate(portfolio.rates.rates):
        yield from _at(f"rates[{index}]", check_rate(rate))
    yield from _at("capacity", check_capacity(portfolio.capacity))
    yield from _at("meetings", meetings_problems(portfolio.meetings))
    for index, framework in enumerate(portfolio.frameworks):
        yield from _at(f"frameworks[{index}]", check_framework(framework))
    for index, idea in enumerate(portfolio.ideas):
        yield from _at(f"ideas[{index}]", check_idea(idea))
    for record in portfolio.records:
        yield from _at(shown(record.initiative.code), _record_problems(record, rubrics))


def _settings_problems(settings: Settings, rubrics: RubricsByKey) -> Iterator[Problem]:
    """Check the title and the marking, and that there is a rubric for new reviews."""
    yield from check_settings(settings)
    if (settings.rubric_id, settings.rubric_version) not in rubrics:
        reason = UserError(
            "This file has no rubric “{id}” of version “{version}”.",
            id=shown(settings.rubric_id),
            version=shown(settings.rubric_version),
        )
        yield Problem("rubric", reason)


def _record_problems(record: InitiativeRecord, rubrics: RubricsByKey) -> Iterator[Problem]:
    """Check an initiative and all its records."""
    yield from check_initiative(record.initiative)
    for index, evidence in enumerate(record.evidence):
        yield from _at(f"evidence[{index}]", check_backed(evidence, rubrics.values()))
        yield from _at(f"evidence[{index}]", check_evidence(evidence))
    for index, change in enumerate(record.changes):
        yield from _at(f"changes[{index}]", check_change(change))
    for index, action in enumerate(record.actions):
        yield from _at(f"actions[{index}]", check_criterion("criterion", action.criterion, rubrics.values()))
        yield from _at(f"actions[{index}]", check_action(action))
    for index, waiver in enumerate(record.waivers):
        yield from _at(f"waivers[{index}]", check_criterion("criterion", waiver.criterion, rubrics.values()))
        yield from _at(f"waivers[{index}]", check_waiver(waiver))
    for index, risk in enumerate(record.risk_classes):
        yield from _at(f"risk_classes[{index}]", check_risk_class(risk))
    for index, review in enumerate(record.reviews):
        rubric = rubrics[review.rubric_id, review.rubric_version]
        yield from _at(f"reviews[{index}]", _review_problems(review, rubric))
    yield from second_reviews(record.reviews)
    yield from correction_problems(record.reviews)
    for index, decision in enumerate(record.decisions):
        yield from _at(f"decisions[{index}]", check_decision(decision))
    for index, forecast in enumerate(record.forecasts):
        yield from _at(f"forecasts[{index}]", check_forecast(forecast))
    for index, comment in enumerate(record.comments):
        found = check_criterion("criterion", comment.criterion, rubrics.values())
        yield from _at(f"comments[{index}]", (*check_comment(comment), *found))
    yield from _at("meeting", check_meeting(record.meeting))
    yield from check_ledger(record.ledger)


def _review_problems(review: Review, rubric: Rubric) -> Iterator[Problem]:
    """Check a review, and that its answers and its panel's are to criteria of its rubric."""
    yield from check_review(review)
    asked = {criterion.id for criterion in rubric.criteria}
    for criterion in review.scores.keys() - asked:
        yield from check_criterion(f"scores.{shown(criterion)}", criterion, [rubric])
    for place, criterion in panel_criteria(review.panel):
        if criterion not in asked:
            yield from check_criterion(place, criterion, [rubric])


def _at(place: str, problems: Iterable[Problem]) -> Iterator[Problem]:
    return (Problem(f"{place}.{problem.place}", problem.reason) for problem in problems)
