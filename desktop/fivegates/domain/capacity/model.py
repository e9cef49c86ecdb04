"""A capacity problem as mixed integer linear programmes: first the set of initiatives, then their order.

The set: x = 1 for each initiative that is ready on the deadline. For each owner and each day by which work is
due, the work due by then is no more than what the owner has by then. A shared piece of work has a variable z
of its own, at least what each chosen initiative needs of it by that day. All coefficients are whole numbers,
so that a whole solution satisfies the rows exactly.

The order, of a set that can be done: y[w] = 1 if an initiative is ready by the end of week w. Work without a
due date is then due by the end of its initiative's week; so each row holds for each end of a week besides.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import isfinite
from typing import Final, TypeAlias

from fivegates.domain.capacity.problem import WEEK, Candidate, Problem, Work, unit_key
from fivegates.domain.capacity.settings import Aim

_HAIR: Final = 1e-6
SCALE: Final = 10_000
"""The largest figure of an objective, so that a solver's absolute tolerances are negligible."""


@dataclass(frozen=True, slots=True)
class Row:
    """`least` ≤ Σ coefficient · column ≤ `most`; None has no bound."""

    coefficients: Mapping[int, float]
    least: float | None = None
    most: float | None = None


@dataclass(slots=True)
class Milp:
    """Maximise Σ objective · column, each column from 0 to `upper`, those in `whole` 0 or 1."""

    objective: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def column(self, objective: float = 0, upper: float = 1, *, whole: bool = True) -> int:
        """Add a column; returns its index."""
        self.objective.append(objective)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.upper) - 1

    def at_most(self, coefficients: Mapping[int, float], most: float) -> None:
        """Add a row with an upper bound."""
        self.rows.append(Row(coefficients, None, most))

    def at_least(self, coefficients: Mapping[int, float], least: float) -> None:
        """Add a row with a lower bound."""
        self.rows.append(Row(coefficients, least, None))


@dataclass(frozen=True, slots=True)
class Solved:
    """The columns of the best solution found, None where there is none; no solution is above `bound`."""

    columns: Sequence[float] | None
    bound: float
    proven: bool


Solver: TypeAlias = Callable[[Milp], Solved]
"""Solves a programme within a time limit of its own."""


class SetModel:
    """The programme that chooses the set; `columns` has x by candidate."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.milp = Milp()
        self.columns = [self.milp.column() for _ in problem.candidates]
        self._cost: dict[int, float] = defaultdict(float)
        self._people()
        self._total()
        self._units()
        self._order()

    def _people(self) -> None:
        """Add the capacity of each owner by each due date."""
        problem, milp = self.problem, self.milp
        for key, works in works_by_owner(problem.candidates).items():
            days = {problem.due(work) for _, work in works} | {problem.until}
            for day in sorted(days):
                needed = self._needed([(i, work) for i, work in works if problem.due(work) <= day])
                if day == problem.until:
                    for column, effort in needed.items():
                        self._cost[column] += effort
                most = problem.rates[key].tenths_by(problem.days_by(day))
                if most is not None:
                    milp.at_most(needed, most)

    def _needed(self, works: Iterable[tuple[int, Work]]) -> dict[int, float]:
        """Tenths of person-days of works by column; shared works have a column of their own."""
        needed: dict[int, float] = defaultdict(float)
        for group in groups(works):
            if len(group) == 1:
                index, work = group[0]
                needed[self.columns[index]] += work.effort
                continue
            most = max(work.effort for _, work in group)
            shared = self.milp.column(upper=most, whole=False)
            needed[shared] += 1
            for index, work in group:
                self.milp.at_least({shared: 1, self.columns[index]: -work.effort}, 0)
        return dict(needed)

    def _total(self) -> None:
        """Limit all work to the total."""
        if self.problem.total is not None:
            self.milp.at_most(dict(self._cost), self.problem.total)

    def _units(self) -> None:
        """Limit the number of initiatives of each business unit to its cap."""
        for unit, most in self.problem.units.items():
            pairs = zip(self.columns, self.problem.candidates, strict=True)
            self.milp.at_most({x: 1 for x, each in pairs if unit_key(each.initiative) == unit}, most)

    def _order(self) -> None:
        """Require dependencies; candidates without value are chosen only as dependencies of others."""
        columns = {each.code: x for x, each in zip(self.columns, self.problem.candidates, strict=True)}
        waiting: dict[str, list[int]] = defaultdict(list)
        for code, others in self.problem.after.items():
            if code not in columns:
                continue
            for other in others:
                before = {columns[other]: -1.0} if other in columns else {}
                self.milp.at_most({columns[code]: 1.0, **before}, 0)
                waiting[other].append(columns[code])
        if self.problem.aim is Aim.VALUE:
            for each in self.problem.candidates:
                if each.value is None:
                    dependents = dict.fromkeys(waiting[each.code], -1.0)
                    self.milp.at_most({columns[each.code]: 1.0, **dependents}, 0)

    def aim_at_most(self, worth: Sequence[Fraction]) -> None:
        """Maximise worth; `worth` is by candidate."""
        scale = scaled(worth)
        self.milp.objective = [0.0] * len(self.milp.upper)
        for column, each in zip(self.columns, worth, strict=True):
            self.milp.objective[column] = float(each * scale)

    def aim_at_least_cost(self) -> None:
        """Minimise person-days."""
        self.milp.objective = [-self._cost[column] for column in range(len(self.milp.upper))]

    def require(self, worth: Sequence[Fraction], least: Fraction) -> None:
        """Require a minimum worth; a small tolerance is allowed, and checked exactly later."""
        scale = scaled(worth)
        pairs = zip(self.columns, worth, strict=True)
        row = {column: float(each * scale) for column, each in pairs}
        self.milp.at_least(row, float(least * scale) - _HAIR)

    def worth_of(self, bound: float, worth: Sequence[Fraction]) -> Fraction:
        """A bound in the unit of worth; the sum of all worth where there is no bound."""
        if not isfinite(bound):
            return sum((max(each, Fraction(0)) for each in worth), Fraction(0))
        return Fraction(bound) / scaled(worth)

    def chosen(self, solved: Solved) -> frozenset[int]:
        """The candidates of a solution, by index."""
        found = solved.columns
        return frozenset(i for i, column in enumerate(self.columns) if found and found[column] > 0.5)  # noqa: PLR2004


def scaled(worth: Sequence[Fraction]) -> Fraction:
    """Factor by which worth is multiplied, so that its largest figure is `SCALE`."""
    largest = max(map(abs, worth), default=Fraction(0))
    return Fraction(SCALE) / largest if largest else Fraction(1)


def works_by_owner(candidates: Iterable[Candidate]) -> dict[str, list[tuple[int, Work]]]:
    """Every piece of work with the index of its candidate, by the key of its owner."""
    found: dict[str, list[tuple[int, Work]]] = defaultdict(list)
    for index, each in enumerate(candidates):
        for work in each.works:
            found[work.owner].append((index, work))
    return dict(sorted(found.items()))


def groups(works: Iterable[tuple[int, Work]]) -> list[list[tuple[int, Work]]]:
    """Works grouped by shared key, the others each in a group of its own."""
    found: dict[object, list[tuple[int, Work]]] = defaultdict(list)
    for number, pair in enumerate(works):
        found[pair[1].shared or number].append(pair)
    return list(found.values())


MOST_PERIODS: Final = 60


def period_ends(problem: Problem) -> list[date]:
    """The ends of the weeks of a plan, the deadline last; of a long plan no more than `MOST_PERIODS`."""
    length = WEEK * -(-problem.days // (WEEK * MOST_PERIODS))
    return [
        problem.start + timedelta(days=min(passed, problem.days) - 1)
        for passed in range(length, problem.days + length, length)
    ]


class OrderModel:
    """The programme that orders a set: most worth × days of readiness before the deadline."""

    def __init__(self, problem: Problem, chosen: Sequence[Candidate], worth: Sequence[Fraction]) -> None:
        self.problem = problem
        self.chosen = chosen
        self.ends = period_ends(problem)
        self.milp = Milp()
        self.columns = self._ready_columns(worth)
        self._people()
        self._order()

    def _ready_columns(self, worth: Sequence[Fraction]) -> list[list[int]]:
        """Columns y by candidate and period; once ready, ready to the end."""
        gained = [max(each, Fraction(0)) for each in worth]
        scale = scaled(gained) / self.problem.days
        columns = []
        for each, gain in zip(self.chosen, gained, strict=True):
            proofs = (work.proof_from for work in each.works if work.proof_from)
            first = max(proofs, default=self.problem.start)
            mine = []
            for end, following in zip(self.ends, (*self.ends[1:], self.ends[-1]), strict=True):
                objective = float(gain * scale * (following - end).days)
                mine.append(self.milp.column(objective, upper=0 if end < first else 1))
            for earlier, later in pairwise(mine):
                self.milp.at_least({later: 1, earlier: -1}, 0)
            self.milp.at_least({mine[-1]: 1}, 1)
            columns.append(mine)
        return columns

    def _people(self) -> None:
        """Add the capacity of each owner by each end of a period and each due date."""
        for key, works in works_by_owner(self.chosen).items():
            for day in sorted({self.problem.due(work) for _, work in works}.union(self.ends)):
                needed, fixed = self._needed(works, day)
                most = self.problem.rates[key].tenths_by(self.problem.days_by(day))
                if most is not None and needed:
                    self.milp.at_most(needed, most - fixed)

    def _needed(self, works: Iterable[tuple[int, Work]], day: date) -> tuple[dict[int, float], int]:
        """Tenths of person-days by a day: by column, and the fixed part due by then in any case."""
        period = bisect_right(self.ends, day) - 1
        needed: dict[int, float] = defaultdict(float)
        fixed = 0
        for group in groups(works):
            base = max((work.effort for _, work in group if self.problem.due(work) <= day), default=0)
            rest = [pair for pair in group if pair[1].effort > base] if period >= 0 else []
            if len(group) == 1 and rest:
                needed[self.columns[group[0][0]][period]] += group[0][1].effort
                continue
            fixed += base
            if rest:
                most = max(work.effort for _, work in rest) - base
                shared = self.milp.column(upper=most, whole=False)
                needed[shared] += 1
                for index, work in rest:
                    self.milp.at_least({shared: 1, self.columns[index][period]: base - work.effort}, 0)
        return dict(needed), fixed

    def _order(self) -> None:
        """Require that a candidate is not ready before its dependencies."""
        columns = {each.code: mine for each, mine in zip(self.chosen, self.columns, strict=True)}
        for code, others in self.problem.after.items():
            for other in others:
                if code in columns and other in columns:
                    for mine, before in zip(columns[code], columns[other], strict=True):
                        self.milp.at_most({mine: 1, before: -1}, 0)

    def ready_by(self, solved: Solved) -> list[date]:
        """The end of the period by which each is ready; the deadline where there is no solution."""
        found = solved.columns
        if not found:
            return [self.problem.until] * len(self.chosen)
        return [
            next(end for end, column in zip(self.ends, mine, strict=True) if found[column] > 0.5)  # noqa: PLR2004
            for mine in self.columns
        ]
