"""Plan, edit and remove the actions that close gaps; list and change those of the whole portfolio."""

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

from fivegates.actions import records
from fivegates.actions.file.atomic_files import write_file
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import saving
from fivegates.actions.queries import current_rubric, rubrics
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.initiative.initiative import Action
from fivegates.domain.initiative.record_checks import check_action
from fivegates.domain.language import Language, Message, gettext_noop
from fivegates.domain.portfolio.action_list import ActionChange, ListedAction
from fivegates.exchange.action_lists import action_calendar, action_form, action_rows
from fivegates.exchange.sheets import csv_table, workbook
from fivegates.store.records.initiatives import ACTION, read_log

_ACTION = records.RecordKind[Action](
    table=ACTION,
    check=check_action,
    named=lambda action: (("criterion", action.criterion),),
    title=lambda action: action.title,
)


def add_action(opened: OpenPortfolio, initiative_id: int, action: Action) -> Changes:
    """Add an action to an initiative; its id is in `created`. Raises UserError for a bad field."""
    return records.add(opened, _ACTION, initiative_id, action, gettext_noop("Plan “{title}”"))


def edit_action(opened: OpenPortfolio, action: Action) -> Changes:
    """Save an action that is already recorded. Raises UserError for a bad field."""
    return records.edit(opened, _ACTION, action, gettext_noop("Edit the action “{title}”"))


def remove_action(opened: OpenPortfolio, action_id: int) -> Changes:
    """Remove an action; undo restores it."""
    return records.remove(opened, _ACTION, action_id, gettext_noop("Remove an action"))


def action_list(opened: OpenPortfolio) -> tuple[ListedAction, ...]:
    """Every action of the initiatives that are not archived, in the order in which they were added."""
    known = [*rubrics(opened), current_rubric(opened)]
    topics = {each.id: each.title for rubric in known for each in rubric.criteria}
    return tuple(
        ListedAction(initiative, action, topics.get(action.criterion, action.criterion))
        for initiative, action in read_log(opened.file, ACTION)
        if not initiative.archived
    )


def change_actions(opened: OpenPortfolio, action_ids: Collection[int], change: ActionChange) -> Changes:
    """Change the owner, due date or status of several actions, in one undo entry.

    Raises UserError for a bad field, and where one of the actions is gone; nothing is saved then.
    """
    held = {action.id: (initiative.id, action) for initiative, action in read_log(opened.file, ACTION)}
    if any(each not in held for each in action_ids):
        raise UserError("One of these actions is no longer in the portfolio.")
    changed = [(owner, change.applied(action)) for owner, action in map(held.__getitem__, action_ids)]
    for _owner, action in changed:
        refuse(check_action(action))
    label = Message("Change {count} actions", count=len(changed))
    with saving(opened, label) as saved:
        for _owner, action in changed:
            ACTION.update(saved.edit, action)
        for owner in dict.fromkeys(owner for owner, _action in changed):
            saved.judge_all(owner)
    return saved.changes


def save_action_list(
    opened: OpenPortfolio, listed: Sequence[ListedAction], path: Path, day: date, language: Language
) -> None:
    """Write these actions to `path` atomically: as a workbook (.xlsx), CSV (.csv) or calendar (.ics).

    `day` decides what is overdue. Raises UserError for another ending, and when it cannot be written.
    """
    match path.suffix.lower():
        case ".xlsx":
            rows = ((0, row) for row in action_rows(listed, day, language))
            data = workbook([action_form(language)], rows)
        case ".csv":
            data = csv_table(action_form(language), action_rows(listed, day, language))
        case ".ics":
            data = action_calendar(listed, day, language)
        case _:
            raise UserError(
                "{file} has no recognised file type. Use .xlsx for a workbook, .csv for a table, or .ics "
                "for a calendar.",
                file=path,
            )
    write_file(path, data, portfolio=opened.path)
