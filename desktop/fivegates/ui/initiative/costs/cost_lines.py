"""Cost lines as a grid."""

from decimal import Decimal

from fivegates.actions.ledger_grid import copied_costs, paste_costs
from fivegates.domain.economics.ledger import Behaviour, CostCategory, CostLine, Phase
from fivegates.domain.economics.months import Month
from fivegates.domain.wording.money_terms import behaviour_word, category_word, phase_word
from fivegates.ui.initiative.costs.commands import LedgerVerbs
from fivegates.ui.initiative.costs.kind import basis_cell, day_cell, money_cell, text_cell
from fivegates.ui.initiative.costs.lines import LedgerLines, Text
from fivegates.ui.initiative.records.kind import Words
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.tables.model import Cell, Heading


class CostLines(LedgerLines[CostLine]):
    """All cost lines of an initiative."""

    part = "costs"
    filled = (
        ("dated",),
        ("category",),
        ("amount", "currency", "billed"),
        ("phase",),
        ("behaviour",),
        ("basis",),
        ("attributed", "attributed_to"),
        ("source", "note"),
    )

    def __init__(self, verbs: LedgerVerbs) -> None:
        super().__init__(verbs, Text(copied_costs, paste_costs))
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

    def _new(self, _subject: Subject) -> CostLine:
        return CostLine(
            Month.of(self._verbs.context.today()).first_day,
            CostCategory.MODEL,
            Decimal(0),
            self._verbs.currency,
            Phase.RUN,
            Behaviour.VARIABLE,
        )

    def _ask(self, subject: Subject, line: CostLine) -> None:
        self._verbs.ask_cost(subject, line)

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
