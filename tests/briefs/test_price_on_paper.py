"""Cost and dates on page 1: the same figures as on the pages behind, on one page for every initiative."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import brief_cases as cases
import page
import pytest
from brief_cases import PALETTE
from examples import slow_after
from money_ledgers import benefit, cost, sample_ledger, usage
from pdf_reading import assert_text_has_its_own_room, pages_of

from fivegates.actions.briefs import gather_brief
from fivegates.actions.file.creation import create_filled, create_sample
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.queries import find_initiative
from fivegates.actions.rubrics import default_rubric
from fivegates.briefs.initiative.brief import render
from fivegates.briefs.initiative.context import Sheet
from fivegates.briefs.initiative.page_one_fitting import PageOne
from fivegates.briefs.typesetting.styles import frame_of, styles_of
from fivegates.charts.palette import read_palettes
from fivegates.domain.brief import Extent, InitiativeBrief, PaperSize
from fivegates.domain.economics.ledger import Basis, Ledger
from fivegates.domain.language import ENGLISH, Language
from fivegates.domain.verdict.assessment import assess
from fivegates.exchange.portfolio.sample import read_sample
from fivegates.languages import language as spoken_language
from fivegates.resources import resource_path

LETTERS = sample_ledger("customer-letters")
LONGEST_NAME = ("Storm damage estimate from photos " * 6)[:200]
STYLES_DE = styles_of(read_palettes(PALETTE).light, "", "de")
SAMPLES = ("BRK-MAIL", "CLM-TRIAGE", "CUS-LETTERS", "PRP-STORM", "REN-LAPSE", "UWR-SEARCH")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenPortfolio]:
    file = tmp_path_factory.mktemp("sample") / "sample.fivegates"
    opened = create_filled(file, read_sample(resource_path("sample"), default_rubric()))
    yield opened
    close_portfolio(opened)


def of_sample(opened: OpenPortfolio, code: str, day: date | None = None) -> InitiativeBrief:
    """The brief of one initiative of the sample."""
    return gather_brief(opened, find_initiative(opened, code), day=day)


def made(ledger: Ledger, target: int | None = 22_000) -> InitiativeBrief:
    """A ready initiative with that ledger and target volume, reviewed in November."""
    found = cases.ready()
    case = found.assessment.case
    case = replace(case, review=replace(case.review, dated=date(2026, 11, 13)))
    initiative = replace(found.record.initiative, target_volume=target, unit="letters", target_go_live=None)
    record = replace(found.record, ledger=ledger, initiative=initiative)
    return replace(found, record=record, assessment=assess(case))


def pages(brief: InitiativeBrief) -> list[str]:
    return pages_of(render(brief, ENGLISH, PaperSize.A4, PALETTE).pdf)


def strip(brief: InitiativeBrief) -> str:
    """What page 1 says below its last heading."""
    return pages(replace(brief, extent=Extent(chapters=frozenset())))[0].rpartition("Cost and dates ")[2]


def test_page_1_has_the_amounts_of_the_pages_behind() -> None:
    first, *behind = pages(made(LETTERS))
    reported = first.rpartition("Cost and dates ")[2]
    rest = " ".join(behind)
    for label, amount, note in (
        ("Run cost a month", "€15,779", "October 2026: 14,100 letters"),
        ("Run cost a month at target", "€17,280", "at 22,000 letters a month"),
        ("Result a month at target", "€37,720", "at 22,000 letters a month"),
        ("Payback at target", "5 months", "of €158,000 build cost"),
        ("Spent so far", "€234,895", "€158,000 of it to build"),
    ):
        assert f"{label} {amount} {note}" in reported
        if label != "Result a month at target":
            assert amount in rest
    # The result is not on the pages behind; its margin of a unit is: 22,000 × €1.71 is about €37,720.
    assert "Production, at target 22,000 €17,280 €0.79 €1.71" in rest


def test_without_a_target_volume_the_result_is_that_of_today() -> None:
    reported = strip(made(LETTERS, None))
    assert "Result a month at the latest volume €19,471 at 14,100 letters a month" in reported
    assert "at target" not in reported


def test_a_missing_rate_is_named_in_plain_words() -> None:
    reported = strip(made(Ledger((replace(cost("2026-03", "10"), currency="USD"),))))
    assert "Run cost a month Not known no exchange rate from USD to EUR for March 2026" in reported
    assert "Spent so far" not in reported


@pytest.mark.parametrize("ledger", [Ledger(), Ledger(usage=(usage("2026-03", 4),))])
def test_without_costs_that_is_said_and_no_amount_stands_there(ledger: Ledger) -> None:
    reported = strip(made(ledger))
    assert "Run cost a month Not known no costs are recorded" in reported
    assert "€" not in reported


def test_a_month_with_forecast_benefit_is_marked_on_page_1() -> None:
    gain = benefit("2026-03", "20", basis=Basis.FORECAST)
    ledger = Ledger((cost("2026-03", "10"),), (usage("2026-03", 40),), (gain,))
    assert "at 22,000 letters a month, benefit forecast" in strip(made(ledger))


def test_path_validity_and_go_live_stand_beside_the_money(sample: OpenPortfolio) -> None:
    reported = strip(of_sample(sample, "UWR-SEARCH"))
    assert "Path to ready 12.5 person-days 3 steps" in reported
    assert "Ready with conditions until 7 March 2027 then Not ready" in reported
    assert "Target go-live 1 Feb 2027 Can be met the path ends on 15 January 2027" in reported


@pytest.mark.slow
def test_what_is_in_production_has_no_go_live_ahead(sample: OpenPortfolio) -> None:
    assert "Target go-live" not in strip(of_sample(sample, "CUS-LETTERS"))


def page_1_fits(brief: InitiativeBrief, language: Language, paper: PaperSize) -> bool:
    """Whether the first page holds all of its parts within some limits."""
    frame = frame_of(paper)
    first = PageOne(Sheet(brief, styles_of(read_palettes(PALETTE).light, "", language.code), language))
    return first.within(first.limits(frame)).height(frame.width) <= frame.height


@pytest.fixture(scope="module")
def german_sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenPortfolio]:
    file = tmp_path_factory.mktemp("german") / "sample.fivegates"
    opened = create_sample(file, language=spoken_language("de"))
    yield opened
    close_portfolio(opened)


def test_a_long_page_1_has_several_steps_by_a_wider_column_for_them(german_sample: OpenPortfolio) -> None:
    german = spoken_language("de")
    sheet = Sheet(of_sample(german_sample, "CLM-TRIAGE", date(2026, 12, 1)), STYLES_DE, german)
    assert PageOne(sheet).limits(frame_of(PaperSize.A4)).steps > 1


@pytest.mark.parametrize("paper", slow_after(1, PaperSize))
@pytest.mark.parametrize("code", ["BRK-MAIL", "PRP-STORM"])
def test_a_german_page_1_stays_one_page(german_sample: OpenPortfolio, code: str, paper: PaperSize) -> None:
    brief = of_sample(german_sample, code, date(2026, 11, 30))
    assert page_1_fits(brief, spoken_language("de"), paper)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["", LONGEST_NAME])
@pytest.mark.parametrize("paper", PaperSize)
@pytest.mark.parametrize("code", SAMPLES)
def test_page_1_stays_one_page(sample: OpenPortfolio, code: str, paper: PaperSize, name: str) -> None:
    brief = of_sample(sample, code, date(2026, 11, 30))
    initiative = replace(brief.record.initiative, name=name or brief.record.initiative.name)
    brief = replace(brief, record=replace(brief.record, initiative=initiative))
    assert page_1_fits(brief, ENGLISH, paper)


@pytest.mark.slow
@pytest.mark.parametrize("paper", PaperSize)
def test_the_strip_is_tagged_and_inside_the_frame(sample: OpenPortfolio, paper: PaperSize) -> None:
    pdf = render(of_sample(sample, "UWR-SEARCH"), ENGLISH, paper, PALETTE).pdf
    assert_text_has_its_own_room(pdf, paper)
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert page.validate_pdf_bytes(pdf, profile=profile).is_compliant
