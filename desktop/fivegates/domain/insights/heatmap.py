"""The heatmap: initiatives × gates, with the state and score of each gate where there is one."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.natural_order import NaturalKey, natural_key
from fivegates.domain.portfolio.overview import BEST_FIRST, GateMark, OverviewLine, ReviewMark
from fivegates.domain.verdict.states import GateState


@dataclass(frozen=True, slots=True)
class GateColumn:
    """One gate; where rubrics name it differently, the name that most initiatives have."""

    gate: str
    name: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """An initiative with a cell for each column; None where its latest review has no such gate.

    `latest` is None before the first review, and then every cell is.
    """

    initiative: Initiative
    latest: ReviewMark | None
    cells: tuple[GateMark | None, ...]


@dataclass(frozen=True, slots=True)
class Heatmap:
    """All initiatives that are not archived, the most ready first and those without a review last.

    `dated` is the day of the verdicts, None where each is as of its review.
    """

    gates: tuple[GateColumn, ...]
    rows: tuple[HeatRow, ...]
    dated: date | None = None

    @property
    def later(self) -> bool:
        """True if a review is after the day, so that its scores are as of that review."""
        reviews = (row.latest for row in self.rows if row.latest)
        return self.dated is not None and any(latest.dated > self.dated for latest in reviews)

    @property
    def reviewed(self) -> int:
        """Number of initiatives with a review."""
        return sum(1 for row in self.rows if row.latest)

    def count(self, gate: int, state: GateState) -> int:
        """Number of initiatives whose gate in column `gate` is in `state`."""
        return sum(1 for row in self.rows if (cell := row.cells[gate]) and cell.state is state)


def heatmap(lines: Iterable[OverviewLine], dated: date | None = None) -> Heatmap:
    """Lay out the latest reviews; gates in the order of their rubrics, whatever order `lines` have."""
    current = sorted((line for line in lines if not line.initiative.archived), key=_order)
    columns = _columns(current)
    return Heatmap(columns, tuple(_row(line, columns) for line in current), dated)


def _order(line: OverviewLine) -> tuple[int, Fraction, NaturalKey, str]:
    """Best verdict, then highest readiness, then name and code."""
    latest, initiative = line.latest, line.initiative
    rank = BEST_FIRST.index(latest.verdict) if latest else len(BEST_FIRST)
    readiness = latest.readiness if latest else None
    least = Fraction(1) if readiness is None else -readiness
    return rank, least, natural_key(initiative.name), initiative.code


def _columns(lines: Iterable[OverviewLine]) -> tuple[GateColumn, ...]:
    """Every gate that a review has, by its first place in any rubric, then by id."""
    places: dict[str, int] = {}
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        for place, mark in enumerate(line.latest.gates if line.latest else ()):
            places[mark.gate] = min(place, places.get(mark.gate, place))
            names[mark.gate][mark.name] += 1
    order = sorted(places, key=lambda gate: (places[gate], gate))
    return tuple(GateColumn(gate, _usual(names[gate])) for gate in order)


def _usual(names: Counter[str]) -> str:
    """The most frequent name; of several the first in the alphabet."""
    return min(names, key=lambda name: (-names[name], name))


def _row(line: OverviewLine, columns: tuple[GateColumn, ...]) -> HeatRow:
    """The cells of one initiative."""
    marks = {mark.gate: mark for mark in line.latest.gates} if line.latest else {}
    return HeatRow(line.initiative, line.latest, tuple(marks.get(column.gate) for column in columns))
