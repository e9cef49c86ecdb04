"""Add, edit and remove evidence."""

from fivegates.actions import records
from fivegates.actions.opened import Changes, OpenPortfolio
from fivegates.domain.initiatives import Evidence
from fivegates.domain.language import gettext_noop
from fivegates.domain.record_checks import check_evidence
from fivegates.store.reading import owner_of_evidence
from fivegates.store.writing import delete_evidence, insert_evidence, update_evidence

_EVIDENCE = records.RecordKind[Evidence](
    check=check_evidence,
    criterion=lambda evidence: evidence.criterion,
    title=lambda evidence: evidence.title,
    insert=insert_evidence,
    update=update_evidence,
    delete=delete_evidence,
    owner=owner_of_evidence,
)


def add_evidence(opened: OpenPortfolio, initiative_id: int, evidence: Evidence) -> Changes:
    """Add a piece of evidence to an initiative; its id is in `created`. Raises UserError for a bad field."""
    return records.add(opened, _EVIDENCE, initiative_id, evidence, gettext_noop("Add the evidence “{title}”"))


def edit_evidence(opened: OpenPortfolio, evidence: Evidence) -> Changes:
    """Save a piece of evidence that is already recorded. Raises UserError for a bad field."""
    return records.edit(opened, _EVIDENCE, evidence, gettext_noop("Edit the evidence “{title}”"))


def remove_evidence(opened: OpenPortfolio, evidence_id: int) -> Changes:
    """Remove a piece of evidence; undo brings it back."""
    return records.remove(opened, _EVIDENCE, evidence_id, gettext_noop("Remove evidence"))
