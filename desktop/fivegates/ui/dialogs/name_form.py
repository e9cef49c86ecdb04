"""The forms that ask for a name: for a saved view or set, and a new name for a person or business unit."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from fivegates.actions.names import KnownNames
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.limits import line_problems
from fivegates.domain.portfolio.names import NameKind, NameUses
from fivegates.domain.wording.names import uses_sentences
from fivegates.ui.context import Context
from fivegates.ui.widgets.fields import complete_with
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ChoiceBox, TextField


class NameForm(FormDialog):
    """A form for a name; a name in use replaces the item that has it."""

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


@dataclass(frozen=True, slots=True)
class Bearer:
    """A person or business unit by its name."""

    kind: NameKind
    name: str


class RenameForm(FormDialog):
    """A form to rename a person or unit; shows the number of records with this name.

    A name that exists already takes over the records. `ask_uses` counts the records.
    """

    def __init__(
        self, context: Context, known: KnownNames, ask_uses: Callable[[Bearer], NameUses], parent: QWidget
    ) -> None:
        gettext = context.language.gettext
        super().__init__(context, gettext("Rename a person or business unit"), gettext("Rename"), parent)
        self._ask_uses = ask_uses
        self._names = {NameKind.PERSON: known.people, NameKind.UNIT: known.units}
        people = [(name, Bearer(NameKind.PERSON, name)) for name in known.people]
        units = [
            (gettext("{unit} (business unit)", unit=name), Bearer(NameKind.UNIT, name))
            for name in known.units
        ]
        self.bearer = ChoiceBox([*people, *units], (people or units)[0][1])
        self.name = TextField()
        self.add_rows(self.row("bearer", gettext("Person or business unit"), self.bearer, " "))
        self.add_rows(self.row("name", gettext("New name"), self.name))
        self.bearer.currentIndexChanged.connect(self._follow_choice)
        self._follow_choice()

    @property
    def uses(self) -> NameUses:
        """The records that have the chosen name."""
        return self._uses

    def find_problems(self) -> Iterable[Problem]:
        """A name that can be renamed, and a new one on one line."""
        if not self._uses.renamed:
            yield Problem("bearer", UserError("Reviews and ballots keep the names that they were made with."))
        yield from line_problems("name", self.name.text(), required=True)

    def _follow_choice(self) -> None:
        """Show where the chosen name is used, and complete new names of the same kind."""
        self._uses = self._ask_uses(self.bearer.value)
        self.rows["bearer"].set_hint(uses_sentences(self._uses, self.context.language))
        complete_with(self.name, self._names[self.bearer.value.kind])
