"""Builders of capacity problems, and a brute-force solver."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from random import Random

from builders import criterion, rubric

from fivegates.domain.capacity.problem import Candidate, Problem, Rate, RateSource, Work
from fivegates.domain.capacity.settings import Aim
from fivegates.domain.initiative.initiative import Action, Initiative
from fivegates.domain.verdict.path import Path, Step

START = date(2026, 11, 30)
RUBRIC = rubric(*(criterion(name, required=True) for name in ("owner", "c0", "c1", "c2")))


def day(number: int) -> date:
    """A day of a plan, from 1."""
    return START + timedelta(days=number - 1)


def work(
    owner: str, tenths: int, *, due: int | None = None, shared: str = "", criterion: str = "owner"
) -> Work:
    """Somebody's work; `due` on a day of the plan."""
    action = Action(criterion, f"Do {criterion}", owner=owner) if owner else None
    effort = Decimal(tenths) / 10
    step = Step("value", criterion, 2, 3, effort, proof_only=False, unscored=False, action=action)
    return Work(step, tenths, None if due is None else day(due), None, (shared, owner) if shared else ())


def candidate(code: str, *works: Work, value: int | None = 1, unit: str = "") -> Candidate:
    """An initiative with its work."""
    path = Path(tuple(each.step for each in works), (), (), START, START)
    initiative = Initiative(code, f"The {code}", business_unit=unit, id=sum(map(ord, code)))
    return Candidate(initiative, path, works, None if value is None else Fraction(value), RUBRIC)


def problem(
    candidates: Iterable[Candidate], rates: Mapping[str, str], *, days: int = 28, **fields: object
) -> Problem:
    """A problem of so many days; `rates` by owner, in days a week."""
    given = tuple(candidates)
    found = {"": Rate("", Fraction(5), RateSource.FULL_WEEK)}
    for each in given:
        for mine in each.works:
            found.setdefault(mine.owner, Rate(mine.step.owner, Fraction(5), RateSource.FULL_WEEK))
    for name, rate in rates.items():
        found[name.casefold()] = Rate(name, Fraction(rate), RateSource.STATED)
    made = Problem(START, day(days), Aim.VALUE, "EUR", given, found)
    return replace(made, **fields)  # type: ignore[arg-type]


def random_problem(seed: int, size: int = 7, aim: Aim = Aim.VALUE) -> Problem:
    """A small problem with every kind of limit."""
    chance = Random(seed)  # noqa: S311 - cases, not secrets
    owners = ["", "Ann", "Bo"]
    made = []
    for number in range(size):
        works = [
            work(
                chance.choice(owners),
                chance.randrange(0, 90),
                due=chance.choice([None, None, None, 9, 17]),
                shared=chance.choice(["", "", "s", "t"]),
                criterion=f"c{index}",
            )
            for index in range(chance.randint(1, 3))
        ]
        value = chance.choice([None, -5, *range(1, 40)]) if aim is Aim.VALUE else 1
        made.append(candidate(f"I{number}", *works, value=value, unit=chance.choice(["", "A", "B"])))
    after = {f"I{a}": (f"I{b}",) for b, a in {tuple(sorted(chance.sample(range(size), 2))) for _ in range(2)}}
    if chance.random() < 0.2:
        after["I0"] = ("GONE",)
    units = {each.initiative.business_unit.casefold() for each in made} - {""}
    return problem(
        made,
        {"Ann": chance.choice(["1", "2.5", "0"]), "Bo": "3"},
        aim=aim,
        total=chance.choice([None, 150, 250]),
        units=dict.fromkeys(sorted(units), chance.choice([1, 2])) if chance.random() < 0.5 else {},
        after=after,
    )


def subsets(given: Problem) -> Iterator[tuple[Candidate, ...]]:
    """Every set of candidates that can be done, written from the model's description alone."""
    for size in range(len(given.candidates) + 1):
        for chosen in combinations(given.candidates, size):
            if _allowed(given, chosen) and _in_time(given, chosen):
                yield chosen


def cost(chosen: Iterable[Candidate]) -> int:
    """Tenths of person-days, shared work once."""
    alone = 0
    shared: dict[tuple[str, ...], int] = {}
    for each in chosen:
        for mine in each.works:
            if mine.shared:
                shared[mine.shared] = max(shared.get(mine.shared, 0), mine.effort)
            else:
                alone += mine.effort
    return alone + sum(shared.values())


def _allowed(given: Problem, chosen: tuple[Candidate, ...]) -> bool:
    """Total, units, dependencies, and nothing without a known value but for what has one."""
    codes = {each.code for each in chosen}
    units = [each.initiative.business_unit.casefold() for each in chosen]
    waited = {other for code in codes for other in given.after.get(code, ())}
    return (
        (given.total is None or cost(chosen) <= given.total)
        and all(units.count(unit) <= most for unit, most in given.units.items())
        and waited <= codes
        and (
            given.aim is not Aim.VALUE
            or all(each.value is not None or each.code in waited for each in chosen)
        )
    )


def _in_time(given: Problem, chosen: tuple[Candidate, ...]) -> bool:
    """True if working day by day, the earliest due date first, meets every due date."""
    queues: dict[str, list[tuple[date, Fraction]]] = {}
    done_of: dict[tuple[str, ...], int] = {}
    every = [mine for each in chosen for mine in each.works]
    for mine in sorted(every, key=lambda mine: mine.due or given.until):
        rest = mine.effort - done_of.get(mine.shared, 0) if mine.shared else mine.effort
        if mine.shared:
            done_of[mine.shared] = max(done_of.get(mine.shared, 0), mine.effort)
        if rest > 0:
            queues.setdefault(mine.owner, []).append((mine.due or given.until, Fraction(rest)))
    return all(_meets(given, given.rates[owner].days, queue) for owner, queue in queues.items())


def _meets(given: Problem, rate: Fraction | None, queue: list[tuple[date, Fraction]]) -> bool:
    """Work through a queue, a day at a time."""
    assert rate is not None
    today = given.start
    while queue:
        left = rate * 10 / 5 if today.weekday() < 5 else Fraction(0)
        while queue and left:
            due, rest = queue[0]
            if today > due:
                return False
            step = min(left, rest)
            left -= step
            queue[0] = (due, rest - step)
            if rest == step:
                queue.pop(0)
        today += timedelta(days=1)
        if queue and today > given.until:
            return False
    return True
