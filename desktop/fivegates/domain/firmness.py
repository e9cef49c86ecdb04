"""Firmness (DESIGN 4.9): which single one-level moves of a claim would change the verdict."""

from collections.abc import Iterator
from dataclasses import dataclass

from fivegates.domain.reviews import Case
from fivegates.domain.rubric import LEVELS
from fivegates.domain.verdict import (
    CriterionResult,
    Verdict,
    VerdictState,
    committed_criteria,
    gate_result,
    judge,
    verdict_of,
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
    return tuple(
        move
        for index, gate in enumerate(verdict.gates)
        for result in gate.criteria
        for move in _moves(case, verdict, index, result)
        if move.verdict is not verdict.state
    )


def _moves(case: Case, verdict: Verdict, index: int, result: CriterionResult) -> Iterator[Move]:
    """One level down and one up, of a criterion in the gate at `index`; none where nothing is claimed."""
    if result.claimed is None:
        return
    for level in (result.claimed - 1, result.claimed + 1):
        if level in LEVELS:
            state = _verdict_with(case, verdict, index, result, level)
            yield Move(result.criterion.id, result.claimed, level, state)


def _verdict_with(
    case: Case, verdict: Verdict, index: int, moved: CriterionResult, level: int
) -> VerdictState:
    """The verdict if one criterion claimed `level`; only its gate, at `index`, is judged anew."""
    gate = verdict.gates[index].gate
    thresholds = case.rubric.thresholds
    criteria = tuple(
        with_claim(result, level, thresholds) if result is moved else result
        for result in verdict.gates[index].criteria
    )
    again = gate_result(gate, criteria, thresholds, committed_criteria(case))
    return verdict_of((*verdict.gates[:index], again, *verdict.gates[index + 1 :])).state
