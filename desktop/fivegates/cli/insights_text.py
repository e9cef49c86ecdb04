"""What a portfolio shows as a whole, as plain text for a terminal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fivegates.domain.insights.causes import Cause
from fivegates.domain.insights.effort import EffortOrder
from fivegates.domain.insights.heatmap import Heatmap
from fivegates.domain.insights.margins import Margins
from fivegates.domain.insights.overall import Insights
from fivegates.domain.insights.summary import PortfolioSummary
from fivegates.domain.language import Language
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.wording.insights import (
    apart_text,
    cause_effect,
    cause_name,
    causes_finding,
    effort_finding,
    freed_text,
    heatmap_finding,
    held_text,
    margin_text,
    margins_finding,
    place_text,
    ready_by_text,
    steps_text,
    uncounted_text,
)
from fivegates.domain.wording.overview import gate_text, summary_sentence
from fivegates.domain.wording.portfolio_summary import (
    due_finding,
    due_text,
    movement_text,
    movements_finding,
)
from fivegates.domain.wording.scores import score_text
from fivegates.domain.wording.two_days import counted_on, line_text


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that the command prints; `today` decides what has lapsed and what is overdue."""

    summary: PortfolioSummary
    heatmap: Heatmap
    insights: Insights
    today: date
    lines: tuple[OverviewLine, ...]


def insights_as_text(told: Told, language: Language) -> str:
    """One part after the other, each under its finding."""
    parts = (
        _heatmap(told, language),
        _movements(told.summary, language),
        _due(told, language),
        _margins(told.insights.margins, language),
        _causes(told.insights.causes, language),
        _effort(told.insights.effort, language),
    )
    return "\n\n".join("\n".join(lines) for lines in parts)


def _heatmap(told: Told, language: Language) -> Iterator[str]:
    """How many have which verdict; each initiative with its own, and a gate a line."""
    if told.lines:
        yield counted_on(summary_sentence(told.lines, language), told.today, language)
    yield heatmap_finding(told.heatmap, language)
    lines = {line.initiative.id: line for line in told.lines}
    for row in told.heatmap.rows:
        readiness = score_text(row.latest.readiness if row.latest else None, language)
        word = line_text(lines[row.initiative.id], language)
        yield f"  {row.initiative.code}  {row.initiative.name}: {word}, {readiness}"
        for number, gate in enumerate(row.latest.gates if row.latest else (), 1):
            yield f"    {gate_text(number, gate, language)}"


def _movements(summary: PortfolioSummary, language: Language) -> Iterator[str]:
    """What moved since the final reviews before."""
    yield movements_finding(summary, language)
    for movement in summary.movements:
        yield f"  {movement.initiative.name}: {movement_text(movement, language)}"


def _due(told: Told, language: Language) -> Iterator[str]:
    """The conditions that are open."""
    yield due_finding(told.summary, told.today, language)
    for due in told.summary.due:
        when = due_text(due, told.today, language)
        yield f"  {due.initiative.name}: {due.condition.text} ({when})"


def _margins(margins: Margins, language: Language) -> Iterator[str]:
    """Readiness and margin, then what has no figure and why."""
    yield margins_finding(margins, language)
    for point in margins.points:
        readiness = score_text(point.readiness, language)
        yield f"  {point.initiative.name}: {readiness}; {margin_text(point, language)}"
    for apart in margins.apart:
        yield f"  {apart.initiative.name}: {apart_text(apart, language)}"


def _causes(causes: tuple[Cause, ...], language: Language) -> Iterator[str]:
    """Each cause with what settling it takes and would free."""
    yield causes_finding(causes, language)
    for cause in causes:
        effort = language.days(cause.effort)
        yield f"  {cause_name(cause, language)}: {freed_text(cause, language)}, {effort}"
        yield f"    {cause_effect(cause, language)}"
        for held in cause.held:
            yield f"    {held.initiative.name}: {held_text(held, language)}"


def _effort(order: EffortOrder, language: Language) -> Iterator[str]:
    """The order, then what cannot be counted and why."""
    yield effort_finding(order, language)
    for place in order.places:
        effort, steps = language.days(place.path.effort), steps_text(place, language)
        when = ready_by_text(place, language)
        yield f"  {place_text(place, language)}  {place.initiative.name}: {effort}, {steps}, {when}"
    for initiative, why in order.uncounted:
        yield f"  {initiative.name}: {uncounted_text(why, language)}"
