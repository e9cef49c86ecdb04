"""Benefit lines as a grid."""

from decimal import Decimal

from fivegates.actions.ledger_grid import copied_benefits, paste_benefits
from fivegates.domain.economics.ledger import BenefitLine
from fivegates.domain.economics.months import Month
from fivegates.ui.initiative.costs.commands import LedgerVerbs
from fivegates.ui.initiative.costs.kind import basis_cell, day_cell, money_cell, text_cell
from fivegates.ui.initiative.costs.lines import LedgerLines, Text
from fivegates.ui.initiative.records.kind import Words
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.tables.model import Cell, Heading


class BenefitLines(LedgerLines[BenefitLine]):
    """All benefit lines of an initiative."""

    part = "benefits"
    filled = (
        ("dated",),
        ("amount", "currency"),
        ("what",),
        ("basis",),
        ("source", "note"),
    )

    def __init__(self, verbs: LedgerVerbs) -> None:
        super().__init__(verbs, Text(copied_benefits, paste_benefits))
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

    def _new(self, _subject: Subject) -> BenefitLine:
        first = Month.of(self._verbs.context.today()).first_day
        return BenefitLine(first, Decimal(0), self._verbs.currency)

    def _ask(self, subject: Subject, line: BenefitLine) -> None:
        self._verbs.ask_benefit(subject, line)

    def _cells(self, line: BenefitLine) -> tuple[Cell, ...]:
        language = self._language
        return (
            day_cell(line.dated, language),
            money_cell(line.amount, line.currency, language),
            text_cell(line.what),
            basis_cell(line.basis, language),
            text_cell(" · ".join(filter(None, (line.source, line.note)))),
        )
