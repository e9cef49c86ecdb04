"""Where on an initiative's page each thing that needs attention is dealt with."""

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
from fivegates.ui.initiative.review_tabs import ReviewTabs, Side


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
