"""Benefit lines as a grid."""

from collections.abc import Sequence
from decimal import Decimal

from fivegates.actions.ledger_grid import copied_benefits, paste_benefits
from fivegates.domain.ledger import BenefitLine
from fivegates.domain.months import Month
from fivegates.ui.initiative.costs.kind import basis_cell, day_cell, money_cell, text_cell
from fivegates.ui.initiative.costs.verbs import LedgerVerbs
from fivegates.ui.initiative.records.kind import ExtraVerb, Words
from fivegates.ui.initiative.records.model import Cell, Heading, RecordRow
from fivegates.ui.initiative.subject import Subject


class BenefitLines:
    """All benefit lines of an initiative."""

    by_criterion = False
    extras: tuple[ExtraVerb, ...] = ()

    def __init__(self, verbs: LedgerVerbs) -> None:
        self._verbs = verbs
        self._language = verbs.context.language
        gettext = self._language.gettext
        self.words = Words(
            gettext("Benefits"),
            gettext("Add benefit…"),
            gettext("No benefits yet"),
            gettext(
                "Whether it pays is known once benefits are recorded. Add a line, or copy rows in a "
                "spreadsheet and paste them here: date, amount, currency, what it brings."
            ),
        )
        self.headings = (
            Heading(gettext("Dated"), right=True),
            Heading(gettext("Amount"), right=True),
            Heading(gettext("What"), share=3),
            Heading(gettext("Basis")),
            Heading(gettext("Source and note"), share=2),
        )

    def rows(self, subject: Subject) -> list[RecordRow]:
        """A row a line."""
        return [RecordRow(line.id, "", self._cells(line)) for line in subject.record.ledger.benefits]

    def add(self, subject: Subject, _criterion: str) -> None:
        """Ask for a new line of this month."""
        first = Month.of(self._verbs.context.today()).first_day
        self._verbs.ask_benefit(subject, BenefitLine(first, Decimal(0), self._verbs.currency))

    def edit(self, subject: Subject, record_id: int) -> None:
        """Ask for a line anew."""
        (line,) = (line for line in subject.record.ledger.benefits if line.id == record_id)
        self._verbs.ask_benefit(subject, line)

    def remove(self, subject: Subject, record_id: int) -> None:
        """Remove a line."""
        self.remove_lines(subject, [record_id])

    def remove_lines(self, subject: Subject, line_ids: Sequence[int]) -> None:
        """Remove lines in one step."""
        self._verbs.remove(subject, benefits=line_ids)

    def copy_lines(self, subject: Subject, line_ids: Sequence[int]) -> None:
        """Put lines on the clipboard as rows for a spreadsheet."""
        by_id = {line.id: line for line in subject.record.ledger.benefits}
        self._verbs.copy(copied_benefits([by_id[line_id] for line_id in line_ids]))

    def paste(self, subject: Subject) -> None:
        """Add the rows on the clipboard."""
        self._verbs.session.run(paste_benefits, subject.initiative_id, self._verbs.pasted())

    def _cells(self, line: BenefitLine) -> tuple[Cell, ...]:
        language = self._language
        return (
            day_cell(line.dated, language),
            money_cell(line.amount, line.currency, language),
            text_cell(line.what),
            basis_cell(line.basis, language),
            text_cell(" · ".join(filter(None, (line.source, line.note)))),
        )
