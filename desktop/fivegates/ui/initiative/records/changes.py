"""The Changes tab: a table of changes, with the evidence that each voids."""

from fivegates.domain.initiative.initiative import Change
from fivegates.domain.wording.words import change_kind_word
from fivegates.ui.context import Context
from fivegates.ui.initiative.record_commands import RecordCommands
from fivegates.ui.initiative.records.detail import RecordEditor
from fivegates.ui.initiative.records.tab import ExtraCommand, Words
from fivegates.ui.initiative.score.criterion_words import weighed
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.tables.model import Cell, Heading, RecordRow


class ChangeRecords:
    """All changes of an initiative."""

    view = "changes"
    by_criterion = False
    extras: tuple[ExtraCommand, ...] = ()

    def __init__(self, context: Context, commands: RecordCommands) -> None:
        self._language = context.language
        self._commands = commands
        gettext = context.language.gettext
        self.words = Words(
            gettext("Changes"),
            gettext("Record change…"),
            gettext("No changes recorded"),
            gettext(
                "Record when the model, a prompt, a provider, the data or the terms change: "
                "older proof that rests on it no longer counts."
            ),
        )
        self.headings = (
            Heading(gettext("Dated"), right=True),
            Heading(gettext("Kind")),
            Heading(gettext("What changed"), share=1),
            Heading(gettext("Proof that it voids"), share=1),
        )
        self.editor = RecordEditor(
            _find, lambda subject, each: commands.change_in_place(_change(subject, each))
        )

    def rows(self, subject: Subject) -> list[RecordRow]:
        """A row a change."""
        return [RecordRow(change.id, "", self._cells(change, subject)) for change in subject.record.changes]

    def add(self, subject: Subject, _criterion: str) -> None:
        """Ask for a new change."""
        self._commands.add_change(subject)

    def edit(self, subject: Subject, record_id: int) -> None:
        """Edit a change in a form."""
        self._commands.edit_change(_change(subject, record_id))

    def remove(self, subject: Subject, record_id: int) -> None:
        """Remove a change."""
        self._commands.remove_change(_change(subject, record_id))

    def _cells(self, change: Change, subject: Subject) -> tuple[Cell, ...]:
        language = self._language
        kind = change_kind_word(change.kind, language)
        return (
            Cell(language.short_date(change.dated), change.dated.toordinal()),
            Cell(kind, kind),
            Cell(change.summary, change.summary),
            self._voided(change, subject),
        )

    def _voided(self, change: Change, subject: Subject) -> Cell:
        """The evidence that the change voids for this review."""
        if change.dated > subject.review.dated:
            return Cell(self._language.gettext("not seen by this review"), None, quiet=True)
        titles = [item.title for item in subject.record.evidence if _voids(change, item.id, subject)]
        if not titles:
            return Cell(self._language.gettext("none"), 0, quiet=True)
        count = self._language.ngettext("{count} item", "{count} items", len(titles))
        text = self._language.gettext("{count}: {titles}", count=count, titles=self._language.listed(titles))
        return Cell(text, len(titles), warns=True)


def _voids(change: Change, evidence_id: int, subject: Subject) -> bool:
    """True if this change voids the item of evidence."""
    item = next(item for item in subject.record.evidence if item.id == evidence_id)
    proofs = (weighed(item, criterion, subject) for criterion in item.criteria)
    return any(proof is not None and proof.change == change for proof in proofs)


def _find(subject: Subject, record_id: int) -> Change | None:
    return next((change for change in subject.record.changes if change.id == record_id), None)


def _change(subject: Subject, record_id: int) -> Change:
    return next(change for change in subject.record.changes if change.id == record_id)
