"""The confirmation before a portfolio with unsaved text is closed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fivegates.domain.language import Language
from fivegates.ui.messages import Question, ask

if TYPE_CHECKING:
    from fivegates.ui.window.workspace import Workspace


def asks_to_leave(
    workspace: "Workspace | None",
    language: Language,
    window: QWidget,
    discard: Callable[[], object],
    stay: Callable[[], object] = lambda: None,
) -> bool:
    """Save what was typed in a workspace, and ask where that was not possible; whether the user was asked.

    `discard` runs once the user gives it up. Else `stay` runs, and what is not saved is shown.
    """
    if workspace is None or not workspace.save_typed():
        return False
    gettext = language.gettext
    question = Question(
        gettext("Discard what you entered?"),
        gettext("It has not been saved."),
        gettext("Discard"),
        gettext("Keep editing"),
    )
    box = ask(window, question, language, discard)
    box.rejected.connect(stay)
    box.rejected.connect(workspace.show_unsaved)
    return True
