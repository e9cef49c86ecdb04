"""The command that prints the insights of a portfolio."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import click

from fivegates.actions import insights
from fivegates.cli.economics_json import decimal_text
from fivegates.cli.output import Plain, day_text, json_number, json_text
from fivegates.cli.parameters import AS_JSON, PORTFOLIO, SEEN_FROM, day_or_today
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.insights.causes import Cause
from fivegates.domain.insights.effort import EffortOrder
from fivegates.domain.insights.heatmap import Heatmap, heatmap
from fivegates.domain.insights.margins import Margins
from fivegates.domain.insights.overall import Insights, insights_of
from fivegates.domain.insights.summary import PortfolioSummary
from fivegates.domain.language import Language
from fivegates.domain.portfolio.overview import OverviewLine, ReviewMark
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
    is_late,
    movement_text,
    movements_finding,
)
from fivegates.domain.wording.two_days import counted_on, days_of_reviews, later_reviews_sentence, line_text
from fivegates.domain.wording.words import score_text


@dataclass(frozen=True, slots=True)
class PrintedInsights:
    """The values that the command prints; `today` decides what has lapsed and what is overdue."""

    summary: PortfolioSummary
    heatmap: Heatmap
    insights: Insights
    today: date
    lines: tuple[OverviewLine, ...]


def insights_as_text(printed: PrintedInsights, language: Language) -> str:
    """Return the parts one after the other, each under its finding."""
    parts = (
        _heatmap_lines(printed, language),
        _movements_lines(printed.summary, language),
        _due_lines(printed, language),
        _margins_lines(printed.insights.margins, language),
        _causes_lines(printed.insights.causes, language),
        _effort_lines(printed.insights.effort, language),
    )
    return "\n\n".join("\n".join(lines) for lines in parts)


def _heatmap_lines(printed: PrintedInsights, language: Language) -> Iterator[str]:
    """The counts by verdict; then each initiative with its verdict, and a line a gate."""
    if printed.lines:
        yield counted_on(summary_sentence(printed.lines, language), printed.today, language)
        later = later_reviews_sentence(days_of_reviews(printed.lines), printed.today, language)
        yield from filter(None, [later])
    yield heatmap_finding(printed.heatmap, language)
    lines = {line.initiative.id: line for line in printed.lines}
    for row in printed.heatmap.rows:
        readiness = score_text(row.latest.readiness if row.latest else None, language)
        word = line_text(lines[row.initiative.id], language)
        yield f"  {row.initiative.code}  {row.initiative.name}: {word}, {readiness}"
        for number, gate in enumerate(row.latest.gates if row.latest else (), 1):
            yield f"    {gate_text(number, gate, language)}"


def _movements_lines(summary: PortfolioSummary, language: Language) -> Iterator[str]:
    """The changes since the previous final reviews."""
    yield movements_finding(summary, language)
    for movement in summary.movements:
        yield f"  {movement.initiative.name}: {movement_text(movement, language)}"


def _due_lines(printed: PrintedInsights, language: Language) -> Iterator[str]:
    """The conditions that are open."""
    yield due_finding(printed.summary, printed.today, language)
    for due in printed.summary.due:
        when = due_text(due, printed.today, language)
        yield f"  {due.initiative.name}: {due.condition.text} ({when})"


def _margins_lines(margins: Margins, language: Language) -> Iterator[str]:
    """Readiness and margin, then the initiatives without figures, and why."""
    yield margins_finding(margins, language)
    for point in margins.points:
        readiness = score_text(point.readiness, language)
        yield f"  {point.initiative.name}: {readiness}; {margin_text(point, language)}"
    for apart in margins.apart:
        yield f"  {apart.initiative.name}: {apart_text(apart, language)}"


def _causes_lines(causes: tuple[Cause, ...], language: Language) -> Iterator[str]:
    """Each cause with its effort, and the initiatives that it would free."""
    yield causes_finding(causes, language)
    for cause in causes:
        effort = language.days(cause.effort)
        yield f"  {cause_name(cause, language)}: {freed_text(cause, language)}, {effort}"
        yield f"    {cause_effect(cause, language)}"
        for held in cause.held:
            yield f"    {held.initiative.name}: {held_text(held, language)}"


def _effort_lines(order: EffortOrder, language: Language) -> Iterator[str]:
    """The order of effort, then the initiatives without figures, and why."""
    yield effort_finding(order, language)
    for place in order.places:
        effort, steps = language.days(place.path.effort), steps_text(place, language)
        when = ready_by_text(place, language)
        yield f"  {place_text(place, language)}  {place.initiative.name}: {effort}, {steps}, {when}"
    for initiative, why in order.uncounted:
        yield f"  {initiative.name}: {uncounted_text(why, language)}"


def insights_as_json(printed: PrintedInsights, language: Language) -> str:
    """An object with a part each; `finding` and `text` are in `language`, everything else is not."""
    plain: Plain = {
        "as_of": printed.today.isoformat(),
        "gates": _heatmap_as_json(printed, language),
        "movements": _movements_as_json(printed.summary, language),
        "conditions": _due_as_json(printed, language),
        "margins": _margins_as_json(printed.insights.margins, language),
        "causes": _causes_as_json(printed.insights.causes, language),
        "effort": _effort_as_json(printed.insights.effort, language),
    }
    return json_text(plain)


def _heatmap_as_json(printed: PrintedInsights, language: Language) -> Plain:
    """Verdict and gates as of the day, with the verdict of the review; an absent gate is left out."""
    reviewed = {line.initiative.id: line.at_review or line.latest for line in printed.lines}
    rows: list[Plain] = [
        {
            "code": row.initiative.code,
            "verdict": row.latest.verdict.value if row.latest else None,
            "readiness": json_number(row.latest.readiness if row.latest else None),
            "at_review": mark_as_plain(reviewed[row.initiative.id]),
            "gates": [
                {"gate": cell.gate, "state": cell.state.value, "score": json_number(cell.score)}
                for cell in row.cells
                if cell is not None
            ],
        }
        for row in printed.heatmap.rows
    ]
    return {"finding": heatmap_finding(printed.heatmap, language), "initiatives": rows}


def mark_as_plain(mark: ReviewMark | None) -> Plain:
    """The verdict of a review on its own day; null before the first."""
    if mark is None:
        return None
    return {
        "date": mark.dated.isoformat(),
        "verdict": mark.verdict.value,
        "readiness": json_number(mark.readiness),
    }


def _movements_as_json(summary: PortfolioSummary, language: Language) -> Plain:
    """The final review before, and the latest one."""
    rows: list[Plain] = [
        {
            "code": each.initiative.code,
            "before": each.before.verdict.value,
            "now": each.now.verdict.value,
            "readiness_before": json_number(each.before.readiness),
            "readiness_now": json_number(each.now.readiness),
        }
        for each in summary.movements
    ]
    return {
        "finding": movements_finding(summary, language),
        "unmoved": summary.unmoved,
        "initiatives": rows,
    }


def _due_as_json(printed: PrintedInsights, language: Language) -> Plain:
    """The conditions that are open."""
    rows: list[Plain] = [
        {
            "code": due.initiative.code,
            "condition": due.condition.text,
            "owner": due.condition.owner,
            "due": day_text(due.condition.due),
            "state": due.condition.state.value,
            "overdue": is_late(due, printed.today),
        }
        for due in printed.summary.due
    ]
    return {"finding": due_finding(printed.summary, printed.today, language), "open": rows}


def _margins_as_json(margins: Margins, language: Language) -> Plain:
    """Money a unit at target volume, exact as text, and the margin as a share of value."""
    points: list[Plain] = [
        {
            "code": point.initiative.code,
            "readiness": json_number(point.readiness),
            "currency": point.figures.currency,
            "margin": decimal_text(point.margin),
            "share": json_number(point.share),
        }
        for point in margins.points
    ]
    apart: list[Plain] = [
        {"code": each.initiative.code, "why": each.why.value, "text": apart_text(each, language)}
        for each in margins.apart
    ]
    return {"finding": margins_finding(margins, language), "points": points, "apart": apart}


def _causes_as_json(causes: tuple[Cause, ...], language: Language) -> Plain:
    """Each cause with the verdicts as they are and as they would be."""
    rows: list[Plain] = [
        {
            "kind": cause.kind.value,
            "name": cause.name,
            "effort": json_number(cause.effort),
            "freed": len(cause.freed),
            "initiatives": [
                {
                    "code": held.initiative.code,
                    "criteria": [criterion.id for criterion in held.criteria],
                    "now": held.now.value,
                    "then": held.then.value,
                }
                for held in cause.held
            ],
        }
        for cause in causes
    ]
    return {"finding": causes_finding(causes, language), "causes": rows}


def _effort_as_json(order: EffortOrder, language: Language) -> Plain:
    """The places, the ready initiatives, and those without figures."""
    places: list[Plain] = [
        {
            "place": each.place,
            "tied": each.tied,
            "code": each.initiative.code,
            "effort": json_number(each.path.effort),
            "ready_by": day_text(each.path.ready_by),
        }
        for each in order.places
    ]
    uncounted: list[Plain] = [
        {"code": initiative.code, "why": why.value, "text": uncounted_text(why, language)}
        for initiative, why in order.uncounted
    ]
    return {
        "finding": effort_finding(order, language),
        "places": places,
        "ready": [initiative.code for initiative in order.ready],
        "uncounted": uncounted,
    }


@click.command("insights")
@PORTFOLIO
@SEEN_FROM
@AS_JSON
@click.pass_obj
def print_insights(session: Session, file: Path, day: datetime | None, *, as_json: bool) -> None:
    """Print what all initiatives of FILE show together.

    It shows the state of the gates, what moved, open conditions, margins, common causes, and which one
    gets ready for least. Those that are archived are left out.
    """
    with opened_for_command(file) as opened:
        found = insights.gather_portfolio(opened, day_or_today(day))
        printed = PrintedInsights(
            insights.gather_summary(opened, found.lines, found.day),
            heatmap(found.lines),
            insights_of(found.cases),
            found.day,
            found.lines,
        )
    write = insights_as_json if as_json else insights_as_text
    click.echo(write(printed, session.language))
