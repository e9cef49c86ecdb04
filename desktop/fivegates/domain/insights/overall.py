"""All insights that judging every initiative takes, worked out together."""

from collections.abc import Iterable
from dataclasses import dataclass

from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.insights.causes import Cause, common_causes
from fivegates.domain.insights.effort import EffortOrder, effort_order
from fivegates.domain.insights.margins import Margins, margins
from fivegates.domain.insights.reviewed import reviewed
from fivegates.domain.review.review import Case


@dataclass(frozen=True, slots=True)
class Insights:
    """The insights that require judging every initiative; the heatmap needs stored verdicts alone."""

    margins: Margins
    causes: tuple[Cause, ...]
    effort: EffortOrder


def insights_of(cases: Iterable[tuple[Initiative, Case | None]]) -> Insights:
    """Judge each initiative's case, None before its first review; archived ones are left out."""
    current = [(initiative, case) for initiative, case in cases if not initiative.archived]
    found = [reviewed(initiative, case) for initiative, case in current if case is not None]
    unreviewed = [initiative for initiative, case in current if case is None]
    return Insights(margins(found, unreviewed), common_causes(found), effort_order(found, unreviewed))
