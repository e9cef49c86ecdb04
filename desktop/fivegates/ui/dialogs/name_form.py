"""The forms that ask for a name: for a saved view or set, and a new name for a person."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QWidget

from fivegates.domain.errors import Problem
from fivegates.domain.limits import line_problems
from fivegates.ui.context import Context
from fivegates.ui.widgets.fields import complete_with
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ChoiceBox, TextField


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


class RenamePersonForm(FormDialog):
    """Who it is, and the new name; an owner who left hands over to somebody who is there already."""

    def __init__(self, context: Context, people: Sequence[str], parent: QWidget) -> None:
        gettext = context.language.gettext
        super().__init__(context, gettext("Rename a person"), gettext("Rename"), parent)
        self.person = ChoiceBox([(name, name) for name in people], people[0])
        self.name = TextField()
        complete_with(self.name, people)
        hint = gettext(
            "Sponsors, owners of actions and conditions, and who decided; reviewers stay as they are."
        )
        self.add_rows(self.row("person", gettext("Person"), self.person))
        self.add_rows(self.row("name", gettext("New name"), self.name, hint))

    def find_problems(self) -> Iterable[Problem]:
        """A name on one line."""
        return line_problems("name", self.name.text(), required=True)
