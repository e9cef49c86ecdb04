"""The track record as a part of the Insights page: bias and spread by kind, and each promise below."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtGui import QShowEvent

from fivegates.actions.track_record import track_records
from fivegates.domain.errors import UserError
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.track_record.calibration import ForecastCase, calibration_of
from fivegates.domain.track_record.kinds import Due, PromiseCase
from fivegates.domain.track_record.record import Summary, TrackRecord, combined
from fivegates.domain.wording.forecasts import calibration_sentence, forecast_state_text, probability_text
from fivegates.domain.wording.track_record import (
    actual_text,
    bias_text,
    case_error_text,
    counts_text,
    kind_word,
    measure_text,
    nothing_sentence,
    promised_text,
    record_sentences,
    spread_text,
    summary_sentence,
)
from fivegates.domain.wording.words import UNKNOWN
from fivegates.ui.context import Context
from fivegates.ui.insights.parts import Column, OpeningRow, OpeningTable, Part
from fivegates.ui.session import Session
from fivegates.ui.slices import SlicedReading
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.page import split


@dataclass(frozen=True, slots=True)
class Group:
    """A row of the upper table, with its detail rows and the note on how their errors are measured."""

    row: OpeningRow
    cases: tuple[OpeningRow, ...]
    measured: str = ""


class TrackRecordPart(Part):
    """Kinds of promises, forecasts and people above, what belongs to the chosen one below.

    It is read in slices, and only while it is shown.
    """

    def __init__(self, session: Session, context: Context) -> None:
        super().__init__(context)
        self._stale = True
        self._record = TrackRecord(context.today())
        self._groups: tuple[Group, ...] = ()
        self._reading = SlicedReading(lambda: track_records(session.opened, context.today()), self)
        self.measured = PlainLabel("", "quiet", wrap=True)
        self._make_tables()
        self._splitter = split(self.kinds, self.cases)
        self._layout.addWidget(self._splitter, 1)
        self._layout.addWidget(self.measured)
        self._reading.done.connect(self._show)
        self._reading.failed.connect(self._report_failure)
        self.kinds.itemSelectionChanged.connect(self._show_cases)
        self.cases.opened.connect(self._open)
        self.setFocusProxy(self.kinds)

    def follow_change(self) -> None:
        """Read again, at once if the part is visible."""
        self._stale = True
        if self.isVisible():
            self._start()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what has changed while another part was shown."""
        super().showEvent(event)
        if self._stale:
            self._start()

    def close_part(self) -> None:
        """Read no further; the part is not used again."""
        self._reading.stop()

    def _start(self) -> None:
        self._stale = False
        if not self._record.cases:
            self._show_texts(self._context.language.gettext("Reading the portfolio…"), "")
        self._reading.start()

    def _show(self, found: Iterable[tuple[Initiative, TrackRecord]]) -> None:
        """List the groups; the chosen place stays chosen, the first one at first."""
        self._record = combined((each for _, each in found), self._context.today())
        self._groups = tuple(self._grouped())
        self._show_texts(self._finding(), self._score())
        self.kinds.show_rows([group.row for group in self._groups])
        self._splitter.setVisible(bool(self._groups))
        self._show_cases()

    def _grouped(self) -> Iterator[Group]:
        """Each kind, then the forecasts, then everybody who answers for a promise that is measured."""
        language, record = self._context.language, self._record
        for summary in record.summaries:
            cases = (each for each in record.cases if each.kind is summary.kind)
            text = language.gettext("Error: {measure}.", measure=measure_text(summary.kind, language))
            yield Group(self._kind_row(summary), tuple(map(self._case_row, cases)), text)
        if record.forecasts:
            word = language.gettext("Forecasts with a probability")
            counted = language.gettext("{count} recorded", count=language.number(len(record.forecasts)))
            yield Group(
                OpeningRow((word, counted, UNKNOWN, UNKNOWN), None),
                tuple(map(self._forecast_row, record.forecasts)),
            )
        for name, theirs in record.by_person:
            measured = [case for case in theirs.cases if case.due is Due.MEASURED]
            if measured:
                counted = language.gettext("{count} measured", count=language.number(len(measured)))
                row = OpeningRow((name, counted, UNKNOWN, UNKNOWN), None)
                text = " ".join(record_sentences(theirs, language))
                yield Group(row, tuple(map(self._case_row, measured)), text)

    def _finding(self) -> str:
        """The finding: the bias measured on the most cases."""
        language = self._context.language
        measured = [each for each in self._record.summaries if each.measured]
        if not measured:
            return nothing_sentence(self._record, language)
        return summary_sentence(max(measured, key=lambda each: len(each.measured)), language)

    def _score(self) -> str:
        """The Brier score, where there are forecasts."""
        if not self._record.forecasts:
            return ""
        found = calibration_of(self._record.forecasts, self._record.day)
        return calibration_sentence(found, self._context.language)

    def _report_failure(self, error: UserError) -> None:
        self._show_texts(error.text(self._context.language), "")

    def _kind_row(self, summary: Summary) -> OpeningRow:
        language = self._context.language
        texts = (
            kind_word(summary.kind, language),
            counts_text(summary, language),
            bias_text(summary, language),
            spread_text(summary, language),
        )
        return OpeningRow(texts, None)

    def _show_cases(self) -> None:
        """Show the detail rows of the chosen row, and how they are measured."""
        row = self.kinds.currentRow()
        if 0 <= row < len(self._groups):
            self.measured.setText(self._groups[row].measured)
            self.cases.show_rows(self._groups[row].cases)

    def _case_row(self, case: PromiseCase) -> OpeningRow:
        language = self._context.language
        texts = (
            case.initiative.name,
            language.short_date(case.made),
            promised_text(case, language),
            actual_text(case, language),
            case_error_text(case, language),
            case.by or UNKNOWN,
        )
        return OpeningRow(texts, case.initiative.id)

    def _forecast_row(self, each: ForecastCase) -> OpeningRow:
        language, forecast = self._context.language, each.forecast
        texts = (
            each.initiative.name,
            language.short_date(forecast.dated),
            probability_text(forecast, language),
            forecast_state_text(forecast, self._record.day, language),
            UNKNOWN,
            forecast.by,
        )
        return OpeningRow(texts, each.initiative.id)

    def _make_tables(self) -> None:
        context, gettext = self._context, self._context.language.gettext
        self.kinds = OpeningTable(
            context,
            gettext("Track record by kind of promise and by person"),
            [
                Column(gettext("What was promised, or who answered for it"), wide=True),
                Column(gettext("Cases")),
                Column(gettext("Median error"), right=True),
                Column(gettext("Half lie within"), right=True),
            ],
        )
        self.cases = OpeningTable(
            context,
            gettext("Promises of the chosen row"),
            [
                Column(gettext("Initiative")),
                Column(gettext("Paper of"), right=True),
                Column(gettext("Promised"), wide=True),
                Column(gettext("What came")),
                Column(gettext("Error"), right=True),
                Column(gettext("Who answered for it"), wide=True),
            ],
        )
