"""Firmness (DESIGN 4.9): the single one-level moves of a claim that would change the verdict."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

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
    is_waived,
    judge,
    state_of,
    with_claim,
)


@dataclass(frozen=True, slots=True)
class Move:
    """A claim moved by one level, alone, and the resulting verdict."""

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


@dataclass(frozen=True, slots=True)
class WithoutWaiver:
    """The verdict without the waiver of one criterion, alone."""

    criterion: str
    verdict: VerdictState


def without_waivers(case: Case, verdict: Verdict | None = None) -> tuple[WithoutWaiver, ...]:
    """List the waivers on each of which alone the verdict depends, in the rubric's order."""
    verdict = verdict or judge(case)
    committed = committed_criteria(case)
    return tuple(
        WithoutWaiver(criterion, state)
        for index, gate in enumerate(verdict.gates)
        if gate.lapses
        for criterion, again in _withdrawals(gate, case.rubric.thresholds, committed)
        if (state := state_of({*_states_beside(verdict, index), again.state})) is not verdict.state
    )


def _withdrawals(
    gate: GateResult, thresholds: Thresholds, committed: frozenset[str]
) -> Iterator[tuple[str, GateResult]]:
    """The gate after removing each of its waivers alone."""
    for index, result in enumerate(gate.criteria):
        if is_waived(result):
            bare = replace(result, waiver=None)
            criteria = (*gate.criteria[:index], bare, *gate.criteria[index + 1 :])
            yield result.criterion.id, gate_result(gate.gate, criteria, thresholds, committed)


def _states_beside(verdict: Verdict, index: int) -> frozenset[GateState]:
    """The states of all gates but the one at `index`, which alone is judged again."""
    return frozenset(gate.state for number, gate in enumerate(verdict.gates) if number != index)


def _moves(
    gate: GateResult, beside: frozenset[GateState], thresholds: Thresholds, committed: frozenset[str]
) -> Iterator[Move]:
    """Results of each claim in a gate moved one level down and one up."""
    for result, level, again in one_level_moves(gate, thresholds, committed):
        claimed = result.claimed or 0
        yield Move(result.criterion.id, claimed, level, state_of({*beside, again.state}))


def one_level_moves(
    gate: GateResult, thresholds: Thresholds, committed: frozenset[str]
) -> Iterator[tuple[CriterionResult, int, GateResult]]:
    """Each claim in a gate with a level one lower or higher, and the resulting gate.

    Empty where nothing is claimed.
    """
    for index, result in enumerate(gate.criteria):
        if result.claimed is None:
            continue
        for level in (result.claimed - 1, result.claimed + 1):
            if level in LEVELS:
                moved = with_claim(result, level, thresholds)
                criteria = (*gate.criteria[:index], moved, *gate.criteria[index + 1 :])
                yield result, level, gate_result(gate.gate, criteria, thresholds, committed)
