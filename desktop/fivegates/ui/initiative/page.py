"""The initiative page: header and gate strip above, the tabs of the review below."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from fivegates.actions import queries
from fivegates.actions.file.opened import Changes
from fivegates.domain.errors import UserError
from fivegates.domain.portfolio.attention import Attention
from fivegates.domain.review.review import InitiativeRecord, Review
from fivegates.domain.search import Hit, HitKind
from fivegates.ui.context import Context
from fivegates.ui.initiative.file_drop import FilesAsEvidence
from fivegates.ui.initiative.first_review import FirstReview
from fivegates.ui.initiative.header import PageHeader
from fivegates.ui.initiative.record_commands import RecordCommands
from fivegates.ui.initiative.review_tabs import ReviewTabs, Side, record_of, tab_of
from fivegates.ui.initiative.subject import Subject, subject_of
from fivegates.ui.initiative.trend_tab import TrendTab
from fivegates.ui.initiative.why_tab import WhyTab
from fivegates.ui.session import Session
from fivegates.ui.widgets.gate_strip import GateStrip, GateTile
from fivegates.ui.widgets.page import FreshPage, order_tabs

_FEW_LINES = 28
_WIDE_CHARACTERS = 100
_LEDGER_PARTS = {HitKind.COST: "costs", HitKind.USAGE: "usage", HitKind.BENEFIT: "benefits"}


class InitiativePage(FreshPage):
    """Shows one initiative and one of its reviews, the latest unless another is chosen.

    Signals:
        import_requested(int): the user wants to import costs of an initiative; its id.
        prices_requested(): the user wants to see the price books.
        brief_requested(int, int): the user wants the brief of an initiative's review; their ids.
    """

    brief_requested = Signal(int, int)
    import_requested = Signal(int)
    prices_requested = Signal()

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self._initiative_id = 0
        self._review_id = 0
        self._subject: Subject | None = None
        self._scrolled = False
        self.stale = False
        self._commands = RecordCommands(session, context, self)
        self._lay_out()
        self._files = FilesAsEvidence(context, self._commands, self.tabs, self._evidence_target, self)
        self._connect()

    @property
    def subject(self) -> Subject | None:
        """The subject shown; None before the first review."""
        return self._subject

    @property
    def initiative_id(self) -> int:
        """The initiative that is shown."""
        return self._initiative_id

    def review_of(self, initiative_id: int) -> int | None:
        """The review that is shown, if it is one of this initiative."""
        return (self._review_id or None) if initiative_id == self._initiative_id else None

    def show_initiative(self, initiative_id: int) -> None:
        """Show an initiative; the one that is shown already stays as it is."""
        if initiative_id != self._initiative_id:
            self.tabs.flush()
            self.tabs.score.start_over()
            self._initiative_id, self._review_id = initiative_id, 0
            self._first.start_over(editable=self._editable)
        self.refresh()

    def show_review(self, review_id: int) -> None:
        """Show another review of the initiative."""
        self.tabs.flush()
        self._review_id = review_id
        self.refresh()
        self.setFocus()

    def finalise_review(self) -> None:
        """Finalise the shown review after asking for the name that signs it."""
        self._on_subject(self._commands.finalise_review)

    def ask_new_review(self) -> None:
        """Ask for a review after those that exist; nothing happens before the first."""
        self._on_subject(lambda subject: self._commands.new_review(subject.record))

    def show_panel(self) -> None:
        """Show the panel on the shown review; nothing happens before the first review."""
        from fivegates.ui.panel.panel_dialog import PanelDialog  # few reviews have a panel

        if self.tabs.score.flush():
            self._on_subject(lambda subject: PanelDialog(self._session, self._context, subject, self).open())

    def show_comments(self) -> None:
        """Show the comments on the criterion in focus; nothing before a review."""
        self._on_subject(lambda _subject: self._open_comments(self.tabs.score.criterion))

    def _open_comments(self, criterion: str, comment_id: int = 0) -> None:
        """Show the comments on a criterion, one of them chosen."""
        from fivegates.ui.initiative.comments import CommentsDialog  # most criteria have none

        dialog = CommentsDialog(self._session, self._context, self._initiative_id, criterion, self)
        dialog.choose(comment_id)
        dialog.open()

    def show_differences(self) -> None:
        """Show the review beside another one; nothing happens where there is no other."""
        from fivegates.ui.initiative.differences import DifferencesDialog  # most reviews are read alone

        def show(subject: Subject) -> None:
            if len(subject.record.reviews) > 1:
                DifferencesDialog(self._context, self._session, subject, self).open()

        self._on_subject(show)

    def enter_gate(self, gate: str) -> None:
        """Score a gate; nothing happens before the first review."""
        if self._subject is None:
            return
        self.tabs.bring(self.tabs.score)
        self.tabs.score.show_gate(gate)
        self.setFocus()

    def enter_criterion(self, criterion: str) -> None:
        """Score a criterion, if the rubric has it; nothing happens before the first review."""
        if self._subject is not None and criterion in {each.id for each in self._subject.rubric.criteria}:
            self._enter_criterion(criterion)

    def enter_hit(self, hit: Hit) -> None:
        """Go to a search hit; before the first review only to a comment."""
        if hit.kind is HitKind.COMMENT:
            self.enter_criterion(hit.criterion)
            self._open_comments(hit.criterion, hit.record_id)
            return
        if self._subject is None:
            return
        if hit.kind in {HitKind.RATIONALE, HitKind.REVIEW, HitKind.PANEL}:
            self.show_review(hit.record_id)
        if hit.kind is HitKind.SCENARIO:
            self.tabs.bring(self.tabs.costs)
            self.tabs.costs.show_scale()
        elif hit.criterion in {criterion.id for criterion in self._subject.rubric.criteria}:
            self._enter_criterion(hit.criterion)
        self.enter_record(hit.kind, hit.record_id)

    def enter_record(self, kind: HitKind, record_id: int) -> None:
        """Go to a record in the tab of its kind, if it has one; nothing happens before the first review."""
        tab = self.tabs.of_hit(kind)
        if self._subject is not None and tab is not None:
            self.tabs.bring(tab)
            tab.enter_record(record_id)
        elif kind in _LEDGER_PARTS:
            self.enter_lines(_LEDGER_PARTS[kind], [record_id])

    def enter_attention(self, item: Attention) -> None:
        """Go to the place of an attention item; nothing happens before the first review."""
        record = record_of(item)
        if record is None:
            self._show_in_front(tab_of(item, self.tabs))
        else:
            self.enter_record(*record)

    def _show_in_front(self, tab: Side) -> None:
        """Bring a tab to the front and go into it."""
        if self._subject is not None:
            self.tabs.bring(tab)
            self.setFocus()

    def enter_lines(self, part: str, line_ids: Sequence[int]) -> None:
        """Show lines of the ledger, chosen; nothing happens before the first review."""
        if self._subject is not None:
            self.tabs.bring(self.tabs.costs)
            self.tabs.costs.choose_lines(part, line_ids)

    def refresh(self) -> None:
        """Ask for the initiative again, and show it."""
        self.stale = False
        try:
            record = queries.record(self._session.opened, self._initiative_id)
        except UserError:
            self._subject = None
            return
        review = self._review_of(record)
        if review is None:
            self._show_unreviewed(record)
        else:
            self._show(subject_of(self._session.opened, record, review, self._context.today()))

    def save_typed(self) -> bool:
        """Save what was typed; whether some of it could not be saved."""
        self.tabs.flush()
        return self.tabs.unsaved() is not None or self.tabs.score.card.rationale.pending

    def show_unsaved(self) -> None:
        """Show what was typed and is not saved."""
        found = self.tabs.unsaved()
        if found is None:
            self.tabs.bring(self.tabs.score)
            self.setFocus()
            return
        side, initiative_id, record_id = found
        self.show_initiative(initiative_id)
        if self._subject is not None:
            self.tabs.bring(side)
            side.enter_record(record_id)

    def close_page(self) -> None:
        """Stop background work; the page is not used again."""
        self.tabs.close_tabs()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the verdict beside the scores, or in the header where the page is too narrow."""
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        wide = event.size().width() >= _WIDE_CHARACTERS * metrics.averageCharWidth()
        few = event.size().height() < _FEW_LINES * metrics.lineSpacing()
        self.tabs.score.set_panel_shown(shown=wide)
        self._header.set_compact(compact=few and wide)

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what was typed."""
        self.tabs.flush()
        super().hideEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on into what is shown; a focus proxy would take the header out of Tab's way."""
        entry = self._first if self._parts.currentWidget() is self._first else self.tabs.current
        entry.enter(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass keys that no widget handled to the tab in front: they score, or add, edit and remove."""
        tab = self.tabs.current
        if event.matches(QKeySequence.StandardKey.Paste) and self._files.paste():
            return
        if self._subject is None or isinstance(tab, TrendTab | WhyTab) or not tab.press(event):
            super().keyPressEvent(event)

    @property
    def _editable(self) -> bool:
        return not self._session.opened.read_only

    def _review_of(self, record: InitiativeRecord) -> Review | None:
        """The review chosen, else the latest."""
        chosen = [review for review in record.reviews if review.id == self._review_id]
        latest = record.reviews[-1:]
        return next(iter(chosen or latest), None)

    def _show(self, subject: Subject) -> None:
        """Show a review on top, and in the tab that is in front; the others follow when they come."""
        self._subject = subject
        self._review_id = subject.review.id
        self._header.show_subject(subject, editable=self._editable)
        self._show_gates(subject)
        self._fold()
        self._parts.setCurrentWidget(self._reviewed)
        self._show_tab()

    def _follow_scroll(self, pixels: int, most: int) -> None:
        """Fold the head while the criteria are scrolled, where more is hidden than folding gives room for."""
        gained = 0 if self._scrolled else self._header.height() + self._strip.height()
        self._scrolled = pixels > 0 and most > gained
        self._fold()

    def _fold(self) -> None:
        """Give the tab in front the room of the gates and of the sentence, unless it scores."""
        folded = self._subject is not None and (self.tabs.current is not self.tabs.score or self._scrolled)
        self._header.set_folded(folded=folded)
        self._strip.setVisible(not folded)

    def _show_gates(self, subject: Subject) -> None:
        """Show the gates; new ones come between the header and the tabs when Tab is pressed."""
        before = self._strip.findChildren(GateTile)
        self._strip.show_gates(subject.current.verdict.gates)
        tiles = [tile for tile in self._strip.findChildren(GateTile) if tile not in before]
        if tiles:
            order_tabs([self._header.last_stop, *tiles, self.tabs.tabBar()])

    def _show_unreviewed(self, record: InitiativeRecord) -> None:
        self._subject = None
        self._review_id = 0
        self._header.set_folded(folded=False)
        self._header.show_unreviewed(record)
        self._parts.setCurrentWidget(self._first)

    def _show_tab(self) -> None:
        """Fill the tab in front."""
        if self._subject is not None:
            self.tabs.current.show_subject(self._subject, editable=self._editable)

    def _lay_out(self) -> None:
        """Lay out parents before children: Qt restyles all children of a widget that gets a new parent."""
        context = self._context
        self._header = PageHeader(context, self)
        self._parts = QStackedWidget(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 12, 32, 8)
        layout.setSpacing(6)
        layout.addWidget(self._header)
        layout.addWidget(self._parts, 1)
        self._first = FirstReview(context)
        self._reviewed = QWidget()
        self._parts.addWidget(self._first)
        self._parts.addWidget(self._reviewed)
        self._strip = GateStrip(context)
        self.tabs = ReviewTabs(self._session, context, self._commands, self)
        reviewed = QVBoxLayout(self._reviewed)
        reviewed.setContentsMargins(0, 0, 0, 0)
        reviewed.setSpacing(2)
        reviewed.addWidget(self._strip)
        reviewed.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        """Connect all signals, in one list."""
        self._session.changed.connect(self._follow)
        self._session.refused.connect(self.follow_change)
        self._files.kept.connect(lambda created: self.enter_record(HitKind.EVIDENCE, created))
        self._header.review_chosen.connect(self.show_review)
        self._header.new_review_requested.connect(self.ask_new_review)
        self._header.edit_review_requested.connect(lambda: self._on_subject(self._commands.edit_review))
        self._header.panel_requested.connect(self.show_panel)
        self._header.finalise_requested.connect(self.finalise_review)
        self._header.differences_requested.connect(self.show_differences)
        self._header.correction_requested.connect(lambda: self._on_subject(self._commands.correct_review))
        self._header.remove_review_requested.connect(lambda: self._on_subject(self._commands.remove_review))
        self._header.brief_requested.connect(self._ask_for_brief)
        self.tabs.import_requested.connect(lambda: self.import_requested.emit(self._initiative_id))
        self.tabs.prices_requested.connect(self.prices_requested)
        self._first.start_requested.connect(self._start_first_review)
        self._commands.review_started.connect(self.show_review)
        self._strip.gate_selected.connect(self.enter_gate)
        self.tabs.currentChanged.connect(self._change_tab)
        self.tabs.score.notices.settling_requested.connect(self.tabs.decision_commands.settle)
        self.tabs.score.card.waiver_requested.connect(lambda: self._on_subject(self._waive))
        self.tabs.score.card.comments_requested.connect(self.show_comments)
        self._header.risk_requested.connect(lambda: self._on_subject(self._commands.classify_risk))
        self.tabs.score.gate_entered.connect(self._strip.select)
        self.tabs.score.scrolled.connect(self._follow_scroll, Qt.ConnectionType.QueuedConnection)
        self.tabs.score.evidence_listed.connect(self._list_evidence)
        self.tabs.criterion_chosen.connect(self._enter_criterion)
        self.tabs.entered.connect(self.setFocus)
        self.tabs.add_keys(self)

    def _follow(self, changes: Changes) -> None:
        """Show again what was edited."""
        if changes.settings or self._initiative_id in changes.initiatives:
            self.follow_change()

    def _evidence_target(self) -> Subject | None:
        """The subject that new files become evidence of; None where it cannot be edited."""
        return self._subject if self._editable else None

    def _start_first_review(self, review: Review) -> None:
        self._commands.start_review(self._initiative_id, review)

    def _on_subject(self, command: Callable[[Subject], object]) -> None:
        """Save what was typed, then run `command` on the subject shown."""
        self.tabs.flush()
        if self._subject is not None:
            command(self._subject)

    def _waive(self, subject: Subject) -> None:
        self.tabs.waiver_commands.grant(subject, self.tabs.score.criterion)

    def _ask_for_brief(self) -> None:
        self.tabs.flush()
        self.brief_requested.emit(self._initiative_id, self._review_id)

    def _change_tab(self) -> None:
        """Save what was typed, and fill the tab that came to the front."""
        self.tabs.flush()
        self._fold()
        self._show_tab()

    def _enter_criterion(self, criterion: str) -> None:
        """Score a criterion."""
        self.tabs.bring(self.tabs.score)
        self.tabs.score.focus_criterion(criterion)

    def _list_evidence(self, criterion: str) -> None:
        """Show all evidence for a criterion."""
        self.tabs.bring(self.tabs.evidence)
        self.tabs.evidence.filter_by_criterion(criterion)
        self.setFocus()
