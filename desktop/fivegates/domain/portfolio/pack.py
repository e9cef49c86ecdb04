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
from fivegates.domain.portfolio.meeting import NO_MEETING, MeetingDetails
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.portfolio.settings import NO_LETTERHEAD, Letterhead
from fivegates.domain.track_record.record import TrackRecord
from fivegates.domain.verdict.states import VerdictState

# As many as put a pass at risk in the rubric that comes with the program.
SOON_DAYS = 60


@dataclass(frozen=True, slots=True)
class RequestedDecision:
    """The decision that an initiative's latest review asks for: its text, else the proposal of the rules."""

    initiative: Initiative
    verdict: VerdictState
    text: str


@dataclass(frozen=True, slots=True)
class PackExtent:
    """The extent of a pack: `briefs` is that of each brief, None for a summary without any.

    `initiatives` are the ids of those in the pack, in the order of their briefs; without any it holds
    all, the most ready first. With `track_record` it compares earlier promises with outcomes. `capacity`
    includes the capacity plan; None includes it in a pack of the whole portfolio that has one. `plan`
    holds the settings of that plan, None for those of the portfolio. `omitted` lists the parts left out
    for others.
    """

    briefs: Extent | None = field(default_factory=Extent)
    initiatives: tuple[int, ...] = ()
    track_record: bool = False
    capacity: bool | None = None
    plan: CapacitySettings | None = None
    omitted: frozenset[Omission] = frozenset()

    @property
    def has_capacity(self) -> bool:
        """True if the capacity plan is in it, if there is one."""
        return not self.initiatives if self.capacity is None else self.capacity

    def holds(self, initiative: Initiative) -> bool:
        """True if the pack includes an initiative."""
        return not self.initiatives or initiative.id in self.initiatives


WHOLE_PACK: Final = PackExtent()


@dataclass(frozen=True, slots=True)
class PackFront:
    """The part of a pack about the portfolio before the briefs, as of the day `dated`.

    `heatmap` gives the order of the briefs; `proofs` has the last day of each verdict; `lines` have both
    verdicts of each initiative, as of its review and as of the day. `title` and `marking` are the
    portfolio's, and `program` names the program and its version. `left_out` counts the initiatives that
    `extent` leaves out; all else is of those that it holds, but for the capacity plan: `capacity` makes
    that of the whole portfolio, the same each time it is called. `track` is None where it is not wanted.
    `sources` are the files of a consolidated view, `meeting` holds the details of the pack's meeting.
    `broken` are the stop figures that are reached, and the waivers that have ended or end soon.
    `withheld` is the redaction for others.
    """

    title: str
    marking: str
    program: str
    dated: date
    summary: PortfolioSummary
    heatmap: Heatmap
    insights: Insights
    proofs: tuple[ProofsOf, ...]
    asked: tuple[RequestedDecision, ...]
    lines: tuple[OverviewLine, ...] = ()
    extent: PackExtent = WHOLE_PACK
    left_out: int = 0
    track: TrackRecord | None = None
    sources: tuple[Source, ...] = ()
    capacity: Callable[[], Plan] | None = None
    broken: tuple[ReachedStop | DueWaiver, ...] = ()
    meeting: MeetingDetails = NO_MEETING
    letterhead: Letterhead = NO_LETTERHEAD
    withheld: LeftOut = NOTHING_LEFT_OUT

    def capacity_plan(self) -> Plan | None:
        """The capacity plan, where it is in the pack."""
        return self.capacity() if self.capacity is not None and self._has_capacity else None

    @property
    def withholds_capacity(self) -> bool:
        """True if the capacity plan is omitted because it names people."""
        return self.capacity is not None and self.extent.has_capacity and not self._has_capacity

    @property
    def _has_capacity(self) -> bool:
        """True if the pack may contain the capacity plan."""
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
        """True if page 1 of each brief contains the details that the front abbreviates."""
        return self.extent.briefs is not None and self.extent.briefs.edition is not Edition.FULL

    @property
    def with_brief(self) -> tuple[Initiative, ...]:
        """The initiatives whose brief is in the pack, in its order."""
        return () if self.extent.briefs is None else self.reviewed


def lapses_soon(proofs: Iterable[ProofsOf], today: date) -> Iterator[tuple[ProofsOf, Lapse]]:
    """Proofs that lapse within `SOON_DAYS` from today on, the earliest first.

    Of a review after today those that hold on its own day.
    """
    end = today + timedelta(days=SOON_DAYS)
    within = ((of, lapse) for of, lapse in by_day(proofs) if today <= lapse.last_day <= end)
    return ((of, lapse) for of, lapse in within if lapse.last_day >= of.calendar.on)
