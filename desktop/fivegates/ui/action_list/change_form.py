"""The form that gives several actions another owner, due date or status at once."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QWidget

from fivegates.domain.errors import Problem
from fivegates.domain.initiative.initiative import ActionStatus
from fivegates.domain.initiative.record_checks import check_action
from fivegates.domain.portfolio.action_list import ActionChange, ListedAction
from fivegates.domain.wording.words import action_status_word
from fivegates.ui.context import Context
from fivegates.ui.widgets.completion import complete_with
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ChoiceBox, TextField


class ActionChangeForm(FormDialog):
    """Fields left empty stay as they are in each of the actions."""

    def __init__(
        self, context: Context, chosen: Sequence[ListedAction], owners: Sequence[str], parent: QWidget
    ) -> None:
        language = context.language
        title = language.ngettext("Change {count} action", "Change {count} actions", len(chosen))
        super().__init__(context, title, language.gettext("Save"), parent)
        self._chosen = chosen
        self._owner = TextField()
        complete_with(self._owner, owners)
        self._due = DateField(context, None, needed=False)
        statuses: list[tuple[str, ActionStatus | None]] = [(language.gettext("As it is"), None)]
        statuses += [(action_status_word(status, language), status) for status in ActionStatus]
        self._status = ChoiceBox(statuses, None)
        self._lay_out()

    @property
    def value(self) -> ActionChange:
        """What was entered."""
        return ActionChange(self._owner.text().strip() or None, self._due.value, self._status.value)

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks of each action as it would be, and a date that is none."""
        changed = (self.value.applied(each.action) for each in self._chosen)
        return (
            *self._due.problems("due"),
            *(problem for action in changed for problem in check_action(action)),
        )

    def _lay_out(self) -> None:
        gettext = self.context.language.gettext
        kept = gettext("Left empty, it stays as it is in each.")
        self.add_rows(
            self.row("owner", gettext("Owner"), self._owner, kept),
            self.row("due", gettext("Due"), self._due, kept),
            self.row("status", gettext("Status"), self._status),
        )
