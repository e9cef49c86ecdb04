"""Record, edit and remove changes of model, prompt, provider, data or terms."""

from fivegates.actions import records
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.domain.initiative.initiative import Change
from fivegates.domain.initiative.record_checks import check_change
from fivegates.domain.language import gettext_noop
from fivegates.store.records.initiatives import CHANGE

_CHANGE = records.RecordKind[Change](
    table=CHANGE,
    check=check_change,
    title=lambda change: change.summary,
)


def add_change(opened: OpenPortfolio, initiative_id: int, change: Change) -> Changes:
    """Add a change to an initiative; its id is in `created`. Raises UserError for a bad field."""
    return records.add(opened, _CHANGE, initiative_id, change, gettext_noop("Record the change “{title}”"))


def edit_change(opened: OpenPortfolio, change: Change) -> Changes:
    """Save a change that is already recorded. Raises UserError for a bad field."""
    return records.edit(opened, _CHANGE, change, gettext_noop("Edit the change “{title}”"))


def remove_change(opened: OpenPortfolio, change_id: int) -> Changes:
    """Remove a change; undo brings it back."""
    return records.remove(opened, _CHANGE, change_id, gettext_noop("Remove a change"))
