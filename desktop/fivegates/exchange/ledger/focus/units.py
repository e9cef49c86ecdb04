"""Rules under which quantities of one unit would be added to those of another."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.quoting import shown
from fivegates.exchange.ledger.assignment_rules import Rule
from fivegates.exchange.ledger.focus.groups import charge_of
from fivegates.exchange.ledger.focus.lines import Filled

RULES: Final = "rules"
"""The place of a question that is answered by other rules."""

_MOST_SHOWN: Final = 5


def unlike_units(groups: Iterable[Filled]) -> tuple[Problem, ...]:
    """Ask about each rule that counts quantities in several units: 1K tokens and hours have no sum."""
    units: dict[Rule, dict[str, str]] = defaultdict(dict)
    for key, group in groups:
        if group.rule is not None and group.counts and group.quantity:
            unit = charge_of(key).unit
            units[group.rule].setdefault(unit.casefold(), unit)
    return tuple(
        Problem(RULES, _question(rule, tuple(found.values())))
        for rule, found in units.items()
        if len(found) > 1
    )


def _question(rule: Rule, units: tuple[str, ...]) -> UserError:
    """Say what would be added up, and how to tell it apart."""
    listed = ", ".join(f"“{shown(unit)}”" for unit in units[:_MOST_SHOWN])
    return UserError(
        "A rule of {initiative} would add up quantities in {count} units as {counts}: {units}. Give the "
        "rule a unit, and each other unit a rule of its own.",
        initiative=rule.assignment.initiative,
        count=len(units),
        counts=rule.assignment.counts.value,
        units=listed if len(units) <= _MOST_SHOWN else f"{listed}, …",
    )
