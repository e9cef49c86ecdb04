"""Choosing what a pack holds, with the pages of its front and how many there will be."""

from dataclasses import replace

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
    QVBoxLayout,
    QWidget,
)

from fivegates.actions.pack import gather_front, render_pack
from fivegates.domain.brief import Edition, RenderedBrief
from fivegates.domain.portfolio.pack import PackExtent, PackFront
from fivegates.domain.wording.extents import pack_length
from fivegates.ui.background import Background
from fivegates.ui.brief.extent_choice import ExtentChoice
from fivegates.ui.brief.pages import Pages, page_images
from fivegates.ui.context import Context
from fivegates.ui.session import Session
from fivegates.ui.widgets.forms import FormRow
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import window_title

_SETTLE_MS = 400
_WIDTH, _HEIGHT, _CHOICES, _PAGE = 980, 720, 320, 560
_ID = Qt.ItemDataRole.UserRole


class PackPanel(QDialog):
    """Asks for edition, chapters and initiatives of a pack; accepted where it shall be exported.

    Signals:
        chosen(PackFront): it shall be exported so.
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
        self.extent = ExtentChoice(context, (None, *Edition), self)
        self.capacity = QCheckBox(gettext("Capacity plan"), self)
        self.capacity.setChecked(front.capacity is not None)
        self.capacity.setVisible(front.capacity is not None)
        self.initiatives = self._list(front)
        self.track = QCheckBox(gettext("Track record of earlier papers"), self)
        self.length = PlainLabel("", "quiet", wrap=True, parent=self)
        self.pages = Pages(context, self)
        self.export = QPushButton(gettext("Export PDF…"), self)
        self.up, self.down = QPushButton(gettext("Move up")), QPushButton(gettext("Move down"))
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._work = Background(self)
        self._lay_out(scale)
        self._connect()
        self._set()

    def done(self, result: int) -> None:
        """End what runs."""
        self._settled.stop()
        self._work.close()
        super().done(result)

    @property
    def pack_extent(self) -> PackExtent:
        """What is chosen; no initiative is named where all are, in their usual order."""
        items = [self.initiatives.item(row) for row in range(self.initiatives.count())]
        ids = tuple(item.data(_ID) for item in items if item.checkState() is Qt.CheckState.Checked)
        chosen = () if ids == self._all else ids
        capacity = None if self.front.capacity is None else self.capacity.isChecked()
        return PackExtent(self.extent.extent, chosen, self.track.isChecked(), capacity)

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
        choices.setFixedWidth(_CHOICES * scale // 100)
        column = QVBoxLayout(choices)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.extent)
        column.addWidget(self.capacity)
        column.addWidget(FormRow(gettext("Initiatives"), self.initiatives), 1)
        column.addLayout(moves)
        column.addWidget(self.track)
        body = QHBoxLayout()
        body.setSpacing(24)
        body.addWidget(choices)
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
        """All wiring in one list."""
        self.extent.changed.connect(self._settled.start)
        self.track.toggled.connect(lambda _on: self._settled.start())
        self.capacity.toggled.connect(lambda _checked: self._settled.start())
        self.initiatives.itemChanged.connect(lambda _item: self._settled.start())
        self.initiatives.model().rowsMoved.connect(lambda *_: self._settled.start())
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.export.clicked.connect(self._choose)
        self._settled.timeout.connect(self._gather)
        self._work.done.connect(self._show)
        self._work.failed.connect(self._fail)

    def _move(self, by: int) -> None:
        """Move the current initiative up or down."""
        row = self.initiatives.currentRow()
        if 0 <= row + by < self.initiatives.count():
            self.initiatives.insertItem(row + by, self.initiatives.takeItem(row))
            self.initiatives.setCurrentRow(row + by)
            self._settled.start()

    def _gather(self) -> bool:
        """Collect the front of what is chosen, and set it; whether there is anything to set."""
        self._settled.stop()
        extent, language = self.pack_extent, self._context.language
        items = [self.initiatives.item(row) for row in range(self.initiatives.count())]
        some = any(item.checkState() is Qt.CheckState.Checked for item in items)
        self.export.setEnabled(some)
        if not some:
            self.length.setText(language.gettext("Choose an initiative."))
            return False
        held = self.front.extent
        if (extent.initiatives, extent.track_record) == (held.initiatives, held.track_record):
            self.front = replace(self.front, extent=extent)
        else:
            day = self.front.dated
            found = self._session.ask(lambda opened: gather_front(opened, day, language, extent))
            if found is None:
                return False
            self.front = found
        self._set()
        return True

    def _set(self) -> None:
        """Set the front in the background."""
        front, language, paper = self.front, self._context.language, self._context.settings.brief_paper
        self.length.setText(language.gettext("Setting the pages…"))
        width = round(_PAGE * self.devicePixelRatioF())

        def work(tick: object) -> object:
            rendered = render_pack(front, (), language, paper, lambda _: tick)
            return rendered, page_images(rendered.pdf, width)

        self._work.start(work)

    def _show(self, found: tuple[RenderedBrief, tuple[QImage, ...]]) -> None:
        """Show the pages of the front, and how many there will be."""
        rendered, images = found
        briefs = self.front.extent.briefs
        self.pages.show_pages(images)
        edition = briefs.edition if briefs else None
        text = pack_length(rendered.pages, len(self.front.with_brief), edition, self._context.language)
        self.length.setText(text)

    def _fail(self, error: BaseException) -> None:
        """Pass what went wrong in the worker on to the crash report."""
        self.length.setText(self._context.language.gettext("The pages could not be set."))
        raise error

    def _choose(self) -> None:
        """Report what is chosen now."""
        if not self._settled.isActive() or self._gather():
            self.chosen.emit(self.front)
            self.accept()
