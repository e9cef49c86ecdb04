"""The form that asks what something kept shall be called."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from fivegates.domain.errors import Problem
from fivegates.domain.limits import line_problems
from fivegates.ui.context import Context
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import TextField


class NameForm(FormDialog):
    """One name; one that is taken replaces what has it."""

    def __init__(self, context: Context, title: str, taken: Iterable[str], parent: QWidget) -> None:
        gettext = context.language.gettext
        super().__init__(context, title, gettext("Save"), parent)
        self.name = TextField()
        names = context.language.listed([*taken])
        hint = gettext("A name that is taken is replaced. Taken: {names}", names=names) if names else ""
        self.add_rows(self.row("name", gettext("Name"), self.name, hint))

    def find_problems(self) -> Iterable[Problem]:
        """A name on one line."""
        return line_problems("name", self.name.text(), required=True)
