"""Ranks initiatives, with the deciding ground, and the single moves that would change the first place.

The rule: by verdict (ready, ready with conditions, not ready), then by readiness, then by person-days to
ready, then by the monthly result at target volume. A ground counts only where all before it are equal, there
is no weighting, and unknown values come last: an incomplete scoring after every verdict, no path to ready
after every path. All comparisons are exact, and initiatives equal on every ground share their place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Final

from fivegates.domain.economics.prospects import Prospect
from fivegates.domain.review.review import Case
from fivegates.domain.verdict.assessment import Assessment
from fivegates.domain.verdict.firmness import one_level_moves
from fivegates.domain.verdict.path import Path, path_to_ready
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.verdict.verdict import Verdict, committed_criteria, verdict_of


class Ground(StrEnum):
    """The grounds of the ranking, in order."""

    VERDICT = "verdict"
    READINESS = "readiness"
    EFFORT = "effort"
    RESULT = "result"


@dataclass(frozen=True)
class Entrant:
    """The data that an initiative is ranked by; `case` and `verdict` are None before its first review."""

    case: Case | None
    verdict: Verdict | None
    prospect: Prospect

    @classmethod
    def of(cls, assessment: Assessment | None, prospect: Prospect) -> "Entrant":
        """Build the entrant of an assessment and a prospect."""
        if assessment is None:
            return cls(None, None, prospect)
        return cls(assessment.case, assessment.verdict, prospect)

    @property
    def settled(self) -> bool:
        """True if the entrant has a verdict."""
        return self.verdict is not None and self.verdict.state is not VerdictState.INCOMPLETE

    @cached_property
    def path(self) -> Path | None:
        """The path to ready; None before the first review."""
        return path_to_ready(self.case, self.verdict) if self.case else None


@dataclass(frozen=True, slots=True)
class Swap:
    """A claim of the entrant `mover`, moved by one level alone, that would put `winner` first.

    Entrants are identified by their index.
    """

    mover: int
    criterion: str
    from_level: int
    to_level: int
    winner: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """The places, from 1, by entrant; ties share a place.

    `order` lists the entrants by place, in the order given where they tie. `first` holds those in the
    first place: several in a tie, none where no entrant has a verdict. With one first, `ground` separates
    it from the next in `order`, `against` are the later grounds on which that one is ahead, and `swaps`
    the single moves that would put another first.
    """

    places: tuple[int, ...]
    order: tuple[int, ...]
    first: tuple[int, ...]
    ground: Ground | None = None
    against: tuple[Ground, ...] = ()
    swaps: tuple[Swap, ...] = ()


_WORTH: Final = {
    VerdictState.READY: Fraction(3),
    VerdictState.WAIVED: Fraction(5, 2),
    VerdictState.CONDITIONAL: Fraction(2),
    VerdictState.NOT_READY: Fraction(1),
}


def worth(entrant: Entrant, ground: Ground) -> Fraction | None:
    """The value of an entrant on one ground, higher being better; None where it is not known."""
    match ground:
        case Ground.VERDICT:
            return _WORTH.get(entrant.verdict.state) if entrant.verdict else None
        case Ground.READINESS:
            return entrant.verdict.readiness if entrant.verdict else None
        case Ground.EFFORT:
            path = entrant.path
            return None if path is None or path.obstacles else -Fraction(path.effort)
        case Ground.RESULT:
            return entrant.prospect.target_result


def parting_ground(one: Entrant, other: Entrant) -> Ground | None:
    """The first ground on which the two differ; None where they tie on all."""
    return next((ground for ground in Ground if worth(one, ground) != worth(other, ground)), None)


def ahead(one: Entrant, other: Entrant) -> bool:
    """True if `one` comes before `other`."""
    ground = parting_ground(one, other)
    return ground is not None and _better(one, other, ground)


def _better(one: Entrant, other: Entrant, ground: Ground) -> bool:
    """True if `one` is better on the ground; an unknown value is never better."""
    mine, theirs = worth(one, ground), worth(other, ground)
    return mine is not None and (theirs is None or mine > theirs)


def rank(entrants: Sequence[Entrant]) -> Ranking:
    """Rank two or more entrants by the rule of this module."""
    indexes = range(len(entrants))
    places = tuple(1 + sum(ahead(other, entrant) for other in entrants) for entrant in entrants)
    order = tuple(sorted(indexes, key=places.__getitem__))
    first = tuple(index for index in order if places[index] == 1 and entrants[index].settled)
    if len(first) != 1:
        return Ranking(places, order, first)
    best, second = entrants[order[0]], entrants[order[1]]
    ground = parting_ground(best, second)
    return Ranking(
        places,
        order,
        first,
        ground,
        tuple(found for found in Ground if _known_better(second, best, found)),
        tuple(_swaps(entrants, order)),
    )


def _known_better(one: Entrant, other: Entrant, ground: Ground) -> bool:
    """True if `one` is better on the ground, with both values known."""
    return worth(other, ground) is not None and _better(one, other, ground)


def _swaps(entrants: Sequence[Entrant], order: Sequence[int]) -> Iterator[Swap]:
    """The single moves of any entrant after which another is first; those of the first come first."""
    best = order[0]
    for mover in order:
        rivals = [index for index in order if index != best] if mover == best else [best]
        for moved, criterion, levels in _moved(entrants[mover]):
            if mover == best:
                winner = next((index for index in rivals if ahead(entrants[index], moved)), None)
            else:
                winner = mover if ahead(moved, entrants[best]) else None
            if winner is not None:
                yield Swap(mover, criterion, *levels, winner)


def _moved(entrant: Entrant) -> Iterator[tuple[Entrant, str, tuple[int, int]]]:
    """The entrant after each one-level move of a claim, with the criterion and both levels."""
    case, verdict = entrant.case, entrant.verdict
    if case is None or verdict is None:
        return
    committed = committed_criteria(case)
    for index, gate in enumerate(verdict.gates):
        for result, level, again in one_level_moves(gate, case.rubric.thresholds, committed):
            judged = verdict_of((*verdict.gates[:index], again, *verdict.gates[index + 1 :]))
            yield replace(entrant, verdict=judged), result.criterion.id, (result.claimed or 0, level)
