"""Cost, usage and benefit lines as grids: rows, editing, copying, pasting and filling down."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Generic, Literal, Protocol, TypeVar

from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.ledger_grid import (
    copied_benefits,
    copied_costs,
    copied_usage,
    fill_down,
    paste_benefits,
    paste_costs,
    paste_usage,
)
from fivegates.domain.economics.ledger import (
    Basis,
    Behaviour,
    BenefitLine,
    CostCategory,
    CostLine,
    Phase,
    UsageLine,
)
from fivegates.domain.economics.months import Month
from fivegates.domain.language import Language
from fivegates.domain.wording.money_terms import basis_word, behaviour_word, category_word, phase_word
from fivegates.domain.wording.words import UNKNOWN
from fivegates.ui.initiative.costs.commands import LedgerCommands
from fivegates.ui.initiative.records.tab import ExtraCommand, RecordKind, Words
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.tables.model import Cell, Heading, RecordRow


class LineKind(RecordKind, Protocol):
    """Cost, usage or benefit lines."""

    def copy_lines(self, subject: Subject, line_ids: Sequence[int]) -> None:
        """Put lines on the clipboard as rows for a spreadsheet."""

    def paste(self, subject: Subject) -> None:
        """Add the rows on the clipboard."""

    def fill_down(self, subject: Subject, line_ids: Sequence[int], column: int) -> None:
        """Copy a column of the first line to the others, in one edit."""

    def remove_lines(self, subject: Subject, line_ids: Sequence[int]) -> None:
        """Remove lines in one step."""


def day_cell(dated: date, language: Language) -> Cell:
    """The cell of a day; the first of a month is shown as the month."""
    month = Month.of(dated)
    text = language.month(month) if dated == month.first_day else language.short_date(dated)
    return Cell(text, dated.toordinal())


def money_cell(amount: Decimal, currency: str, language: Language) -> Cell:
    """An amount in its own currency."""
    return Cell(language.money(amount, currency), amount)


def count_cell(count: int | None, language: Language) -> Cell:
    """A count; a dash where there is none."""
    return Cell(UNKNOWN, None, quiet=True) if count is None else Cell(language.number(count), count)


def basis_cell(basis: Basis, language: Language) -> Cell:
    """Actual, or forecast in grey."""
    text = basis_word(basis, language)
    return Cell(text, text, quiet=basis is Basis.FORECAST)


def text_cell(text: str) -> Cell:
    """Text; a dash where there is none."""
    return Cell(text or UNKNOWN, text or None, quiet=not text)


L = TypeVar("L", bound=CostLine | UsageLine | BenefitLine)


@dataclass(frozen=True, slots=True)
class Text(Generic[L]):
    """The form of lines in a spreadsheet, for copying and pasting."""

    copied: Callable[[Sequence[L]], str]
    paste: Callable[[OpenPortfolio, int, str], Changes]


class LedgerLines(ABC, Generic[L]):
    """All lines of one kind. `filled` names the fields of a line that each column shows."""

    by_criterion = False
    extras: tuple[ExtraCommand, ...] = ()
    part: ClassVar[Literal["costs", "usage", "benefits"]]
    filled: ClassVar[tuple[tuple[str, ...], ...]]
    words: Words
    headings: tuple[Heading, ...]

    def __init__(self, commands: LedgerCommands, text: Text[L]) -> None:
        self._commands = commands
        self._language = commands.context.language
        self._text = text

    @property
    def view(self) -> str:
        """The id under which the widths of its columns are kept."""
        return self.part

    @abstractmethod
    def _new(self, subject: Subject) -> L:
        """A new line of this month."""

    @abstractmethod
    def _ask(self, subject: Subject, line: L) -> None:
        """Open the form for a new or existing line."""

    @abstractmethod
    def _cells(self, line: L) -> tuple[Cell, ...]:
        """The cells of a line."""

    def rows(self, subject: Subject) -> list[RecordRow]:
        """A row a line."""
        return [RecordRow(line.id, "", self._cells(line)) for line in self._lines(subject)]

    def add(self, subject: Subject, _criterion: str) -> None:
        """Open the form for a new line of this month."""
        self._ask(subject, self._new(subject))

    def edit(self, subject: Subject, record_id: int) -> None:
        """Open the form for an existing line."""
        (line,) = self._chosen(subject, [record_id])
        self._ask(subject, line)

    def remove(self, subject: Subject, record_id: int) -> None:
        """Remove a line."""
        self.remove_lines(subject, [record_id])

    def remove_lines(self, subject: Subject, line_ids: Sequence[int]) -> None:
        """Remove lines in one step."""
        self._commands.remove(subject, **{self.part: line_ids})

    def copy_lines(self, subject: Subject, line_ids: Sequence[int]) -> None:
        """Put lines on the clipboard as rows for a spreadsheet."""
        self._commands.copy(self._text.copied(self._chosen(subject, line_ids)))

    def paste(self, subject: Subject) -> None:
        """Add the rows on the clipboard."""
        self._commands.session.run(self._text.paste, subject.initiative_id, self._commands.pasted())

    def fill_down(self, subject: Subject, line_ids: Sequence[int], column: int) -> None:
        """Copy a column of the first line to the others, in one edit."""
        lines = self._chosen(subject, line_ids)
        self._commands.session.run(fill_down, subject.initiative_id, lines, self.filled[column])

    def _lines(self, subject: Subject) -> Sequence[L]:
        lines: Sequence[L] = getattr(subject.record.ledger, self.part)
        return lines

    def _chosen(self, subject: Subject, line_ids: Sequence[int]) -> list[L]:
        """Lines by their ids, in that order."""
        by_id = {line.id: line for line in self._lines(subject)}
        return [by_id[line_id] for line_id in line_ids]


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

    def __init__(self, commands: LedgerCommands) -> None:
        super().__init__(commands, Text(copied_costs, paste_costs))
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
            Month.of(self._commands.context.today()).first_day,
            CostCategory.MODEL,
            Decimal(0),
            self._commands.currency,
            Phase.RUN,
            Behaviour.VARIABLE,
        )

    def _ask(self, subject: Subject, line: CostLine) -> None:
        self._commands.ask_cost(subject, line)

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
        """The cell that names the owner of a cost."""
        if not line.attributed:
            return Cell(self._language.gettext("nobody"), None, warns=True)
        if not line.attributed_to:
            return Cell(self._language.gettext("the initiative"), "", quiet=True)
        return Cell(line.attributed_to, line.attributed_to)


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

    def __init__(self, commands: LedgerCommands) -> None:
        super().__init__(commands, Text(copied_usage, paste_usage))
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
            Heading(self._language.pgettext("tokens", "Written"), right=True),
            Heading(gettext("For an hour"), right=True),
            Heading(gettext("Model"), share=1),
            Heading(gettext("Basis")),
            Heading(gettext("Source"), share=1),
        )

    def _new(self, subject: Subject) -> UsageLine:
        first = Month.of(self._commands.context.today()).first_day
        return UsageLine(first, unit=subject.record.initiative.unit)

    def _ask(self, subject: Subject, line: UsageLine) -> None:
        self._commands.ask_usage(subject, line)

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

    def __init__(self, commands: LedgerCommands) -> None:
        super().__init__(commands, Text(copied_benefits, paste_benefits))
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
        first = Month.of(self._commands.context.today()).first_day
        return BenefitLine(first, Decimal(0), self._commands.currency)

    def _ask(self, subject: Subject, line: BenefitLine) -> None:
        self._commands.ask_benefit(subject, line)

    def _cells(self, line: BenefitLine) -> tuple[Cell, ...]:
        language = self._language
        return (
            day_cell(line.dated, language),
            money_cell(line.amount, line.currency, language),
            text_cell(line.what),
            basis_cell(line.basis, language),
            text_cell(" · ".join(filter(None, (line.source, line.note)))),
        )
