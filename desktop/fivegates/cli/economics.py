"""The command that prints the economics of an initiative: by month, in scenarios, with another model."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, replace
from fractions import Fraction
from math import ceil
from pathlib import Path

import click

from fivegates.actions import queries
from fivegates.cli.economics_json import Printed, economics_as_json
from fivegates.cli.parameters import AS_JSON, INITIATIVE, PORTFOLIO
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.economics.month_figures import MonthFigures
from fivegates.domain.economics.projections import (
    Market,
    Outlook,
    other_model_by_size,
    with_other_model,
    with_ranges,
)
from fivegates.domain.economics.reconciliation import reconciliation
from fivegates.domain.economics.scenarios import Scenario, monthly_cost, unit_cost
from fivegates.domain.economics.unit_economics import Economics, base_month
from fivegates.domain.errors import UserError
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.language import Language
from fivegates.domain.wording.contradictions import volume_text
from fivegates.domain.wording.money import (
    break_even_sentence,
    split_sentence,
    success_sentence,
    unit_cost_finding,
)
from fivegates.domain.wording.money_terms import rough_money, unit_text
from fivegates.domain.wording.overview import name_text
from fivegates.domain.wording.price import (
    argument_text,
    assumed_target_sentence,
    matters_sentence,
    today_matters_sentence,
)
from fivegates.domain.wording.projections import (
    by_size_sentence,
    other_model_sentence,
    priced_sentences,
    projection_cells,
    projection_headings,
    projection_notes,
)
from fivegates.domain.wording.reconciliation import reconciliation_sentences
from fivegates.domain.wording.words import UNKNOWN, units_title


def economics_as_text(printed: Printed, language: Language) -> str:
    """The months, one a line, the findings, then the scenarios, one a line."""
    initiative, economics = printed.initiative, printed.economics
    lines = [
        f"{initiative.code}  {name_text(initiative, language)}",
        *_months(initiative.unit, economics, language),
        *(f"  {sentence}" for sentence in priced_sentences(economics, language)),
        *_reconciled(printed, language),
        *_findings(printed, language),
        *_scenarios(printed, language),
        *_other_model(printed, language),
    ]
    return "\n".join(line.rstrip() for line in lines)


def _reconciled(printed: Printed, language: Language) -> Iterator[str]:
    """Token costs by the price books against the bill, where both are known."""
    if printed.reconciled is not None:
        currency = printed.economics.currency
        yield from (
            f"  {sentence}" for sentence in reconciliation_sentences(printed.reconciled, currency, language)
        )


def _months(unit: str, economics: Economics, language: Language) -> Iterator[str]:
    """The column titles, and a line per month; without months, a sentence."""
    if not economics.months:
        return iter([f"  {language.gettext('No costs, usage or benefits are recorded yet.')}"])
    cells = [_cells(month, economics.currency, language) for month in economics.months]
    return _aligned([_headings(unit, language), *cells])


def _headings(unit: str, language: Language) -> tuple[str, ...]:
    """The column titles."""
    return (
        language.gettext("Month"),
        language.gettext("Run cost"),
        units_title(unit, language),
        language.gettext("Unit cost"),
        language.gettext("Value per unit"),
        language.gettext("Margin"),
    )


def _cells(month: MonthFigures, currency: str, language: Language) -> tuple[str, ...]:
    """Return the cells of a month; a dash for an unknown figure."""
    units = UNKNOWN if month.units is None else language.number(month.units)
    run_cost = UNKNOWN if month.run_cost is None else language.money(month.run_cost, currency)
    return (
        language.month(month.month),
        run_cost,
        units,
        unit_text(month.unit_cost, currency, language),
        unit_text(month.value_per_unit, currency, language),
        unit_text(month.margin, currency, language),
    )


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Columns as wide as they need: the first to the left, the figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *figures in rows:
        padded = (f"{cell:>{width}}" for cell, width in zip(figures, widths[1:], strict=True))
        yield "  ".join((f"  {name:<{widths[0]}}", *padded))


def _scenarios(printed: Printed, language: Language) -> Iterator[str]:
    """Yield a line per scenario, and the notes below the table; nothing without a scenario."""
    if not printed.rows:
        return
    table = [astuple(projection_headings(printed.initiative.unit, language))]
    table += [astuple(projection_cells(row, language)) for row in printed.rows]
    yield ""
    yield from _aligned(table)
    notes = projection_notes(printed.rows, printed.initiative.unit, language)
    yield from (f"  {note}" for note in notes)


def _other_model(printed: Printed, language: Language) -> Iterator[str]:
    """The cost with another model, where one was named."""
    if printed.scenario is not None and printed.other is not None:
        unit = printed.initiative.unit
        sentence = other_model_sentence(printed.scenario, printed.other, printed.model, unit, language)
        yield f"  {sentence}"
        if printed.other_by_size is not None:
            yield f"  {by_size_sentence(printed.other_by_size, printed.scenario.currency, language)}"


def _findings(printed: Printed, language: Language) -> Iterator[str]:
    """The findings of the figures; empty ones are left out."""
    initiative, economics, scenario = printed.initiative, printed.economics, printed.scenario
    trend = unit_cost_finding(economics, language)
    if trend:
        yield f"  {trend}."
    yield from (f"  {sentence}" for sentence in _of_the_month(initiative, economics, language))
    if scenario is None:
        sentence = language.gettext("No month has both an actual run cost and actual units to project from.")
        yield f"  {sentence}"
        return
    sentences = (
        *_assumed(printed, scenario, language),
        _cost_sentence(initiative, scenario, language),
        break_even_sentence(scenario, initiative.unit, language),
        *_argued(initiative, economics, scenario, language),
    )
    yield from (f"  {sentence}" for sentence in sentences if sentence)


def _assumed(printed: Printed, scenario: Scenario, language: Language) -> Iterator[str]:
    """The volume that the scales take for the target volume, where that is another or none."""
    if any(row.scale for row in printed.rows):
        volume, initiative = ceil(scenario.volume), printed.initiative
        yield assumed_target_sentence(volume, initiative.target_volume, initiative.unit, language)


def _argued(
    initiative: Initiative, economics: Economics, scenario: Scenario, language: Language
) -> Iterator[str]:
    """Return and payback at the volume, with today's beside it, and the largest drivers of both."""
    month, volume = base_month(economics), ceil(scenario.volume)
    units = month.units if month and month.units else volume
    today = replace(scenario, volume=Fraction(units))
    assumed = volume != initiative.target_volume
    yield argument_text(today, volume, initiative.unit, language, assumed=assumed)
    yield matters_sentence(scenario, initiative.unit, language)
    yield today_matters_sentence(today, volume, initiative.unit, language)


def _of_the_month(initiative: Initiative, economics: Economics, language: Language) -> Iterator[str]:
    """The run cost of the latest actual month in its parts, and by what succeeded."""
    month = base_month(economics)
    if month is not None:
        yield split_sentence(month, economics.currency, language)
        success = success_sentence(month, economics.currency, initiative.unit, language)
        yield from filter(None, [success])


def _cost_sentence(initiative: Initiative, scenario: Scenario, language: Language) -> str:
    """The cost of a month and of a unit at the volume."""
    return language.gettext(
        "{volume} a month cost {cost}, or {unit} each.",
        volume=volume_text(ceil(scenario.volume), initiative.unit, language),
        cost=rough_money(monthly_cost(scenario), scenario.currency, language),
        unit=unit_text(unit_cost(scenario), scenario.currency, language),
    )


@click.command("economics")
@PORTFOLIO
@INITIATIVE
@click.option(
    "--volume",
    type=click.IntRange(1, 10**12),
    metavar="N",
    help="Assume this target volume, in units a month; its own when left out.",
)
@click.option("--model", default="", metavar="NAME", help="Compare with a model of the price books.")
@AS_JSON
@click.pass_obj
def print_economics(  # noqa: PLR0913 - one argument an option
    session: Session, file: Path, code: str, volume: int | None, model: str, *, as_json: bool
) -> None:
    """Print what one initiative of FILE costs and brings.

    It is printed by month, then at a volume, then in its scenarios.
    """
    with opened_for_command(file) as opened:
        found = queries.record(opened, queries.find_initiative(opened, code))
        outlook, market = queries.outlook(opened, found, volume), queries.market(opened)
    target = volume or found.initiative.target_volume
    printed = replace(
        _printed(found.initiative, outlook, market, target, model),
        reconciled=reconciliation(found.ledger, outlook.economics.currency, market.rates, market.books),
    )
    as_text = economics_as_json(printed) if as_json else economics_as_text(printed, session.language)
    click.echo(as_text)


def _printed(
    initiative: Initiative, outlook: Outlook, market: Market, target: int | None, model: str
) -> Printed:
    """Compute the ranges, and the cost with the other model. Raises UserError where that is unknown."""
    scenario, today = outlook.at(target), outlook.today
    if today is None or scenario is None:
        if model:
            raise UserError("No month has both an actual run cost and actual units to project from.")
        return Printed(initiative, outlook.economics, None, ())
    rows = with_ranges(today, outlook.rows, market)
    printed = Printed(initiative, outlook.economics, scenario, rows)
    if not model:
        return printed
    other = with_other_model(today, model, scenario.volume, market)
    bounds = other_model_by_size(today, model, other, market)
    return replace(printed, model=model, other=other, other_by_size=bounds)
