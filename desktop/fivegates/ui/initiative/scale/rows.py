"""Scenarios as rows of a table: the usual volumes first, then one's own."""

from collections.abc import Sequence
from dataclasses import astuple, replace

from fivegates.domain.assumptions import Assumptions
from fivegates.domain.language import Language
from fivegates.domain.projections import Projection
from fivegates.domain.wording.projections import projection_cells, projection_headings
from fivegates.ui.initiative.records.kind import ExtraVerb, Words
from fivegates.ui.initiative.scale.verbs import ScenarioVerbs
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.tables.model import Cell, Heading, RecordRow


class ScenarioRows:
    """All scenarios of an initiative; the usual ones have ids below zero and cannot be edited."""

    by_criterion = False

    def __init__(self, verbs: ScenarioVerbs) -> None:
        self._verbs = verbs
        self._language = verbs.context.language
        self._projections: tuple[Projection, ...] = ()
        gettext = self._language.gettext
        self.words = Words(
            gettext("Scenarios"),
            gettext("Add scenario…"),
            gettext("No scenarios yet"),
            gettext(
                "Set a target volume of the initiative to see POC, pilot, production and ten times the "
                "target, or add a scenario of your own."
            ),
        )
        self.headings = _headings("", self._language)
        duplicate = gettext("Duplicate")
        self.extras = (
            ExtraVerb(
                words=lambda _subject, _id: duplicate,
                icon="duplicate",
                possible=lambda _subject, record_id: record_id > 0,
                run=self._duplicate,
                edits=True,
            ),
        )

    def show(self, projections: Sequence[Projection], unit: str) -> None:
        """Tell these scenarios, in the initiative's own word for its units."""
        self._projections = tuple(projections)
        self.headings = _headings(unit, self._language)

    def rows(self, _subject: Subject) -> list[RecordRow]:
        """A row a scenario, in their order."""
        return [self._row(index, row) for index, row in enumerate(self._projections)]

    def add(self, subject: Subject, _criterion: str) -> None:
        """Ask for a new scenario."""
        self._verbs.ask_new(subject)

    def edit(self, subject: Subject, record_id: int) -> None:
        """Ask for a scenario anew."""
        own = _find(subject, record_id)
        if own is not None:
            self._verbs.ask(subject, own)

    def remove(self, subject: Subject, record_id: int) -> None:
        """Remove a scenario."""
        if _find(subject, record_id) is not None:
            self._verbs.remove(record_id)

    def _duplicate(self, subject: Subject, record_id: int) -> None:
        own = _find(subject, record_id)
        if own is not None:
            name = self._language.gettext("{name}, copy", name=own.name)
            self._verbs.add(subject, replace(own, name=name))

    def _row(self, index: int, row: Projection) -> RecordRow:
        """Figures sort in the order of the rows: a table of scenarios is read from the top."""
        texts = astuple(projection_cells(row, self._language))
        cells = (Cell(text, index, quiet=row.scenario is None) for text in texts)
        return RecordRow(row.own.id if row.own else -1 - index, "", tuple(cells))


def _headings(unit: str, language: Language) -> tuple[Heading, ...]:
    """The name takes the room that is left."""
    first, *others = astuple(projection_headings(unit, language))
    return (Heading(first, share=1), *(Heading(text, right=True) for text in others))


def _find(subject: Subject, record_id: int) -> Assumptions | None:
    """One's own scenario of this id; None for a usual one."""
    return next((own for own in subject.record.scenarios if own.id == record_id), None)
