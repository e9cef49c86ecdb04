"""Add, edit and remove evidence, with the file behind it if there is one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from fivegates.actions import records
from fivegates.actions.evidence_files import Attachment
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.domain.initiative.initiative import Evidence, EvidenceKind
from fivegates.domain.initiative.record_checks import backed_places, check_evidence
from fivegates.domain.language import gettext_noop
from fivegates.store.records.evidence_files import keep_content
from fivegates.store.records.initiatives import EVIDENCE

_EVIDENCE: Final = records.RecordKind[Evidence](
    table=EVIDENCE,
    check=check_evidence,
    named=backed_places,
    title=lambda evidence: evidence.title,
)


def add_evidence(
    opened: OpenPortfolio, initiative_id: int, evidence: Evidence, content: bytes | None = None
) -> Changes:
    """Add a piece of evidence to an initiative; its id is in `created`. Raises UserError for a bad field.

    `content` is that of `evidence.file`, unless the portfolio holds it already.
    """
    kind = _keeping(content)
    return records.add(opened, kind, initiative_id, evidence, gettext_noop("Add the evidence “{title}”"))


def add_files(
    opened: OpenPortfolio, initiative_id: int, criterion: str, dated: date, files: Sequence[Attachment]
) -> Changes:
    """Add a document for each file, one at least, as one step; `criterion` may be `UNASSIGNED`.

    Each is called as its file; the id of the last is in `created`. Raises UserError for an unknown criterion.
    """
    items = [Evidence(criterion, EvidenceKind.DOCUMENT, each.title, dated, file=each.file) for each in files]
    kind = replace(_EVIDENCE, prepare=lambda edit: [keep_content(edit, each.content) for each in files])
    return records.add_all(opened, kind, initiative_id, items, gettext_noop("Add files as evidence"))


def edit_evidence(opened: OpenPortfolio, evidence: Evidence, content: bytes | None = None) -> Changes:
    """Save a piece of evidence that is already recorded. Raises UserError for a bad field.

    `content` is that of `evidence.file`, unless the portfolio holds it already.
    """
    kind = _keeping(content)
    return records.edit(opened, kind, evidence, gettext_noop("Edit the evidence “{title}”"))


def remove_evidence(opened: OpenPortfolio, evidence_id: int) -> Changes:
    """Remove a piece of evidence; undo brings it back, with its file."""
    return records.remove(opened, _EVIDENCE, evidence_id, gettext_noop("Remove evidence"))


def _keeping(content: bytes | None) -> records.RecordKind[Evidence]:
    """Evidence that is written together with the content of its file."""
    if content is None:
        return _EVIDENCE
    return replace(_EVIDENCE, prepare=lambda edit: keep_content(edit, content))
