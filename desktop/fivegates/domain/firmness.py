"""Firmness (DESIGN 4.9): which single one-level moves of a claim would change the verdict."""

from collections.abc import Iterator
from dataclasses import dataclass

from fivegates.domain.reviews import Case
from fivegates.domain.rubric import LEVELS
from fivegates.domain.verdict import (
    CriterionResult,
    GateResult,
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
    return tuple(_deciding_moves(case, verdict))


def _deciding_moves(case: Case, verdict: Verdict) -> Iterator[Move]:
    """Try every claim one level down and one up."""
    for index, gate in enumerate(verdict.gates):
        for result in gate.criteria:
            for level in _neighbours(result):
                moved = _verdict_with(case, verdict, index, result, level)
                if moved is not verdict.state:
                    yield Move(result.criterion.id, result.claimed or 0, level, moved)


def _neighbours(result: CriterionResult) -> list[int]:
    """The levels next to the claim; none where nothing is claimed."""
    if result.claimed is None:
        return []
    return [level for level in (result.claimed - 1, result.claimed + 1) if level in LEVELS]


def _verdict_with(
    case: Case, verdict: Verdict, index: int, moved: CriterionResult, level: int
) -> VerdictState:
    """The verdict if one criterion of the gate at `index` claimed `level`; only that gate is judged anew."""
    gate: GateResult = verdict.gates[index]
    thresholds = case.rubric.thresholds
    criteria = tuple(with_claim(r, level, thresholds) if r is moved else r for r in gate.criteria)
    again = gate_result(gate.gate, criteria, thresholds, committed_criteria(case))
    return verdict_of((*verdict.gates[:index], again, *verdict.gates[index + 1 :])).state
