"""Plan, edit and remove the actions that close gaps."""

from fivegates.actions import records
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.domain.initiative.initiative import Action
from fivegates.domain.initiative.record_checks import check_action
from fivegates.domain.language import gettext_noop
from fivegates.store.records.initiatives import ACTION

_ACTION = records.RecordKind[Action](
    table=ACTION,
    check=check_action,
    criterion=lambda action: action.criterion,
    title=lambda action: action.title,
)


def add_action(opened: OpenPortfolio, initiative_id: int, action: Action) -> Changes:
    """Add an action to an initiative; its id is in `created`. Raises UserError for a bad field."""
    return records.add(opened, _ACTION, initiative_id, action, gettext_noop("Plan “{title}”"))


def edit_action(opened: OpenPortfolio, action: Action) -> Changes:
    """Save an action that is already recorded. Raises UserError for a bad field."""
    return records.edit(opened, _ACTION, action, gettext_noop("Edit the action “{title}”"))


def remove_action(opened: OpenPortfolio, action_id: int) -> Changes:
    """Remove an action; undo brings it back."""
    return records.remove(opened, _ACTION, action_id, gettext_noop("Remove an action"))
