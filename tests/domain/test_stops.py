"""Stop figures of decisions against the ledger: reached or not, when, and whether that is answered."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from builders import initiative
from money_ledgers import benefit, cost, usage

from fivegates.domain.economics.ledger import Basis, Ledger
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.projections import Market
from fivegates.domain.initiative.decisions import (
    Decision,
    LedgerFigure,
    LedgerStop,
    Outcome,
    Threshold,
    check_decision,
)
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.attention import (
    DueWaiver,
    InitiativeOnDay,
    ReachedStop,
    attention_on,
    by_urgency,
)
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.track_record.stops import StopCheck, stop_checks, unanswered
from fivegates.domain.wording.attention import (
    attention_kind,
    attention_sentence,
    attention_text,
    broken_title,
)
from fivegates.domain.wording.decisions import figure_word, stop_figure_text, stop_sentence, threshold_text

DECIDED, TODAY = date(2026, 8, 25), date(2026, 11, 30)
LEDGER = Ledger(
    tuple(cost(month, amount) for month, amount in (("2026-07", "90"), ("2026-08", "50"), ("2026-09", "80"))),
    tuple(
        replace(usage(month, units), successes=units // 2)
        for month, units in (("2026-07", 100), ("2026-08", 100), ("2026-09", 100), ("2026-10", 40))
    ),
    (benefit("2026-09", "60"),),
)
UNIT_COST = LedgerStop(LedgerFigure.UNIT_COST, Decimal("0.60"), "EUR")


def decision(*stops: LedgerStop, dated: date = DECIDED) -> Decision:
    fixed = (*(Threshold("Cost of a claim", ledger=stop) for stop in stops), Threshold("Loved by all"))
    return Decision(dated, Outcome.HOLD, "The board", thresholds=fixed)


def checked(*made: Decision, ledger: Ledger = LEDGER, day: date = TODAY) -> tuple[StopCheck, ...]:
    return stop_checks(made, ledger, Market(), day)


def test_a_month_since_the_decision_reaches_the_stop_figure() -> None:
    (check,) = checked(decision(UNIT_COST))
    assert [(each.month, each.value) for each in check.reached] == [(Month(2026, 9), Fraction(4, 5))]
    assert stop_sentence(check, ENGLISH) == (
        "Stop figure reached in September 2026: €0.80 (Unit cost of €0.60 or more)."
    )


def test_the_figure_itself_reaches_it_and_the_first_month_is_reported() -> None:
    (check,) = checked(decision(replace(UNIT_COST, at=Decimal("0.5"))))
    assert stop_sentence(check, ENGLISH) == (
        "Stop figure reached in September 2026: €0.80 (Unit cost of €0.50 or more); first in August 2026."
    )


def test_not_reached_not_known_yet_and_not_compared() -> None:
    rule = "Unit cost of €0.60 or more"
    (check,) = checked(decision(UNIT_COST), day=date(2026, 8, 31))
    assert stop_sentence(check, ENGLISH) == f"{rule}: not reached; €0.50 in August 2026."
    (check,) = checked(decision(UNIT_COST), day=date(2026, 8, 30))
    assert stop_sentence(check, ENGLISH) == f"{rule}: the ledger has no month to compare since the decision."
    foreign = (*LEDGER.costs, replace(LEDGER.costs[0], currency="USD"))
    (check,) = checked(decision(UNIT_COST), ledger=replace(LEDGER, costs=foreign))
    assert stop_sentence(check, ENGLISH) == f"{rule}: not compared, for a rate is missing."
    assert checked(decision(UNIT_COST), day=date(2026, 8, 24)) == ()


def test_months_with_few_units_do_not_count() -> None:
    (check,) = checked(decision(replace(UNIT_COST, from_units=101)))
    assert (check.latest, check.reached) == (None, ())
    assert stop_figure_text(check.stop, ENGLISH) == "Unit cost of €0.60 or more, from 101 units a month"


@pytest.mark.parametrize(
    ("figure", "at", "value", "reported"),
    [
        (LedgerFigure.RUN_COST, "80", Fraction(80), "Run cost a month of €80 or more"),
        (LedgerFigure.UNITS, "40", Fraction(40), "Units a month of 40 or less"),
        (LedgerFigure.UNIT_VALUE, "0.60", Fraction(3, 5), "Value of a unit of €0.60 or less"),
        (LedgerFigure.MARGIN, "-0.20", Fraction(-1, 5), "Margin of a unit of −€0.20 or less"),
        (LedgerFigure.SUCCESS_RATE, "50", Fraction(50), "Successful units of 50% or less"),
    ],
)
def test_costs_come_up_to_a_figure_and_others_down_to_it(
    figure: LedgerFigure, at: str, value: Fraction, reported: str
) -> None:
    currency = "" if figure in {LedgerFigure.UNITS, LedgerFigure.SUCCESS_RATE} else "EUR"
    stop = LedgerStop(figure, Decimal(at), currency)
    (check,) = checked(decision(stop))
    assert check.reached[-1].value == value
    assert reported in stop_sentence(check, ENGLISH)
    step = Decimal("0.01") if figure is LedgerFigure.RUN_COST else Decimal("-0.01")
    (check,) = checked(decision(replace(stop, at=stop.at + step)))
    assert not check.reached


def test_only_what_happened_counts() -> None:
    hoped = tuple(replace(line, basis=Basis.FORECAST) for line in LEDGER.costs)
    uncounted = tuple(replace(line, units=None, successes=None) for line in LEDGER.usage)
    rate = LedgerStop(LedgerFigure.SUCCESS_RATE, Decimal(99))
    for ledger, stop in (
        (replace(LEDGER, costs=hoped), UNIT_COST),
        (replace(LEDGER, usage=uncounted), rate),
        (replace(LEDGER, usage=uncounted), LedgerStop(LedgerFigure.UNITS, Decimal(99))),
        (Ledger(), rate),
    ):
        (check,) = checked(decision(stop), ledger=ledger)
        assert check.latest is None


def test_a_later_decision_on_the_same_figure_takes_its_place() -> None:
    later = decision(replace(UNIT_COST, at=Decimal(9)), dated=date(2026, 10, 5))
    units = LedgerStop(LedgerFigure.UNITS, Decimal(1))
    found = checked(later, decision(UNIT_COST, units))
    assert [(check.stop.at, check.decision.dated) for check in found] == [
        (Decimal(9), later.dated),
        (Decimal(1), DECIDED),
    ]


def test_a_reached_figure_needs_attention_until_something_is_decided() -> None:
    made = decision(UNIT_COST)
    found = unanswered(checked(made), [made], TODAY)
    assert len(found) == 1
    answered = Decision(date(2026, 10, 1), Outcome.GO, "The board")
    assert unanswered(checked(made), [made, answered], TODAY) == ()
    assert unanswered(checked(made), [made, answered], date(2026, 9, 30)) == found
    assert unanswered(checked(decision(replace(UNIT_COST, at=Decimal(9)))), [made], TODAY) == ()
    of = InitiativeOnDay(OverviewLine(initiative(), None), None, None, (), (), found)
    items = by_urgency(attention_on(of, TODAY))
    assert attention_kind(items[0], ENGLISH) == "Stop figure"
    assert attention_text(items[0], TODAY, ENGLISH) == (
        "Cost of a claim: Stop figure reached in September 2026: €0.80 (Unit cost of €0.60 or more)."
    )
    assert attention_sentence(items, TODAY, ENGLISH) == (
        "As of 30 November 2026, looking 30 days ahead: 1 stop figure is reached and 1 review is due."
    )


def test_the_title_of_what_is_broken_names_only_kinds_that_there_are() -> None:
    (check,) = checked(decision(UNIT_COST))
    stop, waiver = ReachedStop(initiative(), check), DueWaiver(initiative(), "It is watched", TODAY)
    assert broken_title([stop], ENGLISH) == "Stop figures"
    assert broken_title([waiver], ENGLISH) == "Waivers"
    assert broken_title([waiver, stop], ENGLISH) == "Stop figures and waivers"


def test_an_amount_has_a_currency_and_a_count_has_none() -> None:
    for figure in LedgerFigure:
        counted = figure in {LedgerFigure.UNITS, LedgerFigure.SUCCESS_RATE}
        sound, unsound = ("", "EUR") if counted else ("EUR", "")
        assert check_decision(decision(LedgerStop(figure, Decimal(1), sound))) == ()
        problems = check_decision(decision(LedgerStop(figure, Decimal(1), unsound)))
        assert [problem.place for problem in problems] == ["thresholds[0].ledger.currency"]


def test_every_figure_has_its_word() -> None:
    assert len({figure_word(figure, ENGLISH) for figure in LedgerFigure}) == len(LedgerFigure)
    assert threshold_text(Threshold("Cost of a claim", ledger=UNIT_COST), ENGLISH) == "Cost of a claim"
