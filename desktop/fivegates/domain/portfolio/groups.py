"""The groups into which the portfolio's table is divided: by the value that initiatives have of one facet."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.natural_order import NaturalKey, natural_key
from fivegates.domain.portfolio.facets import UNREVIEWED, Facet, values_of
from fivegates.domain.portfolio.overview import BEST_FIRST, OverviewLine

GROUPINGS: Final = (Facet.VERDICT, Facet.STAGE, Facet.UNIT, Facet.SPONSOR)
"""The facets of which an initiative has one value at most, in the order in which they are offered."""

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
    """Groups of one facet in the order in which they are shown.

    Verdicts from the worst, not reviewed last; stages as they follow each other; names in natural order,
    those without one last.
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
