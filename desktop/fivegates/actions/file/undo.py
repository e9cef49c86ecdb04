"""Take back the last action, and do it again."""

from dataclasses import replace

from fivegates.actions.file.edit_history import note_edit
from fivegates.actions.file.opened import Changes, Done, OpenPortfolio
from fivegates.domain.portfolio.edit_history import EditKind
from fivegates.store.records.edits import Edit, revert


def undo(opened: OpenPortfolio) -> Changes | None:
    """Take back the last action; None when there is none."""
    return _revert(opened, opened.done, opened.undone, EditKind.UNDO)


def redo(opened: OpenPortfolio) -> Changes | None:
    """Do again what was last taken back; None when there is nothing."""
    return _revert(opened, opened.undone, opened.done, EditKind.REDO)


def _revert(opened: OpenPortfolio, source: list[Done], target: list[Done], kind: EditKind) -> Changes | None:
    """Write the earlier rows, and keep the way back; on an error both lists stay as they were."""
    if not source:
        return None
    changes = source[-1].changes
    noted: list[tuple[str, int]] = []

    def note(edit: Edit) -> None:
        noted.append(note_edit(opened, edit, kind, changes))

    inverse = revert(opened.file, source[-1].rows, note)
    opened.noted = noted[0]
    action = source.pop()
    target.append(Done(action.changes, inverse))
    return replace(action.changes, created=None)
