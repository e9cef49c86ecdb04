"""The settings of a capacity plan: person-days, people's days a week, deadline, aim, caps and order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.fields import Number, Person, field_problems
from fivegates.domain.limits import Code, Count, Day, Effort, Entries, Line, Parts, PersonDays

MOST_OWNERS: Final = 200
MOST_DEPENDENCIES: Final = 500
MOST_IN_PLAN: Final = 10_000


class Aim(StrEnum):
    """The objective of a plan."""

    VALUE = "value"
    INITIATIVES = "initiatives"
    LEAST_COST = "least-cost"


class Sharing(StrEnum):
    """Which steps of several initiatives are one piece of work.

    `ACTIONS`: those that one action plans: the same criterion, title and owner, in the same file of a
    consolidated view. `CAUSES`: also those that no action plans, on the same criterion behind the same
    providers or models.
    """

    ACTIONS = "actions"
    CAUSES = "causes"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class OwnerCapacity:
    """Days a week that an owner has for the steps of a plan."""

    name: Annotated[str, Person(), Line(required=True)]
    days: Annotated[Decimal, Number(), Effort()]


@dataclass(frozen=True, slots=True)
class Dependency:
    """The initiative `code` counts as ready no earlier than the initiative `after`."""

    code: Annotated[str, Code()]
    after: Annotated[str, Code()]


@dataclass(frozen=True, slots=True)
class CapacitySettings:
    """The settings of the portfolio's capacity plan; None is unlimited, or not set.

    `total` counts person-days until the day `until`, both included; `unassigned` days a week for steps that
    nobody owns; `per_unit` the initiatives of one business unit; `at_least` the initiatives that a plan of
    least cost makes ready.
    """

    total: PersonDays = None
    until: Annotated[date | None, Day()] = None
    aim: Aim = Aim.VALUE
    at_least: Annotated[int | None, Count()] = None
    unassigned: PersonDays = None
    per_unit: Annotated[int | None, Count()] = None
    sharing: Sharing = Sharing.ACTIONS
    owners: Annotated[tuple[OwnerCapacity, ...], Entries(MOST_OWNERS), Parts()] = ()
    after: Annotated[tuple[Dependency, ...], Entries(MOST_DEPENDENCIES), Parts()] = ()


def check_capacity(settings: CapacitySettings) -> tuple[Problem, ...]:
    """Find invalid fields, duplicates, and cyclic dependencies."""
    twice = (
        *_repeats("owners", (owner_key(each.name) for each in settings.owners)),
        *_repeats("after", ((each.code.lower(), each.after.lower()) for each in settings.after)),
    )
    return (*field_problems(settings), *twice, *_circles(settings.after))


def owner_key(name: str) -> str:
    """The key that identifies a person, ignoring case and blanks; empty for nobody."""
    return " ".join(name.split()).casefold()


def _repeats(place: str, keys: Iterable[object]) -> Iterator[Problem]:
    """A problem for each key that came before."""
    seen = set()
    for index, key in enumerate(keys):
        if key in seen:
            yield Problem(f"{place}[{index}]", UserError("This is given twice."))
        seen.add(key)


def _circles(dependencies: tuple[Dependency, ...]) -> Iterator[Problem]:
    """The first cyclic dependency."""
    waits: dict[str, list[str]] = {}
    for index, each in enumerate(dependencies):
        code, after = each.code.lower(), each.after.lower()
        if code in _reached(waits, after):
            reason = UserError(
                "{code} and {after} would each wait for the other.", code=each.code, after=each.after
            )
            yield Problem(f"after[{index}]", reason)
            return
        waits.setdefault(code, []).append(after)


def _reached(waits: dict[str, list[str]], start: str) -> set[str]:
    """All transitive dependencies of `start`, itself included."""
    reached: set[str] = set()
    open_ends = [start]
    while open_ends:
        code = open_ends.pop()
        if code not in reached:
            reached.add(code)
            open_ends += waits.get(code, [])
    return reached


def require_capacity(settings: CapacitySettings, today: date) -> date:
    """The day on which a plan of these settings ends. Raises UserError where no plan can be made of them."""
    if settings.until is None:
        raise UserError("A plan needs a deadline: the day by which initiatives are to be ready.")
    if settings.until < today:
        raise UserError(
            "The deadline, {day}, is past. Choose a day from {today} on.", day=settings.until, today=today
        )
    stated = (settings.total, settings.unassigned, *(each.days for each in settings.owners))
    if all(amount is None for amount in stated):
        raise UserError(
            "A plan needs a capacity: person-days in all, or days a week of somebody, or days a week for "
            "steps that nobody owns."
        )
    if settings.total == 0 or not any(stated):
        raise UserError("This capacity is 0 person-days, so nothing can be planned.")
    return settings.until
