"""The Waivers tab: a table of waivers with approver and last day, and its commands."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from fivegates.actions import waivers
from fivegates.domain.initiative.waivers import Waiver, last_day
from fivegates.domain.wording.waivers import waiver_state
from fivegates.domain.wording.words import capitalised
from fivegates.ui.context import Context
from fivegates.ui.initiative.records.tab import ExtraCommand, Words
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.session import Session
from fivegates.ui.tables.model import Cell, Heading, RecordRow


class WaiverCommands(QObject):
    """Opens forms over `page` and runs what they ask for."""

    def __init__(self, session: Session, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._context = context
        self._page = page

    def grant(self, subject: Subject, criterion: str) -> None:
        """Ask for a new waiver of a criterion; the first required one where it is none of those."""
        from fivegates.ui.initiative.forms.waiver_forms import WaiverForm

        required = [each.id for each in subject.rubric.criteria if each.required]
        wanted = criterion if criterion in required or not required else required[0]
        day = self._context.today()
        form = WaiverForm(self._context, subject, Waiver(wanted, "", "", "", day, day), self._page)
        self._session.complete(form)
        run = self._session.run
        form.save_with(lambda: run(waivers.grant_waiver, subject.initiative_id, form.value))

    def edit(self, subject: Subject, waiver: Waiver) -> None:
        """Edit a waiver in a form."""
        from fivegates.ui.initiative.forms.waiver_forms import WaiverForm

        form = WaiverForm(self._context, subject, waiver, self._page)
        self._session.complete(form)
        run = self._session.run
        form.save_with(lambda: run(waivers.edit_waiver, form.value))

    def revoke(self, waiver: Waiver) -> None:
        """Revoke a waiver in a form."""
        from fivegates.ui.initiative.forms.waiver_forms import RevocationForm

        form = RevocationForm(self._context, waiver, self._page)
        self._session.complete(form)
        run = self._session.run
        form.save_with(lambda: run(waivers.revoke_waiver, waiver.id, form.value))

    def remove(self, waiver_id: int) -> None:
        """Remove a waiver."""
        self._session.run(waivers.remove_waiver, waiver_id)


class WaiverRecords:
    """All waivers of an initiative."""

    view = "waivers"
    by_criterion = True

    def __init__(self, context: Context, commands: WaiverCommands) -> None:
        self._context = context
        self._commands = commands
        gettext = context.language.gettext
        self.words = Words(
            gettext("Waivers"),
            gettext("Grant waiver…"),
            gettext("No waiver granted"),
            gettext(
                "A required criterion may fail for a time if another person than the one who asks approves "
                "it: the verdict says so, and until when."
            ),
        )
        self.headings = (
            Heading(gettext("Criterion"), share=1),
            Heading(gettext("Until"), right=True),
            Heading(gettext("State")),
            Heading(gettext("Approved by")),
            Heading(gettext("Asked for by")),
            Heading(gettext("Why"), share=1),
        )
        revoke = ExtraCommand(
            words=lambda _subject, _record_id: gettext("Revoke…"),
            icon="archive",
            possible=self._is_revocable,
            run=lambda subject, record_id: commands.revoke(waiver_of(subject, record_id)),
            edits=True,
        )
        self.extras = (revoke,)

    def rows(self, subject: Subject) -> list[RecordRow]:
        """A row a waiver."""
        titles = {each.id: each.title for each in subject.rubric.criteria}
        return [
            RecordRow(each.id, each.criterion, self._cells(each, titles.get(each.criterion, each.criterion)))
            for each in subject.record.waivers
        ]

    def add(self, subject: Subject, criterion: str) -> None:
        """Ask for a new waiver."""
        self._commands.grant(subject, criterion)

    def edit(self, subject: Subject, record_id: int) -> None:
        """Edit a waiver in a form."""
        self._commands.edit(subject, waiver_of(subject, record_id))

    def remove(self, _subject: Subject, record_id: int) -> None:
        """Remove a waiver."""
        self._commands.remove(record_id)

    def _cells(self, waiver: Waiver, title: str) -> tuple[Cell, ...]:
        language, today = self._context.language, self._context.today()
        end = last_day(waiver)
        state = capitalised(waiver_state(waiver, today, language))
        return (
            Cell(title, title),
            Cell(language.short_date(end), end.toordinal()),
            Cell(state, state, warns=end < today and waiver.revoked is None),
            Cell(waiver.approver, waiver.approver),
            Cell(waiver.requester, waiver.requester),
            Cell(waiver.reason, waiver.reason),
        )

    def _is_revocable(self, subject: Subject, record_id: int) -> bool:
        """True if a waiver has not ended yet."""
        waiver = waiver_of(subject, record_id)
        return waiver.revoked is None and self._context.today() <= waiver.until


def waiver_of(subject: Subject, record_id: int) -> Waiver:
    """A waiver by its id."""
    return next(each for each in subject.record.waivers if each.id == record_id)
