"""The portfolio table: an initiative with the verdict of its latest review, and how many have each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.verdict.states import WORST_FIRST, GateState, VerdictState

if TYPE_CHECKING:
    from fivegates.domain.verdict.verdict import Verdict

BEST_FIRST: Final = (
    VerdictState.READY,
    VerdictState.WAIVED,
    VerdictState.CONDITIONAL,
    VerdictState.INCOMPLETE,
    VerdictState.NOT_READY,
)
"""The verdicts as tables order them."""


@dataclass(frozen=True, slots=True)
class GateMark:
    """One gate of a review; `score` 0 to 100, None while a criterion is unanswered."""

    gate: str
    name: str
    state: GateState
    score: Fraction | None


@dataclass(frozen=True, slots=True)
class VerdictSummary:
    """A verdict without its reasons, as it is stored and sealed.

    `waived_until` is the last day of the waivers on which it rests; None where it rests on none.
    """

    verdict: VerdictState
    readiness: Fraction | None
    gates: tuple[GateMark, ...]
    waived_until: date | None = None


def summarise_verdict(verdict: "Verdict") -> VerdictSummary:
    """The verdict, its readiness and its gates."""
    gates = tuple(GateMark(each.gate.id, each.gate.name, each.state, each.score) for each in verdict.gates)
    return VerdictSummary(verdict.state, verdict.readiness, gates, verdict.waived_until)


@dataclass(frozen=True, slots=True)
class ReviewMark:
    """A review in brief; `draft` is given the latest review of an initiative alone."""

    review_id: int
    dated: date
    verdict: VerdictState
    readiness: Fraction | None
    gates: tuple[GateMark, ...]
    draft: bool = False
    waived_until: date | None = None

    @property
    def weakest(self) -> GateMark | None:
        """The gate with the lowest score, of several the worst, then the first; None while one has no score.

        None too where another program has altered the stored verdict, so that no gate is the lowest.
        """
        return min(self.lowest, key=lambda gate: WORST_FIRST.index(gate.state), default=None)

    @property
    def lowest(self) -> tuple[GateMark, ...]:
        """Every gate with the lowest score, in the rubric's order; none while one has no score."""
        if self.readiness is None:
            return ()
        return tuple(gate for gate in self.gates if gate.score == self.readiness)


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """An initiative and its latest review, if it has been reviewed.

    The verdict of `latest` is as of the review; where `day` is set it is as of that day, and `at_review`
    is the review with the verdict of its own day.
    """

    initiative: Initiative
    latest: ReviewMark | None
    at_review: ReviewMark | None = None
    day: date | None = None


def verdict_counts(lines: Iterable[OverviewLine]) -> Counter[VerdictState | None]:
    """Number of initiatives by verdict, and under None those without a review; archived ones left out."""
    return Counter(
        line.latest.verdict if line.latest else None for line in lines if not line.initiative.archived
    )


def draft_count(lines: Iterable[OverviewLine]) -> int:
    """Number of initiatives with a draft as their latest review; archived ones left out."""
    return sum(1 for line in lines if line.latest and line.latest.draft and not line.initiative.archived)
