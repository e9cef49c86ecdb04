"""The forms of a waiver: granting or correcting it, and revoking it."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fivegates.actions.waivers import Revocation
from fivegates.domain.errors import Problem
from fivegates.domain.initiative.waivers import Waiver, check_waiver, waivable_problems
from fivegates.ui.context import Context
from fivegates.ui.initiative.forms.record_forms import criterion_box
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.fields import ProseBox
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import TextField


class WaiverForm(FormDialog):
    """All fields of a waiver but its revocation; a new one has no id yet."""

    def __init__(self, context: Context, subject: Subject, waiver: Waiver, parent: QWidget) -> None:
        gettext = context.language.gettext
        title = gettext("Edit the waiver") if waiver.id else gettext("Grant a waiver")
        super().__init__(context, title, gettext("Save") if waiver.id else gettext("Grant waiver"), parent)
        self._original, self._rubric = waiver, subject.rubric
        self._criterion = criterion_box(subject.rubric, waiver.criterion, context.language)
        self._reason = ProseBox(waiver.reason)
        self._requester = TextField(waiver.requester)
        self._approver = TextField(waiver.approver)
        self._granted = DateField(context, waiver.granted)
        self._until = DateField(context, waiver.until if waiver.id else None)
        self._condition = ProseBox(waiver.condition)
        self._lay_out()
        self._reason.setFocus()

    @property
    def value(self) -> Waiver:
        """The waiver as entered."""
        return replace(
            self._original,
            criterion=self._criterion.value,
            reason=self._reason.toPlainText().strip(),
            requester=self._requester.text().strip(),
            approver=self._approver.text().strip(),
            granted=self._granted.value or self._original.granted,
            until=self._until.value or self._original.until,
            condition=self._condition.toPlainText().strip(),
        )

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks, dates that are none, and a criterion that is not required."""
        dates = (*self._granted.problems("granted"), *self._until.problems("until"))
        value = self.value
        return (
            *waivable_problems("criterion", value.criterion, [self._rubric]),
            *(dates or check_waiver(value)),
        )

    def _lay_out(self) -> None:
        gettext = self.context.language.gettext
        meaning = gettext("It goes on to count as failing, and its score stays.")
        self.add_rows(self.row("criterion", gettext("Required criterion"), self._criterion, meaning))
        self.add_rows(self.row("reason", gettext("Why it may fail for a time"), self._reason))
        another = gettext("Another person than the one who asks.")
        self.add_rows(
            self.row("requester", gettext("Asked for by"), self._requester),
            self.row("approver", gettext("Approved by"), self._approver, another),
        )
        lapses = gettext("The last day; it lapses by itself, and another waiver extends it.")
        self.add_rows(
            self.row("granted", gettext("From"), self._granted),
            self.row("until", gettext("Until"), self._until, lapses),
        )
        meanwhile = gettext("What has to be done meanwhile; may be left out.")
        self.add_rows(self.row("condition", gettext("Condition"), self._condition, meanwhile))


class RevocationForm(FormDialog):
    """The form that revokes a waiver: from which day, by whom and why."""

    def __init__(self, context: Context, waiver: Waiver, parent: QWidget) -> None:
        gettext = context.language.gettext
        super().__init__(context, gettext("Revoke the waiver"), gettext("Revoke waiver"), parent)
        self._waiver = waiver
        self._day = DateField(context, context.today())
        self._by = TextField("")
        self._why = ProseBox("")
        keeps = gettext("From this day on it has no effect; its record stays.")
        self.add_rows(
            self.row("revoked", gettext("From"), self._day, keeps),
            self.row("by", gettext("Revoked by"), self._by),
        )
        self.add_rows(self.row("why", gettext("Why"), self._why))
        self._why.setFocus()

    @property
    def value(self) -> Revocation:
        """The revocation as entered."""
        day = self._day.value or self.context.today()
        return Revocation(day, self._by.text().strip(), self._why.toPlainText().strip())

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks, and a date that is none."""
        revocation = self.value
        ended = replace(
            self._waiver, revoked=revocation.day, revoked_by=revocation.by, revoked_why=revocation.why
        )
        checked = (
            Problem({"revoked_by": "by", "revoked_why": "why"}.get(each.place, each.place), each.reason)
            for each in check_waiver(ended)
        )
        return (*self._day.problems("revoked"), *checked)
