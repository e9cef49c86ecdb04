"""Chooses and orders a plan, exactly where the solver's time allows, and computes the gain of each limit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil, isfinite

from fivegates.domain.capacity.model import OrderModel, SetModel, Solver, groups, works_by_owner
from fivegates.domain.capacity.problem import (
    Candidate,
    Limit,
    LimitKind,
    Problem,
    RateSource,
    Work,
    eased,
    step_of,
    unit_key,
    without,
)
from fivegates.domain.capacity.schedule import Schedule, Task, schedule
from fivegates.domain.capacity.settings import Aim


@dataclass(frozen=True, slots=True)
class Shortfall:
    """The shortfall of a set against a limit: tenths of person-days `by` a day, or initiatives."""

    limit: Limit
    short: int
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Undone:
    """An initiative that is not planned, and the shortfall that adding it would cause, if any."""

    candidate: Candidate
    lacks: tuple[Shortfall, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A set of candidates by index, with its worth: money a month, initiatives, or tenths of person-days.

    `bound` is an upper limit on the worth of any set; it equals the worth where that is `proven` optimal.
    """

    chosen: frozenset[int]
    worth: Fraction
    bound: Fraction
    proven: bool

    @property
    def gap(self) -> Fraction:
        """The optimality gap, as a share of the bound, or of the worth where less is better."""
        largest = max(abs(self.bound), abs(self.worth))
        return abs(self.bound - self.worth) / largest if largest else Fraction(0)


@dataclass(frozen=True, slots=True)
class Gain:
    """The plan with a limit raised or removed, which gains `worth`.

    `worth` is in the unit of `Plan.gained`: money a month, initiatives, or tenths of person-days fewer.

    `steps` is the increase of the limit: one, or where that gives nothing, the fewest with which
    something fits that lacks nothing else. `added` and `dropped` are codes. Where it is not `proven`, the
    time ran out: the gain is a lower bound.
    """

    limit: Limit
    eased: bool
    worth: Fraction
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    proven: bool
    steps: int = 1


@dataclass(frozen=True, slots=True)
class ReadyOn:
    """An initiative that the plan makes or keeps ready, and the day on which it is ready."""

    candidate: Candidate
    day: date


@dataclass(frozen=True, slots=True)
class Plan:
    """Initiatives made ready, in order of the day, the tasks with owner and date, and those left out.

    `effort` and `saved`, which sharing saves, are in tenths of person-days. `gains` have the limits that
    bind, `loose` those that do not; without `all_tried` the time ran out before each was tried.
    """

    problem: Problem
    choice: Choice
    order_proven: bool
    ready: tuple[ReadyOn, ...]
    tasks: tuple[Task, ...]
    undone: tuple[Undone, ...]
    effort: int
    saved: int
    gains: tuple[Gain, ...] = ()
    loose: tuple[Limit, ...] = ()
    all_tried: bool = True

    @property
    def value(self) -> Fraction:
        """Sum of the known results of the planned initiatives at target volume, in money a month."""
        return sum((each.candidate.value or Fraction(0) for each in self.ready), Fraction(0))

    @property
    def unknown_value(self) -> tuple[Candidate, ...]:
        """Planned initiatives without a known value."""
        return tuple(each.candidate for each in self.ready if each.candidate.value is None)

    @property
    def missed(self) -> int:
        """Number of initiatives short of the number required."""
        return max((self.problem.at_least or 0) - len(self.ready), 0)

    @property
    def gained(self) -> Aim:
        """The unit of the gains: the aim, but initiatives where least cost reaches fewer than required."""
        return _gained(self.problem, len(self.ready))


def _gained(problem: Problem, ready: int) -> Aim:
    """The unit of the gains: saving cost gains nothing while initiatives are lacking."""
    wanted = problem.at_least
    lacking = problem.aim is Aim.LEAST_COST and (wanted is None or ready < wanted)
    return Aim.INITIATIVES if lacking else problem.aim


def make_plan(problem: Problem, solve: Solver, later: Problem | None = None) -> Plan:
    """Choose the best set, its order, and the binding limits; `later` is the problem that ends a week later.

    Best is most worth by the problem's aim; of equal sets the one of fewest person-days; of its orders
    the one with most worth × days of readiness.
    """
    choice = choose(problem, solve)
    chosen = [problem.candidates[index] for index in sorted(choice.chosen)]
    placed, order_proven = _ordered(problem, chosen, solve)
    gains, loose, all_tried = _gains(problem, choice, solve, later)
    ready = sorted(
        (ReadyOn(each, placed.ready_on[each.code]) for each in chosen),
        key=lambda each: (each.day, each.candidate.code),
    )
    undone = tuple(
        Undone(each, tuple(shortfalls(problem, choice.chosen | {index})))
        for index, each in enumerate(problem.candidates)
        if index not in choice.chosen
    )
    effort = effort_of(problem, choice.chosen)
    saved = sum(each.effort for each in chosen) - effort
    made = Plan(problem, choice, order_proven, tuple(ready), placed.tasks, undone, effort, saved)
    return replace(made, gains=gains, loose=loose, all_tried=all_tried)


def worth_by_candidate(problem: Problem) -> list[Fraction]:
    """The contribution of each candidate to the aim: its value, or one."""
    if problem.aim is Aim.VALUE:
        return [each.value or Fraction(0) for each in problem.candidates]
    return [Fraction(1)] * len(problem.candidates)


def choose(problem: Problem, solve: Solver) -> Choice:
    """The best set; of equal ones the one of fewest person-days."""
    worth = worth_by_candidate(problem)
    model = SetModel(problem)
    model.aim_at_most(worth)
    first = solve(model.milp)
    chosen = model.chosen(first)
    _require_feasible(problem, chosen)
    reached = _sum(worth, chosen)
    bound = reached if first.proven else max(reached, model.worth_of(first.bound, worth))
    needed = reached
    if problem.aim is Aim.LEAST_COST and problem.at_least is not None:
        needed = min(reached, Fraction(problem.at_least))
    model.require(worth, needed)
    model.aim_at_least_cost()
    second = solve(model.milp)
    cheaper = model.chosen(second)
    if _sum(worth, cheaper) >= needed and effort_of(problem, cheaper) <= effort_of(problem, chosen):
        _require_feasible(problem, cheaper)
        chosen = cheaper
    if problem.aim is not Aim.LEAST_COST:
        return Choice(chosen, reached, bound, first.proven)
    cost = Fraction(effort_of(problem, chosen))
    proven = first.proven and second.proven
    least = Fraction(-second.bound) if isfinite(second.bound) and not proven else Fraction(0)
    least = cost if proven else min(cost, max(least, Fraction(0)))
    return Choice(chosen, cost, least, proven)


def _sum(worth: Sequence[Fraction], chosen: frozenset[int]) -> Fraction:
    return sum((worth[index] for index in chosen), Fraction(0))


def _require_feasible(problem: Problem, chosen: frozenset[int]) -> None:
    """Guard against solver rounding: no limit may be exceeded."""
    broken = next(shortfalls(problem, chosen), None)
    if broken is not None:
        message = f"the solver's set breaks {broken.limit}"
        raise ArithmeticError(message)


def effort_of(problem: Problem, chosen: frozenset[int]) -> int:
    """Tenths of person-days of a set, shared work once."""
    return sum(_needed(works) for works in _works_of(problem, chosen).values())


def _works_of(problem: Problem, chosen: frozenset[int]) -> dict[str, list[tuple[int, Work]]]:
    """The work of a set by owner."""
    return works_by_owner([problem.candidates[index] for index in sorted(chosen)])


def _needed(works: Sequence[tuple[int, Work]]) -> int:
    """Tenths of person-days of works, shared ones once."""
    return sum(max(work.effort for _, work in group) for group in groups(works))


def shortfalls(problem: Problem, chosen: frozenset[int]) -> Iterator[Shortfall]:
    """The exact shortfalls of a set by limit; empty where it is feasible."""
    needed_in_all = 0
    for key, works in _works_of(problem, chosen).items():
        needed_in_all += _needed(works)
        yield from _shortfall_of(problem, key, works)
    if problem.total is not None and needed_in_all > problem.total:
        yield Shortfall(Limit(LimitKind.TOTAL), needed_in_all - problem.total)
    units = [unit_key(problem.candidates[index].initiative) for index in chosen]
    for unit, most in problem.units.items():
        if units.count(unit) > most:
            yield Shortfall(Limit(LimitKind.UNIT, problem.unit_name(unit)), units.count(unit) - most)
    codes = {problem.candidates[index].code for index in chosen}
    for code, others in problem.after.items():
        for other in others:
            if code in codes and other not in codes:
                yield Shortfall(Limit(LimitKind.DEPENDENCY, code, other), 1)


def _shortfall_of(problem: Problem, key: str, works: Sequence[tuple[int, Work]]) -> Iterator[Shortfall]:
    """Largest shortfall of an owner, with its day; the deadline among equals."""
    worst: Shortfall | None = None
    rate = problem.rates[key]
    limit = Limit(LimitKind.OWNER, rate.name) if key else Limit(LimitKind.UNASSIGNED)
    days = {problem.due(work) for _, work in works}
    if rate.source is RateSource.SPREAD:
        days.discard(problem.until)  # by then it is the total that lacks
    for day in sorted(days, reverse=True):
        most = rate.tenths_by(problem.days_by(day))
        needed = _needed([(index, work) for index, work in works if problem.due(work) <= day])
        if most is not None and needed - most > (worst.short if worst else 0):
            worst = Shortfall(limit, needed - most, day)
    if worst is not None:
        yield worst


def _ordered(problem: Problem, chosen: Sequence[Candidate], solve: Solver) -> tuple[Schedule, bool]:
    """The order with most worth × days of readiness, and whether none is better, to the week."""
    worth = [each.value or Fraction(0) if problem.aim is Aim.VALUE else Fraction(1) for each in chosen]
    model = OrderModel(problem, chosen, worth)
    solved = solve(model.milp)
    return schedule(problem, chosen, model.ready_by(solved)), solved.proven


def _gains(
    problem: Problem, choice: Choice, solve: Solver, later: Problem | None
) -> tuple[tuple[Gain, ...], tuple[Limit, ...], bool]:
    """The gain of each limit: solved without it, and where that gains, with one more of it."""
    aim = _gained(problem, len(choice.chosen))
    if aim is not problem.aim:
        problem, later = replace(problem, aim=aim), later and replace(later, aim=aim)
        choice = replace(choice, worth=Fraction(len(choice.chosen)))
    gains: list[Gain] = []
    loose: list[Limit] = []
    proven = choice.proven
    for limit in problem.limits:
        free = _gain(problem, choice, without(problem, limit), limit, solve, more=False)
        proven &= free.proven
        if free.worth < 0:
            # With fewer limits no plan is worse: the time ran out before one was found.
            break
        if free.worth == 0:
            loose.append(limit)
            continue
        more = eased(problem, limit)
        if more is not None:
            gain = _gain(problem, choice, more, limit, solve, more=True)
            gains.append(gain if gain.worth or not gain.proven else _with_more(problem, choice, gain, solve))
        gains.append(free)
    if later is not None and proven:
        gains.append(_gain(problem, choice, later, Limit(LimitKind.DEADLINE), solve, more=True))
    return tuple(gains), tuple(loose), proven


def _with_more(problem: Problem, choice: Choice, one: Gain, solve: Solver) -> Gain:
    """Gain of the smallest increase that admits another initiative, where `one` more gives nothing."""
    steps = _steps_that_help(problem, choice, one.limit)
    more = None if steps is None else eased(problem, one.limit, steps)
    if steps is None or more is None:
        return one
    found = _gain(problem, choice, more, one.limit, solve, more=True)
    return replace(found, steps=steps) if found.worth > 0 else one


def _steps_that_help(problem: Problem, choice: Choice, limit: Limit) -> int | None:
    """The fewest steps of a limit that admit another candidate with worth and no other shortfall."""
    step, worth = step_of(problem, limit), worth_by_candidate(problem)
    left = (index for index, each in enumerate(worth) if each > 0 and index not in choice.chosen)
    lacks = (tuple(shortfalls(problem, choice.chosen | {index})) for index in left)
    alone = (each[0].short for each in lacks if [lack.limit for lack in each] == [limit])
    return min((ceil(short / step) for short in alone), default=None) if step else None


def _gain(  # noqa: PLR0913 - what is compared with what
    problem: Problem, choice: Choice, other: Problem, limit: Limit, solve: Solver, *, more: bool
) -> Gain:
    """Compare the best plan of another problem with the one that was chosen."""
    found = choose(other, solve)
    before = {problem.candidates[index].code for index in choice.chosen}
    after = {other.candidates[index].code for index in found.chosen}
    worth = choice.worth - found.worth if problem.aim is Aim.LEAST_COST else found.worth - choice.worth
    return Gain(
        limit, more, worth, tuple(sorted(after - before)), tuple(sorted(before - after)), found.proven
    )
