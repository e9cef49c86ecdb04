"""Usage lines as a grid."""

from fivegates.actions.ledger_grid import copied_usage, paste_usage
from fivegates.domain.economics.ledger import UsageLine
from fivegates.domain.economics.months import Month
from fivegates.ui.initiative.costs.commands import LedgerVerbs
from fivegates.ui.initiative.costs.kind import basis_cell, count_cell, day_cell, text_cell
from fivegates.ui.initiative.costs.lines import LedgerLines, Text
from fivegates.ui.initiative.records.kind import Words
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.tables.model import Cell, Heading


class UsageLines(LedgerLines[UsageLine]):
    """All usage lines of an initiative."""

    part = "usage"
    filled = (
        ("dated",),
        ("units",),
        ("unit",),
        ("successes",),
        ("requests",),
        ("tokens_in",),
        ("tokens_out",),
        ("tokens_cached",),
        ("tokens_written",),
        ("tokens_written_hour",),
        ("model",),
        ("basis",),
        ("source",),
    )

    def __init__(self, verbs: LedgerVerbs) -> None:
        super().__init__(verbs, Text(copied_usage, paste_usage))
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
            Heading(gettext("Written"), right=True),
            Heading(gettext("For an hour"), right=True),
            Heading(gettext("Model"), share=1),
            Heading(gettext("Basis")),
            Heading(gettext("Source"), share=1),
        )

    def _new(self, subject: Subject) -> UsageLine:
        first = Month.of(self._verbs.context.today()).first_day
        return UsageLine(first, unit=subject.record.initiative.unit)

    def _ask(self, subject: Subject, line: UsageLine) -> None:
        self._verbs.ask_usage(subject, line)

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
            count_cell(line.tokens_written, language),
            count_cell(line.tokens_written_hour, language),
            text_cell(line.model),
            basis_cell(line.basis, language),
            text_cell(line.source),
        )
