"""Native charts of a presentation: bars and lines, with their figures in an embedded workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from io import BytesIO
from typing import Any, Final

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_PATTERN
from pptx.util import Pt
from xlsxwriter import Workbook

from fivegates.briefs.office.texts import office_text
from fivegates.briefs.typesetting.blocks import Block
from fivegates.briefs.typesetting.tagged_canvas import Paper

PERCENT: Final = '0"%"'
AMOUNT: Final = "#,##0"
_GAP_WIDTH, _TEXT_SIZE = 50, 12
_HUNDRED: Final = 100.0


class ChartKind(Enum):
    """The kind of a chart."""

    BARS = auto()
    """Bars from left to right, the first category on top."""
    STACKED = auto()
    """Columns, stacked."""
    LINE = auto()


@dataclass(frozen=True, slots=True)
class NativeSeries:
    """A series of figures; None for a missing one.

    `colours` has one for all, or one for each figure, as `#RRGGBB`. The figures at the places `hatched` are
    forecasts; a series that is `outlined` has no fill.
    """

    name: str
    values: tuple[float | None, ...]
    colours: tuple[str, ...]
    hatched: frozenset[int] = frozenset()
    outlined: bool = False


@dataclass(frozen=True, slots=True)
class NativeChart:
    """Figures by category; `most` is the end of the scale, where it is fixed."""

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[NativeSeries, ...]
    form: str
    most: float | None = None
    labelled: bool = False


@dataclass(eq=False)
class SlideChart(Block):
    """A native chart with its height in points; `alternative` describes it in words."""

    chart: NativeChart
    alternative: str
    points: float
    space_before: float = 0

    def height(self, width: float) -> float:  # noqa: ARG002 - as high at every width
        """Points from bottom to top."""
        return self.points

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        """Raise: a PDF takes drawn charts instead."""
        raise NotImplementedError


def chart_data(chart: NativeChart) -> CategoryChartData:
    """The figures as python-pptx chart data."""
    data = CategoryChartData(number_format=chart.form)
    data.categories = [office_text(name) for name in chart.categories]
    for series in chart.series:
        data.add_series(office_text(series.name), series.values)
    return data


def chart_type(chart: NativeChart) -> XL_CHART_TYPE:
    """The python-pptx type of the chart."""
    return {
        ChartKind.BARS: XL_CHART_TYPE.BAR_CLUSTERED,
        ChartKind.STACKED: XL_CHART_TYPE.COLUMN_STACKED,
        ChartKind.LINE: XL_CHART_TYPE.LINE_MARKERS,
    }[chart.kind]


def finish_chart(made: Any, chart: NativeChart, ink: str, hairline: str) -> None:  # noqa: ANN401 - python-pptx has no types for it
    """Style a chart, and replace its workbook so that no name is read as a formula."""
    made.has_title = False
    made.font.size = Pt(_TEXT_SIZE)
    made.has_legend = len(chart.series) > 1
    if made.has_legend:
        made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.RIGHT, False
    _set_axes(made, chart, ink, hairline)
    for drawn, series in zip(made.plots[0].series, chart.series, strict=True):
        _set_series(drawn, series, chart.kind, ink)
    plot = made.plots[0]
    if chart.kind is not ChartKind.LINE:
        plot.gap_width = _GAP_WIDTH
    if chart.labelled:
        plot.has_data_labels = True
        labels = plot.data_labels
        labels.number_format, labels.number_format_is_linked = chart.form, False
        labels.show_value = True
        if chart.kind is ChartKind.LINE:
            labels.position = XL_LABEL_POSITION.ABOVE
    made.part.chart_workbook.update_from_xlsx_blob(_workbook(chart))


def _set_axes(made: Any, chart: NativeChart, ink: str, hairline: str) -> None:  # noqa: ANN401
    """A scale from zero where nothing is below it, with quiet lines."""
    values, names = made.value_axis, made.category_axis
    figures = [value for series in chart.series for value in series.values if value is not None]
    if min(figures, default=0) >= 0:
        values.minimum_scale = 0
    if chart.most is not None:
        values.maximum_scale, values.major_unit = chart.most, chart.most / 4
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = chart.form, False
    values.major_gridlines.format.line.color.rgb = _rgb(hairline)
    values.format.line.fill.background()
    names.format.line.color.rgb = _rgb(ink)
    if chart.kind is ChartKind.BARS:
        names.reverse_order = True
        values.visible = False
        values.has_major_gridlines = False


def _set_series(drawn: Any, series: NativeSeries, kind: ChartKind, ink: str) -> None:  # noqa: ANN401
    """The colours of one series; forecasts are hatched."""
    if kind is ChartKind.LINE:
        drawn.smooth = False
        drawn.format.line.color.rgb = _rgb(series.colours[0])
        drawn.format.line.width = Pt(2.25)
        drawn.marker.format.fill.solid()
        drawn.marker.format.fill.fore_color.rgb = _rgb(series.colours[0])
        return
    drawn.invert_if_negative = False
    fill = drawn.format.fill
    if series.outlined:
        fill.background()
        drawn.format.line.color.rgb = _rgb(ink)
    else:
        fill.solid()
        fill.fore_color.rgb = _rgb(series.colours[0])
    if len(series.colours) > 1:
        for place, colour in enumerate(series.colours):
            point = drawn.points[place].format.fill
            point.solid()
            point.fore_color.rgb = _rgb(colour)
    for place in sorted(series.hatched):
        _hatch(drawn.points[place], ink if series.outlined else series.colours[0])


def _hatch(point: Any, colour: str) -> None:  # noqa: ANN401
    """Fill one bar as a forecast."""
    point.format.fill.patterned()
    point.format.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    point.format.fill.fore_color.rgb = _rgb(colour)
    point.format.fill.back_color.rgb = RGBColor(255, 255, 255)


def _rgb(colour: str) -> RGBColor:
    """A colour as `#RRGGBB`."""
    found: RGBColor = RGBColor.from_string(colour.lstrip("#"))
    return found


def _workbook(chart: NativeChart) -> bytes:
    """The figures as a workbook, in the cells that the chart refers to; every name is stored as text."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Sheet1")
    number = book.add_format({"num_format": chart.form})
    for row, name in enumerate(chart.categories, 1):
        sheet.write_string(row, 0, office_text(name))
    for column, series in enumerate(chart.series, 1):
        sheet.write_string(0, column, office_text(series.name))
        _write_figures(sheet, column, series.values, number)
    book.close()
    return out.getvalue()


def _write_figures(sheet: Any, column: int, values: Sequence[float | None], number: object) -> None:  # noqa: ANN401
    for row, value in enumerate(values, 1):
        if value is not None:
            sheet.write_number(row, column, value, number)


def percent_bars(names: Sequence[str], series: Sequence[NativeSeries]) -> NativeChart:
    """Bars of scores from 0 to 100."""
    return NativeChart(ChartKind.BARS, tuple(names), tuple(series), PERCENT, _HUNDRED, labelled=True)


def percent_line(days: Sequence[str], series: Sequence[NativeSeries]) -> NativeChart:
    """A line of scores from 0 to 100."""
    return NativeChart(ChartKind.LINE, tuple(days), tuple(series), PERCENT, _HUNDRED, labelled=True)
