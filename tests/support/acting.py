"""Helpers for tests of actions and pages: results of actions, and assessments."""

from fivegates.actions import queries
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.review.history import current_reviews
from fivegates.domain.verdict.assessment import Assessment


def created(changes: Changes) -> int:
    """The id of what an action added."""
    assert changes.created is not None
    return changes.created


def latest_assessment(opened: OpenPortfolio, initiative_id: int) -> tuple[Initiative, Assessment | None]:
    """An initiative's record with the assessment of its latest review; None before the first."""
    of = queries.record(opened, initiative_id)
    current = current_reviews(of)
    return of.initiative, queries.assessment(opened, of, current[-1]) if current else None
