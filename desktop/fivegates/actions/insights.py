"""Gather the input of insights: each initiative's latest review that is not superseded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from fivegates.actions import overview, queries
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.two_days import cases_of_day
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.insights.heatmap import Heatmap, heatmap
from fivegates.domain.insights.overall import Insights, insights_of
from fivegates.domain.insights.summary import PortfolioSummary, summary_of
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.review.review import Case
from fivegates.store.records.overview import read_final_marks


def gather_heatmap(opened: OpenPortfolio) -> Heatmap:
    """The heatmap of the stored verdicts; nothing is judged."""
    return heatmap(overview.lines(opened))


@dataclass(frozen=True, slots=True)
class PortfolioOfDay:
    """The initiatives of a portfolio that are not archived, as of a day: lines, and the cases behind them."""

    day: date
    lines: tuple[OverviewLine, ...]
    cases: tuple[tuple[Initiative, Case | None], ...]


def gather_portfolio(opened: OpenPortfolio, day: date) -> PortfolioOfDay:
    """Judge every initiative as of a day, so that counts and rankings are all of that day.

    Raises UserError when the file cannot be read, or a sealed review was altered.
    """
    return portfolio_of(gather_cases(opened, day), day)


def portfolio_of(found: Iterable[tuple[OverviewLine, Case | None]], day: date) -> PortfolioOfDay:
    """Join gathered cases into a portfolio of a day."""
    pairs = tuple(found)
    lines = tuple(line for line, _case in pairs)
    return PortfolioOfDay(day, lines, tuple((line.initiative, case) for line, case in pairs))


def gather_cases(opened: OpenPortfolio, day: date) -> Iterator[tuple[OverviewLine, Case | None]]:
    """Every initiative that is not archived, with its case as of a day; None before its first review.

    Each step reads one, so that the window stays responsive. Raises UserError when the
    file cannot be read, or a sealed review was altered.
    """
    return (pair for pair in cases_of_day(opened, day) if not pair[0].initiative.archived)


def gather_insights(opened: OpenPortfolio, day: date) -> Insights:
    """Judge the whole portfolio as of a day: margins, common causes, order of effort."""
    return insights_of(gather_portfolio(opened, day).cases)


def gather_summary(
    opened: OpenPortfolio, lines: Iterable[OverviewLine] | None = None, day: date | None = None
) -> PortfolioSummary:
    """The one-page summary, from lines of a day; from the stored verdicts where none are given.

    With a day, decisions after it are left out.
    """
    shown = tuple(overview.lines(opened) if lines is None else lines)
    ids = {line.initiative.id for line in shown}
    log = queries.decision_log(opened)
    return summary_of(
        shown,
        read_final_marks(opened.file),
        (
            (logged.initiative, logged.decision)
            for logged in log
            if logged.initiative.id in ids and logged.decision.dated <= (day or date.max)
        ),
    )
