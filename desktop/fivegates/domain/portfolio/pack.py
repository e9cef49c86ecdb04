"""A portfolio pack as values: the portfolio as a whole, and what each initiative's review asks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from fivegates.domain.evidence_calendar import Lapse, ProofsOf, by_day
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.insights.heatmap import Heatmap
from fivegates.domain.insights.overall import Insights
from fivegates.domain.insights.summary import PortfolioSummary
from fivegates.domain.portfolio.overview import OverviewLine
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
class PackFront:
    """What a pack tells of the portfolio before the briefs, as it stands on the day `dated`.

    `heatmap` gives the order of the briefs; `proofs` has until when each verdict holds; `lines` have both
    verdicts of each initiative, as of its review and as of the day. `title` and
    `marking` are the portfolio's, and `program` names the program and its version.
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

    def line_of(self, initiative: Initiative) -> OverviewLine | None:
        """The line with both verdicts of an initiative; None where it has none."""
        return next((line for line in self.lines if line.initiative.id == initiative.id), None)

    @property
    def reviewed(self) -> tuple[Initiative, ...]:
        """The initiatives that have a brief, in its order."""
        return tuple(row.initiative for row in self.heatmap.rows if row.latest)


def lapses_soon(proofs: Iterable[ProofsOf], today: date) -> Iterator[tuple[ProofsOf, Lapse]]:
    """The proofs that lapse within `SOON_DAYS` from today on, the first on top."""
    end = today + timedelta(days=SOON_DAYS)
    return ((of, lapse) for of, lapse in by_day(proofs) if today <= lapse.last_day <= end)
