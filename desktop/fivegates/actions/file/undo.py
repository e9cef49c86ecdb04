"""Take back the last action, and do it again."""

from dataclasses import replace

from fivegates.actions.file.opened import Changes, Done, OpenPortfolio
from fivegates.store.records.edits import revert


def undo(opened: OpenPortfolio) -> Changes | None:
    """Take back the last action; None when there is none."""
    return _revert(opened, opened.done, opened.undone)


def redo(opened: OpenPortfolio) -> Changes | None:
    """Do again what was last taken back; None when there is nothing."""
    return _revert(opened, opened.undone, opened.done)


def _revert(opened: OpenPortfolio, source: list[Done], target: list[Done]) -> Changes | None:
    """Write the earlier rows, and keep the way back; on an error both lists stay as they were."""
    if not source:
        return None
    inverse = revert(opened.file, source[-1].rows)
    action = source.pop()
    target.append(Done(action.changes, inverse))
    return replace(action.changes, created=None)
