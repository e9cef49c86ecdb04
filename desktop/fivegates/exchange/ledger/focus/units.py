"""The units of quantities, and questions on rules that would add different units."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.language import Message
from fivegates.domain.quoting import shown
from fivegates.exchange.ledger.assignment_rules import Assignment, Counted, Rule
from fivegates.exchange.ledger.focus.groups import Group, Key, charge_of

RULES: Final = "rules"
"""The place of a question that other rules would answer."""

Filled = tuple[Key, Group]

_MOST_SHOWN: Final = 5
_TOKEN_KINDS: Final = frozenset(Counted) - {Counted.NOTHING, Counted.UNITS, Counted.REQUESTS, Counted.TOKENS}
_TOKENS: Final = re.compile(r"(?:1 ?)?(?P<many>|k|,?000|thousand|m|,?000,?000|million)[ _-]*tokens?")
_MANY: Final = {
    "": 1,
    **dict.fromkeys(("k", "000", "thousand"), 1_000),
    **dict.fromkeys(("m", "000000", "million"), 1_000_000),
}


def tokens_in_unit(unit: str) -> int | None:
    """Number of tokens in one of a unit, such as 1000 for “1K Tokens”; None for other units."""
    found = _TOKENS.fullmatch(unit.strip().casefold())
    if found is None:
        return None
    return _MANY[found["many"].replace(",", "")]


def counted_of(key: Key, assignment: Assignment) -> tuple[Counted, int] | None:
    """The field that a group's quantity counts, and its multiplier; None where it counts nothing."""
    if assignment.counts is not Counted.TOKENS:
        return assignment.counts, assignment.per
    tokens = tokens_in_unit(charge_of(key).unit)
    return None if tokens is None or not key.token else (Counted(key.token), tokens * assignment.per)


def uncounted(groups: Iterable[Filled]) -> tuple[Message, ...]:
    """The quantities that a rule counts as tokens and that are none, or of an unknown kind."""
    units = dict.fromkeys(
        charge_of(key).unit
        for key, group in groups
        if group.assignment and group.quantity and counted_of(key, group.assignment) is None
    )
    if not units:
        return ()
    return (
        Message(
            "Quantities that are not known as a kind of tokens are not counted: {units}.",
            units=_listed(tuple(units)),
        ),
    )


def unlike_units(groups: Iterable[Filled]) -> tuple[Problem, ...]:
    """Ask about each rule that counts quantities in several units: 1K tokens and hours have no sum."""
    units: dict[Rule, dict[str, str]] = defaultdict(dict)
    for key, group in groups:
        rule = group.rule
        if rule is None or not (group.counts and group.quantity):
            continue
        if rule.assignment.counts is not Counted.TOKENS:
            unit = charge_of(key).unit
            units[rule].setdefault(unit.casefold(), unit)
    return tuple(
        Problem(RULES, _question(rule, tuple(found.values())))
        for rule, found in units.items()
        if len(found) > 1
    )


def wrong_multiples(groups: Iterable[Filled]) -> tuple[Problem, ...]:
    """Ask about each rule that counts one of a unit of many tokens, such as 1K, as another number."""
    found: dict[tuple[Rule, str], Problem] = {}
    for key, group in groups:
        rule, unit = group.rule, charge_of(key).unit
        if (
            rule is None
            or not (group.counts and group.quantity)
            or rule.assignment.counts not in _TOKEN_KINDS
        ):
            continue
        tokens = tokens_in_unit(unit)
        if tokens is not None and tokens > 1 and tokens != rule.assignment.per:
            found.setdefault((rule, unit.casefold()), Problem(RULES, _multiple_question(rule, unit, tokens)))
    return tuple(found.values())


def _multiple_question(rule: Rule, unit: str, tokens: int) -> UserError:
    """The question on the number of tokens in a unit."""
    return UserError(
        "A rule of {initiative} would count one of “{unit}” as {per}, but it is {tokens} tokens. "
        "Let one mean {tokens} in the rule (per = {tokens}).",
        initiative=rule.assignment.initiative,
        unit=shown(unit),
        per=rule.assignment.per,
        tokens=tokens,
    )


def _question(rule: Rule, units: tuple[str, ...]) -> UserError:
    """The question on units that would be added, and how to separate them."""
    return UserError(
        "A rule of {initiative} would add up quantities in {count} units as {counts}: {units}. Give the "
        "rule a unit, and each other unit a rule of its own.",
        initiative=rule.assignment.initiative,
        count=len(units),
        counts=rule.assignment.counts.value,
        units=_listed(units),
    )


def _listed(units: tuple[str, ...]) -> str:
    """The first of these units, between quotes."""
    named = [f"“{shown(unit)}”" for unit in units[:_MOST_SHOWN]]
    return ", ".join(named if len(units) <= _MOST_SHOWN else [*named, "…"])
