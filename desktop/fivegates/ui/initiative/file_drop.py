"""Drag and drop and paste on the initiative page: files and a picture become evidence."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import QWidget

from fivegates.actions.file.opened import Changes
from fivegates.domain.initiative.initiative import UNASSIGNED
from fivegates.ui.context import Context
from fivegates.ui.drops import accept_as_copy
from fivegates.ui.initiative.record_commands import RecordCommands
from fivegates.ui.initiative.review_tabs import ReviewTabs
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.window.file_commands import PORTFOLIO_ENDINGS

_INSET = 8


class FileDrop(QObject):
    """Accepts files dropped on a page while `wanted()`, as copies, with an overlay during the drag.

    The window handles a portfolio.

    Signals:
        dropped(tuple): the paths of the files.
    """

    dropped = Signal(object)

    def __init__(self, context: Context, page: QWidget, wanted: Callable[[], bool]) -> None:
        super().__init__(page)
        self._page = page
        self._wanted = wanted
        words = context.language.gettext("Drop to keep as evidence; the criterion can be chosen later")
        self.sign = PlainLabel(words, "drop-sign", wrap=True, parent=page)
        self.sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.sign.hide()
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle drag and drop events of the page."""
        if isinstance(event, QDropEvent):  # also when it enters or moves
            return self._take(event)
        if event.type() is QEvent.Type.DragLeave:
            self.sign.hide()
        return super().eventFilter(watched, event)

    def _take(self, event: QDropEvent) -> bool:
        paths = files_in(event.mimeData())
        if not paths or not self._wanted():
            self.sign.hide()  # a program that ends meanwhile drops nothing
            event.ignore()
            return True
        accept_as_copy(event)
        hovering = isinstance(event, QDragEnterEvent | QDragMoveEvent)
        self.sign.setGeometry(self._page.rect().adjusted(_INSET, _INSET, -_INSET, -_INSET))
        self.sign.raise_()
        self.sign.setVisible(hovering)
        if not hovering:
            self.dropped.emit(paths)
        return True


def files_in(data: QMimeData) -> tuple[Path, ...]:
    """The files among what is dragged or copied; none where a portfolio is among them."""
    paths = tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return () if any(path.suffix in PORTFOLIO_ENDINGS for path in paths) else paths


def pasted_picture() -> bytes | None:
    """The picture on the clipboard as a PNG; None where there is none."""
    image: QImage = QGuiApplication.clipboard().image()
    if image.isNull():
        return None
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


class FilesAsEvidence(QObject):
    """Adds dropped or pasted files as evidence, for the criterion filtered by, else for none yet.

    `evidence_target` is the review that is shown, None where nothing can be kept.

    Signals:
        kept(int): evidence was added that is not shown where the user is; the id of the last.
    """

    kept = Signal(int)

    def __init__(
        self,
        context: Context,
        commands: RecordCommands,
        tabs: ReviewTabs,
        evidence_target: Callable[[], Subject | None],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._commands = commands
        self._tabs = tabs
        self._evidence_target = evidence_target
        self.drop = FileDrop(context, page, lambda: self._subject is not None)
        self.drop.dropped.connect(self._keep)

    def paste(self) -> bool:
        """Keep the files or picture on the clipboard, in scoring for the criterion in focus; whether any."""
        subject = self._subject
        if subject is None:
            return False
        scoring = self._tabs.current is self._tabs.score
        criterion = self._tabs.score.criterion if scoring else self._criterion
        # A file manager may offer a picture beside the files, such as their icon.
        if files := files_in(QGuiApplication.clipboard().mimeData()):
            self._show(self._commands.attach_files(subject, criterion, files))
        elif (picture := pasted_picture()) is not None:
            self._show(self._commands.attach_picture(subject, criterion, picture))
        else:
            return False
        return True

    @property
    def _subject(self) -> Subject | None:
        """The subject that takes files; None on the Costs tab, where they are imported instead."""
        subject = self._evidence_target()
        return None if subject is None or self._tabs.current is self._tabs.costs else subject

    @property
    def _criterion(self) -> str:
        evidence = self._tabs.evidence
        return evidence.kept_criterion if self._tabs.current is evidence else UNASSIGNED

    def _keep(self, paths: Sequence[Path]) -> None:
        if (subject := self._subject) is not None:
            self._show(self._commands.attach_files(subject, self._criterion, paths))

    def _show(self, changes: Changes | None) -> None:
        """Show what was added, unless it was pasted while scoring, where its mark appears."""
        if changes is None or changes.created is None:
            return
        if self._tabs.current is not self._tabs.score or changes.created in self._unassigned:
            self.kept.emit(changes.created)

    @property
    def _unassigned(self) -> set[int]:
        subject = self._evidence_target()
        return {item.id for item in subject.record.evidence if not item.assigned} if subject else set()
