"""Two to four initiatives side by side: criteria and gates in rows, differences first, and a ranking."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from fivegates.domain.comparison.ranking import Entrant, Ranking, rank
from fivegates.domain.comparison.size import FEWEST, require_number
from fivegates.domain.economics.prospects import Prospect
from fivegates.domain.errors import UserError
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.portfolio.overview import ReviewMark
from fivegates.domain.portfolio.settings import DayRate
from fivegates.domain.review.review import Case
from fivegates.domain.rubric.rubric import Criterion, Gate
from fivegates.domain.two_days import DatedAssessments, TwoDays
from fivegates.domain.verdict.assessment import Assessment
from fivegates.domain.verdict.verdict import CriterionResult, GateResult, Standing


@dataclass(frozen=True, slots=True)
class Side:
    """One initiative: its latest review not superseded, its money, and the marks of all its reviews.

    `assessment` is None before the first review, and else as of the day of the comparison; `at_review` is
    as of the review's own day, where that is another. `marks` are oldest first. Where `as_sealed`, its
    money is as sealed with the review, not as recorded by the day of the comparison.
    """

    initiative: Initiative
    assessment: Assessment | None
    prospect: Prospect
    marks: tuple[ReviewMark, ...] = ()
    at_review: Assessment | None = None
    as_sealed: bool = False

    @property
    def reviewed(self) -> Assessment | None:
        """The latest review on its own day; None before the first."""
        return self.at_review or self.assessment

    @property
    def two_days(self) -> TwoDays | None:
        """The verdict as of the review and as of the day of the comparison; None before the first review."""
        if self.reviewed is None or self.assessment is None:
            return None
        return DatedAssessments(self.reviewed, self.assessment).two_days


@dataclass(frozen=True, slots=True)
class GateRow:
    """One gate on every side; None where a side has no such gate."""

    gate: Gate
    results: tuple[GateResult | None, ...]


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion on every side; None where a side's rubric does not have it, or nothing is reviewed.

    The wording is of the first side that has the criterion. `alike` says that every reviewed side
    gives the same answer; `spread` is the highest effective level less the lowest.
    """

    gate: Gate
    criterion: Criterion
    results: tuple[CriterionResult | None, ...]
    alike: bool
    spread: int


@dataclass(frozen=True)
class Comparison:
    """The sides in the order chosen; `differing` rows have the largest spread first.

    `day_rate` prices the paths; None where no price is stated. `day` is that of the comparison, None where it
    is as of the reviews.
    """

    sides: tuple[Side, ...]
    gates: tuple[GateRow, ...]
    differing: tuple[CriterionRow, ...]
    alike: tuple[CriterionRow, ...]
    day_rate: DayRate | None = None
    day: date | None = None

    @cached_property
    def ranking(self) -> Ranking:
        """The ranking of the sides."""
        return rank([Entrant.of(side.assessment, side.prospect) for side in self.sides])

    @cached_property
    def one_rubric(self) -> bool:
        """True if all reviews are against the same version of the same rubric."""
        return len({(case.rubric.id, case.rubric.version) for case in _cases(self.sides)}) <= 1


def _cases(sides: Iterable[Side]) -> list[Case]:
    """Cases of the sides that have a review."""
    return [side.assessment.case for side in sides if side.assessment]


def require_comparable(codes: Sequence[str]) -> None:
    """Raise UserError unless there are two to four codes, each once."""
    require_number(len(codes))
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice is not None:
        raise UserError("The initiative {code} is chosen twice. Choose each only once.", code=twice)


def in_order(comparison: Comparison) -> Comparison:
    """The same comparison with the sides in order of rank."""
    return compare(
        [comparison.sides[index] for index in comparison.ranking.order], comparison.day_rate, comparison.day
    )


def compare(sides: Sequence[Side], day_rate: DayRate | None = None, day: date | None = None) -> Comparison:
    """Compare the sides row by row.

    Raises:
        UserError: They are not two to four different initiatives, or none has been reviewed.
    """
    require_comparable([side.initiative.code for side in sides])
    if not _cases(sides):
        raise UserError("None of these initiatives has been reviewed yet, so there is nothing to compare.")
    rows = _criterion_rows(sides)
    differing = sorted((row for row in rows if not row.alike), key=lambda row: -row.spread)
    return Comparison(
        tuple(sides),
        _gate_rows(sides),
        tuple(differing),  # sorting is stable: the rubric's order breaks ties
        tuple(row for row in rows if row.alike),
        day_rate,
        day,
    )


def _gate_rows(sides: Sequence[Side]) -> tuple[GateRow, ...]:
    """Every gate that a side has, in the order of the first rubric, then of the others."""
    by_side = [{gate.gate.id: gate for gate in _gates(side)} for side in sides]
    gates = {gate.gate.id: gate.gate for side in reversed(sides) for gate in _gates(side)}
    ids = dict.fromkeys(gate.gate.id for side in sides for gate in _gates(side))
    return tuple(GateRow(gates[key], tuple(found.get(key) for found in by_side)) for key in ids)


def _gates(side: Side) -> tuple[GateResult, ...]:
    """The gates of a side; none before its first review."""
    return side.assessment.verdict.gates if side.assessment else ()


def _criterion_rows(sides: Sequence[Side]) -> list[CriterionRow]:
    """Every criterion that a side has, in the order of the first rubric, then of the others."""
    by_side = [
        {result.criterion.id: (gate.gate, result) for gate in _gates(side) for result in gate.criteria}
        for side in sides
    ]
    ids = dict.fromkeys(key for found in by_side for key in found)
    return [_criterion_row(key, sides, by_side) for key in ids]


def _criterion_row(
    key: str, sides: Sequence[Side], by_side: Sequence[dict[str, tuple[Gate, CriterionResult]]]
) -> CriterionRow:
    """Put the answers of all sides beside each other."""
    found = [answers.get(key) for answers in by_side]
    gate, result = next(pair for pair in found if pair is not None)
    results = tuple(pair[1] if pair else None for pair in found)
    reviewed = [each for each, side in zip(results, sides, strict=True) if side.assessment]
    return CriterionRow(gate, result.criterion, results, _alike(reviewed), _spread(reviewed))


def _alike(results: Sequence[CriterionResult | None]) -> bool:
    """True if at least two reviews give the same answer, and none another."""
    return len(results) >= FEWEST and len({_answer(result) for result in results}) == 1


def _answer(result: CriterionResult | None) -> tuple[Standing | None, int | None, int | None]:
    """Key by which answers are compared: standing, claimed level and effective level."""
    return (result.standing, result.claimed, result.effective) if result else (None, None, None)


def _spread(results: Iterable[CriterionResult | None]) -> int:
    """Difference of the highest and lowest effective level; 0 with fewer than two."""
    levels = [result.effective for result in results if result and result.effective is not None]
    return max(levels) - min(levels) if levels else 0
