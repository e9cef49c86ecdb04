"""The cost charts on paper: the ledger of a review, with the findings below each chart."""

from collections.abc import Iterator
from datetime import date

from fivegates.briefs.initiative.context import Sheet, not_sealed, of_review
from fivegates.briefs.initiative.money import Money
from fivegates.briefs.initiative.scenario_table import scenario_blocks
from fivegates.briefs.typesetting.arrangements import heading
from fivegates.briefs.typesetting.blocks import Block, Prose
from fivegates.briefs.typesetting.chart import Chart, drawn
from fivegates.briefs.typesetting.styles import Frame
from fivegates.charts.drawing.plot import HEIGHT as PLOT_HEIGHT
from fivegates.charts.money.at_volume import Target, at_volume
from fivegates.charts.money.monthly_cost import monthly_cost
from fivegates.charts.money.sensitivity import sensitivity
from fivegates.charts.money.titles import at_volume_finding, monthly_cost_finding, sensitivity_finding
from fivegates.charts.money.unit_cost import unit_cost
from fivegates.domain.brief import Chapter, Omission
from fivegates.domain.economics.ledger import Ledger
from fivegates.domain.economics.money import RateGap
from fivegates.domain.economics.projections import Market, outlook_of
from fivegates.domain.economics.reconciliation import Reconciliation, reconciliation
from fivegates.domain.economics.scenarios import Scenario
from fivegates.domain.economics.sensitivity import sensitivity as effects_of
from fivegates.domain.economics.unit_economics import Economics, base_month, rate_gaps
from fivegates.domain.language import Language
from fivegates.domain.verdict.ledger_rule import known_on
from fivegates.domain.wording.chart_texts import at_volume_description, sensitivity_description
from fivegates.domain.wording.money import split_sentence, success_sentence, unit_cost_finding
from fivegates.domain.wording.price import (
    argued,
    argument_text,
    missing_rate_sentence,
    today_matters_sentence,
)
from fivegates.domain.wording.projections import priced_sentences
from fivegates.domain.wording.reconciliation import reconciliation_sentences


def money_of(sheet: Sheet, on: date | None = None) -> Money:
    """The ledger's figures as of a day, that of the review by default, with forecasts after it.

    Prices count as they were known on that day. They are computed once for each day of a sheet.
    """
    dated = on or sheet.case.review.dated
    if dated not in sheet.money:
        sheet.money[dated] = _computed(sheet, dated)
    return sheet.money[dated]


def _computed(sheet: Sheet, dated: date) -> Money:
    """The figures as of a day."""
    brief = sheet.brief
    if Omission.MONEY in brief.omitted:
        return Money(Market((), brief.rates))
    ledger = known_on(brief.record.ledger, dated)
    gaps = rate_gaps(ledger, brief.currency, brief.rates)
    market = Market(brief.price_books, brief.rates).known_on(dated)
    if gaps or ledger == Ledger():
        return Money(market, gap=gaps[0] if gaps else None)
    target, own = sheet.initiative.target_volume, brief.record.scenarios
    return Money(
        market,
        outlook_of(ledger, own, target, brief.currency, market),
        reconciled=reconciliation(ledger, brief.currency, market.rates, market.books),
    )


def cost_charts(sheet: Sheet, frame: Frame) -> Iterator[Block]:
    """A heading and the charts for which there are figures; nothing without a ledger."""
    money = money_of(sheet)
    blocks = list(_missing_rate(sheet, money.gap)) if money.gap else list(_charts(sheet, money, frame.width))
    if blocks:
        yield heading(of_review(sheet, sheet.language.gettext("What it costs")), sheet.styles)
        yield from not_sealed(sheet)
        yield from blocks


def _missing_rate(sheet: Sheet, gap: RateGap) -> Iterator[Block]:
    """A note that names the missing rate."""
    yield Prose(missing_rate_sentence(gap, sheet.language), sheet.styles.body, space_before=4)


def _charts(sheet: Sheet, money: Money, width: float) -> Iterator[Block]:
    """The charts: by month, by unit, at volume, and sensitivity."""
    language, palette, unit = sheet.language, sheet.styles.palette, sheet.initiative.unit.strip()
    economics, scenario = money.economics, money.scenario
    yield from _by_month(sheet, economics, width)
    if economics is not None and any(month.unit_cost is not None for month in economics.months):
        chart = drawn(unit_cost, economics, unit, palette, language, width=width)
        yield Chart(chart, _described(sheet, unit_cost_finding(economics, language)), space_before=14)
    yield from _of_the_month(sheet, economics)
    yield from _not_billed(sheet, economics)
    yield from _reconciled(sheet, money.reconciled)
    if scenario is not None:
        yield from _at_volume(sheet, scenario, width)
        yield from _result_hangs_on(sheet, scenario, width)
    if money.outlook is not None:
        yield from scenario_blocks(sheet, money.outlook, money.market)


def cost_by_month(sheet: Sheet, frame: Frame, room: float) -> Iterator[Block]:
    """The cost of each month alone, under a heading; nothing where none is known or the chart has no room."""
    if room < PLOT_HEIGHT:
        return
    blocks = list(_by_month(sheet, money_of(sheet).economics, frame.width))
    if blocks:
        yield heading(sheet.language.gettext("What it costs"), sheet.styles)
        yield from blocks


def cost_at_volume(sheet: Sheet, frame: Frame, room: float) -> Iterator[Block]:
    """Cost and value over volume alone, under a heading.

    Nothing where no month has both cost and volume, or the chart is taller than the room.
    """
    if room < PLOT_HEIGHT:
        return
    scenario = money_of(sheet).scenario
    if scenario is not None:
        yield heading(sheet.language.gettext("What it costs at volume"), sheet.styles)
        yield from _at_volume(sheet, scenario, frame.width)


def _by_month(sheet: Sheet, economics: Economics | None, width: float) -> Iterator[Block]:
    """The cost of each month."""
    language = sheet.language
    if economics is not None and economics.costs:
        chart = drawn(monthly_cost, economics, sheet.styles.palette, language, width=width)
        yield Chart(chart, _described(sheet, monthly_cost_finding(economics, language)), space_before=8)


def _at_volume(sheet: Sheet, scenario: Scenario, width: float) -> Iterator[Block]:
    """Cost and value over volume, and what they come to."""
    language, unit = sheet.language, sheet.initiative.unit.strip()
    target = Target(sheet.initiative.target_volume, unit)
    chart = drawn(at_volume, scenario, target, sheet.styles.palette, language, width=width)
    finding = at_volume_finding(scenario, target.volume, unit, language)
    figures = at_volume_description(scenario, target.volume, unit, language)
    yield Chart(chart, _with_figures(finding, figures, language), space_before=14)
    text = argument_text(scenario, target.volume, unit, language)
    if text:
        yield Prose(text, sheet.styles.detail, space_before=4, sentence=True)


def _of_the_month(sheet: Sheet, economics: Economics | None) -> Iterator[Block]:
    """The run cost of the latest actual month in its parts, and by what succeeded."""
    month = None if economics is None else base_month(economics)
    if month is not None:
        currency, language = sheet.brief.currency, sheet.language
        split = split_sentence(month, currency, language)
        success = success_sentence(month, currency, sheet.initiative.unit, language)
        text = " ".join(filter(None, (split, success)))
        yield Prose(text, sheet.styles.detail, space_before=4, sentence=True)


def _not_billed(sheet: Sheet, economics: Economics | None) -> Iterator[Block]:
    """A sentence on the estimated part of these costs."""
    if economics is not None:
        for sentence in priced_sentences(economics, sheet.language):
            yield Prose(sentence, sheet.styles.detail, space_before=4, sentence=True)


def _reconciled(sheet: Sheet, found: Reconciliation | None) -> Iterator[Block]:
    """The reconciliation of token costs by price books with the bill."""
    if found is not None:
        text = " ".join(reconciliation_sentences(found, sheet.brief.currency, sheet.language))
        yield Prose(text, sheet.styles.detail, space_before=4, sentence=True)


def _result_hangs_on(sheet: Sheet, scenario: Scenario, width: float) -> Iterator[Block]:
    """The sensitivity of the result at the target volume, with today's beside it."""
    language, unit = sheet.language, sheet.initiative.unit.strip()
    target = sheet.initiative.target_volume
    at_target = argued(scenario, target)
    effects = effects_of(at_target)
    if effects:
        chart = drawn(sensitivity, at_target, effects, sheet.styles.palette, language, width=width)
        finding = sensitivity_finding(at_target, effects, language)
        figures = sensitivity_description(effects, at_target.currency, language)
        yield Chart(chart, _with_figures(finding, figures, language), space_before=14)
        beside = today_matters_sentence(scenario, target, unit, language)
        if beside:
            yield Prose(beside, sheet.styles.detail, space_before=4, sentence=True)


def _with_figures(finding: str, figures: str, language: Language) -> str:
    """The alternative text of a chart whose figures are in no table: its finding and figures."""
    return language.gettext("Chart: {finding}. {rows}", finding=finding, rows=figures)


def _described(sheet: Sheet, finding: str) -> str:
    """The alternative text of a chart by month."""
    if not sheet.brief.extent.has(Chapter.LEDGER):
        return sheet.language.gettext("Chart: {finding}.", finding=finding)
    return sheet.language.gettext(
        "Chart: {finding}. The figures are in the appendix, in the ledger by month.", finding=finding
    )
