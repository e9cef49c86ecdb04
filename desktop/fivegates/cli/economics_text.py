"""The economics of an initiative as plain text for a terminal."""

from collections.abc import Iterator
from math import ceil

from fivegates.domain.amounts import Amount
from fivegates.domain.economics import Economics, MonthFigures
from fivegates.domain.initiatives import Initiative
from fivegates.domain.language import Language
from fivegates.domain.scenarios import Scenario, monthly_cost, unit_cost
from fivegates.domain.sensitivity import breaking_points
from fivegates.domain.wording.contradictions import volume_text
from fivegates.domain.wording.money import (
    break_even_sentence,
    breaking_point_sentence,
    payback_sentence,
    return_sentence,
    unit_cost_finding,
)

_UNKNOWN = "–"
_WIDTHS = (16, 16, 14, 12, 14, 12)


def economics_as_text(
    initiative: Initiative, economics: Economics, scenario: Scenario | None, language: Language
) -> str:
    """Name the initiative, then its months one a line, the trend, and the cost at the scenario's volume."""
    lines = [
        f"{initiative.code}  {initiative.name}",
        _columns(_headings(language)),
        *(_columns(_cells(month, economics.currency, language)) for month in economics.months),
        *_findings(initiative, economics, scenario, language),
    ]
    return "\n".join(line.rstrip() for line in lines)


def _headings(language: Language) -> tuple[str, ...]:
    """What stands in each column."""
    return (
        language.gettext("Month"),
        language.gettext("Run cost"),
        language.gettext("Units"),
        language.gettext("Unit cost"),
        language.gettext("Value per unit"),
        language.gettext("Margin"),
    )


def _cells(month: MonthFigures, currency: str, language: Language) -> tuple[str, ...]:
    """One month; a dash where a figure is not known."""
    units = _UNKNOWN if month.units is None else language.number(month.units)
    run_cost = _UNKNOWN if month.run_cost is None else language.money(month.run_cost, currency)
    return (
        language.month(month.month),
        run_cost,
        units,
        _a_unit(month.unit_cost, currency, language),
        _a_unit(month.value_per_unit, currency, language),
        _a_unit(month.margin, currency, language),
    )


def _a_unit(amount: Amount | None, currency: str, language: Language) -> str:
    """Money a unit, or a dash."""
    return _UNKNOWN if amount is None else language.unit_money(amount, currency)


def _columns(cells: tuple[str, ...]) -> str:
    """The first column to the left, the figures to the right."""
    first, *figures = (f"{cell:>{width}}" for cell, width in zip(cells, _WIDTHS, strict=True))
    return "  ".join((f"  {first.strip():<{_WIDTHS[0]}}", *figures))


def _findings(
    initiative: Initiative, economics: Economics, scenario: Scenario | None, language: Language
) -> Iterator[str]:
    """The sentences that follow from the figures; those with nothing to say are left out."""
    trend = unit_cost_finding(economics, language)
    if trend:
        yield f"  {trend}."
    if scenario is None:
        sentence = language.gettext("No month has both an actual run cost and actual usage to project from.")
        yield f"  {sentence}"
        return
    sentences = (
        _cost_sentence(initiative, scenario, language),
        break_even_sentence(scenario, initiative.unit, language),
        return_sentence(scenario, language),
        payback_sentence(scenario, language) if scenario.build else "",
        *(
            breaking_point_sentence(point, scenario, initiative.unit, language)
            for point in breaking_points(scenario)[:1]
        ),
    )
    yield from (f"  {sentence}" for sentence in sentences if sentence)


def _cost_sentence(initiative: Initiative, scenario: Scenario, language: Language) -> str:
    """What a month and a unit cost at the volume."""
    return language.gettext(
        "{volume} a month cost {cost}, or {unit} each.",
        volume=volume_text(ceil(scenario.volume), initiative.unit, language),
        cost=language.money(monthly_cost(scenario), scenario.currency),
        unit=_a_unit(unit_cost(scenario), scenario.currency, language),
    )
