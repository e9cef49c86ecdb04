"""The panel dialog: members of the panel, their agreement, the agenda, and the next commands."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fivegates.actions import panel, queries
from fivegates.actions.panel import Invited
from fivegates.domain.errors import UserError
from fivegates.domain.panel.ballots import altered_ballot
from fivegates.domain.panel.overview import Dispute, PanelOverview, dissents, overview_of, rounds_of
from fivegates.domain.panel.settling import altered_error
from fivegates.domain.passwords import LEAST_FOR_A_COPY
from fivegates.domain.review.review import Ballot, Panel
from fivegates.domain.wording.panel import (
    SHORT_SEAL,
    answers_text,
    collected_sentence,
    decides_text,
    dissent_line,
    panel_lines,
    person_text,
    reason_lines,
    settled_text,
)
from fivegates.ui.context import Context
from fivegates.ui.dialogs.password_form import Wanted, ask_password
from fivegates.ui.dialogs.plain_dialog import PlainDialog
from fivegates.ui.file_dialogs import FileKind, ask_for_files
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.messages import Question, ask, show_error, show_note
from fivegates.ui.panel.panel_forms import InviteForm, SettleForm
from fivegates.ui.session import Session
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import set_role

_WIDTH, _ABOVE_PART = 880, 12


class PanelDialog(PlainDialog):
    """Refreshes with the portfolio while it is open; shows the commands that are possible now."""

    def __init__(self, session: Session, context: Context, subject: Subject, parent: QWidget) -> None:
        title = context.language.gettext("Panel on {name}", name=subject.record.initiative.name)
        super().__init__(context, title, parent, _WIDTH)
        self._session = session
        self._context = context
        self._initiative_id = subject.initiative_id
        self._review_id = subject.review.id
        self._subject = subject
        self._shown: QWidget | None = None
        gettext = context.language.gettext
        self.invite = self.add_button(gettext("Invite…"))
        self.again = self.add_button(gettext("Another round…"))
        self.write = self.add_button(gettext("Write ballots…"))
        self.collect = self.add_button(gettext("Collect ballots…"))
        self.agree = self.add_button(gettext("Agree"))
        self.reopen = self.add_button(gettext("Reopen"))
        self.withdraw = self.add_button(gettext("Withdraw…"))
        self._connect()
        self._refresh()

    def _connect(self) -> None:
        """Connect all signals, in one list."""
        self._session.changed.connect(self._follow)
        self.invite.clicked.connect(lambda: self._ask_whom(again=False))
        self.again.clicked.connect(lambda: self._ask_whom(again=True))
        self.write.clicked.connect(lambda: self._ask_folder(None))
        self.collect.clicked.connect(self._ask_ballots)
        self.agree.clicked.connect(
            lambda: self._session.run(panel.agree, self._review_id, self._context.now())
        )
        self.reopen.clicked.connect(lambda: self._session.run(panel.reopen, self._review_id))
        self.withdraw.clicked.connect(self._ask_to_withdraw)

    def _follow(self, _changes: object) -> None:
        """Ask again after each edit; a review that is gone closes the dialog."""
        try:
            record = queries.record(self._session.opened, self._initiative_id)
            review = queries.find_review(record, self._review_id)
            found = queries.assessment(self._session.opened, record, review)
        except UserError:
            self.accept()
            return
        self._subject = Subject(record, found)
        self._refresh()

    @property
    def _panel(self) -> Panel | None:
        return self._subject.review.panel

    def _refresh(self) -> None:
        """Show the panel as it is now."""
        held, final = self._panel, self._subject.final
        editable = not final and not self._session.opened.read_only
        going = editable and held is not None and held.agreed is None
        asked = [] if held is None else [each for each in held.ballots if each.round == held.round]
        for button, offered in (
            (self.invite, editable and (held is None or held.agreed is None)),
            (self.again, going and any(each.seal for each in asked)),
            (self.write, going and any(not each.seal for each in asked)),
            (self.collect, going),
            (self.agree, going),
            (self.reopen, editable and held is not None and held.agreed is not None),
            (self.withdraw, editable and held is not None),
        ):
            button.setVisible(offered)
        if self._shown is not None:
            self.body.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = QWidget()
        column = QVBoxLayout(self._shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in self._parts(held):
            column.addWidget(part)
        column.addStretch(1)
        self.body.addWidget(self._shown)
        self._shown.show()  # else Qt shows it a moment later

    def _parts(self, held: Panel | None) -> Iterator[QWidget]:
        """The widgets shown, from top to bottom."""
        language = self._context.language
        if held is None:
            yield PlainLabel(
                language.gettext(
                    "Several people can score this review apart, without seeing each other’s levels, and "
                    "then agree on one. Each is sent a ballot as a file, fills it in with Fivegates and "
                    "sends it back."
                ),
                wrap=True,
            )
            return
        found = overview_of(held, self._subject.assessment.case)
        if altered := altered_ballot(held):
            yield PlainLabel(altered_error(altered).text(language), "problem", wrap=True)
        yield from (PlainLabel(line, wrap=True) for line in panel_lines(found, language))
        yield _part_heading(language.gettext("Ballots"))
        yield from (PlainLabel(self._ballot_text(each), wrap=True) for each in held.ballots)
        if found.disputes:
            yield _part_heading(language.gettext("Agenda"))
        yield from (self._dispute(each, found) for each in found.disputes)
        if held.agreed is not None:
            lines = [dissent_line(each, language) for each in dissents(found, self._subject.review.scores)]
            if lines:
                yield _part_heading(language.gettext("Dissent"))
            yield from (PlainLabel(each, wrap=True) for each in lines)
        if len(rounds_of(held)) > 1:
            yield _part_heading(language.gettext("Round before"))
            before = overview_of(held, self._subject.assessment.case, rounds_of(held)[-2])
            yield from (PlainLabel(line, wrap=True) for line in list(panel_lines(before, language))[:-1])

    def _ballot_text(self, ballot: Ballot) -> str:
        gettext = self._context.language.gettext
        values = {"round": ballot.round, "person": person_text(ballot)}
        if ballot.handed_in is None:
            return gettext("Round {round} · {person} · not handed in", **values)
        seal, day = ballot.seal[:SHORT_SEAL], ballot.handed_in.date()
        return gettext(
            "Round {round} · {person} · handed in on {day} · seal {seal}", seal=seal, day=day, **values
        )

    def _dispute(self, dispute: Dispute, found: PanelOverview) -> QWidget:
        """Return an item of the agenda, with the controls that settle it."""
        language = self._context.language
        answers = answers_text(dispute.spread, found.ballots, language)
        decides = decides_text(dispute, language)
        box = QFrame()
        set_role(box, "notice")
        words = QVBoxLayout()
        words.setSpacing(2)
        name = language.shipped(dispute.spread.criterion.title)
        title = f"{name} – {decides}" if decides else name
        words.addWidget(PlainLabel(title, "section", wrap=True))
        words.addWidget(PlainLabel(answers, wrap=True))
        for line in reason_lines(dispute.spread, found.ballots):
            words.addWidget(PlainLabel(line, "quiet", wrap=True))
        if dispute.settled is not None:
            words.addWidget(PlainLabel(settled_text(dispute.settled, language), wrap=True))
        row = QHBoxLayout(box)
        row.addLayout(words, 1)
        if self.agree.isVisibleTo(self):
            settle = QPushButton(language.gettext("Settle…"))
            settle.setAutoDefault(False)
            settle.setAccessibleName(
                language.gettext(
                    "Settle “{criterion}”",
                    criterion=name,
                )
            )
            settle.clicked.connect(lambda: self._ask_settlement(dispute, answers))
            row.addWidget(settle, 0, Qt.AlignmentFlag.AlignTop)
        return box

    def _ask_settlement(self, dispute: Dispute, answers: str) -> None:
        form = SettleForm(self._context, self._subject.rubric, dispute, answers, self)
        form.save_with(lambda: self._session.run(panel.settle, self._review_id, form.value))

    def _ask_whom(self, *, again: bool) -> None:
        """Ask whom to invite; in another round, at first the people of this one."""
        held = self._panel
        now = [] if held is None else [each for each in held.ballots if each.round == held.round]
        people = [Invited(each.name, each.role) for each in now] if again else []
        form = InviteForm(self._context, people, held.questions if held else (), self)
        self._session.complete(form)

        def save() -> object | None:
            changes = self._session.run(
                panel.invite, self._review_id, form.people, form.questions, again=again
            )
            if changes is not None:
                self._ask_password_and_folder(encrypted=form.encrypted)
            return changes

        form.save_with(save)

    def _ask_password_and_folder(self, *, encrypted: bool) -> None:
        gettext = self._context.language.gettext
        if not encrypted:
            self._ask_folder(None)
            return
        hint = gettext("At least {least} characters; four random words are better.", least=LEAST_FOR_A_COPY)
        wanted = Wanted(gettext("Encrypt the ballots"), gettext("Choose a folder…"), hint, LEAST_FOR_A_COPY)
        ask_password(self._context, wanted, self, self._ask_folder)

    def _ask_folder(self, password: str | None) -> None:
        """Ask where the ballots that have not come back are written."""
        title = self._context.language.gettext("Write the ballots into a folder")
        dialog = QFileDialog(self, title, str(self._session.opened.path.parent))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: self.write_ballots(Path(name), password))
        dialog.open()

    def write_ballots(self, folder: Path, password: str | None = None) -> None:
        """Write a file for each outstanding ballot, and report the folder."""
        language = self._context.language
        paths = self._session.ask(panel.write_papers, self._review_id, folder, password)
        if paths:
            text = language.ngettext(
                "{count} ballot was written. Send it to the person whose name it bears:",
                "{count} ballots were written. Send each to the person whose name it bears:",
                len(paths),
            )
            show_note(self, "\n".join([text, *map(str, paths)]), language)

    def _ask_ballots(self) -> None:
        """Ask for the ballot files that were returned."""
        gettext = self._context.language.gettext
        kind = FileKind(gettext("Ballots (*.fivegates-ballot)"), "fivegates-ballot")
        folder = str(self._session.opened.path.parent)
        ask_for_files(self, gettext("Collect ballots"), kind, folder, self.collect_ballots)

    def collect_ballots(self, paths: Sequence[Path]) -> None:
        """Import ballots, asking once for the password of encrypted ones; then report the result of each."""
        try:
            locked = any(panel.is_locked_paper(path) for path in paths)
        except UserError as error:
            show_error(self, error, self._context.language)
            return
        if not locked:
            self._take(paths, None)
            return
        gettext = self._context.language.gettext
        wanted = Wanted(
            gettext("Password of the ballots"),
            gettext("Collect"),
            gettext("You chose it when you sent them."),
        )
        ask_password(self._context, wanted, self, lambda password: self._take(paths, password))

    def _take(self, paths: Sequence[Path], password: str | None) -> None:
        """Collect each; one that is refused does not keep the others out."""
        language = self._context.language
        lines = []
        for path in paths:
            try:
                found = panel.collect(self._session.opened, path, password)
            except UserError as error:
                lines.append(f"{path.name}: {error.text(language)}")
                continue
            if found.changes is not None:
                self._session.changed.emit(found.changes)
            held = found.changes is None
            lines.append(
                collected_sentence(found.name, found.round, found.seal, held=held, language=language)
            )
        show_note(self, "\n".join(lines), language)

    def _ask_to_withdraw(self) -> None:
        gettext = self._context.language.gettext
        question = Question(
            gettext("Withdraw this panel?"),
            gettext("Its ballots are removed, and those still out cannot be collected. Undo brings it back."),
            gettext("Withdraw"),
        )
        withdraw: Callable[[], object] = lambda: self._session.run(panel.withdraw, self._review_id)  # noqa: E731
        ask(self, question, self._context.language, withdraw)


def _part_heading(text: str) -> PlainLabel:
    """The heading of a part, apart from the part above."""
    heading = PlainLabel(text, "section")
    heading.setContentsMargins(0, _ABOVE_PART, 0, 0)
    return heading
