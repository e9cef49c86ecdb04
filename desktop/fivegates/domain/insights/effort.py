"""Ranks initiatives by the effort to get ready.

The rule: least effort on the path to ready first. Of equal effort, the earlier day by which every step of the
path is due; a path with a step without a due date comes after those with all. Initiatives equal in both share
a place; retired ones have none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from fivegates.domain.initiative.initiative import Initiative, Stage
from fivegates.domain.insights.reviewed import Reviewed, by_name, name_key
from fivegates.domain.verdict.path import Path
from fivegates.domain.verdict.states import VerdictState


class Uncounted(StrEnum):
    """The reasons for which an initiative has no place in the order."""

    NOT_REVIEWED = "not-reviewed"
    NO_WAY = "no-way"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class EffortPlace:
    """An initiative's place, from 1; `tied` where another has the same effort and date."""

    place: int
    tied: bool
    initiative: Initiative
    path: Path


@dataclass(frozen=True, slots=True)
class EffortOrder:
    """The places, the initiatives that are ready already, and the excluded ones with the reason."""

    places: tuple[EffortPlace, ...]
    ready: tuple[Initiative, ...]
    uncounted: tuple[tuple[Initiative, Uncounted], ...]


def effort_order(found: Iterable[Reviewed], unreviewed: Iterable[Initiative] = ()) -> EffortOrder:
    """Order initiatives by the rule above; those that no raise can open are excluded."""
    listed = by_name(found)
    running = [each for each in listed if each.initiative.stage is not Stage.RETIRED]
    waiting = [each for each in running if each.verdict.state is not VerdictState.READY]
    countable = [each for each in waiting if not each.path.obstacles]
    uncounted = [(each.initiative, Uncounted.NO_WAY) for each in waiting if each.path.obstacles]
    uncounted += [(initiative, Uncounted.NOT_REVIEWED) for initiative in unreviewed]
    retired = (each.initiative for each in listed if each.initiative.stage is Stage.RETIRED)
    uncounted += [(initiative, Uncounted.RETIRED) for initiative in retired]
    return EffortOrder(
        tuple(_places(sorted(countable, key=_key))),
        tuple(each.initiative for each in running if each.verdict.state is VerdictState.READY),
        tuple(sorted(uncounted, key=lambda pair: name_key(pair[0]))),
    )


def _key(of: Reviewed) -> tuple[Decimal, date]:
    """Sort key of the rule."""
    return of.path.effort, of.path.ready_by or date.max


def _places(ordered: Iterable[Reviewed]) -> Iterator[EffortPlace]:
    """Number the initiatives; ties get the number of the first among them."""
    number = 1
    for _, group in groupby(ordered, key=_key):
        equals = list(group)
        for each in equals:
            yield EffortPlace(number, len(equals) > 1, each.initiative, each.path)
        number += len(equals)
