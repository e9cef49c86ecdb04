"""The saved views and sets as entries of the command palette."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from fivegates.ui.context import Context
from fivegates.ui.kept_views import KeptViews
from fivegates.ui.window.menus import ListedCommand

if TYPE_CHECKING:
    from fivegates.ui.window.workspace import Workspace

_VIEW: Final = "view:"
_SET: Final = "set:"


def kept_commands(workspace: "Workspace", context: Context) -> Iterator[ListedCommand]:
    """An entry for each view and each set, by name."""
    gettext = context.language.gettext
    kept = KeptViews(context.settings, workspace.session.opened.path)
    for view in kept.views:
        yield ListedCommand(f"{_VIEW}{view.name}", view.name, gettext("Views of the portfolio"), "")
    for each in kept.sets:
        yield ListedCommand(f"{_SET}{each.name}", each.name, gettext("Sets to compare"), "")


def run_kept(workspace: "Workspace", command: str) -> bool:
    """Show the view or set of a palette entry; whether it was one."""
    if command.startswith(_VIEW):
        workspace.show_view(command.removeprefix(_VIEW))
    elif command.startswith(_SET):
        workspace.compare_set(command.removeprefix(_SET))
    else:
        return False
    return True
