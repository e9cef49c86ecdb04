"""The dialog for a pack: its content and day, with a preview of the front matter and a brief."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from fivegates.actions.briefs import render_brief
from fivegates.actions.capacity import plans
from fivegates.actions.meetings import paper_meetings, save_pack_meeting
from fivegates.actions.overview import settings
from fivegates.actions.pack import brief_of, gather_front, render_pack
from fivegates.domain.brief import Edition, InitiativeBrief, RenderedBrief
from fivegates.domain.capacity.settings import CapacitySettings, require_capacity
from fivegates.domain.errors import UserError
from fivegates.domain.portfolio.pack import PackExtent, PackFront
from fivegates.domain.wording.papers import meeting_details_text, pack_length
from fivegates.ui.background import Background
from fivegates.ui.brief.choices import ExtentChoice, OmissionChoice, PaperLanguageBox
from fivegates.ui.brief.pages import Pages, page_images
from fivegates.ui.capacity.form import CapacityForm
from fivegates.ui.context import Context
from fivegates.ui.dialogs.meeting_form import edit_meeting
from fivegates.ui.paper_export import FormatChoice, export_words
from fivegates.ui.session import Session
from fivegates.ui.settings import PaperKind
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.forms import FormRow
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.page import scrolled
from fivegates.ui.widgets.roles import window_title

_SETTLE_MS = 400
_WIDTH, _HEIGHT, _CHOICES, _PAGE = 980, 720, 320, 560
_SCROLL_BAR = 16
_ID = Qt.ItemDataRole.UserRole


class PackPanel(QDialog):
    """Asks for day, edition, chapters and initiatives of a pack; accepted to export it.

    It shows the front and the brief on the current initiative.

    Signals:
        chosen(PackFront): the user accepted this front.
    """

    chosen = Signal(object)

    def __init__(self, session: Session, context: Context, front: PackFront, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._context = session, context
        self.front = front
        self._all = tuple(each.id for each in front.reviewed)
        gettext = context.language.gettext
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(window_title(gettext("Portfolio pack")))
        scale = context.settings.text_scale
        self.resize(_WIDTH * scale // 100, _HEIGHT)
        self.day = DateField(context, front.dated, parent=self)
        self.extent = ExtentChoice(context, PaperKind.PACK, (None, *Edition), self)
        self.omitted = OmissionChoice(context, PaperKind.PACK, self)
        self.capacity = QCheckBox(gettext("Capacity plan"), self)
        self.plan = QPushButton(gettext("Make a plan…"), self)
        self.plan.setAutoDefault(False)
        self._show_capacity(planned=front.capacity is not None)
        self.initiatives = self._list(front)
        self.track = QCheckBox(gettext("Track record of earlier papers"), self)
        self.meeting = QPushButton(gettext("Edit the meeting…"), self)
        self.meeting.setAutoDefault(False)
        self.meeting_row = FormRow(gettext("Meeting"), self.meeting)
        self.language = PaperLanguageBox(context, self)
        self.length = PlainLabel("", "quiet", wrap=True, parent=self)
        self.pages = Pages(context, self)
        self.format = FormatChoice(context, self)
        self.export = QPushButton(gettext("Export PDF…"), self)
        self.up, self.down = QPushButton(gettext("Move up")), QPushButton(gettext("Move down"))
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._work, self._brief_work = Background(self), Background(self)
        self._front_pages: tuple[QImage, ...] = ()
        self._plan_changed = False
        self._lay_out(scale)
        self._connect()
        self._gather()

    def done(self, result: int) -> None:
        """Stop background work."""
        self._settled.stop()
        self._work.close()
        self._brief_work.close()
        super().done(result)

    @property
    def pack_extent(self) -> PackExtent:
        """The choices; they name no initiative where all are chosen in their usual order."""
        items = [self.initiatives.item(row) for row in range(self.initiatives.count())]
        ids = tuple(item.data(_ID) for item in items if item.checkState() is Qt.CheckState.Checked)
        chosen = () if ids == self._all else ids
        capacity = self.capacity.isChecked() if self.capacity.isEnabled() else None
        return PackExtent(
            self.extent.extent, chosen, self.track.isChecked(), capacity, omitted=self.omitted.omitted
        )

    def _list(self, front: PackFront) -> QListWidget:
        """The initiatives with a review, each with its box."""
        found = QListWidget(self)
        found.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        found.setAccessibleName(self._context.language.gettext("Initiatives of the pack, in their order"))
        for initiative in front.reviewed:
            item = QListWidgetItem(" ".join(initiative.name.split()), found)

            item.setData(_ID, initiative.id)
            item.setCheckState(Qt.CheckState.Checked)
        found.setCurrentRow(0)
        return found

    def _lay_out(self, scale: int) -> None:
        """Choices at the left, the first pages at the right, what to do below."""
        gettext = self._context.language.gettext
        moves = QHBoxLayout()
        for button in (self.up, self.down):
            button.setAutoDefault(False)
            moves.addWidget(button)
        moves.addStretch()
        choices = QWidget(self)
        column = QVBoxLayout(choices)
        column.setContentsMargins(0, 0, _SCROLL_BAR, 0)
        column.setSpacing(16)
        text = gettext("Every verdict, count and path of the pack is as of this day, which it names.")
        self.day_row = FormRow(gettext("As of"), self.day, text)
        column.addWidget(self.format)
        column.addWidget(self.day_row)
        column.addWidget(self.meeting_row)
        column.addWidget(FormRow(gettext("Language of the paper"), self.language))
        column.addWidget(self.extent)
        planned = QHBoxLayout()
        planned.addWidget(self.capacity, 1)
        planned.addWidget(self.plan)
        column.addLayout(planned)
        column.addWidget(FormRow(gettext("Initiatives"), self.initiatives), 1)
        column.addLayout(moves)
        column.addWidget(self.track)
        column.addWidget(FormRow(gettext("Left out, for others"), self.omitted))
        body = QHBoxLayout()
        body.setSpacing(24)
        self.extent.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        area = scrolled(choices, gettext("What the pack holds"))
        choices.ensurePolished()
        area.setFixedWidth(max(_CHOICES * scale // 100 + _SCROLL_BAR, choices.minimumSizeHint().width()))
        body.addWidget(area)
        body.addWidget(self.pages, 1)
        cancel = QPushButton(gettext("Cancel"), self)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.length, 1)
        foot.addWidget(cancel)
        foot.addWidget(self.export)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(PlainLabel(gettext("Export the portfolio pack"), "heading", wrap=True))
        layout.addLayout(body, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        """Connect all signals, in one list."""
        self.day.edited.connect(self._settled.start)
        self.extent.changed.connect(self._settled.start)
        self.omitted.changed.connect(self._settled.start)
        self.initiatives.currentItemChanged.connect(lambda *_: self._settled.start())
        self.track.toggled.connect(lambda _on: self._settled.start())
        self.capacity.toggled.connect(lambda _checked: self._settled.start())
        self.plan.clicked.connect(self._ask_plan)
        self.initiatives.itemChanged.connect(lambda _item: self._settled.start())
        self.initiatives.model().rowsMoved.connect(lambda *_: self._settled.start())
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.meeting.clicked.connect(self._edit_meeting)
        self.language.language_chosen.connect(self._word_again)
        self.export.clicked.connect(self._choose)
        self.format.changed.connect(self._name_export)
        self._settled.timeout.connect(self._gather)
        self._work.done.connect(self._show)
        self._work.failed.connect(self._fail)
        self._brief_work.done.connect(self._show_brief)
        self._brief_work.failed.connect(self._fail)

    def _word_again(self) -> None:
        """Gather the front in another language."""
        self._plan_changed = True
        self._settled.start()

    def _name_export(self) -> None:
        """Set the text of the button to the file type that it writes."""
        self.export.setText(export_words(self.format.kind, self._context.language))

    def _show_capacity(self, *, planned: bool) -> None:
        """Offer the capacity plan where there is one, and to make one where there is none."""
        gettext = self._context.language.gettext
        self.capacity.setEnabled(planned)
        self.capacity.setChecked(planned)
        self.plan.setText(gettext("Change the plan…") if planned else gettext("Make a plan…"))

    def _ask_plan(self) -> None:
        """Ask what the capacity plan is made of, and take it into the pack."""
        settings = self._session.ask(plans.capacity_settings) or CapacitySettings()
        form = CapacityForm(self._context, settings, self)
        form.save_with(lambda: self._plan_with(form.value))

    def _plan_with(self, settings: CapacitySettings) -> object | None:
        """Save these settings and add their plan; None, with the reason shown, where no plan is possible."""
        if self._session.ask(lambda _: require_capacity(settings, self.front.dated)) is None:
            return None
        changes = self._session.run(plans.plan_with, settings)
        if changes is not None:
            self._plan_changed = True
            self._show_capacity(planned=True)
            self._settled.start()
        return changes

    def _move(self, by: int) -> None:
        """Move the current initiative up or down."""
        row = self.initiatives.currentRow()
        if 0 <= row + by < self.initiatives.count():
            self.initiatives.insertItem(row + by, self.initiatives.takeItem(row))
            self.initiatives.setCurrentRow(row + by)
            self._settled.start()

    def _edit_meeting(self) -> None:
        """Ask for which meeting packs are."""
        form = edit_meeting(
            self._session,
            self._context,
            self,
            lambda opened: paper_meetings(opened).pack,
            save_pack_meeting,
        )
        if form is not None:
            form.accepted.connect(self._follow_meeting)

    def _follow_meeting(self) -> None:
        """Set the front again with what is kept of its meeting."""
        held, kept = self._session.ask(settings), self._session.ask(paper_meetings)
        if held is not None and kept is not None:
            self.front = replace(self.front, meeting=kept.pack, marking=kept.pack.marking(held.marking))
            self._gather()

    def _gather(self) -> bool:
        """Collect the front matter of the choice, and render it; whether there is anything to render."""
        self._settled.stop()
        extent, language = self.pack_extent, self._context.language
        items = [self.initiatives.item(row) for row in range(self.initiatives.count())]
        some = any(item.checkState() is Qt.CheckState.Checked for item in items)
        day = self._day_asked()
        self.export.setEnabled(some and day is not None)
        if not some or day is None:
            text = language.gettext("Choose an initiative.") if day else language.gettext("Choose a day.")
            self.length.setText(text)
            return False
        held = self.front.extent
        gathered = replace(held, briefs=extent.briefs, capacity=extent.capacity)
        if gathered == extent and day == self.front.dated and not self._plan_changed:
            self.front = replace(self.front, extent=extent)
        else:
            found = self._session.ask(
                lambda opened: gather_front(opened, day, self._context.paper_language, extent)
            )
            if found is None:
                return False
            self.front, self._plan_changed = found, False
        self._set()
        return True

    def _day_asked(self) -> date | None:
        """The day entered; shows an error where it cannot be read."""
        problems = list(self.day.problems("day"))
        self.day_row.set_problem(problems[0].reason.text(self._context.language) if problems else "")
        return self.day.value

    def _brief_shown(self) -> InitiativeBrief | None:
        """The brief on the current initiative, where it is in the pack."""
        row, front = self.initiatives.currentRow(), self.front
        if row < 0 or front.extent.briefs is None:
            return None
        initiative = self.initiatives.item(row).data(_ID)
        if initiative not in {each.id for each in front.with_brief}:
            return None
        return self._session.ask(lambda opened: brief_of(opened, front, initiative))

    def _set(self) -> None:
        """Set the front in the background."""
        front, paper = self.front, self._context.settings.brief_paper
        language, papers = self._context.language, self._context.paper_language
        self.length.setText(language.gettext("Setting the pages…"))
        self.meeting_row.set_hint(" · ".join(meeting_details_text(front.meeting, language)))
        self._brief_work.drop()
        width = round(_PAGE * self.devicePixelRatioF())

        def work(tick: Callable[[int], None]) -> object:
            rendered = render_pack(front, (), papers, paper, tick)
            return rendered, page_images(rendered.pdf, width)

        self._work.start(work)

    def _show(self, found: tuple[RenderedBrief, tuple[QImage, ...]]) -> None:
        """Show the pages of the front, and how many there will be; then set the brief."""
        rendered, self._front_pages = found
        briefs = self.front.extent.briefs
        self.pages.show_pages(self._front_pages)
        edition = briefs.edition if briefs else None
        text = pack_length(rendered.pages, len(self.front.with_brief), edition, self._context.language)
        self.length.setText(text)
        brief = self._brief_shown()
        if brief is not None:
            self._set_brief(brief)

    def _set_brief(self, brief: InitiativeBrief) -> None:
        """Set the brief on the current initiative in the background."""
        language, paper = self._context.paper_language, self._context.settings.brief_paper
        width = round(_PAGE * self.devicePixelRatioF())
        self._brief_work.start(lambda _: page_images(render_brief(brief, language, paper).pdf, width))

    def _show_brief(self, images: tuple[QImage, ...]) -> None:
        """Show the pages of the brief below the front."""
        self.pages.show_pages((*self._front_pages, *images))

    def _fail(self, error: BaseException) -> None:
        """Show what was not left out as asked; pass any other exception to the crash report."""
        if isinstance(error, UserError):
            self.length.setText(error.text(self._context.language))
            return
        self.length.setText(self._context.language.gettext("The pages could not be set."))
        raise error

    def _choose(self) -> None:
        """Emit the current choice."""
        if not self._settled.isActive() or self._gather():
            self.chosen.emit(self.front)
            self.accept()
