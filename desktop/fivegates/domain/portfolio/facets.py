"""The facets by which the portfolio's table is filtered and grouped."""

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.natural_order import NaturalKey, natural_key
from fivegates.domain.portfolio.names import NameKind, Renaming
from fivegates.domain.portfolio.overview import BEST_FIRST, OverviewLine
from fivegates.domain.verdict.states import VerdictState


class Facet(StrEnum):
    """Attributes by which initiatives are filtered, in the order offered."""

    VERDICT = "verdict"
    STAGE = "stage"
    UNIT = "unit"
    SPONSOR = "sponsor"
    GATE = "gate"
    AGED = "aged"


Chosen = Mapping[Facet, AbstractSet[str]]
"""Wanted values by facet; a facet without any accepts all."""

UNREVIEWED: Final = "unreviewed"
"""The value of an initiative without a review, in place of a verdict."""

_CHANGED = "changed"
_FACET_OF: Final = {NameKind.PERSON: Facet.SPONSOR, NameKind.UNIT: Facet.UNIT}


def values_of(line: OverviewLine, facet: Facet) -> tuple[str, ...]:
    """Values of an initiative for a facet; text is compared ignoring case."""
    of, latest = line.initiative, line.latest
    match facet:
        case Facet.VERDICT:
            return (latest.verdict.value if latest else UNREVIEWED,)
        case Facet.STAGE:
            return (of.stage.value,)
        case Facet.UNIT:
            return _text(of.business_unit)
        case Facet.SPONSOR:
            return _text(of.sponsor)
        case Facet.GATE:
            return tuple(f"{gate.state.value}:{gate.name}" for gate in latest.gates) if latest else ()
        case Facet.AGED:
            changed = latest and line.at_review and latest.verdict is not line.at_review.verdict
            return (_CHANGED,) if changed else ()


def passes(line: OverviewLine, chosen: Chosen) -> bool:
    """True if an initiative has a wanted value of each facet with wanted values."""
    return all(
        not wanted or not wanted.isdisjoint(values_of(line, facet)) for facet, wanted in chosen.items()
    )


def renamed(chosen: Chosen, renaming: Renaming) -> Chosen:
    """The wanted values with the new name in place of the old one, in any case."""
    facet, old = _FACET_OF[renaming.kind], renaming.old.strip().casefold()
    values = chosen.get(facet, frozenset())
    if all(value.casefold() != old for value in values):
        return chosen
    return {
        **chosen,
        facet: frozenset(renaming.new if value.casefold() == old else value for value in values),
    }


def counted(lines: Iterable[OverviewLine], facet: Facet) -> dict[str, int]:
    """Number of initiatives by value of a facet, in the order of its scale, then by name."""
    found = Counter(value for line in lines for value in values_of(line, facet))
    return dict(sorted(found.items(), key=lambda item: (_rank(facet, item[0]), item[0].casefold())))


def _text(text: str) -> tuple[str, ...]:
    """A text as a value; none for blanks."""
    return (text.strip(),) if text.strip() else ()


def _rank(facet: Facet, value: str) -> int:
    """Position of a value on its scale; text has none."""
    scale: list[str]
    match facet:
        case Facet.VERDICT:
            scale = [*VerdictState, UNREVIEWED]
        case Facet.STAGE:
            scale = [*Stage]
        case _:
            return 0
    return scale.index(value)


GROUPINGS: Final = (Facet.VERDICT, Facet.STAGE, Facet.UNIT, Facet.SPONSOR)
"""Facets with at most one value per initiative, in the order offered."""

_SEVERITY: Final = (*reversed(BEST_FIRST), UNREVIEWED)


@dataclass(frozen=True, slots=True)
class Group:
    """The initiatives that have one value of a facet; an empty value is for those without any."""

    facet: Facet
    value: str


def group_of(line: OverviewLine, facet: Facet) -> Group:
    """The group of an initiative; `facet` is one of `GROUPINGS`."""
    return Group(facet, next(iter(values_of(line, facet)), ""))


def in_order(groups: Iterable[Group]) -> list[Group]:
    """Groups of one facet in display order.

    Verdicts from the worst, not reviewed last; stages in their sequence; names in natural order, those
    without one last.
    """
    return sorted(groups, key=_place)


def _place(group: Group) -> tuple[int, NaturalKey, str]:
    match group.facet:
        case Facet.VERDICT:
            return _SEVERITY.index(group.value), (), ""
        case Facet.STAGE:
            return list(Stage).index(Stage(group.value)), (), ""
        case _:
            return int(not group.value), natural_key(group.value), group.value
