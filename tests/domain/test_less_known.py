"""Less known is never a better verdict: whatever is taken out of the record, the verdict does not rise.

A line is taken out so that its absence shows: all costs or all benefits of a month go together, and usage
stays without its count. That one invoice of several, or a whole month, was never recorded cannot be seen.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from builders import Answer, action_for, case, criterion, evidence_for, initiative, rubric
from hypothesis import given
from hypothesis import strategies as st
from ledgers import MARCH, benefit, cost, day_after, usage, variable

from fivegates.domain.economics.ledger import Basis, Behaviour, Ledger, Phase
from fivegates.domain.economics.money import Rate, RateTable
from fivegates.domain.economics.months import Month
from fivegates.domain.portfolio.overview import BEST_FIRST
from fivegates.domain.review.review import Case
from fivegates.domain.rubric.rubric import LedgerCheck, Thresholds
from fivegates.domain.verdict.ledger_rule import figures_on
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.verdict.verdict import judge

MONTHS = [MARCH.plus(number) for number in range(-1, 3)]
CHECKED = rubric(
    *(
        replace(criterion(check.value, check.value, required=True), ledger_check=check)
        for check in LedgerCheck
    ),
    *(criterion(f"other-{check.value}", check.value) for check in LedgerCheck),
)


@dataclass(frozen=True)
class Known:
    """What the verdict of a review rests on."""

    ledger: Ledger
    rates: RateTable
    judged: Case

    def place(self) -> int:
        asked = replace(initiative(), target_volume=1_000)
        figures = figures_on(self.ledger, "EUR", self.rates, asked, self.judged.review.dated)
        return BEST_FIRST.index(judge(replace(self.judged, figures=figures)).state)


amounts = st.sampled_from(["0", "1", "10", "100", "1000", "-5"])
currencies = st.sampled_from(["EUR", "EUR", "USD"])


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """Usage in every month; costs and benefits in two currencies, credits and forecasts among them."""
    costs = [
        cost(
            draw(amounts),
            month,
            behaviour=draw(st.sampled_from(Behaviour)),
            phase=draw(st.sampled_from([Phase.RUN, Phase.RUN, Phase.BUILD])),
            basis=draw(st.sampled_from([Basis.ACTUAL, Basis.ACTUAL, Basis.FORECAST])),
            currency=draw(currencies),
            attributed=draw(st.booleans()),
        )
        for month in MONTHS
        for _ in range(draw(st.integers(1, 3)))
    ]
    benefits = [
        benefit(draw(amounts), month, currency=draw(currencies), basis=draw(st.sampled_from(Basis)))
        for month in MONTHS
        for _ in range(draw(st.integers(1, 2)))
    ]
    return Ledger(tuple(costs), tuple(usage(10, month) for month in MONTHS), tuple(benefits))


@st.composite
def records(draw: st.DrawFn) -> Known:
    """Everything claimed, proven and planned, so that the ledger decides."""
    answers: dict[str, Answer] = {each.id: draw(st.integers(2, 4)) for each in CHECKED.criteria}
    planned = [action_for(check.value) for check in LedgerCheck if draw(st.booleans())]
    limits = Thresholds(return_cap=draw(st.integers(0, 2)), unproven_level=draw(st.integers(1, 2)))
    judged = case(replace(CHECKED, thresholds=limits), answers, actions=planned)
    judged = replace(judged, review=replace(judged.review, dated=day_after(MONTHS[-1])))
    judged = replace(
        judged,
        evidence=tuple(evidence_for(each.id, days_old=old) for each in CHECKED.criteria for old in (0, 300)),
    )
    rates = RateTable(tuple(Rate(month, "USD", "EUR", Decimal("0.9")) for month in MONTHS))
    return Known(draw(ledgers()), rates, judged)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Known, Known]:
    """What is known, and the same with something taken out."""
    more = draw(records())

    def gone(of: list[Month]) -> set[Month]:
        return draw(st.sets(st.sampled_from(of), max_size=2))

    uncosted, unearned, uncounted, unrated = gone(MONTHS), gone(MONTHS), gone(MONTHS), gone(MONTHS)
    less = Ledger(
        tuple(line for line in more.ledger.costs if line.month not in uncosted),
        tuple(replace(u, units=None) if u.month in uncounted else u for u in more.ledger.usage),
        tuple(line for line in more.ledger.benefits if line.month not in unearned),
    )
    rates = RateTable(tuple(rate for rate in more.rates.rates if rate.month not in unrated))
    kept = tuple(item for item in more.judged.evidence if draw(st.integers(0, 9)))
    return more, Known(less, rates, replace(more.judged, evidence=kept))


@given(pairs())
def test_less_known_is_never_a_better_verdict(pair: tuple[Known, Known]) -> None:
    more, less = pair
    assert less.place() >= more.place()


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize("amount", ["0.01", "-0.01"])
def test_a_line_without_a_rate_does_not_lift_a_loss(basis: Basis, amount: str) -> None:
    """Three months of 1,000 cost against 10 benefit, and one line that cannot be converted."""
    losing = Ledger(
        tuple(variable("1000", month) for month in MONTHS[1:]),
        tuple(usage(10, month) for month in MONTHS[1:]),
        tuple(benefit("10", month) for month in MONTHS[1:]),
    )
    answers: dict[str, Answer] = dict.fromkeys((each.id for each in CHECKED.criteria), 4)
    judged = case(CHECKED, answers)
    judged = replace(judged, review=replace(judged.review, dated=day_after(MONTHS[-1])))
    judged = replace(judged, evidence=tuple(evidence_for(each.id) for each in CHECKED.criteria))
    more = replace(losing, costs=(*losing.costs, cost(amount, MONTHS[-1], currency="USD", basis=basis)))
    places = {Known(each, RateTable(), judged).place() for each in (losing, more)}
    assert places == {BEST_FIRST.index(VerdictState.NOT_READY)}
