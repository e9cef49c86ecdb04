"""Usage lines as a grid."""

from collections.abc import Sequence

from fivegates.actions.ledger_grid import copied_usage, paste_usage
from fivegates.domain.ledger import UsageLine
from fivegates.domain.months import Month
from fivegates.ui.initiative.costs.kind import basis_cell, count_cell, day_cell, text_cell
from fivegates.ui.initiative.costs.verbs import LedgerVerbs
from fivegates.ui.initiative.records.kind import ExtraVerb, Words
from fivegates.ui.initiative.records.model import Cell, Heading, RecordRow
from fivegates.ui.initiative.subject import Subject


class UsageLines:
    """All usage lines of an initiative."""

    by_criterion = False
    extras: tuple[ExtraVerb, ...] = ()

    def __init__(self, verbs: LedgerVerbs) -> None:
        self._verbs = verbs
        self._language = verbs.context.language
        gettext = self._language.gettext
        self.words = Words(
            gettext("Usage"),
            gettext("Add usage…"),
            gettext("No usage yet"),
            gettext(
                "What one unit costs is known once units are counted. Add a line, or copy rows in a "
                "spreadsheet and paste them here: date and units first."
            ),
        )
        self.headings = (
            Heading(gettext("Dated"), right=True),
            Heading(gettext("Units"), right=True),
            Heading(gettext("Unit")),
            Heading(gettext("Successful"), right=True),
            Heading(gettext("Requests"), right=True),
            Heading(gettext("Tokens in"), right=True),
            Heading(gettext("Tokens out"), right=True),
            Heading(gettext("Cached"), right=True),
            Heading(gettext("Model"), share=1),
            Heading(gettext("Basis")),
            Heading(gettext("Source"), share=1),
        )

    def rows(self, subject: Subject) -> list[RecordRow]:
        """A row a line."""
        return [RecordRow(line.id, "", self._cells(line)) for line in subject.record.ledger.usage]

    def add(self, subject: Subject, _criterion: str) -> None:
        """Ask for a new line of this month."""
        first = Month.of(self._verbs.context.today()).first_day
        self._verbs.ask_usage(subject, UsageLine(first, unit=subject.record.initiative.unit))

    def edit(self, subject: Subject, record_id: int) -> None:
        """Ask for a line anew."""
        (line,) = (line for line in subject.record.ledger.usage if line.id == record_id)
        self._verbs.ask_usage(subject, line)

    def remove(self, subject: Subject, record_id: int) -> None:
        """Remove a line."""
        self.remove_lines(subject, [record_id])

    def remove_lines(self, subject: Subject, line_ids: Sequence[int]) -> None:
        """Remove lines in one step."""
        self._verbs.remove(subject, usage=line_ids)

    def copy_lines(self, subject: Subject, line_ids: Sequence[int]) -> None:
        """Put lines on the clipboard as rows for a spreadsheet."""
        by_id = {line.id: line for line in subject.record.ledger.usage}
        self._verbs.copy(copied_usage([by_id[line_id] for line_id in line_ids]))

    def paste(self, subject: Subject) -> None:
        """Add the rows on the clipboard."""
        self._verbs.session.run(paste_usage, subject.initiative_id, self._verbs.pasted())

    def _cells(self, line: UsageLine) -> tuple[Cell, ...]:
        language = self._language
        return (
            day_cell(line.dated, language),
            count_cell(line.units, language),
            text_cell(line.unit),
            count_cell(line.successes, language),
            count_cell(line.requests, language),
            count_cell(line.tokens_in, language),
            count_cell(line.tokens_out, language),
            count_cell(line.tokens_cached, language),
            text_cell(line.model),
            basis_cell(line.basis, language),
            text_cell(line.source),
        )
