"""What it costs, in the brief: charts, tables and formulas where there is a ledger, and nothing without."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations

import page
import pytest

import brief_cases as cases
from brief_cases import PALETTE
from fivegates.briefs.costs import money_of
from fivegates.briefs.initiative_brief import render
from fivegates.briefs.sheet import Sheet
from fivegates.briefs.styles import frame_of, styles_of
from fivegates.charts.palette import read_palettes
from fivegates.domain.assessment import assess
from fivegates.domain.briefs import InitiativeBrief, PaperSize, RenderedBrief
from fivegates.domain.language import ENGLISH
from fivegates.domain.ledger import Basis, Ledger, Phase
from fivegates.domain.money import Rate, RateTable
from fivegates.domain.months import Month
from money_ledgers import benefit, cost, sample_ledger, usage
from pdf_reading import boxes_of, elements_of, outline_of, words_of

LETTERS = sample_ledger("customer-letters")
HEADINGS = ["What it costs", "The ledger by month", "Assumptions and formulas"]


def made(ledger: Ledger, reviewed: date = date(2026, 11, 13)) -> InitiativeBrief:
    """A ready initiative with that ledger, reviewed on that day."""
    found = cases.ready()
    case = found.assessment.case
    case = replace(case, review=replace(case.review, dated=reviewed))
    return replace(found, record=replace(found.record, ledger=ledger), assessment=assess(case))


def rendered(brief: InitiativeBrief, paper: PaperSize = PaperSize.A4) -> RenderedBrief:
    return render(brief, ENGLISH, paper, PALETTE)


def charts(pdf: bytes) -> list[str]:
    return [str(element["/Alt"]) for element in elements_of(pdf) if element["/S"] == "/Figure"]


def sheet(brief: InitiativeBrief) -> Sheet:
    return Sheet(brief, styles_of(read_palettes(PALETTE).light), ENGLISH)


def test_without_a_ledger_nothing_is_said_of_money() -> None:
    pdf = rendered(made(Ledger())).pdf
    assert not any(title in words_of(pdf) for title in HEADINGS)
    assert len(charts(pdf)) == 1


def test_the_charts_are_there_with_their_findings_and_described() -> None:
    pdf = rendered(made(LETTERS)).pdf
    told = words_of(pdf)
    findings = [
        "Run cost rose 140% since February 2026, to €15,779 a month",
        "Unit cost fell 88% since February 2026, to €1.12, against €2.50 of value",
        "It pays from 5,671 claims a month; today it does 14,100",
        "What matters most: value per unit",
    ]
    for finding, described in zip(findings, charts(pdf)[1:], strict=True):
        assert finding in told
        assert finding in described
    assert "are paid back in 9 months at this volume" in told
    assert [title for _, title in outline_of(pdf) if title in HEADINGS] == HEADINGS


def test_a_chart_for_which_there_are_no_figures_is_left_out() -> None:
    pdf = rendered(made(Ledger((cost("2026-03", "10"),)))).pdf
    assert len(charts(pdf)) == 2
    assert "Running it cost €10.00 in March 2026" in words_of(pdf)


def test_usage_alone_has_a_table_and_no_chart() -> None:
    pdf = rendered(made(Ledger(usage=(usage("2026-03", 40),)))).pdf
    assert "What it costs" not in words_of(pdf)
    assert "The ledger by month" in words_of(pdf)
    assert "Cost by category" not in words_of(pdf)


def test_the_ledger_by_month_has_every_cent_and_totals() -> None:
    told = words_of(rendered(made(LETTERS)).pdf)
    assert "October 2026 €13,100.00 €2,679.00 – €35,250.00 14,100 €1.12 €2.50" in told
    assert "January 2026 – – €12,000.00 – – – –" in told
    assert "Total €71,350.00 €5,545.00 €158,000.00 €75,750.00 30,300 €2.54" in told
    assert "Total €76,895.00 €158,000.00 €234,895.00" in told


def test_forecasts_are_marked() -> None:
    ledger = Ledger(
        (cost("2026-03", "10"), cost("2026-04", "12", basis=Basis.FORECAST)),
        (usage("2026-03", 40), usage("2026-04", 40)),
    )
    told = words_of(rendered(made(ledger)).pdf)
    assert "March 2026 €0.00 €10.00 – – 40 €0.25 –" in told
    assert "April 2026 €0.00 * €12.00 * – – 40 €0.30 * –" in told
    assert "* Forecast; the totals count it too." in told


def test_actual_lines_after_the_review_are_not_seen_and_forecasts_are() -> None:
    ledger = Ledger(
        (cost("2026-03", "10"), cost("2026-04", "12"), cost("2026-05", "14", basis=Basis.FORECAST)),
        (usage("2026-04", 3),),
        (benefit("2026-04", "9"),),
    )
    economics = money_of(sheet(made(ledger, date(2026, 4, 12)))).economics
    assert economics is not None
    assert [month.month for month in economics.months] == [Month(2026, 3), Month(2026, 5)]


def test_a_missing_rate_is_named_in_place_of_figures() -> None:
    ledger = Ledger((replace(cost("2026-03", "10"), currency="USD"),))
    told = words_of(rendered(made(ledger)).pdf)
    assert "There is no rate from USD to EUR for 2026-03." in told
    assert "The ledger by month" not in told
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
        tuple(usage(month, 98_765_432, basis) for month, basis in zip(months, bases, strict=True)),
        tuple(benefit(month, "45678901.23", basis) for month, basis in zip(months, bases, strict=True)),
    )


@pytest.mark.parametrize("paper", PaperSize)
@pytest.mark.parametrize("ledger", [LETTERS, sample_ledger("storm-photos"), long_ledger()])
def test_everything_stands_inside_the_frame_and_none_over_another(ledger: Ledger, paper: PaperSize) -> None:
    frame = frame_of(paper)
    pdf = rendered(made(ledger), paper).pdf
    for boxes in boxes_of(pdf):
        assert all(frame.left - 1 <= box.left and box.right <= frame.right + 1.5 for box in boxes)
        assert [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])] == []
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert page.validate_pdf_bytes(pdf, profile=profile).is_compliant


def test_the_same_brief_has_the_same_bytes() -> None:
    assert rendered(made(LETTERS)).pdf == rendered(made(LETTERS)).pdf
