"""The weakest gate of a line of the portfolio table."""

from fractions import Fraction

from builders import REVIEWED

from fivegates.domain.portfolio.overview import GateMark, ReviewMark
from fivegates.domain.verdict.states import GateState, VerdictState


def mark(readiness: Fraction | None, *scores: Fraction | None) -> ReviewMark:
    """A review whose gates, named by number, have these scores."""
    gates = tuple(GateMark(str(n), f"Gate {n}", GateState.OPEN, score) for n, score in enumerate(scores))
    return ReviewMark(1, REVIEWED, VerdictState.READY, readiness, gates)


def test_the_first_gate_with_the_lowest_score_is_the_weakest() -> None:
    found = mark(Fraction(50), Fraction(80), Fraction(50), Fraction(50)).weakest
    assert found is not None
    assert found.gate == "1"


def test_there_is_no_weakest_gate_where_none_has_the_lowest_score() -> None:
    assert mark(Fraction(50)).weakest is None


def test_there_is_no_weakest_gate_while_one_has_no_score() -> None:
    assert mark(None, Fraction(80), None).weakest is None


def test_of_two_gates_with_one_score_the_worse_is_the_weakest() -> None:
    gates = tuple(
        GateMark(state, f"Gate {state}", state, Fraction(50))
        for state in (GateState.OPEN, GateState.CLOSED, GateState.CONDITIONAL)
    )
    found = ReviewMark(1, REVIEWED, VerdictState.NOT_READY, Fraction(50), gates).weakest
    assert found is gates[1]
