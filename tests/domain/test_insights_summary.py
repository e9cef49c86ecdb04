"""The portfolio in one page: counts, what moved since the final review before, and what is due."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from builders import DUE, REVIEWED
from hypothesis import given
from hypothesis import strategies as st
from insight_cases import line, mark, named

from fivegates.domain.initiative.decisions import Condition, ConditionState, Decision, Outcome
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.insights.summary import PortfolioSummary, summary_of
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.overview import OverviewLine, ReviewMark
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.wording.overview import review_word, summary_sentence
from fivegates.domain.wording.portfolio_summary import due_finding, due_text, movement_text, movements_finding

READY, _, HELD, NOT_READY, LACKING = VerdictState
OPEN = GateState.OPEN


def at(readiness: int | Fraction | None, verdict: VerdictState = NOT_READY) -> ReviewMark:
    """A review with one gate of that score."""
    return mark([OPEN], [readiness], verdict=verdict)


def summed(*moves: tuple[str, ReviewMark | None, ReviewMark | None]) -> PortfolioSummary:
    """The summary of initiatives by name, earlier final review and latest review."""
    lines = [line(name, now) for name, _, now in moves]
    finals = {named(name).id: before for name, before, _ in moves if before}
    return summary_of(lines, finals, [])


def decided(of: Initiative, *conditions: Condition) -> tuple[Initiative, Decision]:
    """A decision with these conditions."""
    return of, Decision(REVIEWED, Outcome.CONDITIONS, "Board", conditions=conditions)


def test_counts_are_by_verdict_and_leave_the_archived_out() -> None:
    lines = [line("A", at(80, READY)), line("B"), line("C", at(10)), line("D", at(10), archived=True)]
    summary = summary_of(lines, {}, [])
    assert dict(summary.counts) == {READY: 1, None: 1, NOT_READY: 1}
    assert summary.total == 3
    assert summary_sentence(lines, ENGLISH) == "3 initiatives · 1 ready · 1 not ready · 1 not reviewed"
    assert review_word(None, ENGLISH) == "Not reviewed"
    assert review_word(at(80, READY), ENGLISH) == "Ready"


def test_less_than_a_percent_is_no_move() -> None:
    summary = summed(
        ("Same", at(Fraction(301, 4)), at(Fraction(151, 2))), ("Turned", at(75), at(Fraction(301, 4), READY))
    )
    assert summary.unmoved == 1
    assert [movement_text(each, ENGLISH) for each in summary.movements] == [
        "Not ready → Ready, readiness 75% as before"
    ]


def test_changed_verdicts_come_first_then_the_furthest_moved() -> None:
    summary = summed(
        ("Small", at(40), at(45)),
        ("Large", at(40), at(20)),
        ("Turned", at(74), at(75, READY)),
        ("Unknown", at(None, LACKING), at(None, NOT_READY)),
        ("Same", at(40), at(40)),
        ("First", None, at(40)),
        ("Unseen", at(40), None),
    )
    assert [each.initiative.name for each in summary.movements] == ["Turned", "Unknown", "Large", "Small"]
    assert summary.unmoved == 1
    assert [each.gained for each in summary.movements] == [1, None, -20, 5]
    assert movement_text(summary.movements[0], ENGLISH) == "Not ready → Ready, readiness 74% → 75%"
    assert movement_text(summary.movements[2], ENGLISH) == "Not ready, readiness 40% → 20%"
    assert movements_finding(summary, ENGLISH) == (
        "4 of 5 have moved since their previous final reviews; 1 for the better in verdict, 1 for the worse"
    )


def test_it_says_so_where_nothing_moved_or_nothing_can_be_compared() -> None:
    assert movements_finding(summed(("A", None, at(40))), ENGLISH).startswith("No initiative has an earlier")
    assert movements_finding(summed(("A", at(40), at(40))), ENGLISH).startswith("The one initiative")
    still = summed(("A", at(40), at(40)), ("B", at(40), at(40)))
    assert movements_finding(still, ENGLISH).startswith("None of 2 initiatives")
    moved = movements_finding(summed(("A", at(40), at(41))), ENGLISH)
    assert moved == (
        "The one initiative with an earlier final review has moved since; no verdict has changed"
    )


def test_open_conditions_are_due_the_earliest_first_and_the_undated_last() -> None:
    late = Condition("Name an owner", "R. Marsh", date(2026, 5, 1))
    met = Condition("Met", "R. Marsh", date(2026, 5, 1), ConditionState.MET)
    undated = Condition("Write it down")
    decisions = [
        decided(named("B"), undated, met, Condition("Renew", "A. Okafor", DUE)),
        decided(named("A"), late),
        decided(named("Gone", archived=True), late),
    ]
    summary = summary_of([], {}, decisions)
    assert [due.condition.text for due in summary.due] == ["Name an owner", "Renew", "Write it down"]
    assert [due_text(due, REVIEWED, ENGLISH) for due in summary.due] == [
        "R. Marsh, overdue since 1 May 2026",
        "A. Okafor, by 30 Jun 2026",
        "nobody, no date",
    ]
    assert due_finding(summary, REVIEWED, ENGLISH) == "3 conditions are open; 1 of them is overdue"
    long_ago = date(2026, 5, 1)
    assert due_finding(summary, long_ago, ENGLISH) == "3 conditions are open; none of them is overdue"
    assert due_finding(summary_of([], {}, []), REVIEWED, ENGLISH) == "No condition of a decision is open"


@given(st.lists(st.integers(0, 3), max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_what_goes_in_never_matters(given_days: list[int], random: Random) -> None:
    lines: list[OverviewLine] = [line(f"N{n}", at(40 + day)) for n, day in enumerate(given_days)]
    finals = {each.initiative.id: at(41) for each in lines}
    decisions = [
        decided(each.initiative, Condition(f"Do {n}", due=REVIEWED + timedelta(days=given_days[n])))
        for n, each in enumerate(lines)
    ]
    summary = summary_of(lines, finals, decisions)
    again = summary_of(random.sample(lines, len(lines)), finals, random.sample(decisions, len(decisions)))
    assert again == summary


def test_a_condition_that_is_not_met_comes_first_and_is_overdue_all_the_same() -> None:
    broken = Condition("Bias is tested", "R. Marsh", REVIEWED - timedelta(days=1), ConditionState.NOT_MET)
    undated = Condition("A fallback exists", "", None, ConditionState.NOT_MET)
    waiting = Condition("An owner is named", "", REVIEWED - timedelta(days=9))
    summary = summary_of([], {}, [decided(named("A"), waiting, broken, undated)])
    assert [due.condition.text for due in summary.due] == [
        "Bias is tested",
        "A fallback exists",
        "An owner is named",
    ]
    assert due_finding(summary, REVIEWED, ENGLISH) == (
        "2 conditions are not met; 1 condition is open; 2 of them are overdue"
    )
    assert due_text(summary.due[0], REVIEWED, ENGLISH) == "not met; R. Marsh, overdue since 11 May 2026"
    only = summary_of([], {}, [decided(named("A"), undated)])
    assert due_finding(only, REVIEWED, ENGLISH) == "1 condition is not met; it is not overdue"
    alone = summary_of([], {}, [decided(named("A"), waiting)])
    assert due_finding(alone, REVIEWED, ENGLISH) == "1 condition is open; it is overdue"


def test_drafts_are_counted_of_what_is_reviewed() -> None:
    draft = replace(at(10), draft=True)
    lines = [line("A", draft), line("B", at(80, READY)), line("C"), line("D", draft, archived=True)]
    assert summary_of(lines, {}, []).drafts == 1
    assert summary_sentence(lines, ENGLISH) == (
        "3 initiatives · 1 ready · 1 not ready · 1 not reviewed · 1 of 2 is a draft"
    )
