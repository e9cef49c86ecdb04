"""The ledger by month as a table, its totals by category, and every formula behind a figure, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from fivegates.briefs.initiative.context import Sheet, not_sealed
from fivegates.briefs.initiative.costs import money_of
from fivegates.briefs.initiative.scenario_table import assumption_pages, scenario_formulas
from fivegates.briefs.typesetting.arrangements import heading
from fivegates.briefs.typesetting.blocks import Align, Block, Prose
from fivegates.briefs.typesetting.styles import frame_of
from fivegates.briefs.typesetting.tables import Cell, Column, table, unbroken_width
from fivegates.domain.brief import PaperSize
from fivegates.domain.economics.ledger import Basis, CostCategory, Phase
from fivegates.domain.economics.month_figures import MonthFigures
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.projections import Outlook
from fivegates.domain.economics.unit_economics import Economics, totals_by_category, totals_of
from fivegates.domain.wording.money_terms import category_word, unit_text
from fivegates.domain.wording.words import UNKNOWN, units_title

FORECAST_MARK = "*"
PRICED_MARK = "†"
# Text sizes of the table of months, in points: the first in which no number is broken is used.
SIZES = (9.0, 8.0, 7.0, 6.0)
NARROWEST_FRAME = min(frame_of(paper).width for paper in PaperSize)


def ledger_pages(sheet: Sheet) -> Iterator[Block]:
    """The tables; nothing without a ledger that can be worked out."""
    money = money_of(sheet)
    economics, outlook = money.economics, money.outlook
    if economics is None or outlook is None:
        return
    yield heading(sheet.language.gettext("The ledger by month"), sheet.styles)
    yield from not_sealed(sheet)
    text = sheet.language.gettext("Amounts in {currency}. A dash: not recorded.", currency=economics.currency)
    if any(_has_forecast(month, economics) for month in economics.months):
        text += " " + sheet.language.gettext("* Forecast; the totals count it too.")
    if economics.priced:
        text += " " + sheet.language.gettext("† Priced from tokens in part, not billed.")
    yield Prose(text, sheet.styles.note, space_before=2, keep_with_next=True)
    yield _months(sheet, economics)
    if economics.costs:
        yield heading(sheet.language.gettext("Cost by category"), sheet.styles, outline=None)
        yield _categories(sheet, economics)
    yield heading(sheet.language.gettext("Assumptions and formulas"), sheet.styles)
    yield _formulas(sheet, outlook)
    yield from assumption_pages(sheet, outlook, money.market)


def _months(sheet: Sheet, economics: Economics) -> Block:
    """Return a table with a row per month, and the totals."""
    language = sheet.language
    titles = (
        language.gettext("Fixed cost"),
        language.gettext("Variable cost"),
        language.gettext("Build cost"),
        language.gettext("Benefit"),
        units_title(sheet.initiative.unit, language),
        language.gettext("Unit cost"),
        language.gettext("Value per unit"),
        *_success_title(sheet, economics),
    )
    columns = (
        Column(language.gettext("Month")),
        *(Column(title, most=0.15, align=Align.RIGHT) for title in titles),
    )
    scale = sheet.styles.cell.size / SIZES[0]
    rows = _month_rows(sheet, economics, sheet.styles.cell.size)
    for size in SIZES[1:]:
        if unbroken_width(rows) <= NARROWEST_FRAME * scale:
            break
        rows = _month_rows(sheet, economics, size * scale)
    return table(columns, rows, sheet.styles, space_before=4)


def _month_rows(sheet: Sheet, economics: Economics, size: float) -> list[Sequence[Cell]]:
    """The rows and the totals, in text of so many points."""
    sized = replace(sheet, styles=sheet.styles.with_cells(size))
    return [
        *(_month_row(sized, month, economics) for month in economics.months),
        _total_row(sized, economics),
    ]


def _success_title(sheet: Sheet, economics: Economics) -> tuple[str, ...]:
    """The title of the column of successes, present where any were counted."""
    return (sheet.language.gettext("Cost per success"),) if _counts_successes(economics) else ()


def _counts_successes(economics: Economics) -> bool:
    """True if the cost of a successful outcome is known for any month."""
    return any(month.cost_per_success is not None for month in economics.months)


def _month_row(sheet: Sheet, month: MonthFigures, economics: Economics) -> Sequence[Cell]:
    """The figures of one month, those that are forecasts marked."""
    language, currency = sheet.language, economics.currency
    run, usage = month.run_basis is Basis.FORECAST, month.usage_basis is Basis.FORECAST
    gain = month.benefit_basis is Basis.FORECAST
    build = (month.month, Phase.BUILD) in _forecast_costs(economics)
    units = UNKNOWN if month.units is None else language.number(month.units)
    texts = [
        (_amount(sheet, month.fixed, currency), run),
        (_with_priced(_amount(sheet, month.variable, currency), month), run),
        (_amount(sheet, month.build, currency), build),
        (_amount(sheet, month.benefit, currency), gain),
        (units, usage),
        (_with_priced(unit_text(month.unit_cost, currency, sheet.language), month), run or usage),
        (unit_text(month.value_per_unit, currency, sheet.language), gain or usage),
    ]
    if _counts_successes(economics):
        success = unit_text(month.cost_per_success, currency, sheet.language)
        texts.append((_with_priced(success, month), run or usage))
    return (
        Cell.of(language.month(month.month), sheet.styles.cell_quiet),
        *(Cell.of(_marked(text, forecast=forecast), sheet.styles.cell) for text, forecast in texts),
    )


def _forecast_costs(economics: Economics) -> set[tuple[Month, Phase]]:
    """The months and phases whose cost is a forecast."""
    keys = [total.key for total in economics.costs]
    return {(key.month, key.phase) for key in keys if key.basis is Basis.FORECAST}


def _has_forecast(month: MonthFigures, economics: Economics) -> bool:
    """True if any figure of the month is a forecast."""
    bases = (month.run_basis, month.usage_basis, month.benefit_basis)
    return Basis.FORECAST in bases or (month.month, Phase.BUILD) in _forecast_costs(economics)


def _total_row(sheet: Sheet, economics: Economics) -> Sequence[Cell]:
    """All months together; unit cost over the months that have both cost and units."""
    totals, currency = totals_of(economics.months), economics.currency
    parts = [
        _total(month.fixed for month in economics.months),
        _total(month.variable for month in economics.months),
        totals.build,
        totals.benefit,
    ]
    texts = [
        *(_amount(sheet, part, currency) for part in parts),
        UNKNOWN if totals.units is None else sheet.language.number(totals.units),
        unit_text(totals.unit_cost, currency, sheet.language),
        "",
        *("" for _ in _success_title(sheet, economics)),
    ]
    strong = sheet.styles.cell_strong
    return (Cell.of(sheet.language.gettext("Total"), strong), *(Cell.of(text, strong) for text in texts))


def _total(amounts: Iterator[Fraction | None]) -> Fraction | None:
    """Add what is known; None where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Fraction(0)) if known else None


def _categories(sheet: Sheet, economics: Economics) -> Block:
    """The spend by category, run and build apart."""
    language = sheet.language
    run, build = (
        totals_by_category(total for total in economics.costs if total.key.phase is phase)
        for phase in (Phase.RUN, Phase.BUILD)
    )
    columns = (
        Column(language.gettext("Category")),
        *(
            Column(title, most=0.2, align=Align.RIGHT)
            for title in (language.gettext("Run"), language.gettext("Build"), language.gettext("Total"))
        ),
    )
    rows = [
        _category_row(sheet, category_word(category, language), run.get(category), build.get(category))
        for category in CostCategory
        if category in run or category in build
    ]
    total = (_total(iter(part.values())) for part in (run, build))
    rows.append(_category_row(sheet, language.gettext("Total"), *total, strong=True))
    return table(columns, rows, sheet.styles, space_before=4)


def _category_row(
    sheet: Sheet, name: str, run: Fraction | None, build: Fraction | None, *, strong: bool = False
) -> Sequence[Cell]:
    """Return the row of a category with both its costs and their sum."""
    style = sheet.styles.cell_strong if strong else sheet.styles.cell
    amounts = (run, build, (run or 0) + (build or Fraction(0)))
    shown = (_amount(sheet, amount, sheet.brief.currency) for amount in amounts)
    return (Cell.of(name, style), *(Cell.of(text, style) for text in shown))


def _amount(sheet: Sheet, amount: Fraction | None, currency: str) -> str:
    """An amount to the smallest coin, or a dash; on one line."""
    return UNKNOWN if amount is None else sheet.language.money(amount, currency).replace(" ", "\u00a0")


def _marked(text: str, *, forecast: bool) -> str:
    """Mark a forecast; an unknown figure is not marked."""
    return f"{text}\u00a0{FORECAST_MARK}" if forecast and text != UNKNOWN else text


def _with_priced(text: str, month: MonthFigures) -> str:
    """Mark a cost that is partly priced by a price book; an unknown one is not marked."""
    return text if month.priced is None or text == UNKNOWN else f"{text}\u00a0{PRICED_MARK}"


def _formulas(sheet: Sheet, outlook: Outlook) -> Block:
    """The figures with formula and unit."""
    styles = sheet.styles
    rows = [
        (Cell.of(name, styles.cell_strong), Cell.of(formula, styles.cell))
        for name, formula in (*_formula_texts(sheet), *scenario_formulas(sheet, outlook))
    ]
    return table((Column("", most=0.24, least=0.24), Column("")), rows, styles, space_before=4)


def _formula_texts(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Names and formulas; fractions are exact, and rounded only where they are printed."""
    language, currency = sheet.language, sheet.brief.currency
    yield (
        language.gettext("What counts"),
        language.gettext(
            "Actual lines of months that were over by the end of the day of the review. In a month without "
            "any, forecast lines are used."
        ),
    )
    yield (
        language.gettext("Currency"),
        language.gettext(
            "Amount in {currency} = amount × rate of its month. A rate holds for its month alone.",
            currency=currency,
        ),
    )
    yield (
        language.gettext("Run cost"),
        language.gettext("Fixed + variable cost that recurs, in {currency} a month.", currency=currency),
    )
    yield (
        language.gettext("Unit cost"),
        language.gettext("Run cost / units, in {currency} a unit.", currency=currency),
    )
    yield (
        language.gettext("Cost per success"),
        language.gettext(
            "Run cost / successful outcomes, in {currency} an outcome: what failed is paid for too.",
            currency=currency,
        ),
    )
    yield (
        language.gettext("Value per unit"),
        language.gettext("Benefit / units, in {currency} a unit.", currency=currency),
    )
    yield (
        language.gettext("Margin"),
        language.gettext("Value per unit − unit cost, in {currency} a unit.", currency=currency),
    )
    yield from _projection_texts(sheet)


def _projection_texts(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """The formulas of figures that look ahead."""
    language, currency = sheet.language, sheet.brief.currency
    yield (
        language.gettext("Cost at volume V"),
        language.gettext(
            "Fixed cost + variable cost a unit × V, in {currency} a month, on the latest month with actual "
            "cost and units.",
            currency=currency,
        ),
    )
    yield (
        language.gettext("Break-even volume"),
        language.gettext(
            "Fixed cost / (value per unit − variable cost a unit), in units a month; never, where a unit "
            "brings no more than it costs."
        ),
    )
    yield (
        language.gettext("Return"),
        language.gettext(
            "(12 months’ benefit − 12 months’ run cost − build cost) / (12 months’ run cost + build cost), "
            "in percent."
        ),
    )
    yield (
        language.gettext("Payback"),
        language.gettext("Build cost / (benefit − run cost of a month), in whole months begun."),
    )
    yield (
        language.gettext("Sensitivity"),
        language.gettext(
            "Result of a month = benefit − run cost, with one driver at a time 20% lower and 20% higher."
        ),
    )
