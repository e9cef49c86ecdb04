"""The form for the meeting details of a paper."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QWidget

from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.domain.errors import Problem
from fivegates.domain.portfolio.meeting import MeetingDetails, Purpose, check_meeting
from fivegates.domain.wording.papers import purpose_word
from fivegates.ui.context import Context
from fivegates.ui.session import Session
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ChoiceBox, TextField


class MeetingForm(FormDialog):
    """Every field may stay empty; what is empty is left out of the paper."""

    def __init__(self, context: Context, matter: MeetingDetails, parent: QWidget) -> None:
        gettext, language = context.language.gettext, context.language
        super().__init__(context, gettext("Meeting"), gettext("Save"), parent)
        self.item = TextField(matter.agenda_item)
        self.reference = TextField(matter.reference)
        self.meeting = TextField(matter.meeting)
        self.day = DateField(context, matter.meeting_date, needed=False)
        self.presenter = TextField(matter.presenter)
        purposes = [(gettext("Not said"), None), *((purpose_word(each, language), each) for each in Purpose)]
        self.purpose = ChoiceBox[Purpose | None](purposes, matter.purpose)
        self.minute = TextField(matter.minute)
        self.classification = TextField(matter.classification)
        self._lay_out()
        self.item.setFocus()

    def _lay_out(self) -> None:
        """Add the fields in the order in which the head of the paper prints them."""
        gettext = self.context.language.gettext
        self.add_rows(
            self.row("agenda_item", gettext("Agenda item"), self.item),
            self.row("reference", gettext("Reference number"), self.reference),
        )
        self.add_rows(
            self.row("meeting", gettext("Meeting"), self.meeting),
            self.row("meeting_date", gettext("Day of the meeting"), self.day),
        )
        hint = gettext("Left out of versions without names of people.")
        self.add_rows(
            self.row("presenter", gettext("Presenter"), self.presenter, hint),
            self.row("purpose", gettext("Purpose"), self.purpose),
        )
        hint = gettext("The minute in which the matter was last recorded.")
        self.add_rows(self.row("minute", gettext("Previous minute"), self.minute, hint))
        hint = gettext("Printed on this paper in place of the portfolio’s marking.")
        self.add_rows(self.row("classification", gettext("Classification"), self.classification, hint))

    @property
    def value(self) -> MeetingDetails:
        """The meeting details as entered."""
        return MeetingDetails(
            agenda_item=self.item.text().strip(),
            reference=self.reference.text().strip(),
            meeting=self.meeting.text().strip(),
            meeting_date=self.day.value,
            presenter=self.presenter.text().strip(),
            purpose=self.purpose.value,
            minute=self.minute.text().strip(),
            classification=self.classification.text().strip(),
        )

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks, and a day that cannot be read."""
        return (*self.day.problems("meeting_date"), *check_meeting(self.value))


def edit_meeting(
    session: Session,
    context: Context,
    parent: QWidget,
    held: Callable[[OpenPortfolio], MeetingDetails],
    keep: Callable[[OpenPortfolio, MeetingDetails], Changes],
) -> MeetingForm | None:
    """Edit the saved details in a form, and save what is entered; None where they cannot be read."""
    matter = session.ask(held)
    if matter is None:
        return None
    form = MeetingForm(context, matter, parent)
    session.complete(form)
    form.save_with(lambda: session.run(keep, form.value))
    return form
