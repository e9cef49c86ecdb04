"""Relaxes a limit of a capacity problem, by one or entirely; the difference is the limit's cost."""

from dataclasses import replace
from fractions import Fraction

from fivegates.domain.capacity.problem import (
    TENTHS,
    WORKING_WEEK,
    Limit,
    LimitKind,
    Problem,
    Rate,
    RateSource,
    spread,
)
from fivegates.domain.capacity.settings import owner_key


def without(problem: Problem, limit: Limit) -> Problem:
    """The same problem without the limit."""
    match limit.kind:
        case LimitKind.OWNER | LimitKind.UNASSIGNED:
            key = owner_key(limit.name)
            return _with_rate(problem, key, replace(problem.rates[key], days=None))
        case LimitKind.TOTAL:
            return _with_total(problem, None)
        case LimitKind.UNIT:
            name = owner_key(limit.name)
            return replace(problem, units={key: most for key, most in problem.units.items() if key != name})
        case LimitKind.DEPENDENCY:
            others = tuple(each for each in problem.after[limit.name] if each != limit.other)
            return replace(problem, after={**problem.after, limit.name: others})
        case LimitKind.DUE_DATES | LimitKind.DEADLINE:
            return replace(problem, keeps_due_dates=False)


def eased(problem: Problem, limit: Limit, steps: int = 1) -> Problem | None:
    """The same problem with a limit raised by some steps; None where the limit has no steps.

    A step is a week more of an owner, as if that began a week earlier; a working week of person-days; an
    initiative.
    """
    match limit.kind:
        case LimitKind.OWNER | LimitKind.UNASSIGNED:
            key = owner_key(limit.name)
            return _with_rate(problem, key, replace(problem.rates[key], extra=WORKING_WEEK * steps))
        case LimitKind.TOTAL:
            return _with_total(problem, (problem.total or 0) + WORKING_WEEK * TENTHS * steps)
        case LimitKind.UNIT:
            key = owner_key(limit.name)
            return replace(problem, units={**problem.units, key: problem.units[key] + steps})
        case LimitKind.DEPENDENCY | LimitKind.DUE_DATES | LimitKind.DEADLINE:
            return None


def step_of(problem: Problem, limit: Limit) -> Fraction:
    """The step of a limit in tenths of person-days; 0 for a limit that is not in days."""
    if limit.kind is LimitKind.TOTAL:
        return Fraction(WORKING_WEEK * TENTHS)
    if not limit.in_days:
        return Fraction(0)
    return (problem.rates[owner_key(limit.name)].days or Fraction(0)) * TENTHS


def _with_total(problem: Problem, total: int | None) -> Problem:
    """The same problem with another total, spread as before where that is the pool of what nobody owns."""
    pool = problem.rates[""]
    if pool.source is RateSource.SPREAD:
        pool = replace(pool, days=None) if total is None else spread(problem, total)
    return replace(_with_rate(problem, "", pool), total=total)


def _with_rate(problem: Problem, key: str, rate: Rate) -> Problem:
    """The same problem with another rate of an owner."""
    return replace(problem, rates={**problem.rates, key: rate})
