"""The paper of a final review prints what was sealed, whatever is recorded later."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from fresh_files import opened_copy
from pdf_reading import pages_of
from sealing import with_finals

from fivegates.actions import initiatives, ledger, records, reviews
from fivegates.actions.briefs import gather_brief, render_brief
from fivegates.actions.comparisons import gather_comparison
from fivegates.actions.file.check import check_portfolio
from fivegates.actions.file.creation import create_filled
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.finalising import current_receipt
from fivegates.actions.importing.rates import add_rate
from fivegates.actions.overview import settings
from fivegates.actions.portfolio import edit_settings
from fivegates.actions.queries import find_initiative, record
from fivegates.actions.rubrics import default_rubric
from fivegates.domain.brief import InitiativeBrief, PaperSize
from fivegates.domain.economics.ledger import Basis, Behaviour, CostCategory, CostLine, Phase
from fivegates.domain.economics.money import Rate
from fivegates.domain.economics.months import Month
from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import InitiativeRecord, Portfolio
from fivegates.domain.wording.finality import sealed_scope_sentences
from fivegates.exchange.portfolio.sample import read_sample
from fivegates.resources import resource_path

Act = Callable[[OpenPortfolio, InitiativeRecord], object]

CODE = "CLM-TRIAGE"
DECEMBER = CostLine(
    date(2026, 12, 1),
    CostCategory.MODEL,
    Decimal(400),
    "EUR",
    Phase.RUN,
    Behaviour.VARIABLE,
    Basis.FORECAST,
)


@pytest.fixture
def sample(whole_sample: Path, tmp_path: Path) -> Iterator[OpenPortfolio]:
    """The sample, open."""
    opened = opened_copy(whole_sample, tmp_path / "sample.fivegates")
    yield opened
    close_portfolio(opened)


def final_of(opened: OpenPortfolio) -> tuple[InitiativeRecord, int]:
    """An initiative with a ledger, decisions and scenarios, and the id of its latest final review."""
    of = record(opened, find_initiative(opened, CODE))
    return of, [review.id for review in of.reviews if review.seal is not None][-1]


def brief_of(opened: OpenPortfolio) -> InitiativeBrief:
    """All that the brief on the latest final review is set from."""
    of, review_id = final_of(opened)
    return gather_brief(opened, of.initiative.id, review_id)


@pytest.fixture(scope="module")
def last_page(whole_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The words of the last page of that brief, and the receipt of its portfolio."""
    opened = opened_copy(whole_sample, tmp_path_factory.mktemp("sample") / "sample.fivegates")
    pdf = render_brief(brief_of(opened), ENGLISH, PaperSize.A4).pdf
    receipt = current_receipt(opened).line
    close_portfolio(opened)
    return pages_of(pdf)[-1], receipt


def add_cost(opened: OpenPortfolio, of: InitiativeRecord) -> None:
    ledger.add_cost(opened, of.initiative.id, DECEMBER)


def change_a_cost(opened: OpenPortfolio, of: InitiativeRecord) -> None:
    ledger.edit_cost(opened, replace(of.ledger.costs[0], amount=Decimal(99_999)))


def decide(opened: OpenPortfolio, of: InitiativeRecord) -> None:
    for each in of.decisions:
        records.edit_decision(opened, replace(each, rationale="Another reason", conditions=()))


def undecide(opened: OpenPortfolio, of: InitiativeRecord) -> None:
    for each in of.decisions:
        records.remove_decision(opened, each.id)


def rename(opened: OpenPortfolio, of: InitiativeRecord) -> None:
    changed = replace(
        of.initiative,
        name="Another name",
        models=("another-model",),
        stage=Stage.RETIRED,
        target_volume=7,
        unit="letters",
        sponsor="Nobody",
    )
    initiatives.edit_initiative(opened, changed)


def change_scenarios(opened: OpenPortfolio, of: InitiativeRecord) -> None:
    for own in of.scenarios:
        records.remove_scenario(opened, own.id)


def set_a_rate(opened: OpenPortfolio, _of: InitiativeRecord) -> None:
    add_rate(opened, Rate(Month(2020, 1), "EUR", "USD", Decimal(2)))


@pytest.mark.parametrize(
    "act", [add_cost, change_a_cost, decide, undecide, rename, change_scenarios, set_a_rate]
)
def test_nothing_recorded_later_is_on_it(sample: OpenPortfolio, act: Act) -> None:
    before = brief_of(sample)
    act(sample, final_of(sample)[0])
    assert brief_of(sample) == before


def without_drafts(opened: OpenPortfolio, code: str) -> int:
    """The id of an initiative of which only final reviews are left."""
    of = record(opened, find_initiative(opened, code))
    for review in of.reviews:
        if review.seal is None:
            reviews.delete_review(opened, review.id)
    return of.initiative.id


@pytest.mark.parametrize("act", [add_cost, change_a_cost, change_scenarios, set_a_rate])
def test_a_comparison_of_final_reviews_has_the_money_that_was_sealed(sample: OpenPortfolio, act: Act) -> None:
    ids = [without_drafts(sample, code) for code in (CODE, "BRK-MAIL")]
    day = date(2026, 12, 31)
    before = gather_comparison(sample, ids, day).comparison
    act(sample, record(sample, ids[0]))
    after = gather_comparison(sample, ids, day).comparison
    assert [side.prospect for side in after.sides] == [side.prospect for side in before.sides]
    assert all(side.as_sealed for side in after.sides)
    assert before.sides[0].prospect.month


@pytest.mark.slow
def test_a_draft_names_the_amounts_that_changed_by_the_day_of_the_paper(sample: OpenPortfolio) -> None:
    initiative = find_initiative(sample, "UWR-SEARCH")
    spent = replace(DECEMBER, amount=Decimal(90_000), basis=Basis.ACTUAL)
    ledger.add_cost(sample, initiative, spent)
    for day, reported in ((date(2026, 12, 30), False), (date(2027, 1, 15), True)):
        brief = gather_brief(sample, initiative, None, day)
        first = " ".join(pages_of(render_brief(brief, ENGLISH, PaperSize.A4).pdf)[0].split())
        assert "Run cost a month €14,561 October 2026" in first
        assert ("Run cost a month by 15 Jan 2027 €90,000 December 2026" in first) is reported
        assert ("Spent so far by 15 Jan 2027 €305,935" in first) is reported


def test_the_day_rate_prices_the_path_of_a_day_and_no_paper_without_one(sample: OpenPortfolio) -> None:
    edit_settings(sample, replace(settings(sample), day_rate=Decimal(900)))
    of, review_id = final_of(sample)
    assert gather_brief(sample, of.initiative.id, review_id).day_rate is None
    assert gather_brief(sample, of.initiative.id, day=date(2026, 12, 31)).day_rate == 900
    left = without_drafts(sample, CODE)
    assert gather_brief(sample, left, day=date(2026, 12, 31)).day_rate == 900
    edit_settings(sample, replace(settings(sample), currency="USD"))
    assert gather_brief(sample, left, day=date(2026, 12, 31)).day_rate is None


def test_money_in_another_currency_is_not_the_sealed_one(sample: OpenPortfolio) -> None:
    ids = [without_drafts(sample, code) for code in (CODE, "BRK-MAIL")]
    edit_settings(sample, replace(settings(sample), currency="USD"))
    sides = gather_comparison(sample, ids, date(2026, 12, 31)).comparison.sides
    assert not any(side.as_sealed for side in sides)


def test_it_says_what_was_sealed(last_page: tuple[str, str]) -> None:
    reported, _receipt = last_page
    assert "Everything printed here was sealed with the review" in reported
    assert "not sealed with the review" not in reported


def test_what_is_said_as_of_the_day_of_the_paper_is_named_as_not_sealed(sample: OpenPortfolio) -> None:
    of, review_id = final_of(sample)
    brief = gather_brief(sample, of.initiative.id, review_id)
    (reported,) = sealed_scope_sentences(replace(brief, on_day=brief.assessment), ENGLISH)
    assert "the path to ready and how long proofs hold as of 18 August 2026" in reported
    priced = replace(brief, on_day=brief.assessment, day_rate=Decimal(800))
    (reported,) = sealed_scope_sentences(priced, ENGLISH)
    assert "the path to ready with its day rate and how long proofs hold" in reported


def test_a_draft_follows_the_record(sample: OpenPortfolio) -> None:
    of = record(sample, find_initiative(sample, CODE))
    drafts = [review.id for review in of.reviews if review.seal is None]
    brief = gather_brief(sample, of.initiative.id, drafts[-1])
    assert not brief.as_sealed
    assert not brief.partly_sealed


def test_earlier_reviews_on_it_are_those_that_were_final_then(sample: OpenPortfolio) -> None:
    of, review_id = final_of(sample)
    brief = gather_brief(sample, of.initiative.id, review_id)
    assert {case.review.seal is not None for case in brief.earlier} == {True}


def test_the_receipt_is_on_it(last_page: tuple[str, str]) -> None:
    reported, receipt = last_page
    assert receipt in reported


@pytest.mark.slow
def test_a_review_that_was_sealed_by_an_older_fivegates_says_what_is_not_sealed(tmp_path: Path) -> None:
    whole = read_sample(resource_path("sample"), default_rubric())
    old = with_finals(without_seals(whole), [(place, 0) for place in range(len(whole.records))], version=1)
    opened = create_filled(tmp_path / "old.fivegates", old)
    of = record(opened, find_initiative(opened, CODE))
    brief = gather_brief(opened, of.initiative.id, of.reviews[0].id)
    assert brief.partly_sealed
    reported = " ".join(" ".join(pages_of(render_brief(brief, ENGLISH, PaperSize.A4).pdf)).split())
    assert "Costs by month, scenarios, decisions, stage and earlier drafts are as recorded when" in reported
    close_portfolio(opened)
    assert check_portfolio(tmp_path / "old.fivegates").head is not None


def without_seals(of: Portfolio) -> Portfolio:
    """The portfolio with drafts alone."""
    records = (
        replace(
            each,
            reviews=tuple(
                replace(review, seal=None, supersedes=None, correction="") for review in each.reviews
            ),
        )
        for each in of.records
    )
    return replace(of, records=tuple(records))
