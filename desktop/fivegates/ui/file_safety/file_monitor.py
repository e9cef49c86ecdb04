"""Monitors the file of the open portfolio for external changes, and offers recovery where saving fails."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from fivegates.actions.file import external_changes, files
from fivegates.actions.file.external_changes import ExternalState
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.domain.errors import Remedy, UserError
from fivegates.ui.context import Context
from fivegates.ui.messages import show_error
from fivegates.ui.session import Session
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import set_role

if TYPE_CHECKING:
    from fivegates.domain.wording.backups import Rebuilt


@dataclass(frozen=True, slots=True)
class Offer:
    """A button of the banner: its text and its action."""

    text: str
    run: Callable[[], object]


class Banner(QFrame):
    """A notice above the pages; stays until its cause is gone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "banner")
        self._words = PlainLabel(wrap=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(32, 8, 32, 8)
        self._row.setSpacing(8)
        self._row.addWidget(self._words, 1)
        self._buttons: list[QPushButton] = []

    @property
    def text(self) -> str:
        """The text of the banner."""
        return self._words.text()

    @property
    def buttons(self) -> Sequence[QPushButton]:
        """The buttons of the banner."""
        return tuple(self._buttons)

    def show_notice(self, text: str, offers: Sequence[Offer] = ()) -> None:
        """Show a notice instead of the one before."""
        self._words.setText(text)
        self.setAccessibleName(text)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(offer) for offer in offers]
        self.show()

    def _button(self, offer: Offer) -> QPushButton:
        """A button that takes no focus when clicked: leaving a field would save what is being typed."""
        button = QPushButton(offer.text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: offer.run())  # noqa: PLW0108 - keeps Qt's argument out
        self._row.addWidget(button)
        return button


class FileMonitor(QObject):
    """Monitors the file of a session; `show_banner` puts its banner above the pages.

    Signals:
        copy_requested(): the user wants to continue in a copy; the owner asks and calls `continue_in_copy`.
        reopened(OpenPortfolio): the file can be edited here now, and is open for that.
        restore_requested(): the user wants to go back to a backup.
        moved(): the session goes on in another file.
    """

    copy_requested = Signal()
    reopened = Signal(object)
    restore_requested = Signal()
    moved = Signal()

    def __init__(
        self, session: Session, context: Context, window: QWidget, show_banner: Callable[[QWidget], object]
    ) -> None:
        super().__init__(session)
        self._session = session
        self._context = context
        self._window = window
        self._show_banner = show_banner
        self._banner: Banner | None = None
        session.remedy_requested.connect(self._remedy)
        self._show_open_state()

    @property
    def banner(self) -> Banner | None:
        """The notice that is shown; None where there is none."""
        return self._banner if self._banner is not None and not self._banner.isHidden() else None

    def check_file(self) -> None:
        """Check whether the file is still the one that was opened; show a banner where it is not."""
        try:
            state = external_changes.check_file(self._opened)
        except UserError as error:
            self._show_notice(error.text(self._context.language), self._copying(), self._restoring())
            return
        if state is ExternalState.GONE:
            self._report_gone()
        elif state is ExternalState.CHANGED:
            self._report_changed()
        else:
            self._back_up_on_a_new_day()

    def continue_in_copy(self, path: Path) -> None:
        """Write a copy and go on in it; where nothing could be edited here, open it instead."""
        try:
            if self._opened.read_only:
                files.save_copy(self._opened, path)
                self.reopened.emit(files.open_portfolio(path, files.backup_folder(), files.lock_folder()))
                return
            rebuilt = external_changes.continue_in_copy(self._opened, path)
        except UserError as error:
            show_error(self._window, error, self._context.language)
            return
        self._hide()
        self.moved.emit()
        if rebuilt is not None:
            self._report_rebuilt(rebuilt)

    def reload(self) -> None:
        """Reload the file; what was typed and not saved stays in its field."""
        if self._session.run(external_changes.reload) is not None:
            self._hide()

    def try_again(self) -> None:
        """Edit here, if the other window has closed the file."""
        try:
            opened = external_changes.open_to_edit(self._opened.path)
        except UserError as error:
            show_error(self._window, error, self._context.language)
            return
        if opened is not None:
            self.reopened.emit(opened)
            return
        self._report_held()

    @property
    def _opened(self) -> OpenPortfolio:
        return self._session.opened

    def _remedy(self, remedy: Remedy) -> None:
        """Run the recovery that the user chose in an error message."""
        {
            Remedy.RELOAD: self.reload,
            Remedy.SAVE_COPY: self.copy_requested.emit,
            Remedy.RESTORE: self.restore_requested.emit,
        }[remedy]()

    def _show_open_state(self) -> None:
        gettext = self._context.language.gettext
        opened = self._opened
        self._day = self._context.today()
        if opened.consolidated:
            self._report_view()
        elif opened.locked_elsewhere is not None:
            self._report_held()
        elif opened.read_only:
            text = gettext("{file} cannot be written, so nothing can be changed here.", file=opened.path.name)
            self._show_notice(text, self._copying())
        elif opened.backup_fault is not None:
            self._report_no_backup(opened.backup_fault)

    def _report_view(self) -> None:
        """Show the sources and the day of a consolidated view, as long as it is open."""
        from fivegates.actions.consolidation.view import sources
        from fivegates.domain.wording.consolidation import view_sentence

        self._show_notice(view_sentence(sources(self._opened), self._context.language))

    def _back_up_on_a_new_day(self) -> None:
        """Back up a portfolio that stays open over days, once each day."""
        today = self._context.today()
        if today == self._day:
            return
        self._day = today
        from fivegates.actions.file.backups import back_up_daily

        try:
            back_up_daily(self._opened)
        except UserError as error:
            self._report_no_backup(error)

    def _report_no_backup(self, error: UserError) -> None:
        gettext = self._context.language.gettext
        why = error.text(self._context.language)
        text = gettext("No backup could be made today, though every edit is saved: {reason}", reason=why)
        self._show_notice(text, Offer(gettext("Dismiss"), self._hide))

    def _report_rebuilt(self, rebuilt: "Rebuilt") -> None:
        from fivegates.domain.wording.backups import rebuilt_words

        gettext = self._context.language.gettext
        self._show_notice(
            rebuilt_words(rebuilt, self._context.language), Offer(gettext("Dismiss"), self._hide)
        )

    def _report_held(self) -> None:
        since = self._opened.locked_elsewhere
        if since is None:
            return
        from fivegates.domain.wording.backups import moment_words

        gettext = self._context.language.gettext
        today = since.date() == self._context.today()
        words = f"{since:%H:%M}" if today else moment_words(since, self._context.language)
        text = gettext("Open in another window since {time}; changes are not saved here.", time=words)
        self._show_notice(
            text,
            Offer(gettext("Try again"), self.try_again),
            Offer(gettext("Open a copy…"), self.copy_requested.emit),
        )

    def _report_gone(self) -> None:
        gettext = self._context.language.gettext
        text = gettext(
            "{file} was moved, renamed, deleted or replaced. What you see is still here, "
            "but nothing more can be saved there.",
            file=self._opened.path.name,
        )
        self._show_notice(text, self._copying())

    def _report_changed(self) -> None:
        """Reload at once where nothing can have been typed; ask where something may have been."""
        if self._opened.read_only:
            self.reload()
            self._show_open_state()
            return
        gettext = self._context.language.gettext
        text = gettext("{file} was changed by another window or program.", file=self._opened.path.name)
        self._show_notice(text, Offer(gettext("Load it again"), self.reload), self._copying())

    def _copying(self) -> Offer:
        return Offer(self._context.language.gettext("Save a copy elsewhere…"), self.copy_requested.emit)

    def _restoring(self) -> Offer:
        return Offer(self._context.language.gettext("Restore a backup…"), self.restore_requested.emit)

    def _show_notice(self, text: str, *offers: Offer) -> None:
        if self._banner is None:
            self._banner = Banner()
            self._show_banner(self._banner)
        if self._banner.isHidden() or self._banner.text != text:
            self._banner.show_notice(text, offers)

    def _hide(self) -> None:
        if self._banner is not None:
            self._banner.hide()
