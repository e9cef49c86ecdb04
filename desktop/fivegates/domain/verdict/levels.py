"""What the level of one criterion would make of its gate, for the colour and shape in which it is shown."""

from fivegates.domain.rubric.rubric import Thresholds
from fivegates.domain.verdict.states import GateState
from fivegates.domain.verdict.verdict import CriterionResult, below


def level_state(result: CriterionResult, thresholds: Thresholds) -> GateState:
    """What the level of one scored criterion would make of its gate: open, held up, or closed."""
    if not below(result, thresholds.pass_level):
        return GateState.OPEN
    if result.criterion.required and below(result, thresholds.closed_below):
        return GateState.CLOSED
    return GateState.CONDITIONAL
