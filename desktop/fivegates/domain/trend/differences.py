"""Differences between two reviews by criterion, with their causes."""

from collections.abc import Iterator
from dataclasses import dataclass

from fivegates.domain.rubric.rubric import Criterion
from fivegates.domain.trend.bridge import Bridge, Cause
from fivegates.domain.verdict.verdict import CriterionResult, Verdict


@dataclass(frozen=True, slots=True)
class Difference:
    """A criterion in the earlier and in the later review; None where that review's rubric does not have it.

    `gate` is the name of its gate; `causes` are those of the bridge that moved it.
    """

    criterion: Criterion
    gate: str
    before: CriterionResult | None
    after: CriterionResult | None
    causes: tuple[Cause, ...]

    @property
    def moved(self) -> bool:
        """True if the claimed or effective level changed, or the kind of answer."""
        return _answer(self.before) != _answer(self.after)

    @property
    def differs(self) -> bool:
        """True if it moved, or has another rationale."""
        return self.moved or self.rationale_before != self.rationale_after

    @property
    def rationale_before(self) -> str:
        """The rationale in the earlier review; empty for none."""
        return self.before.score.rationale if self.before else ""

    @property
    def rationale_after(self) -> str:
        """The rationale in the later review; empty for none."""
        return self.after.score.rationale if self.after else ""


def differences(bridge: Bridge) -> tuple[Difference, ...]:
    """Every criterion in the order of the later rubric, then those that it no longer has."""
    before, after = dict(_results(bridge.start)), dict(_results(bridge.end))
    order = [*after, *(key for key in before if key not in after)]
    gates = {
        result.criterion.id: gate.gate.name
        for of in (bridge.start, bridge.end)
        for gate in of.gates
        for result in gate.criteria
    }
    return tuple(
        Difference(
            (after.get(key) or before[key]).criterion,
            gates[key],
            before.get(key),
            after.get(key),
            tuple(_causes(key, bridge)),
        )
        for key in order
    )


def _results(verdict: Verdict) -> Iterator[tuple[str, CriterionResult]]:
    """The results by id of criterion."""
    return ((result.criterion.id, result) for gate in verdict.gates for result in gate.criteria)


def _causes(criterion: str, bridge: Bridge) -> Iterator[Cause]:
    """Causes that moved a criterion, in the order of the bridge."""
    return (part.cause for part in bridge.parts if criterion in {move.criterion for move in part.criteria})


def _answer(result: CriterionResult | None) -> object:
    return None if result is None else (result.standing, result.claimed, result.effective)
