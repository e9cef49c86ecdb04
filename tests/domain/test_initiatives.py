"""What makes an action one that the verdict may count on."""

from dataclasses import replace

import pytest
from builders import action_for

from fivegates.domain.initiative.initiative import Action, ActionStatus

ACTION = action_for("test")


@pytest.mark.parametrize(
    ("action", "committed"),
    [
        pytest.param(ACTION, True, id="open, with owner and date"),
        pytest.param(replace(ACTION, owner=""), False, id="no owner"),
        pytest.param(replace(ACTION, owner=" \t"), False, id="a blank owner"),
        pytest.param(replace(ACTION, due=None), False, id="no date"),
        pytest.param(replace(ACTION, status=ActionStatus.DONE), False, id="done"),
        pytest.param(replace(ACTION, status=ActionStatus.DROPPED), False, id="dropped"),
    ],
)
def test_an_action_is_committed_when_open_with_an_owner_and_a_due_date(
    action: Action, *, committed: bool
) -> None:
    assert action.committed is committed
