"""Firmness (DESIGN 4.9): which single one-level moves of a claim would change the verdict."""

from collections.abc import Iterator
from dataclasses import dataclass

from fivegates.domain.limits import LEVELS
from fivegates.domain.review.review import Case
from fivegates.domain.rubric.rubric import Thresholds
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.verdict.verdict import (
    CriterionResult,
    GateResult,
    Verdict,
    committed_criteria,
    gate_result,
    judge,
    state_of,
    with_claim,
)


@dataclass(frozen=True, slots=True)
class Move:
    """A claim moved by one level, alone, and the verdict that this would give."""

    criterion: str
    from_level: int
    to_level: int
    verdict: VerdictState


def firmness_of(case: Case, verdict: Verdict | None = None) -> tuple[Move, ...]:
    """List the moves that change the verdict, in the rubric's order; empty means firm."""
    verdict = verdict or judge(case)
    committed = committed_criteria(case)
    return tuple(
        move
        for index, gate in enumerate(verdict.gates)
        for move in _moves(gate, _states_beside(verdict, index), case.rubric.thresholds, committed)
        if move.verdict is not verdict.state
    )


def _states_beside(verdict: Verdict, index: int) -> frozenset[GateState]:
    """The states of all gates but the one at `index`, which alone is judged again."""
    return frozenset(gate.state for number, gate in enumerate(verdict.gates) if number != index)


def _moves(
    gate: GateResult, beside: frozenset[GateState], thresholds: Thresholds, committed: frozenset[str]
) -> Iterator[Move]:
    """What each claim in a gate would give one level down and one up."""
    for result, level, again in one_level_moves(gate, thresholds, committed):
        claimed = result.claimed or 0
        yield Move(result.criterion.id, claimed, level, state_of({*beside, again.state}))


def one_level_moves(
    gate: GateResult, thresholds: Thresholds, committed: frozenset[str]
) -> Iterator[tuple[CriterionResult, int, GateResult]]:
    """Each claim in a gate with a level one lower or higher, and the gate as that alone would make it.

    Nothing where nothing is claimed.
    """
    for index, result in enumerate(gate.criteria):
        if result.claimed is None:
            continue
        for level in (result.claimed - 1, result.claimed + 1):
            if level in LEVELS:
                moved = with_claim(result, level, thresholds)
                criteria = (*gate.criteria[:index], moved, *gate.criteria[index + 1 :])
                yield result, level, gate_result(gate.gate, criteria, thresholds, committed)
