"""The form for planning or editing an action."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fivegates.domain.errors import Problem
from fivegates.domain.initiative.initiative import (
    Action,
    ActionStatus,
)
from fivegates.domain.initiative.record_checks import check_action
from fivegates.domain.limits import LEVELS
from fivegates.domain.wording.words import action_status_word
from fivegates.ui.context import Context
from fivegates.ui.initiative.forms.record_forms import criterion_box
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.fields import DecimalField
from fivegates.ui.widgets.form_body import FormBody
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ChoiceBox, TextField


class ActionFields(FormBody):
    """All fields of an action; a new one has no id yet."""

    def __init__(self, context: Context, subject: Subject, action: Action) -> None:
        super().__init__(context)
        self._original = action
        self._make_fields(subject)
        self._lay_out()

    @property
    def value(self) -> Action:
        """The action as entered."""
        return replace(
            self._original,
            criterion=self._criterion.value,
            title=self._title.text().strip(),
            target_level=self._target.value,
            owner=self._owner.text().strip(),
            due=self._due.value,
            effort=self.effort.value,
            status=self._status.value,
        )

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks, a date that is none, and an effort that is no number."""
        return (
            *self._due.problems("due"),
            *self.effort.problems("effort"),
            *check_action(self.value),
        )

    def _make_fields(self, subject: Subject) -> None:
        of, language = self._original, self.context.language
        names = [language.shipped(name) for name in subject.rubric.level_names]
        levels: list[tuple[str, int | None]] = [(language.gettext("None named"), None)]
        levels += [
            (language.gettext("{level} {name}", level=level, name=names[level]), level)
            for level in LEVELS[1:]
        ]
        if of.target_level == 0:
            levels.insert(1, (language.gettext("{level} {name}", level=0, name=names[0]), 0))
        self._criterion = criterion_box(subject.rubric, of.criterion, language)
        self._title = TextField(of.title)
        self._target = ChoiceBox(levels, of.target_level)
        self._owner = TextField(of.owner)
        self._due = DateField(self.context, of.due, needed=False)
        self.effort = DecimalField(of.effort, language)
        statuses = [(action_status_word(status, language), status) for status in ActionStatus]
        self._status = ChoiceBox(statuses, of.status)

    def _lay_out(self) -> None:
        gettext = self.context.language.gettext
        self.add_rows(self.row("title", gettext("What is to be done"), self._title))
        self.add_rows(self.row("criterion", gettext("Criterion"), self._criterion))
        promise = gettext("A gate can open on conditions only by actions with an owner and a due date.")
        self.add_rows(
            self.row("owner", gettext("Owner"), self._owner, promise),
            self.row("due", gettext("Due"), self._due),
        )
        covers = gettext("In person-days, for the whole way to the target level.")
        self.add_rows(
            self.row("target_level", gettext("Target level"), self._target),
            self.row("effort", gettext("Effort"), self.effort, covers),
            self.row("status", gettext("Status"), self._status),
        )


class ActionForm(FormDialog):
    """Plans or edits an action, with its `ActionFields`."""

    def __init__(self, context: Context, subject: Subject, action: Action, parent: QWidget) -> None:
        gettext = context.language.gettext
        title = gettext("Edit the action") if action.id else gettext("Plan an action")
        submit_text = gettext("Save") if action.id else gettext("Add action")
        self._fields = ActionFields(context, subject, action)
        self._effort = self._fields.effort  # scripts that drive the form read it by this name
        super().__init__(context, title, submit_text, parent, self._fields)
        self.rows["owner" if action.title and not action.id else "title"].field.setFocus()

    @property
    def value(self) -> Action:
        """The action as entered."""
        return self._fields.value
