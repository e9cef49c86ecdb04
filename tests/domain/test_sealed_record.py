"""What a seal of version 2 holds beside what the verdict rests on, and how it is read again."""

import json
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest
from builders import REVIEWED
from hypothesis import given
from hypothesis import strategies as st
from ledgers import cost

from fivegates.actions.rubrics import default_rubric
from fivegates.domain.economics.assumptions import Assumptions, ReviewAssumption, StepAssumption
from fivegates.domain.economics.ledger import (
    Basis,
    Behaviour,
    BenefitLine,
    CostCategory,
    CostLine,
    Ledger,
    ModelPrice,
    Phase,
    PriceBook,
    UsageLine,
)
from fivegates.domain.economics.money import Rate, RateTable
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.unit_economics import economics_of
from fivegates.domain.errors import UserError
from fivegates.domain.initiative.decisions import Condition, Decision, Outcome, Threshold
from fivegates.domain.initiative.initiative import Initiative, Stage
from fivegates.domain.review import sealed_record
from fivegates.domain.review.case import draft_case
from fivegates.domain.review.review import InitiativeRecord, Review
from fivegates.domain.review.seal import content_of, plain_of, value_of
from fivegates.domain.review.seal_reader import read_content
from fivegates.domain.review.sealed_record import SealedRecord, condensed_ledger, record_to_seal

COST = CostLine(
    date(2026, 3, 4),
    CostCategory.DATA,
    Decimal("21.50"),
    "EUR",
    Phase.RUN,
    Behaviour.FIXED,
    source="a.csv",
    id=7,
)
BOOK = PriceBook(
    date(2026, 1, 1), "USD", (ModelPrice("m-1", Decimal("1E-7")), ModelPrice("m-2", None)), "list"
)
RECORD = InitiativeRecord(
    Initiative("CLM", "Claims", "Reads claims", stage=Stage.PILOT, models=("m-1",), target_volume=9, id=3),
    ledger=Ledger(
        (COST, replace(COST, dated=date(2026, 9, 1))),
        (UsageLine(date(2026, 3, 1), 5, "claims", model="m-1"),),
        (BenefitLine(date(2026, 3, 1), Decimal(9), "EUR", "time"),),
    ),
    decisions=(
        Decision(
            date(2026, 1, 2),
            Outcome.GO,
            "Board",
            "Because",
            (Condition("Test it", "R. Marsh", date(2026, 4, 1), note="done"),),
            (Threshold("Errors", "1 %", "5 %", "2 %"),),
            id=4,
        ),
        Decision(date(2027, 1, 2), Outcome.STOP, "Board"),
    ),
    scenarios=(
        Assumptions(
            "Twice",
            20,
            "EUR",
            Decimal("0.50"),
            model="m-1",
            review=ReviewAssumption(Decimal("0.1"), Decimal(2), Decimal(40)),
            steps=StepAssumption(10, Decimal(3)),
            id=9,
        ),
    ),
)
RATES = RateTable((Rate(Month(2026, 3), "USD", "EUR", Decimal("0.9"), "ECB", id=2),))
REVIEW = Review(REVIEWED, default_rubric().id, default_rubric().version)


def held() -> SealedRecord:
    return record_to_seal(RECORD, REVIEW, "EUR", RATES, [BOOK])


def content(record: SealedRecord | None) -> str:
    case = draft_case(RECORD, REVIEW, default_rubric(), "EUR", RATES)
    return content_of(case, RECORD.initiative, record)


def test_what_is_sealed_is_read_as_it_was_without_ids_of_the_store() -> None:
    found = read_content(content(held())).record
    assert found is not None
    assert found.initiative == replace(RECORD.initiative, id=0)
    assert found.ledger.costs == (replace(COST, id=0),)  # September was not over, nor begun
    assert found.decisions == (replace(RECORD.decisions[0], id=0),)  # the other came later
    assert found.scenarios == (replace(RECORD.scenarios[0], id=0),)
    assert found.rates == (replace(RATES.rates[0], id=0),)
    assert found.price_books == (replace(BOOK, prices=BOOK.prices[:1]),)
    assert '"id"' not in content(held())


def test_a_seal_of_version_1_has_no_record() -> None:
    assert "version" not in json.loads(content(None))
    assert read_content(content(None)).record is None


def test_the_record_takes_the_place_of_what_stands_now() -> None:
    now = replace(RECORD, initiative=replace(RECORD.initiative, name="Renamed", archived=True), decisions=())
    then = held().restored(now)
    assert then.initiative == replace(RECORD.initiative, archived=True)
    assert [decision.id for decision in then.decisions] == [1]
    assert then.reviews == now.reviews


@pytest.mark.parametrize(
    "spoil",
    [
        lambda plain: plain["record"].update(initiative=3),
        lambda plain: plain["record"]["initiative"].update(name=""),
        lambda plain: plain["record"]["initiative"].update(target_volume="9"),
        lambda plain: plain["record"]["initiative"].update(target_volume=True),
        lambda plain: plain["record"]["initiative"].update(stage="dream"),
        lambda plain: plain["record"]["initiative"].update(models="m-1"),
        lambda plain: plain["record"]["initiative"].pop("code"),
        lambda plain: plain["record"]["ledger"]["costs"][0].update(amount="1e9999999"),
        lambda plain: plain["record"]["ledger"]["costs"][0].update(dated=20260304),
        lambda plain: plain["record"]["rates"][0].update(month="2026-13"),
        lambda plain: plain.pop("record"),
    ],
)
def test_what_we_did_not_write_cannot_be_read(spoil: object) -> None:
    assert callable(spoil)
    plain = json.loads(content(held()))
    spoil(plain)
    with pytest.raises(UserError, match="cannot be read"):
        read_content(json.dumps(plain))


def test_only_values_of_the_domain_are_sealed() -> None:
    with pytest.raises(TypeError):
        plain_of(1.5)


@dataclass(frozen=True)
class Later:
    """A class that got a field since it was sealed."""

    name: str
    added: int = 5


def test_a_field_that_was_added_later_has_its_default() -> None:
    assert value_of(Later, {"name": "x"}) == Later("x")


def test_a_noncharacter_that_was_sealed_once_is_still_read() -> None:
    plain = json.loads(content(held()))
    plain["record"]["initiative"]["summary"] = "a\ufffeb"
    found = read_content(json.dumps(plain)).record
    assert found is not None
    assert found.initiative.summary == "a\ufffeb"


LINES = st.builds(
    CostLine,
    st.dates(date(2026, 1, 1), date(2026, 3, 31)),
    st.sampled_from(CostCategory),
    st.decimals(-10, 1000, places=2),
    st.just("EUR"),
    st.sampled_from(Phase),
    st.sampled_from(Behaviour),
    st.sampled_from(Basis),
    st.none() | st.decimals(0, 9, places=2),
    st.booleans(),
    st.sampled_from(["", "m-1"]),
    st.text("abc", max_size=2),
)
USAGE = st.builds(
    UsageLine,
    st.dates(date(2026, 1, 1), date(2026, 3, 31)),
    *(st.none() | st.integers(0, 9) if name != "unit" else st.just("claims") for name in ("units", "unit")),
    st.none() | st.integers(0, 9),
    st.none() | st.integers(0, 9),
    st.none() | st.integers(0, 9),
    st.none() | st.integers(0, 9),
    st.none(),
    st.sampled_from(["", "m-1"]),
    st.sampled_from(Basis),
)
BENEFITS = st.builds(
    BenefitLine,
    st.dates(date(2026, 1, 1), date(2026, 3, 31)),
    st.decimals(0, 99, places=2),
    st.just("EUR"),
    st.sampled_from(["", "time"]),
    st.sampled_from(Basis),
)


@given(st.lists(LINES, max_size=9), st.lists(USAGE, max_size=9), st.lists(BENEFITS, max_size=9))
def test_sums_give_the_same_figures_as_the_lines(
    costs: list[CostLine], usage: list[UsageLine], benefits: list[BenefitLine]
) -> None:
    ledger = Ledger(tuple(costs), tuple(usage), tuple(benefits))
    sums = condensed_ledger(ledger)
    assert economics_of(sums, "EUR", RATES) == economics_of(ledger, "EUR", RATES)
    assert condensed_ledger(sums) == sums


def test_a_large_ledger_is_sealed_by_its_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed_record, "MOST_LINES", 2)
    found = held()
    assert found.condensed
    assert found.ledger.costs == (replace(COST, dated=date(2026, 3, 1), source="", id=0),)
    huge = replace(found, ledger=Ledger((replace(COST, amount=Decimal(10) ** 15),)))
    read = read_content(content(huge)).record
    assert read is not None
    assert read.ledger.costs[0].amount == Decimal(10) ** 15


@pytest.mark.parametrize(
    ("first", "second", "summed"),
    [(None, None, None), (Decimal(2), Decimal(3), Decimal(5)), (Decimal(2), None, None)],
)
def test_what_was_billed_adds_up_where_both_lines_tell(
    first: Decimal | None, second: Decimal | None, summed: Decimal | None
) -> None:
    line = cost("10.50")
    added = sealed_record._added_costs(replace(line, billed=first), replace(line, billed=second))
    assert (added.amount, added.billed) == (Decimal(21), summed)
