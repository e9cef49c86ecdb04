"""The figures of page 1 in words: each with what it refers to, or with the reason why it is not known."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from money_ledgers import benefit, cost, in_euros, usage

from fivegates.domain.economics.ledger import Basis, BenefitLine, CostLine, Ledger, Phase, UsageLine
from fivegates.domain.economics.money import RateGap
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.scenarios import scenario_from
from fivegates.domain.evidence_calendar import Calendar, Fall
from fivegates.domain.initiative.initiative import Action
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.settings import DayRate
from fivegates.domain.verdict.path import Path, Step
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.wording.price import (
    Fact,
    Target,
    go_live_fact,
    missing_rate_fact,
    missing_rate_sentence,
    money_facts,
    next_review_fact,
    no_costs_fact,
    path_fact,
    validity_fact,
)

TODAY = date(2026, 11, 30)
GO_LIVE = date(2027, 2, 1)
TARGET = Target(100, "claims")
LASTING = Calendar(TODAY, VerdictState.READY, (), None)
BUILD = cost("2026-02", "600", phase=Phase.BUILD)


def facts(
    costs: Iterable[CostLine],
    used: Iterable[UsageLine] = (usage("2026-03", 40),),
    gains: Iterable[BenefitLine] = (benefit("2026-03", "80"),),
    target: Target = TARGET,
) -> dict[str, tuple[str, str]]:
    """Value and note by label."""
    economics = in_euros(Ledger(tuple(costs), tuple(used), tuple(gains)))
    found = money_facts(economics, scenario_from(economics), target, ENGLISH)
    return {fact.label: (fact.value, fact.note) for fact in found}


def test_money_now_and_at_target_names_its_month_and_volume() -> None:
    # 10 for 40 units are 0.25 a unit, 25 for 100; 2.00 of value a unit bring 200.
    assert facts((BUILD, cost("2026-03", "10"))) == {
        "Run cost a month": ("€10.00", "March 2026: 40 claims"),
        "Run cost a month at target": ("€25.00", "at 100 claims a month"),
        "Result a month at target": ("€175", "at 100 claims a month"),
        "Payback at target": ("4 months", "of €600 build cost"),
        "Spent so far": ("€610", "€600 of it to build"),
    }


def test_without_a_target_the_volume_is_that_of_today() -> None:
    assert facts((BUILD, cost("2026-03", "10")), target=Target(None, "")) == {
        "Run cost a month": ("€10.00", "March 2026: 40 units"),
        "Result a month at the latest volume": ("€70.00", "at 40 units a month"),
        "Payback": ("9 months", "of €600 build cost"),
        "Spent so far": ("€610", "€600 of it to build"),
    }


def test_a_payback_that_never_comes_is_a_word_of_its_own() -> None:
    assert facts((BUILD, cost("2026-03", "100")))["Payback at target"][0] == "Never"


def test_without_a_benefit_neither_result_nor_payback_is_known() -> None:
    found = facts((BUILD, cost("2026-03", "10")), gains=())
    assert found["Result a month at target"] == ("Not known", "no benefit is recorded")
    assert found["Payback at target"] == ("Not known", "no benefit is recorded")


def test_a_forecast_benefit_is_said_to_be_one() -> None:
    found = facts((cost("2026-03", "10"),), gains=(benefit("2026-03", "80", basis=Basis.FORECAST),))
    assert found["Result a month at target"][1] == "at 100 claims a month, benefit forecast"


def test_without_a_build_cost_there_is_no_payback() -> None:
    found = facts((cost("2026-03", "10"),))
    assert found["Payback at target"] == ("Not known", "no build cost is recorded")
    assert found["Spent so far"] == ("€10.00", "none of it to build")


def test_with_a_build_cost_alone_all_was_spent_to_build() -> None:
    assert facts((BUILD,))["Spent so far"] == ("€600", "all of it to build")


def test_without_a_month_of_cost_and_volume_nothing_is_projected() -> None:
    assert facts((cost("2026-03", "10"),), used=()) == {
        "Run cost a month": ("€10.00", "March 2026"),
        "Result a month at target": ("Not known", "no month has both cost and volume"),
        "Spent so far": ("€10.00", "none of it to build"),
    }


def test_forecasts_are_neither_spent_nor_the_cost_of_now() -> None:
    found = facts((cost("2026-03", "10", basis=Basis.FORECAST),), gains=())
    assert found["Run cost a month"] == ("Not known", "no run cost is recorded")
    assert found["Spent so far"] == ("Not known", "no cost is recorded")


def test_a_forecast_volume_is_not_named_beside_a_cost_on_record() -> None:
    found = facts((cost("2026-03", "10"),), used=(usage("2026-03", 40, Basis.FORECAST),))
    assert found["Run cost a month"] == ("€10.00", "March 2026")


def test_what_a_price_book_says_is_an_estimate_and_not_spent() -> None:
    economics = in_euros(Ledger((cost("2026-03", "10"),), (usage("2026-03", 40),)))
    priced = replace(economics.costs[0], key=replace(economics.costs[0].key, priced=True))
    month = replace(economics.months[0], variable=Fraction(15), priced=Fraction(5))
    economics = replace(
        economics, costs=(*economics.costs, replace(priced, amount=Fraction(5))), months=(month,)
    )
    found = {each.label: each for each in money_facts(economics, scenario_from(economics), TARGET, ENGLISH)}
    assert found["Run cost a month"].value == "€15.00"
    assert found["Run cost a month"].note == "March 2026: 40 claims, in part estimated"
    assert found["Spent so far"].value == "€10.00"


def test_amounts_that_cannot_be_known_say_why() -> None:
    assert no_costs_fact(ENGLISH) == Fact("Run cost a month", "Not known", "no costs are recorded")
    gap = RateGap(Month(2026, 3), "USD", "EUR")
    assert missing_rate_fact(gap, ENGLISH).note == "no exchange rate from USD to EUR for March 2026"
    said = "Amounts are not known: there is no exchange rate from USD to EUR for March 2026."
    assert missing_rate_sentence(gap, ENGLISH) == said


# Path, validity and go-live


def path(*dues: date | None, obstacles: tuple[str, ...] = ()) -> Path:
    """A path of steps of two days each, due on those days."""
    steps = tuple(
        Step("g", "c", 2, 3, Decimal(2), False, False, Action("c", "Do it", 3, "Ada", due))  # noqa: FBT003
        for due in dues
    )
    return Path(steps, (), obstacles, TODAY, TODAY)


def test_the_path_is_reported_in_person_days() -> None:
    assert path_fact(path(), ENGLISH) is None
    assert path_fact(path(None), ENGLISH) == Fact("Path to ready", "2 person-days", "1 step")
    priced = path_fact(path(None), ENGLISH, DayRate(Decimal("1150.50"), "EUR"))
    assert priced == Fact("Path to ready", "2 person-days", "1 step; €2,301 at €1,150.50 a day")
    found = path_fact(path(None, GO_LIVE, obstacles=("g",)), ENGLISH)
    assert found == Fact("Path to ready", "4 person-days", "2 steps, for the other gates")


@pytest.mark.parametrize(
    ("way", "value", "note"),
    [
        (path(), "Can be met", "nothing is left to do"),
        (path(GO_LIVE, TODAY), "Can be met", "the path ends on 1 February 2027"),
        (path(GO_LIVE + timedelta(1)), "Cannot be met", "the path ends on 2 February 2027"),
        (
            path(GO_LIVE + timedelta(1), None),
            "Cannot be met",
            "the path ends no earlier than 2 February 2027",
        ),
        (path(GO_LIVE, None), "Not known", "not every step has a date"),
        (path(None), "Not known", "not every step has a date"),
        (path(TODAY - timedelta(3)), "Not known", "1 step overdue since 27 Nov 2026"),
        (path(GO_LIVE, obstacles=("g",)), "Not known", "no path opens every gate"),
    ],
)
def test_the_target_go_live_is_held_against_the_end_of_the_path(way: Path, value: str, note: str) -> None:
    assert go_live_fact(GO_LIVE, way, LASTING, ENGLISH) == Fact("Target go-live 1 Feb 2027", value, note)


@pytest.mark.parametrize(
    ("days", "note"), [(-1, "if what lapses by then is renewed"), (0, "nothing is left to do")]
)
def test_a_target_after_the_verdict_falls_is_met_only_by_renewal(days: int, note: str) -> None:
    fall = Fall(GO_LIVE + timedelta(days), VerdictState.NOT_READY, None, ("c",))
    found = go_live_fact(GO_LIVE, path(), replace(LASTING, fall=fall), ENGLISH)
    assert (found.value, found.note) == ("Can be met", note)


def test_a_target_that_is_behind_has_passed() -> None:
    found = go_live_fact(TODAY - timedelta(1), path(), LASTING, ENGLISH)
    assert (found.value, found.note) == ("Date has passed", "as of 30 November 2026")


def test_a_verdict_holds_until_its_proofs_lapse() -> None:
    fall = Fall(GO_LIVE, VerdictState.NOT_READY, None, ("c",))
    calendar = Calendar(TODAY, VerdictState.READY, (), fall)
    assert validity_fact(calendar, ENGLISH) == Fact("Ready until", "1 February 2027", "then Not ready")
    lasting = replace(calendar, fall=None)
    assert validity_fact(lasting, ENGLISH) == Fact("Ready", "No end date", "whichever proof lapses")
    assert validity_fact(replace(lasting, verdict=VerdictState.NOT_READY), ENGLISH) is None


def test_the_next_review_is_before_the_verdict_falls_and_within_a_quarter() -> None:
    reviewed = date(2026, 11, 23)
    lasting = Calendar(reviewed, VerdictState.READY, (), None)
    quarter = Fact("Next review by", "23 February 2027", "a quarter after this review")
    assert next_review_fact(reviewed, lasting, ENGLISH) == quarter
    falling = replace(lasting, fall=Fall(date(2027, 2, 1), VerdictState.NOT_READY, None, ()))
    assert next_review_fact(reviewed, falling, ENGLISH).value == "1 February 2027"
    assert next_review_fact(reviewed, falling, ENGLISH).note == "before the verdict falls"
    late = next_review_fact(date(2026, 1, 5), lasting, ENGLISH)
    assert (late.value, late.note) == ("Overdue", "a review is due once a quarter")
