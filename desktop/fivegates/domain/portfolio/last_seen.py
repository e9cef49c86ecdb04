"""The verdicts last seen in a portfolio, and the changes since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.portfolio.attention import Attention, VerdictSince
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.verdict.states import VerdictState


@dataclass(frozen=True, slots=True)
class Seen:
    """A snapshot of a day: ids, verdicts and a count, none of the portfolio's text.

    `verdicts` holds every initiative by its id, with None before its first review; `attention` is the
    number of items that needed attention.
    """

    day: date
    verdicts: Mapping[int, VerdictState | None]
    attention: int


@dataclass(frozen=True, slots=True)
class SinceLast:
    """Changes between two days: verdicts and initiatives, and the items that need attention on each.

    `removed` is the number of initiatives that are no longer there.
    """

    seen: date
    changes: tuple[VerdictSince, ...]
    removed: int
    attention_then: int
    attention_now: int


def seen_on(lines: Iterable[OverviewLine], found: Sequence[Attention], day: date) -> Seen:
    """The snapshot of `lines` and of the items that need attention, on `day`."""
    verdicts = {each.initiative.id: each.latest.verdict if each.latest else None for each in lines}
    return Seen(day, verdicts, len(found))


def since_last(seen: Seen, lines: Sequence[OverviewLine], found: Sequence[Attention]) -> SinceLast:
    """Compare the current state with a snapshot; archived and retired initiatives are left out."""
    active = [
        each for each in lines if not each.initiative.archived and each.initiative.stage is not Stage.RETIRED
    ]
    changes = [
        VerdictSince(
            each.initiative,
            seen.day,
            seen.verdicts.get(each.initiative.id),
            each.latest,
            each.day,
            added=each.initiative.id not in seen.verdicts,
        )
        for each in active
    ]
    removed = seen.verdicts.keys() - {each.initiative.id for each in lines}
    changed = tuple(each for each in changes if each.added or each.before is not each.verdict)
    return SinceLast(seen.day, changed, len(removed), seen.attention, len(found))


def days_to_keep(kept: Iterable[Seen], now: Seen) -> tuple[Seen, ...]:
    """Snapshots to store: that of `now`, and the latest of an earlier day, which stays all day."""
    earlier = [each for each in kept if each.day < now.day]
    return (*sorted(earlier, key=lambda each: each.day)[-1:], now)


def last_before(kept: Iterable[Seen], day: date) -> Seen | None:
    """Snapshot of the latest day before `day`; None where it was not open before."""
    return max((each for each in kept if each.day < day), key=lambda each: each.day, default=None)
