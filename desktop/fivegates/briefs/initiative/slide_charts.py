"""The charts of a brief that slides draw themselves: gate scores, cost by month, readiness by review."""

from fivegates.briefs.initiative.context import Sheet, cut
from fivegates.briefs.initiative.gate_strip import LONGEST_NAME
from fivegates.briefs.office.native_charts import (
    AMOUNT,
    ChartKind,
    NativeChart,
    NativeSeries,
    SlideChart,
    percent_bars,
    percent_line,
)
from fivegates.charts.history.titles import profile_finding
from fivegates.charts.money.monthly_cost import Series, cost_series
from fivegates.charts.money.titles import monthly_cost_finding
from fivegates.domain.economics.ledger import Basis, Phase
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.unit_economics import Economics
from fivegates.domain.trend.trend import Trend
from fivegates.domain.wording.trend import trend_finding
from fivegates.domain.wording.words import whole_score


def gate_chart(sheet: Sheet, points: float) -> SlideChart | None:
    """The score of each gate as a bar in the colour of its state; None where no gate has a score."""
    gates, palette, language = sheet.assessment.verdict.gates, sheet.styles.palette, sheet.language
    if all(gate.score is None for gate in gates):
        return None
    values = tuple(None if gate.score is None else whole_score(gate.score) for gate in gates)
    colours = tuple(palette.status(gate.state) for gate in gates)
    series = NativeSeries(language.gettext("Readiness"), values, colours)
    description = language.gettext("Chart: {finding}.", finding=profile_finding(sheet.assessment, language))
    names = [cut(language.shipped(gate.gate.name), LONGEST_NAME) for gate in gates]
    return SlideChart(percent_bars(names, [series]), description, points)


def cost_chart(sheet: Sheet, economics: Economics, points: float) -> SlideChart:
    """The cost of each month by category, forecasts hatched, with the build cost as an outline."""
    language = sheet.language
    months = sorted({total.key.month for total in economics.costs})
    forecast = {
        (total.key.month, total.key.phase) for total in economics.costs if total.key.basis is Basis.FORECAST
    }
    series = tuple(
        _of(each, months, {place for place, month in enumerate(months) if (month, _phase(each)) in forecast})
        for each in cost_series(economics.costs, sheet.styles.palette, language)
    )
    chart = NativeChart(ChartKind.STACKED, tuple(language.month(month) for month in months), series, AMOUNT)
    description = language.gettext("Chart: {finding}.", finding=monthly_cost_finding(economics, language))
    return SlideChart(chart, description, points)


def _phase(series: Series) -> Phase:
    """What a row of costs is spent for."""
    return Phase.RUN if series.colour else Phase.BUILD


def _of(series: Series, months: list[Month], hatched: set[int]) -> NativeSeries:
    """One category by month."""
    values = tuple(float(series.totals[month]) if month in series.totals else None for month in months)
    places = frozenset(place for place in hatched if values[place] is not None)
    return NativeSeries(series.name, values, (series.colour or "",), places, outlined=series.colour is None)


def trend_chart(sheet: Sheet, trend: Trend, points: float) -> SlideChart:
    """Readiness at each review."""
    language = sheet.language
    days = [language.short_date(point.review.dated) for point in trend.points]
    scores = [point.readiness for point in trend.points]
    values = tuple(None if score is None else whole_score(score) for score in scores)
    series = NativeSeries(language.gettext("Readiness"), values, (sheet.styles.palette.accent,))
    description = language.gettext("Chart: {finding}.", finding=trend_finding(trend, language))
    return SlideChart(percent_line(days, [series]), description, points)
