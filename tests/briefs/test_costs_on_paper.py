"""What it costs, in the brief: charts, tables and formulas where there is a ledger, and nothing without."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

import brief_cases as cases
import page
import pytest
from brief_cases import PALETTE
from money_ledgers import benefit, cost, sample_ledger, usage
from pdf_reading import assert_text_has_its_own_room, elements_of, outline_of, words_of

from fivegates.briefs.initiative.brief import render
from fivegates.briefs.initiative.context import Sheet
from fivegates.briefs.initiative.costs import money_of
from fivegates.briefs.typesetting.styles import styles_of
from fivegates.charts.palette import read_palettes
from fivegates.domain.brief import Chapter, Extent, InitiativeBrief, Omission, PaperSize, RenderedBrief
from fivegates.domain.economics.assumptions import Assumptions, Bounds, Driver, ReviewAssumption
from fivegates.domain.economics.ledger import (
    Basis,
    Behaviour,
    CostCategory,
    Ledger,
    ModelPrice,
    Phase,
    PriceBook,
)
from fivegates.domain.economics.money import Rate, RateTable
from fivegates.domain.economics.months import Month
from fivegates.domain.language import ENGLISH
from fivegates.domain.verdict.assessment import assess

LETTERS = sample_ledger("customer-letters")
HEADINGS = ["What it costs", "The ledger by month", "Assumptions and formulas"]


def made(ledger: Ledger, reviewed: date = date(2026, 11, 13)) -> InitiativeBrief:
    """A ready initiative with that ledger, reviewed on that day."""
    found = cases.ready()
    case = found.assessment.case
    case = replace(case, review=replace(case.review, dated=reviewed))
    return replace(found, record=replace(found.record, ledger=ledger), assessment=assess(case))


def rendered(brief: InitiativeBrief, paper: PaperSize = PaperSize.A4) -> RenderedBrief:
    """The brief with no other chapter of the appendix than that on the ledger."""
    brief = replace(brief, extent=Extent(chapters=frozenset({Chapter.LEDGER})))
    return render(brief, ENGLISH, paper, PALETTE)


@cache
def letters() -> bytes:
    """The brief with the ledger of the letters, set once for all that is asked of it."""
    return rendered(made(LETTERS)).pdf


def charts(pdf: bytes) -> list[str]:
    """What the charts of money say to those who cannot see them."""
    figures = [str(element["/Alt"]) for element in elements_of(pdf) if element["/S"] == "/Figure"]
    said = ("in the ledger by month", " a month it costs ", "The result of a month with")
    return [reported for reported in figures if any(part in reported for part in said)]


def sheet(brief: InitiativeBrief) -> Sheet:
    return Sheet(brief, styles_of(read_palettes(PALETTE).light), ENGLISH)


def test_without_a_ledger_nothing_is_said_of_money() -> None:
    pdf = rendered(made(Ledger())).pdf
    assert not any(title in words_of(pdf) for title in HEADINGS)
    assert not charts(pdf)


def test_the_charts_are_there_with_their_findings_and_described() -> None:
    pdf = letters()
    reported = words_of(pdf)
    findings = [
        "Run cost rose €9,210 (140%) since February 2026, to €15,779 a month",
        "Unit cost fell €8.27 (88%) since February 2026, to €1.12, against €2.50 of value",
        "It pays from 5,671 claims a month; in October 2026 it did 14,100",
        "What matters most at 40,000 a month: value per unit",
    ]
    for finding, described in zip(findings, charts(pdf), strict=True):
        assert finding in reported
        assert finding in described
    *_, at_volume, sensitivity = charts(pdf)
    assert "At 14,100 claims a month it costs €15,779 and brings €35,250. At 40,000 claims" in at_volume
    assert "with each driver 20% lower and higher: value per unit €" in sensitivity
    assert "are paid back in 9 months at this volume" in reported
    assert [title for _, title in outline_of(pdf) if title in HEADINGS] == HEADINGS


def test_a_chart_for_which_there_are_no_figures_is_left_out() -> None:
    pdf = rendered(made(Ledger((cost("2026-03", "10"),)))).pdf
    assert len(charts(pdf)) == 1
    assert "Running it cost €10.00 in March 2026" in words_of(pdf)


def test_usage_alone_has_a_table_and_no_chart() -> None:
    pdf = rendered(made(Ledger(usage=(usage("2026-03", 40),)))).pdf
    assert "What it costs" not in words_of(pdf)
    assert "The ledger by month" in words_of(pdf)
    assert "Cost by category" not in words_of(pdf)


def test_the_ledger_by_month_has_every_cent_and_totals() -> None:
    reported = words_of(letters())
    assert "October 2026 €13,100.00 €2,679.00 – €35,250.00 14,100 €1.12 €2.50" in reported
    assert "January 2026 – – €12,000.00 – – – –" in reported
    assert "Total €71,350.00 €5,545.00 €158,000.00 €75,750.00 30,300 €2.54" in reported
    assert "Total €76,895.00 €158,000.00 €234,895.00" in reported


def test_the_run_cost_is_split_and_reported_by_what_succeeded() -> None:
    counted = replace(usage("2026-03", 40), successes=32)
    fixed = cost("2026-03", "30", behaviour=Behaviour.FIXED)
    reported = words_of(rendered(made(Ledger((cost("2026-03", "10"), fixed), (counted,)))).pdf)
    assert "Of the run cost of March 2026, €30.00 are fixed and €10.00 variable, or €0.25 a unit." in reported
    assert "Each successful outcome cost €1.25 in March 2026: 32 of 40 claims succeeded" in reported
    assert "March 2026 €30.00 €10.00 – – 40 €1.00 – €1.25" in reported
    assert "Run cost / successful outcomes, in EUR an outcome" in reported


def test_forecasts_are_marked() -> None:
    ledger = Ledger(
        (cost("2026-03", "10"), cost("2026-04", "12", basis=Basis.FORECAST)),
        (usage("2026-03", 40), usage("2026-04", 40)),
    )
    reported = words_of(rendered(made(ledger)).pdf)
    assert "March 2026 €0.00 €10.00 – – 40 €0.25 –" in reported
    assert "April 2026 €0.00 * €12.00 * – – 40 €0.30 * –" in reported
    assert "* Forecast; the totals count it too." in reported


def test_actual_lines_after_the_review_are_not_seen_and_forecasts_are() -> None:
    ledger = Ledger(
        (cost("2026-03", "10"), cost("2026-04", "12"), cost("2026-05", "14", basis=Basis.FORECAST)),
        (usage("2026-04", 3),),
        (benefit("2026-04", "9"),),
    )
    economics = money_of(sheet(made(ledger, date(2026, 4, 12)))).economics
    assert economics is not None
    assert [month.month for month in economics.months] == [Month(2026, 3), Month(2026, 5)]


def test_the_figures_are_computed_once_for_each_day_of_a_sheet() -> None:
    ledger = Ledger((cost("2026-03", "10"), cost("2026-04", "12")), (usage("2026-03", 40),))
    april, may = date(2026, 4, 12), date(2026, 5, 12)
    first = sheet(made(ledger, april))
    found = money_of(first)
    assert money_of(first) is money_of(first, april) is found
    later = money_of(first, may).economics
    assert later is not None
    assert found.economics is not None
    assert (len(found.economics.months), len(later.months)) == (1, 2)
    without = replace(first.brief, omitted=frozenset({Omission.MONEY}))
    assert money_of(replace(first, brief=without)).economics is None
    assert money_of(first) is found


def test_a_missing_rate_is_named_in_place_of_figures() -> None:
    ledger = Ledger((replace(cost("2026-03", "10"), currency="USD"),))
    reported = words_of(rendered(made(ledger)).pdf)
    assert "Amounts are not known: there is no exchange rate from USD to EUR for March 2026." in reported
    assert "Add it to the exchange rates" not in reported
    assert "The ledger by month" not in reported
    rates = RateTable((Rate(Month(2026, 3), "USD", "EUR", Decimal("0.5")),))
    assert "Running it cost €5.00 in March 2026" in words_of(rendered(replace(made(ledger), rates=rates)).pdf)


def long_ledger() -> Ledger:
    """Six years of sums in the tens of millions, some of it credit, the last year forecast."""
    months = [str(Month(2021, 1).plus(number)) for number in range(72)]
    bases = [Basis.ACTUAL] * 60 + [Basis.FORECAST] * 12
    return Ledger(
        tuple(
            line
            for month, basis in zip(months, bases, strict=True)
            for line in (
                cost(month, "12345678.90", basis=basis),
                cost(month, "-2345678.90", phase=Phase.BUILD, basis=basis),
            )
        ),
        tuple(
            replace(usage(month, 98_765_432, basis), successes=87_654_321)
            for month, basis in zip(months, bases, strict=True)
        ),
        tuple(benefit(month, "45678901.23", basis) for month, basis in zip(months, bases, strict=True)),
    )


@pytest.mark.slow
@pytest.mark.parametrize("paper", PaperSize)
@pytest.mark.parametrize("ledger", [LETTERS, sample_ledger("storm-photos"), long_ledger()])
def test_everything_stands_inside_the_frame_and_none_over_another(ledger: Ledger, paper: PaperSize) -> None:
    pdf = rendered(made(ledger), paper).pdf
    assert_text_has_its_own_room(pdf, paper)
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert page.validate_pdf_bytes(pdf, profile=profile).is_compliant


def test_the_same_brief_has_the_same_bytes() -> None:
    assert rendered(made(LETTERS)).pdf == letters()


# Scenarios and prices


def with_scenarios(*own: Assumptions, books: tuple[PriceBook, ...] = ()) -> InitiativeBrief:
    """The letters with a target of 22,000 a month, and scenarios."""
    found = made(LETTERS)
    initiative = replace(found.record.initiative, target_volume=22_000, unit="letters")
    return replace(
        found,
        record=replace(found.record, initiative=initiative, scenarios=own),
        price_books=books,
    )


SPRING = Assumptions(
    "Spring",
    90_000,
    "EUR",
    price_change=Decimal("-0.2"),
    review=ReviewAssumption(Decimal("0.2"), Decimal(4), Decimal(38)),
    note="Both sites",
    bounds=(Bounds(Driver.VOLUME, Decimal(60_000), Decimal(120_000)),),
)
BOOK = PriceBook(date(2026, 9, 1), "EUR", (ModelPrice("m", Decimal("0.000001")),), "list.json")


@cache
def spring() -> str:
    """The words of the brief with that scenario and that price book."""
    return words_of(rendered(with_scenarios(SPRING, books=(BOOK,))).pdf)


def test_scenarios_stand_in_a_table_with_the_input_that_would_turn_the_case() -> None:
    reported = spring()
    assert "Production, at target 22,000 €17,280 €0.79 €1.71 5,671 81% 5 months" in reported
    # 13,100 + 90,000 × (0.19 × 0.8 + 0.2 × 4 / 60 × 38)
    assert "Spring 90,000 €72,380 €0.80 €1.70 7,115 163% 2 months" in reported
    assert (
        "It stops paying with value per unit at €0.79 instead of €2.50. The volume of October 2026 was "
        in reported
    )
    assert "Spring: The result of a month lies between €" in reported
    assert "(10,000 draws from triangular distributions, seed 1)" in reported


def test_the_appendix_tells_what_scenarios_assume_and_how_they_are_worked_out() -> None:
    reported = spring()
    for said in (
        "volume a month: 90,000 letters",
        "the model’s price: 20% less",
        "human review: 20% of the units, 4 minutes each, at €38.00 an hour",
        "monthly volume: from 60,000 letters to 120,000 letters",
        "Both sites",
        "Share × minutes / 60 × hourly rate, a unit.",
        "1 September 2026 list.json · EUR",
    ):
        assert said in reported
    plain = words_of(letters())
    assert "What the scenarios assume" not in plain
    assert "Human review Share" not in plain
    assert "Cost at scale" in plain


def test_tokens_priced_by_a_book_of_that_day_are_marked() -> None:
    used = replace(usage("2026-03", 100), tokens_in=2_000_000, tokens_out=0, model="m")
    ledger = Ledger((cost("2026-03", "3", behaviour=Behaviour.FIXED, category=CostCategory.DATA),), (used,))
    brief = replace(
        made(ledger), price_books=(BOOK, replace(BOOK, snapshot=date(2027, 1, 1), source="later"))
    )
    reported = words_of(rendered(brief).pdf)
    assert (
        "€2.00 of the cost of 1 month is priced from its tokens, not billed (list.json 2026-09-01)."
        in reported
    )
    assert "March 2026 €3.00 €2.00 † – – 100 €0.05 † –" in reported
    assert "† Priced from tokens in part, not billed." in reported
    assert "later" not in reported


def test_priced_tokens_are_compared_with_the_bill() -> None:
    used = replace(usage("2026-03", 100), tokens_in=2_000_000, tokens_out=0, model="m")
    brief = replace(made(Ledger((cost("2026-03", "2"),), (used,))), price_books=(BOOK,))

    reported = words_of(rendered(brief).pdf)
    assert "Reconciled: tokens of 1 month, €2.00 by the price book, €2.00 billed. m: input €2.00." in reported


def test_what_no_font_can_show_of_scenarios_is_named() -> None:
    brief = with_scenarios(
        replace(SPRING, name="Spring \U0001faff"), books=(replace(BOOK, source="\U0001faff"),)
    )
    assert [found.field for found in rendered(brief).unprintable] == ["Scenario", "Price book"]
