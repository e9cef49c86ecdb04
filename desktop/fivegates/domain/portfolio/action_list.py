"""The actions of a portfolio: their owners and due dates, and those that are overdue."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from fivegates.domain.initiative.initiative import Action, ActionStatus, Initiative
from fivegates.domain.natural_order import natural_key

SOON: Final = timedelta(days=30)
"""Actions with a due date within this period are due soon."""


@dataclass(frozen=True, slots=True)
class ListedAction:
    """An action with its initiative; `topic` is the title of its criterion."""

    initiative: Initiative
    action: Action
    topic: str


class ActionScope(StrEnum):
    """Filters of the list of actions."""

    OPEN = "open"
    OVERDUE = "overdue"
    SOON = "soon"
    UNASSIGNED = "unassigned"
    SETTLED = "settled"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ActionChange:
    """A bulk change of actions; a field that is None stays as it is in each."""

    owner: str | None = None
    due: date | None = None
    status: ActionStatus | None = None

    def applied(self, action: Action) -> Action:
        """An action with the new fields."""
        return replace(
            action,
            owner=action.owner if self.owner is None else self.owner,
            due=self.due or action.due,
            status=self.status or action.status,
        )


def is_overdue(action: Action, day: date) -> bool:
    """True if an action is open after its due date."""
    return action.status is ActionStatus.OPEN and action.due is not None and action.due < day


def in_scope(action: Action, scope: ActionScope, day: date) -> bool:
    """True if an action belongs to a scope, seen from `day`; only ALL and SETTLED have settled ones."""
    is_open = action.status is ActionStatus.OPEN
    match scope:
        case ActionScope.ALL:
            return True
        case ActionScope.SETTLED:
            return not is_open
        case ActionScope.OPEN:
            return is_open
        case ActionScope.OVERDUE:
            return is_overdue(action, day)
        case ActionScope.SOON:
            return is_open and action.due is not None and day <= action.due <= day + SOON
        case ActionScope.UNASSIGNED:
            return is_open and not action.committed


def owners_of(listed: Iterable[ListedAction]) -> tuple[str, ...]:
    """Owners of actions, by name; names that differ by case alone are one person."""
    names: dict[str, str] = {}
    for each in listed:
        if owner := each.action.owner.strip():
            names.setdefault(owner.casefold(), owner)
    return tuple(name for _key, name in sorted(names.items()))


def owned_by(action: Action, owner: str) -> bool:
    """True if a person owns an action, ignoring case."""
    return action.owner.strip().casefold() == owner.strip().casefold()


def by_due_date(listed: Iterable[ListedAction]) -> tuple[ListedAction, ...]:
    """Sorted by due date, actions without a date last, then by initiative."""
    return tuple(
        sorted(
            listed,
            key=lambda each: (
                each.action.due or date.max,
                natural_key(each.initiative.name),
                each.action.id,
            ),
        )
    )
