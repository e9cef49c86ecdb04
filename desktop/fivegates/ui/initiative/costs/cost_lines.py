"""Cost lines as a grid."""

from collections.abc import Sequence
from decimal import Decimal

from fivegates.actions.ledger_grid import copied_costs, paste_costs
from fivegates.domain.ledger import Behaviour, CostCategory, CostLine, Phase
from fivegates.domain.months import Month
from fivegates.domain.wording.money_words import behaviour_word, category_word, phase_word
from fivegates.ui.initiative.costs.kind import basis_cell, day_cell, money_cell, text_cell
from fivegates.ui.initiative.costs.verbs import LedgerVerbs
from fivegates.ui.initiative.records.kind import ExtraVerb, Words
from fivegates.ui.initiative.records.model import Cell, Heading, RecordRow
from fivegates.ui.initiative.subject import Subject


class CostLines:
    """All cost lines of an initiative."""

    by_criterion = False
    extras: tuple[ExtraVerb, ...] = ()

    def __init__(self, verbs: LedgerVerbs) -> None:
        self._verbs = verbs
        self._language = verbs.context.language
        gettext = self._language.gettext
        self.words = Words(
            gettext("Costs"),
            gettext("Add cost…"),
            gettext("No costs yet"),
            gettext(
                "Add a line, or copy rows in a spreadsheet and paste them here: date, category, amount, "
                "currency, run or build, fixed or variable."
            ),
        )
        self.headings = (
            Heading(gettext("Dated"), right=True),
            Heading(gettext("Category")),
            Heading(gettext("Amount"), right=True),
            Heading(gettext("Run or build")),
            Heading(gettext("Fixed or variable")),
            Heading(gettext("Basis")),
            Heading(gettext("Attributed to")),
            Heading(gettext("Source and note"), share=1),
        )

    def rows(self, subject: Subject) -> list[RecordRow]:
        """A row a line."""
        return [RecordRow(line.id, "", self._cells(line)) for line in subject.record.ledger.costs]

    def add(self, subject: Subject, _criterion: str) -> None:
        """Ask for a new line of this month."""
        first = Month.of(self._verbs.context.today()).first_day
        self._verbs.ask_cost(
            subject,
            CostLine(
                first,
                CostCategory.MODEL,
                Decimal(0),
                self._verbs.currency,
                Phase.RUN,
                Behaviour.VARIABLE,
            ),
        )

    def edit(self, subject: Subject, record_id: int) -> None:
        """Ask for a line anew."""
        (line,) = (line for line in subject.record.ledger.costs if line.id == record_id)
        self._verbs.ask_cost(subject, line)

    def remove(self, subject: Subject, record_id: int) -> None:
        """Remove a line."""
        self.remove_lines(subject, [record_id])

    def remove_lines(self, subject: Subject, line_ids: Sequence[int]) -> None:
        """Remove lines in one step."""
        self._verbs.remove(subject, costs=line_ids)

    def copy_lines(self, subject: Subject, line_ids: Sequence[int]) -> None:
        """Put lines on the clipboard as rows for a spreadsheet."""
        by_id = {line.id: line for line in subject.record.ledger.costs}
        self._verbs.copy(copied_costs([by_id[line_id] for line_id in line_ids]))

    def paste(self, subject: Subject) -> None:
        """Add the rows on the clipboard."""
        self._verbs.session.run(paste_costs, subject.initiative_id, self._verbs.pasted())

    def _cells(self, line: CostLine) -> tuple[Cell, ...]:
        language = self._language
        category = category_word(line.category, language)
        phase, behaviour = phase_word(line.phase, language), behaviour_word(line.behaviour, language)
        return (
            day_cell(line.dated, language),
            Cell(category, category),
            money_cell(line.amount, line.currency, language),
            Cell(phase, phase),
            Cell(behaviour, behaviour),
            basis_cell(line.basis, language),
            self._attributed(line),
            text_cell(" · ".join(filter(None, (line.source, line.note)))),
        )

    def _attributed(self, line: CostLine) -> Cell:
        """Whose cost it is."""
        if not line.attributed:
            return Cell(self._language.gettext("nobody"), None, warns=True)
        if not line.attributed_to:
            return Cell(self._language.gettext("the initiative"), "", quiet=True)
        return Cell(line.attributed_to, line.attributed_to)
