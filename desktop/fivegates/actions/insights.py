"""What insights ask of an open portfolio: every initiative's latest review that stands."""

from collections.abc import Iterator

from fivegates.actions import overview, queries
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import case_of
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.insights.heatmap import Heatmap, heatmap
from fivegates.domain.insights.overall import Insights, insights_of
from fivegates.domain.insights.summary import PortfolioSummary, summary_of
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.review.review import Case
from fivegates.store.records.overview import read_final_marks
from fivegates.store.records.portfolio import read_record_at


def gather_heatmap(opened: OpenPortfolio) -> Heatmap:
    """The heatmap of the stored verdicts; nothing is judged."""
    return heatmap(overview.lines(opened))


def gather_cases(opened: OpenPortfolio) -> Iterator[tuple[Initiative, Case | None]]:
    """Every initiative that is not archived with the case of its latest review; None before the first.

    One is read at each step, so that a window can stay awake between two. Raises UserError when the
    file cannot be read, or what was sealed has been spoilt.
    """
    for line in overview.lines(opened):
        if not line.initiative.archived:
            yield line.initiative, _case(opened, line)


def _case(opened: OpenPortfolio, line: OverviewLine) -> Case | None:
    """The case of the latest review, with no other review read."""
    if line.latest is None:
        return None
    record = read_record_at(opened.file, line.initiative.id, line.latest.review_id)
    return case_of(opened, record, record.reviews[0])


def gather_insights(opened: OpenPortfolio) -> Insights:
    """Judge the whole portfolio: margins, common causes, order of effort."""
    return insights_of(gather_cases(opened))


def gather_summary(opened: OpenPortfolio) -> PortfolioSummary:
    """The portfolio in one page; nothing is judged."""
    log = queries.decision_log(opened)
    return summary_of(
        overview.lines(opened),
        read_final_marks(opened.file),
        ((logged.initiative, logged.decision) for logged in log),
    )
