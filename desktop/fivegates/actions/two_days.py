"""Queries of a verdict as of another day than its review's."""

from collections.abc import Container, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from fivegates.actions import overview
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import case_of, verdict_on
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.portfolio.overview import OverviewLine, ReviewMark, summarise_verdict
from fivegates.domain.review.history import current_reviews
from fivegates.domain.review.review import Case, InitiativeRecord, Review
from fivegates.store.records.initiatives import read_decision_log
from fivegates.store.records.ledger import read_rates
from fivegates.store.records.portfolio import read_record, read_record_at
from fivegates.store.records.settings import read_settings

if TYPE_CHECKING:
    from fivegates.domain.two_days import DatedAssessments, TwoDays


def case_of_day(opened: OpenPortfolio, of: InitiativeRecord, at_review: Case, day: date) -> Case:
    """A review's case as of `day`: its claims with everything recorded by now."""
    from fivegates.domain.two_days import case_on  # the first window judges nothing

    currency = read_settings(opened.file).currency
    return case_on(at_review, of, currency, read_rates(opened.file), day)


def cases_of_day(
    opened: OpenPortfolio, day: date, among: Container[int] | None = None
) -> Iterator[tuple[OverviewLine, Case | None]]:
    """Every initiative, or those `among` these ids, by name with its latest review as of `day`.

    There is no case before the first review. Each step reads one initiative, so that the window stays
    responsive. Raises UserError when the file cannot be read, or a sealed review was altered.
    """
    for line in overview.lines(opened):
        if among is not None and line.initiative.id not in among:
            continue
        if line.latest is None:
            yield line, None
            continue
        record = read_record_at(opened.file, line.initiative.id, line.latest.review_id)
        case = case_of_day(opened, record, case_of(opened, record, record.reviews[0]), day)
        # A later review has no verdict as of the day; its line names the review's.
        seen = _line_of_day(line, line.latest, case) if line.latest.dated <= day else line
        yield seen, case


def lines_of_day(opened: OpenPortfolio, day: date) -> Iterator[OverviewLine]:
    """The lines of the portfolio's table with the verdicts as of `day`; each step reads one."""
    return (line for line, _case in cases_of_day(opened, day))


def decided_lines(opened: OpenPortfolio, day: date) -> tuple[OverviewLine, ...]:
    """The lines of the initiatives on which a decision is recorded, as of `day`; no other is judged."""
    decided = {logged.initiative.id for logged in read_decision_log(opened.file)}
    return tuple(line for line, _case in cases_of_day(opened, day, decided))


def _line_of_day(line: OverviewLine, latest: ReviewMark, case: Case) -> OverviewLine:
    """A line of the overview with the verdict on its latest review as of the day of `case`."""
    from fivegates.domain.verdict.verdict import judge  # the first window judges nothing

    found = summarise_verdict(judge(case))
    mark = replace(
        latest,
        verdict=found.verdict,
        readiness=found.readiness,
        gates=found.gates,
        waived_until=found.waived_until,
    )
    return replace(line, latest=mark, at_review=latest, day=case.review.dated)


def latest_of_day(
    opened: OpenPortfolio, initiative_id: int, day: date, *, points: bool = True
) -> "tuple[Initiative, DatedAssessments | None]":
    """An initiative with the assessment of its latest review as of the review's day and as of `day`.

    None before the first review. Without `points` the path of `day` has no step that only makes up points.
    Raises UserError when it is gone, or a sealed review was altered.
    """
    record = read_record(opened.file, initiative_id)
    current = current_reviews(record)
    if not current:
        return record.initiative, None
    found = both_assessed(opened, record, current[-1], day)
    return record.initiative, found if points else found.without_points()


def both_assessed(
    opened: OpenPortfolio, of: InitiativeRecord, review: Review, day: date
) -> "DatedAssessments":
    """The assessments of a review as of its own day and as of another."""
    from fivegates.domain.two_days import assess_both  # the first window asks for no assessment

    at_review = case_of(opened, of, review)
    return assess_both(at_review, case_of_day(opened, of, at_review, day))


def verdicts_on(opened: OpenPortfolio, of: InitiativeRecord, review_id: int, day: date) -> "TwoDays | None":
    """The verdict on a review of a record on its own day and on another; None where the review is gone.

    Raises UserError when the file cannot be read, or a sealed review was altered.
    """
    from fivegates.domain.two_days import two_verdicts  # the first window judges nothing

    review = next((each for each in of.reviews if each.id == review_id), None)
    if review is None:
        return None
    at_review = case_of(opened, of, review)
    on_day = case_of_day(opened, of, at_review, day)
    return two_verdicts(at_review, verdict_on(opened, at_review), on_day, verdict_on(opened, on_day))
