"""Charts as text: their figures as tables, and descriptions of the money charts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from fivegates.domain.economics.scenarios import Scenario, monthly_benefit, monthly_cost
from fivegates.domain.economics.sensitivity import SWING, Effect
from fivegates.domain.economics.unit_economics import Economics, costs_by_month
from fivegates.domain.language import Language
from fivegates.domain.trend.trend import Trend
from fivegates.domain.wording.contradictions import volume_text
from fivegates.domain.wording.money_terms import category_word, driver_word, rough_money, unit_text
from fivegates.domain.wording.words import UNKNOWN, score_text, verdict_word


@dataclass(frozen=True, slots=True)
class ChartTable:
    """Headings and rows of text; `places` gives the position of each row across the chart, in whole steps.

    Without `places` the rows have no positions in the chart.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    places: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The table as tab-separated lines, as spreadsheets paste it."""
        return "".join("\t".join(map(_cell, row)) + "\n" for row in (self.headings, *self.rows))

    def row_at(self, place: int) -> str:
        """Row at a position as lines of `heading: cell`, without unknown cells; empty if there is none."""
        if place not in self.places:
            return ""
        name, *cells = self.rows[self.places.index(place)]
        lines = [
            f"{heading}: {cell}"
            for heading, cell in zip(self.headings[1:], cells, strict=True)
            if cell != UNKNOWN
        ]
        return "\n".join((name, *lines))


def monthly_cost_table(economics: Economics, language: Language) -> ChartTable:
    """One row per month with a cost, one column per category, and the total."""
    found, categories = costs_by_month(economics)
    names = [category_word(each, language) for each in categories]
    first = min(found)

    def money(amount: Fraction | None) -> str:
        return UNKNOWN if amount is None else language.money(amount, economics.currency)

    rows = [
        (
            language.month(month),
            *(money(amounts.get(each)) for each in categories),
            money(sum(amounts.values(), Fraction(0))),
        )
        for month, amounts in found.items()
    ]
    headings = (language.gettext("Month"), *names, language.gettext("Total"))
    return ChartTable(headings, tuple(rows), tuple(first.until(month) for month in found))


def unit_cost_table(economics: Economics, language: Language) -> ChartTable:
    """One row per month with a unit cost: units, unit cost and value per unit."""
    months = [month for month in economics.months if month.unit_cost is not None]
    first = min(month.month for month in months)
    rows = [
        (
            language.month(month.month),
            UNKNOWN if month.units is None else language.number(month.units),
            unit_text(month.unit_cost, economics.currency, language),
            unit_text(month.value_per_unit, economics.currency, language),
        )
        for month in months
    ]
    gettext = language.gettext
    headings = (gettext("Month"), gettext("Units"), gettext("Unit cost"), gettext("Value per unit"))
    return ChartTable(headings, tuple(rows), tuple(first.until(month.month) for month in months))


def trend_table(trend: Trend, language: Language) -> ChartTable:
    """One row per review: verdict, readiness and the score of each gate, as of that review."""
    names = tuple(dict.fromkeys(gate.name for point in trend.points for gate in point.as_judged.gates))
    rows = []
    for point in trend.points:
        scores = {gate.name: score_text(gate.score, language) for gate in point.as_judged.gates}
        rows.append(
            (
                language.long_date(point.review.dated),
                verdict_word(point.as_judged.verdict, language),
                score_text(point.as_judged.readiness, language),
                *(scores.get(name, UNKNOWN) for name in names),
            )
        )
    gettext = language.gettext
    headings = (gettext("Review"), gettext("Verdict"), gettext("Readiness"), *map(language.shipped, names))
    return ChartTable(headings, tuple(rows))


def _cell(text: str) -> str:
    """Cell text without tabs and line breaks."""
    return " ".join(text.split())


def at_volume_description(scenario: Scenario, target: int | None, unit: str, language: Language) -> str:
    """Monthly cost and, if known, value (in the currency): today and at the target, if there is one."""
    volumes = dict.fromkeys((ceil(scenario.volume), *([target] if target else ())))
    return " ".join(_at(volume, scenario, unit, language) for volume in volumes)


def _at(volume: int, scenario: Scenario, unit: str, language: Language) -> str:
    """Cost and value at a volume, in units a month."""
    there = replace(scenario, volume=Fraction(volume))
    cost, value = monthly_cost(there), monthly_benefit(there)
    named, currency = volume_text(volume, unit, language), scenario.currency
    if value is None:
        return language.gettext(
            "At {volume} a month it costs {cost}.", volume=named, cost=rough_money(cost, currency, language)
        )
    return language.gettext(
        "At {volume} a month it costs {cost} and brings {value}.",
        volume=named,
        cost=rough_money(cost, currency, language),
        value=rough_money(value, currency, language),
    )


def sensitivity_description(effects: Sequence[Effect], currency: str, language: Language) -> str:
    """Monthly result with each driver decreased and increased, the largest effect first."""
    ordered = sorted(effects, key=lambda effect: -effect.span)
    rows = "; ".join(
        language.gettext(
            "{driver} {low} and {high}",
            driver=driver_word(effect.driver, language),
            low=rough_money(effect.low, currency, language),
            high=rough_money(effect.high, currency, language),
        )
        for effect in ordered
    )
    return language.gettext(
        "The result of a month with each driver {percent} lower and higher: {rows}.",
        percent=language.percent(SWING * 100),
        rows=rows,
    )
