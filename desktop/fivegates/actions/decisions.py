"""Record, edit and remove what the board decided."""

from fivegates.actions import queries, records
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.domain.errors import refuse
from fivegates.domain.initiative.decision_checks import check_decision, reason_problems, verdict_before
from fivegates.domain.initiative.decisions import Decision
from fivegates.domain.language import gettext_noop
from fivegates.store.records.initiatives import DECISION

_DECISION = records.RecordKind[Decision](
    table=DECISION,
    check=check_decision,
    title=lambda decision: decision.dated,
)


def add_decision(opened: OpenPortfolio, initiative_id: int, decision: Decision) -> Changes:
    """Record a decision on an initiative; its id is in `created`.

    Raises UserError for a bad field, and where it is against the verdict and does not say why.
    """
    verdict = verdict_before(queries.review_marks(opened, initiative_id), decision.dated)
    refuse((*check_decision(decision), *reason_problems(decision, verdict)))
    label = gettext_noop("Record the decision of {title}")
    return records.add(opened, _DECISION, initiative_id, decision, label)


def edit_decision(opened: OpenPortfolio, decision: Decision) -> Changes:
    """Save a recorded decision, its conditions and thresholds too. Raises UserError for a bad field."""
    return records.edit(opened, _DECISION, decision, gettext_noop("Edit the decision of {title}"))


def remove_decision(opened: OpenPortfolio, decision_id: int) -> Changes:
    """Remove a decision; undo brings it back."""
    return records.remove(opened, _DECISION, decision_id, gettext_noop("Remove a decision"))
