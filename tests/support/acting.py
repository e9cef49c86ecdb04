"""What the tests of actions and pages share: reading what an action gave back."""

from fivegates.actions.file.opened import Changes


def created(changes: Changes) -> int:
    """The id of what an action added."""
    assert changes.created is not None
    return changes.created
