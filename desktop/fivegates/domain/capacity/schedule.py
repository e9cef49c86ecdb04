"""The schedule of a plan: each owner's work, earliest due date first, and when each initiative is ready."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

from fivegates.domain.capacity.model import groups, works_by_owner
from fivegates.domain.capacity.problem import Candidate, Problem, Work, working_day
from fivegates.domain.rubric.rubric import Rubric


@dataclass(frozen=True, slots=True)
class Task:
    """Work of one owner for the initiatives `codes`: `effort` tenths of person-days.

    `owner` is as it is written, empty for nobody. Each part of a shared piece of work is a task.
    """

    owner: str
    codes: tuple[str, ...]
    work: Work
    rubric: Rubric
    effort: int
    start: date
    finish: date
    due: date | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """All tasks, each owner's in order, and the day on which each initiative is ready, by code."""

    tasks: tuple[Task, ...]
    ready_on: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of work to be scheduled, with the work that it adds to its group."""

    needed_by: date
    effort: int
    work: Work
    members: tuple[int, ...]


def schedule(problem: Problem, chosen: Sequence[Candidate], ready_by: Sequence[date]) -> Schedule:
    """Place the work of a set, each initiative's by its due dates and the day that `ready_by` has for it."""
    tasks: list[Task] = []
    finished = [problem.start] * len(chosen)
    for key, works in works_by_owner(chosen).items():
        passed = 0
        for part in _parts(problem, works, ready_by):
            start, passed = passed, passed + part.effort
            finish = max(_day(problem, key, passed), part.work.proof_from or problem.start)
            for index in part.members:
                finished[index] = max(finished[index], finish)
            tasks.append(
                Task(
                    problem.rates[key].name,
                    tuple(chosen[index].code for index in part.members),
                    part.work,
                    chosen[part.members[0]].rubric,
                    part.effort,
                    _start(problem, key, start, finish),
                    finish,
                    part.work.due if problem.keeps_due_dates else None,
                )
            )
    return Schedule(tuple(tasks), _after_others(problem, chosen, finished))


def _parts(problem: Problem, works: Sequence[tuple[int, Work]], ready_by: Sequence[date]) -> list[_Part]:
    """An owner's work, earliest due date first."""
    parts = []
    for group in groups(works):
        ordered = sorted(
            ((min(problem.due(work), ready_by[index]), index, work) for index, work in group),
            key=lambda each: each[:2],
        )
        done = 0
        for number, (day, _, work) in enumerate(ordered):
            if work.effort > done or number == 0:
                rest = tuple(index for _, index, other in ordered[number:] if other.effort > done or not done)
                parts.append(_Part(day, work.effort - done, work, rest))
                done = work.effort
    return sorted(parts, key=lambda part: (part.needed_by, part.members, part.work.proof_from or date.min))


def _day(problem: Problem, key: str, tenths: int) -> date:
    """The day on which an owner has completed an amount of work."""
    return working_day(problem.start, max(ceil(problem.rates[key].days_for(tenths)), 1))


def _start(problem: Problem, key: str, tenths: int, finish: date) -> date:
    """The first day of an owner's next task, after completed work, that ends on `finish`."""
    return min(working_day(problem.start, floor(problem.rates[key].days_for(tenths)) + 1), finish)


def _after_others(problem: Problem, chosen: Sequence[Candidate], finished: Sequence[date]) -> dict[str, date]:
    """The day on which each counts as ready: no earlier than its dependencies."""
    days = {each.code: day for each, day in zip(chosen, finished, strict=True)}
    for _ in days:
        for code, others in problem.after.items():
            if code in days:
                days[code] = max(days[code], *(days[other] for other in others if other in days), days[code])
    return days
