"""The tabs of the initiative page, each made when first needed, and which deals with what needs attention."""

from collections.abc import Mapping
from functools import cached_property
from typing import Final, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fivegates.domain.portfolio.attention import (
    AgedVerdict,
    Attention,
    AwaitedDecision,
    DueAction,
    DueCondition,
    DueReview,
    DueWaiver,
    LapsingProofs,
    LeftOut,
    ReachedStop,
    UnassignedEvidence,
    VerdictSince,
)
from fivegates.domain.search import HitKind
from fivegates.ui.context import Context
from fivegates.ui.initiative.costs.tab import CostsTab
from fivegates.ui.initiative.record_commands import RecordCommands
from fivegates.ui.initiative.records.actions import ActionRecords
from fivegates.ui.initiative.records.changes import ChangeRecords
from fivegates.ui.initiative.records.decisions import DecisionCommands, DecisionRecords
from fivegates.ui.initiative.records.detailed_tab import DetailedTab, EditedKind
from fivegates.ui.initiative.records.evidence import EvidenceFileCommands, EvidenceRecords, EvidenceTab
from fivegates.ui.initiative.records.forecasts import ForecastRecords
from fivegates.ui.initiative.records.tab import RecordKind, RecordTab
from fivegates.ui.initiative.records.waivers import WaiverCommands, WaiverRecords
from fivegates.ui.initiative.score.answers import ReviewAnswers
from fivegates.ui.initiative.score_tab import ScoreTab
from fivegates.ui.initiative.trend_tab import TrendTab
from fivegates.ui.initiative.why_tab import WhyTab
from fivegates.ui.session import Session
from fivegates.ui.widgets.page import PartTabs

Side = ScoreTab | RecordTab | CostsTab | TrendTab | WhyTab

_OF_HITS: Final[Mapping[HitKind, str]] = {
    HitKind.ACTION: "plan",
    HitKind.EVIDENCE: "evidence",
    HitKind.CHANGE: "changes",
    HitKind.DECISION: "decisions",
    HitKind.CONDITION: "decisions",
    HitKind.THRESHOLD: "decisions",
    HitKind.FORECAST: "forecasts",
    HitKind.WAIVER: "waivers",
}

_Made = TypeVar("_Made", bound=QWidget)


class ReviewTabs(PartTabs):
    """The tabs of a review; each is made on first use, since most visits need one or two.

    Signals:
        criterion_chosen(str): the user wants to score a criterion.
        import_requested(): the user wants to import costs.
        prices_requested(): the user wants to see the price books.
    """

    criterion_chosen = Signal(str)
    import_requested = Signal()
    prices_requested = Signal()

    def __init__(self, session: Session, context: Context, commands: RecordCommands, page: QWidget) -> None:
        gettext = context.language.gettext
        super().__init__(gettext("Parts of the review"), page)
        self._session = session
        self._context = context
        self._commands = commands
        self._page = page
        self._places: dict[str, QWidget] = {}
        self.decision_commands = DecisionCommands(session, context, page)
        self.waiver_commands = WaiverCommands(session, context, page)
        for name, title in {
            "score": gettext("Score"),
            "evidence": gettext("Evidence"),
            "costs": gettext("Costs"),
            "trend": gettext("Trend"),
            "plan": gettext("Actions"),
            "changes": gettext("Changes"),
            "decisions": gettext("Decisions"),
            "why": gettext("Why"),
            "forecasts": gettext("Forecasts"),
            "waivers": gettext("Waivers"),
        }.items():
            self._places[name] = QWidget()
            self.addTab(self._places[name], title)

    @cached_property
    def score(self) -> ScoreTab:
        """The criteria of a gate, and their levels."""
        return self._placed(
            "score",
            ScoreTab(
                ReviewAnswers(self._session, self._commands), self._context, parent=self._places["score"]
            ),
        )

    @cached_property
    def evidence(self) -> EvidenceTab:
        """Evidence for the criteria."""
        files = EvidenceFileCommands(self._session, self._context, self._page)
        kind = EvidenceRecords(self._context, self._commands, files, self._page)
        tab = EvidenceTab(
            self._context, kind, self._criterion_in_focus, self._locked_words, self._places["evidence"]
        )
        return self._placed("evidence", tab)

    @cached_property
    def costs(self) -> CostsTab:
        """The ledger, and costs at scale."""
        tab = CostsTab(self._session, self._context, self._places["costs"])
        tab.import_requested.connect(self.import_requested)
        tab.prices_requested.connect(self.prices_requested)
        return self._placed("costs", tab)

    @cached_property
    def trend(self) -> TrendTab:
        """The gates over all reviews."""
        tab = TrendTab(self._session, self._context, self._places["trend"])
        tab.criterion_chosen.connect(self.criterion_chosen)
        return self._placed("trend", tab)

    @cached_property
    def plan(self) -> RecordTab:
        """Actions."""
        return self._detailed("plan", ActionRecords(self._context, self._commands))

    @cached_property
    def changes(self) -> RecordTab:
        """Changes of model, prompt, provider, data or terms."""
        return self._detailed("changes", ChangeRecords(self._context, self._commands))

    @cached_property
    def decisions(self) -> RecordTab:
        """Decisions, their conditions and thresholds."""
        return self._detailed("decisions", DecisionRecords(self._context, self.decision_commands))

    @cached_property
    def why(self) -> WhyTab:
        """The reasons of the verdict, and the path to ready."""
        tab = WhyTab(self._context, self._commands, self._places["why"])
        tab.criterion_chosen.connect(self.criterion_chosen)
        return self._placed("why", tab)

    @cached_property
    def forecasts(self) -> RecordTab:
        """Forecasts with a probability."""
        return self._records("forecasts", ForecastRecords(self._session, self._context, self._page))

    @cached_property
    def waivers(self) -> RecordTab:
        """Waivers of required criteria."""
        return self._records("waivers", WaiverRecords(self._context, self.waiver_commands))

    @property
    def current(self) -> Side:
        """The tab in front."""
        side = getattr(self, list(self._places)[self.currentIndex()])
        assert isinstance(side, Side)  # noqa: S101 - as placed
        return side

    def bring(self, side: Side) -> None:
        """Bring a tab to the front."""
        (place,) = (place for place in self._places.values() if place.isAncestorOf(side))
        self.setCurrentWidget(place)

    def of_hit(self, kind: HitKind) -> RecordTab | None:
        """The tab that lists records of a kind, if there is one."""
        return getattr(self, _OF_HITS[kind]) if kind in _OF_HITS else None

    def flush(self) -> None:
        """Save what is typed in any tab."""
        self.score.flush()
        for side in vars(self).values():
            if isinstance(side, DetailedTab):
                side.flush()

    def unsaved(self) -> tuple[DetailedTab, int, int] | None:
        """A tab with unsaved text, and the ids of its initiative and record."""
        for side in vars(self).values():
            if isinstance(side, DetailedTab) and side.detail.unsaved:
                return side, *side.detail.unsaved
        return None

    def close_tabs(self) -> None:
        """Stop background work."""
        if "costs" in vars(self):
            self.costs.close_tab()
        if "trend" in vars(self):
            self.trend.close_tab()

    def _criterion_in_focus(self) -> str:
        return self.score.criterion

    def _records(self, name: str, kind: RecordKind) -> RecordTab:
        return self._placed(
            name, RecordTab(self._context, kind, self._criterion_in_focus, self._places[name])
        )

    def _detailed(self, name: str, kind: EditedKind) -> RecordTab:
        tab = DetailedTab(
            self._context, kind, self._criterion_in_focus, self._locked_words, self._places[name]
        )
        return self._placed(name, tab)

    def _locked_words(self) -> str:
        return self._session.locked_words

    def _placed(self, name: str, side: _Made) -> _Made:
        layout = QVBoxLayout(self._places[name])
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(side)
        side.show()  # Qt shows later what is added to a place in sight
        return side


def record_of(item: Attention) -> tuple[HitKind, int] | None:
    """The kind and the id of the record that it is about; None where it is about several or none."""
    match item:
        case DueAction(action=action):
            return HitKind.ACTION, action.id
        case DueCondition(decision=decision):
            return HitKind.DECISION, decision.id
        case ReachedStop(check=check):
            return HitKind.DECISION, check.decision.id
    return None


def tab_of(item: Attention, tabs: ReviewTabs) -> Side:
    """The tab in which it is dealt with."""
    match item:
        case DueAction():
            return tabs.plan
        case DueCondition() | ReachedStop() | AwaitedDecision():
            return tabs.decisions
        case LapsingProofs() | UnassignedEvidence():
            return tabs.evidence
        case DueWaiver():
            return tabs.waivers
        case LeftOut():
            return tabs.score
        case AgedVerdict() | DueReview() | VerdictSince():
            return tabs.why
