"""The Compare page: which of two to four initiatives comes first, and why, side by side."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from fivegates.actions import overview
from fivegates.actions.comparisons import gather_comparison
from fivegates.actions.file.opened import Changes
from fivegates.actions.meetings import paper_meetings, save_comparison_meeting
from fivegates.domain.brief import ComparisonBrief, FileType
from fivegates.domain.comparison.size import FEWEST, MOST
from fivegates.domain.errors import UserError
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.wording.comparison import answer_headline, answer_sentences, as_of_sentences
from fivegates.ui.brief.choices import OmissionMenu, QuestionsBox
from fivegates.ui.compare.export import ComparisonExport
from fivegates.ui.compare.head import CompareHead, CompareTools
from fivegates.ui.compare.table import ComparisonTable
from fivegates.ui.context import Context
from fivegates.ui.dialogs.meeting_form import edit_meeting
from fivegates.ui.dialogs.password_form import protection_words
from fivegates.ui.paper_export import export_words
from fivegates.ui.saved_views import SavedItemLabels, SavedItemsMenu, SavedSet, SavedViews
from fivegates.ui.session import Session
from fivegates.ui.settings import PaperKind
from fivegates.ui.widgets.buttons import IconButton, ShrinkingButton
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.forms import FormRow
from fivegates.ui.widgets.labels import ElidedLabel, EmptyState, PlainLabel, StatusWord
from fivegates.ui.widgets.page import FreshPage, page_body
from fivegates.ui.widgets.roles import plain_tooltip

if TYPE_CHECKING:
    from datetime import date


class Choice:
    """The initiatives chosen, each once; those that are gone are passed over, and come back with undo."""

    def __init__(self) -> None:
        self._wanted: list[int] = []

    def ids(self, there: Collection[int]) -> list[int]:
        """The chosen ones that are there, in their order, no more than can be compared."""
        return [each for each in self._wanted if each in there][:MOST]

    def replace(self, ids: Iterable[int]) -> None:
        """Choose these instead."""
        self._wanted = list(dict.fromkeys(ids))

    def add(self, initiative_id: int) -> None:
        """Choose one more, behind the others."""
        self.replace([*self._wanted, initiative_id])

    def remove(self, initiative_id: int) -> None:
        """Remove one."""
        self._wanted = [each for each in self._wanted if each != initiative_id]


_SETTLE_MS = 250


class ComparePage(FreshPage):
    """Shows the initiatives chosen; those that are archived or deleted leave, and come back with undo.

    Signals:
        opened(int): the user opened the initiative of this id.
        portfolio_requested(): the user wants to choose in the portfolio.
        chosen(): another initiative is the one that commands are about.
    """

    opened = Signal(int)
    portfolio_requested = Signal()
    chosen = Signal()

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self._choice = Choice()
        self._kept = SavedViews(context.settings, session.opened.path)
        self._chosen_day: date | None = None
        self._lines: dict[int, OverviewLine] = {}
        self._brief: ComparisonBrief | None = None
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._day_settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self.exporting = ComparisonExport(session, context, self)
        self._make_parts()
        self._lay_out()
        self._connect()

    @property
    def ids(self) -> list[int]:
        """The initiatives compared, from left to right."""
        return self._choice.ids(self._lines)

    @property
    def current(self) -> int | None:
        """The initiative that commands are about: that of the current column."""
        ids = self.ids
        return ids[min(self.table.column, len(ids) - 1)] if ids else None

    @property
    def brief(self) -> ComparisonBrief | None:
        """The comparison shown and exported; None while there is nothing to compare."""
        return self._brief

    def compare(self, ids: Sequence[int]) -> None:
        """Compare these."""
        self._choice.replace(ids)
        self.refresh()

    def refresh(self) -> None:
        """Ask for everything again."""
        self.stale = False
        lines = self._session.ask(overview.lines) or ()
        self._lines = {line.initiative.id: line for line in lines if not line.initiative.archived}
        self._brief, reason = self._gather()
        self._show_brief()
        self._offer_others()
        self._show_empty(reason)
        self._pages.setCurrentIndex(0 if self._brief is None else 1)
        self._follow_column()

    def show_set(self, name: str) -> None:
        """Compare a set that was kept; nothing happens where none has the name."""
        for each in self._kept.sets:
            if each.name == name:
                self.compare(each.ids)

    def _ask_name(self) -> None:
        """Ask for a name, and keep the initiatives compared under it."""
        from fivegates.ui.dialogs.name_form import NameForm

        title = self._context.language.gettext("Save this set")
        form = NameForm(self._context, title, [each.name for each in self._kept.sets], self)

        def save() -> bool:
            self._kept.save_set(SavedSet(form.name.text().strip(), tuple(self.ids)))
            return True

        form.save_with(save)

    def export(self) -> None:
        """Ask where to, and write the comparison brief."""
        if self._brief is not None:
            pdf = self.exporting.format.kind is FileType.PDF
            protected = pdf and self.protect.isChecked()
            brief = replace(self._brief, questions=self.questions.isChecked())
            self.exporting.ask(brief, self.omitted.omitted, protected=protected)

    def catch_up_day(self) -> None:
        """Compare as of the day entered; an invalid day is reported below the field, and changes nothing."""
        problems = list(self.day.problems("day"))
        self.day_row.set_problem(problems[0].reason.text(self._context.language) if problems else "")
        day, today = self.day.value, self._context.today()
        chosen = None if day == today else day
        if day is not None and chosen != self._chosen_day:
            self._chosen_day = chosen
            self.refresh()

    def close_page(self) -> None:
        """Stop background work; the page is not used again."""
        self._settled.stop()
        self._day_settled.stop()
        self.exporting.close()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on into what is shown."""
        shown = self._choose if self._brief is None else self.table
        shown.setFocus(event.reason())

    def _gather(self) -> tuple[ComparisonBrief | None, str]:
        """Build the comparison; where there is none, return the reason."""
        if len(self.ids) < FEWEST:
            return None, ""
        try:
            day = self._chosen_day or self._context.today()
            return gather_comparison(self._session.opened, self.ids, day), ""
        except UserError as error:
            return None, error.text(self._context.language)

    def _show_brief(self) -> None:
        """Show the answer above, and the table below."""
        found = self._brief.comparison if self._brief else None
        self._export.setEnabled(found is not None)
        self.protect.setEnabled(found is not None and self.exporting.format.kind is FileType.PDF)
        if found is None:
            self.table.show_comparison(None)
            return
        language = self._context.language
        first = found.ranking.first
        best = found.sides[first[0]].assessment if first else None
        state = best.verdict.state if best else VerdictState.INCOMPLETE
        self.answer.set_status(state, answer_headline(found, language))
        self.reason.setText(answer_sentences(found, language)[0])
        self.dated.setText(" ".join(as_of_sentences(found, language)))
        self.table.show_comparison(found)

    def _offer_others(self) -> None:
        """List the initiatives that could be added."""
        chosen = set(self.ids)
        others = [line.initiative for line in self._lines.values() if line.initiative.id not in chosen]
        self.tools.offer(others if len(chosen) < MOST else [])

    def _show_empty(self, reason: str) -> None:
        """Show why the page is empty, and what to do."""
        gettext = self._context.language.gettext
        names = [" ".join(self._lines[each].initiative.name.split()) for each in self.ids]
        text = gettext("Chosen so far: {names}.", names=self._context.language.listed(names)) if names else ""
        how = gettext(
            "Mark two to four rows in the portfolio, with Ctrl and a click or with Shift and the arrows, "
            "and choose Compare (Ctrl+Shift+C); or add them here."
        )
        self._empty.set_text("\n\n".join(part for part in (reason, text, how) if part))

    def _make_parts(self) -> None:
        gettext, context = self._context.language.gettext, self._context
        self._title = PlainLabel(gettext("Compare"), "title")
        self.state = ElidedLabel("", "quiet")
        self.state.hide()
        self.answer = StatusWord(context, "heading", wrap=True)
        self.reason = PlainLabel("", "", wrap=True)
        self.dated = PlainLabel("", "quiet", wrap=True)
        self.day = DateField(context, context.today())
        self.day_row = FormRow(gettext("As of"), self.day, "")
        self.omitted = OmissionMenu(context, PaperKind.COMPARISON)
        self.questions = QuestionsBox(context, PaperKind.COMPARISON)
        self._export = ShrinkingButton(context, "brief", gettext("Export PDF…"), "primary")
        self.protect = QCheckBox(gettext("With a password"))
        self.protect.setToolTip(plain_tooltip(protection_words(self._context.language)))
        words = SavedItemLabels(gettext("Sets"), gettext("Save this set…"), gettext("Remove a set"))
        self.sets = SavedItemsMenu(context, words, lambda: [each.name for each in self._kept.sets])
        self.tools = CompareTools(context, self.sets)
        self.table = ComparisonTable(context, self._fill_menu, self)
        self._choose = IconButton(context, "portfolio", gettext("Choose in the portfolio"), "primary")
        self._empty = EmptyState(gettext("Choose two to four initiatives"), " ", (self._choose,))

    def _lay_out(self) -> None:
        """Header and tools above; the table, or what to do, below."""
        texts = QVBoxLayout()
        for part in (self.answer, self.dated, self.reason, self.state):
            texts.addWidget(part)
        texts.addStretch()
        above = QHBoxLayout()
        above.addLayout(texts, 3)
        choices = QVBoxLayout()
        choices.addWidget(self.exporting.format)
        choices.addWidget(self.day_row)
        choices.addWidget(self.omitted)
        choices.addWidget(self.questions)
        choices.addStretch()
        above.addLayout(choices, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(page_body((above,), self.table))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 24)
        layout.setSpacing(16)
        layout.addWidget(CompareHead(self._context, self._title, self.tools, self.protect, self._export))
        layout.addWidget(self._pages, 1)

    def _connect(self) -> None:
        """Connect all signals, in one list."""
        self._export.clicked.connect(self.export)
        self.exporting.format.changed.connect(self._follow_format)
        self._choose.clicked.connect(self.portfolio_requested)
        self.sets.chosen.connect(self.show_set)
        self.sets.save_requested.connect(self._ask_name)
        self.sets.removed.connect(self._kept.drop_set)
        self.tools.added.connect(self._add)
        self.tools.moved.connect(lambda steps: self._move(self.table.column, self.table.column + steps))
        self.tools.removed.connect(lambda: self._take_out(self.table.column))
        self.tools.meeting_requested.connect(self._edit_meeting)
        self.table.moved.connect(self._move)
        self.table.removed.connect(self._take_out)
        self.table.opened.connect(lambda column: self.opened.emit(self.ids[column]))
        self.table.chosen.connect(self._follow_column)
        self.exporting.reported.connect(self._show_message)
        self._session.changed.connect(self._follow)
        self._settled.timeout.connect(self.catch_up)
        self.day.edited.connect(self._day_settled.start)
        self._day_settled.timeout.connect(self.catch_up_day)

    def _follow_format(self) -> None:
        """Name the file type on the button; only a PDF can have a password, and slides have notes."""
        kind = self.exporting.format.kind
        self._export.setText(export_words(kind, self._context.language))
        self.protect.setEnabled(kind is FileType.PDF and self._brief is not None)
        self.questions.setEnabled(kind is not FileType.SLIDES)

    def _show_message(self, text: str) -> None:
        """Show the progress or result of an export."""
        self.state.setText(text)
        self.state.setVisible(bool(text))

    def _follow(self, _changes: Changes) -> None:
        """Refresh a moment later, so that the page in use redraws first."""
        self.stale = True
        self._settled.start()

    def _follow_column(self) -> None:
        """Offer what can be done to the current column."""
        self.sets.savable = self._brief is not None
        self.tools.follow(self.table.column, len(self.ids), shown=self._brief is not None)
        self.chosen.emit()

    def _edit_meeting(self) -> None:
        """Ask for which meeting comparison briefs are."""
        edit_meeting(
            self._session,
            self._context,
            self,
            lambda opened: paper_meetings(opened).comparison,
            save_comparison_meeting,
        )

    def _add(self, initiative_id: int) -> None:
        self._choice.add(initiative_id)
        self.refresh()

    def _move(self, old: int, new: int) -> None:
        """Put a column into another place; it stays the current one."""
        ids = self.ids
        ids.insert(new, ids.pop(old))
        self._choice.replace(ids)
        self.refresh()
        self.table.choose_column(new)

    def _take_out(self, column: int) -> None:
        self._choice.remove(self.ids[column])
        self.refresh()

    def _fill_menu(self, menu: QMenu, column: int) -> None:
        """Fill the context menu with the commands of the buttons, and Open."""
        gettext = self._context.language.gettext
        menu.addAction(gettext("Open")).triggered.connect(lambda: self.opened.emit(self.ids[column]))
        menu.addSeparator()
        self.tools.fill_menu(menu)
