"""The facets by which the portfolio's table is narrowed: each initiative has a few values of each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import Final

from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.verdict.states import VerdictState


class Facet(StrEnum):
    """By what initiatives are distinguished, in the order in which they are offered."""

    VERDICT = "verdict"
    STAGE = "stage"
    UNIT = "unit"
    SPONSOR = "sponsor"
    GATE = "gate"
    AGED = "aged"


Chosen = Mapping[Facet, AbstractSet[str]]
"""The values that are wanted of each facet; a facet without any lets all pass."""

UNREVIEWED: Final = "unreviewed"
"""The value of an initiative without a review, in place of a verdict."""

_CHANGED = "changed"


def values_of(line: OverviewLine, facet: Facet) -> tuple[str, ...]:
    """The values that an initiative has of a facet; text in any case is one value."""
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
    """Whether an initiative has, of each facet of which values are wanted, one of them."""
    return all(
        not wanted or not wanted.isdisjoint(values_of(line, facet)) for facet, wanted in chosen.items()
    )


def counted(lines: Iterable[OverviewLine], facet: Facet) -> dict[str, int]:
    """How many initiatives have each value of a facet, in the order of its scale, then by name."""
    found = Counter(value for line in lines for value in values_of(line, facet))
    return dict(sorted(found.items(), key=lambda item: (_rank(facet, item[0]), item[0].casefold())))


def _text(text: str) -> tuple[str, ...]:
    """A text as a value; none for blanks."""
    return (text.strip(),) if text.strip() else ()


def _rank(facet: Facet, value: str) -> int:
    """The place of a value on its scale; text has none."""
    scale: list[str]
    match facet:
        case Facet.VERDICT:
            scale = [*VerdictState, UNREVIEWED]
        case Facet.STAGE:
            scale = [*Stage]
        case _:
            return 0
    return scale.index(value)
