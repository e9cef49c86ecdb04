"""The portfolio pack as values: the whole portfolio, and the decisions asked for."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from fivegates.domain.brief import NOTHING_LEFT_OUT, Edition, Extent, LeftOut, Omission
from fivegates.domain.capacity.planning import Plan
from fivegates.domain.capacity.settings import CapacitySettings
from fivegates.domain.evidence_calendar import Lapse, ProofsOf, by_day
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.insights.heatmap import Heatmap
from fivegates.domain.insights.overall import Insights
from fivegates.domain.insights.summary import PortfolioSummary
from fivegates.domain.portfolio.attention import DueWaiver, ReachedStop
from fivegates.domain.portfolio.consolidation import Source
from fivegates.domain.portfolio.letterhead import NO_LETTERHEAD, Letterhead
from fivegates.domain.portfolio.meeting import NO_MATTER, MeetingMatter
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.track_record.record import TrackRecord
from fivegates.domain.verdict.states import VerdictState

# As many as put a pass at risk in the rubric that comes with the program.
SOON_DAYS = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """The decision that an initiative's latest review asks for: its words, else what the rules propose."""

    initiative: Initiative
    verdict: VerdictState
    text: str


@dataclass(frozen=True, slots=True)
class PackExtent:
    """The extent of a pack: `briefs` is that of each brief, None for a summary without any.

    `initiatives` are the ids of those that it is about, in the order of their briefs; all, the most ready
    first, where there is none. With `track_record` it has what earlier papers promised against what came.
    `capacity` is whether the capacity plan is in it; where that is None, it is in a pack of the whole
    portfolio that keeps one. `plan` is what that plan is made of, None for what the portfolio keeps.
    `omitted` is what all of it leaves out for others.
    """

    briefs: Extent | None = field(default_factory=Extent)
    initiatives: tuple[int, ...] = ()
    track_record: bool = False
    capacity: bool | None = None
    plan: CapacitySettings | None = None
    omitted: frozenset[Omission] = frozenset()

    @property
    def has_capacity(self) -> bool:
        """Whether the capacity plan is in it, if there is one."""
        return not self.initiatives if self.capacity is None else self.capacity

    def holds(self, initiative: Initiative) -> bool:
        """Whether the pack is about an initiative."""
        return not self.initiatives or initiative.id in self.initiatives


WHOLE_PACK: Final = PackExtent()


@dataclass(frozen=True, slots=True)
class PackFront:
    """What a pack says of the portfolio before the briefs, as it is on the day `dated`.

    `heatmap` gives the order of the briefs; `proofs` has until when each verdict holds; `lines` have both
    verdicts of each initiative, as of its review and as of the day. `title` and
    `marking` are the portfolio's, and `program` names the program and its version. `left_out` counts the
    initiatives that `extent` leaves out; all else is of those that it holds, but for the capacity plan:
    `capacity` makes that of the whole portfolio, the same each time it is called. `track` is None where it is
    not wanted. `sources` are the files of a consolidated view, `meeting` what is said of the pack's meeting.
    `broken` are the stop figures that are reached, and the waivers that have ended or end soon.
    `withheld` is what is left out for others.
    """

    title: str
    marking: str
    program: str
    dated: date
    summary: PortfolioSummary
    heatmap: Heatmap
    insights: Insights
    proofs: tuple[ProofsOf, ...]
    asked: tuple[Asked, ...]
    lines: tuple[OverviewLine, ...] = ()
    extent: PackExtent = WHOLE_PACK
    left_out: int = 0
    track: TrackRecord | None = None
    sources: tuple[Source, ...] = ()
    capacity: Callable[[], Plan] | None = None
    broken: tuple[ReachedStop | DueWaiver, ...] = ()
    meeting: MeetingMatter = NO_MATTER
    letterhead: Letterhead = NO_LETTERHEAD
    withheld: LeftOut = NOTHING_LEFT_OUT

    def capacity_plan(self) -> Plan | None:
        """The capacity plan, where it is in the pack."""
        return self.capacity() if self.capacity is not None and self._has_capacity else None

    @property
    def withholds_capacity(self) -> bool:
        """Whether the capacity plan is left out since it is about people by their names."""
        return self.capacity is not None and self.extent.has_capacity and not self._has_capacity

    @property
    def _has_capacity(self) -> bool:
        """Whether the capacity plan may be in it."""
        return self.extent.has_capacity and Omission.NAMES not in self.withheld.omitted

    def line_of(self, initiative: Initiative) -> OverviewLine | None:
        """The line with both verdicts of an initiative; None where it has none."""
        return next((line for line in self.lines if line.initiative.id == initiative.id), None)

    @property
    def reviewed(self) -> tuple[Initiative, ...]:
        """The initiatives that are reviewed, in the order of their briefs."""
        found = {row.initiative.id: row.initiative for row in self.heatmap.rows if row.latest}
        order = self.extent.initiatives or found
        return tuple(found[each] for each in order if each in found)

    @property
    def is_short(self) -> bool:
        """Whether page 1 of each brief has what long lists of the front would repeat."""
        return self.extent.briefs is not None and self.extent.briefs.edition is not Edition.FULL

    @property
    def with_brief(self) -> tuple[Initiative, ...]:
        """The initiatives whose brief is in the pack, in its order."""
        return () if self.extent.briefs is None else self.reviewed


def lapses_soon(proofs: Iterable[ProofsOf], today: date) -> Iterator[tuple[ProofsOf, Lapse]]:
    """The proofs that lapse within `SOON_DAYS` from today on, the first on top.

    Of a review after today those that hold on its own day.
    """
    end = today + timedelta(days=SOON_DAYS)
    within = ((of, lapse) for of, lapse in by_day(proofs) if today <= lapse.last_day <= end)
    return ((of, lapse) for of, lapse in within if lapse.last_day >= of.calendar.on)
