"""HiGHS as the solver of capacity plans, imported with the first plan."""

from collections.abc import Callable
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Final

from fivegates.domain.capacity.model import Milp, Solved

if TYPE_CHECKING:
    from highspy import Highs, HighsLp
    from highspy.highs import HighsCallbackEvent

SECONDS: Final = 20.0
_SHARE: Final = 2 / 3
_LEAST_SECONDS: Final = 0.01


class CancelledError(Exception):
    """The plan was cancelled."""


def never() -> bool:
    """The default of `cancelled`: always False."""
    return False


class HighsSolver:
    """Solves programmes one after the other, within `seconds` of `clock` in total.

    Each may take two thirds of the remaining time; none is started when hardly any is left. Raises
    CancelledError once `cancelled` says so: before each programme, and while one is solved.
    """

    def __init__(
        self,
        seconds: float = SECONDS,
        cancelled: Callable[[], bool] = never,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._clock = clock
        self._end = clock() + seconds
        self._this_end = self._end
        self._cancelled = cancelled

    def __call__(self, milp: Milp) -> Solved:
        """Solve one programme. Raises CancelledError."""
        if self._cancelled():
            raise CancelledError
        if not milp.upper:
            return Solved((), 0.0, proven=True)
        now = self._clock()
        seconds = (self._end - now) * _SHARE
        if seconds < _LEAST_SECONDS:
            return Solved(None, inf, proven=False)
        self._this_end = now + seconds
        return self._solve(milp)

    def _solve(self, milp: Milp) -> Solved:
        """Run HiGHS on one thread: the plan is the same each time, and the machine has other work."""
        from highspy import HighsModelStatus, SolutionStatus

        highs = silent_highs()
        highs.setOptionValue("threads", 1)
        highs.setOptionValue("mip_rel_gap", 0.0)
        for event in (highs.cbMipInterrupt, highs.cbSimplexInterrupt):
            event.subscribe(self._ask)
        highs.passModel(programme(milp))
        highs.run()
        if self._cancelled():
            raise CancelledError
        info = highs.getInfo()
        feasible = info.primal_solution_status == SolutionStatus.kSolutionStatusFeasible
        proven = highs.getModelStatus() == HighsModelStatus.kOptimal
        columns = tuple(highs.getSolution().col_value) if feasible else None
        return Solved(columns, info.mip_dual_bound, proven)

    def _ask(self, event: "HighsCallbackEvent") -> None:
        """Abort the solver when cancelled; HiGHS calls this at intervals."""
        if self._cancelled() or self._clock() > self._this_end:
            event.interrupt()


def silent_highs() -> "Highs":
    """HiGHS without output: its constructor would print name and licence into a command's output."""
    from highspy import Highs

    class Silent(Highs):
        def enableCallbacks(self) -> None:  # noqa: N802 - its constructor calls this first
            self.setOptionValue("output_flag", False)  # noqa: FBT003
            super().enableCallbacks()

    return Silent()


def programme(milp: Milp) -> "HighsLp":
    """The programme in HiGHS's model format, row by row."""
    import numpy as np
    from highspy import HighsLp, HighsVarType, MatrixFormat, ObjSense, kHighsInf

    lp = HighsLp()
    lp.num_col_, lp.num_row_ = len(milp.upper), len(milp.rows)
    lp.sense_ = ObjSense.kMaximize
    lp.col_cost_ = np.array(milp.objective, dtype=np.double)
    lp.col_lower_ = np.zeros(len(milp.upper))
    lp.col_upper_ = np.array(milp.upper, dtype=np.double)
    lp.integrality_ = [HighsVarType.kInteger if whole else HighsVarType.kContinuous for whole in milp.whole]
    lp.row_lower_ = np.array([-kHighsInf if row.least is None else row.least for row in milp.rows])
    lp.row_upper_ = np.array([kHighsInf if row.most is None else row.most for row in milp.rows])
    starts = np.cumsum([0, *(len(row.coefficients) for row in milp.rows)], dtype=np.int32)
    lp.a_matrix_.format_ = MatrixFormat.kRowwise
    lp.a_matrix_.start_ = starts
    entries = [entry for row in milp.rows for entry in row.coefficients.items()]
    lp.a_matrix_.index_ = np.array([column for column, _ in entries], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([value for _, value in entries], dtype=np.double)
    return lp
