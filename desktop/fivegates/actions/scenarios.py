"""Add, edit, copy and remove the user's own scenarios of an initiative; no verdict rests on them."""

from dataclasses import replace

from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import saving
from fivegates.domain.economics.assumption_checks import check_assumptions
from fivegates.domain.economics.assumptions import Assumptions
from fivegates.domain.errors import refuse
from fivegates.domain.language import Message
from fivegates.store.records.initiatives import SCENARIO


def add_scenario(opened: OpenPortfolio, initiative_id: int, own: Assumptions) -> Changes:
    """Add a scenario to an initiative; its id is in `created`. Raises UserError for a bad field."""
    refuse(check_assumptions(own))
    with saving(opened, Message("Add the scenario “{name}”", name=own.name)) as action:
        created = SCENARIO.insert(action.edit, replace(own, id=0), initiative_id)
        action.concerns(initiative_id, created=created)
    return action.changes


def edit_scenario(opened: OpenPortfolio, own: Assumptions) -> Changes:
    """Save a scenario that is already there. Raises UserError for a bad field."""
    refuse(check_assumptions(own))
    with saving(opened, Message("Edit the scenario “{name}”", name=own.name)) as action:
        SCENARIO.update_whole(action.edit, own)
        action.concerns(SCENARIO.owner(opened.file, own.id))
    return action.changes


def remove_scenario(opened: OpenPortfolio, scenario_id: int) -> Changes:
    """Remove a scenario; undo brings it back. Raises UserError when it is gone."""
    initiative_id = SCENARIO.owner(opened.file, scenario_id)
    with saving(opened, Message("Remove a scenario")) as action:
        SCENARIO.delete(action.edit, scenario_id)
        action.concerns(initiative_id)
    return action.changes
