"""The track record on paper: bias and spread by kind, each promise, and forecasts with a probability."""

from collections.abc import Iterator, Sequence

from fivegates.briefs.initiative.context import Sheet, dotted
from fivegates.briefs.typesetting.arrangements import heading
from fivegates.briefs.typesetting.blocks import Align, Block, Prose
from fivegates.briefs.typesetting.styles import Styles
from fivegates.briefs.typesetting.tables import Cell, Column, table
from fivegates.domain.language import Language
from fivegates.domain.track_record.calibration import ForecastCase, calibration_of, is_overdue
from fivegates.domain.track_record.kinds import PromiseCase
from fivegates.domain.track_record.record import Summary, TrackRecord
from fivegates.domain.wording.forecasts import calibration_sentence, forecast_state_text, sure_text
from fivegates.domain.wording.track_record import (
    bias_text,
    came_text,
    case_error_text,
    counts_text,
    kind_word,
    measure_text,
    promised_text,
    record_sentences,
    spread_text,
)


def track_record_pages(sheet: Sheet) -> Iterator[Block]:
    """The chapter of a brief: what earlier papers of the initiative promised; nothing without any."""
    record = sheet.brief.track
    if record is not None and (record.cases or record.forecasts):
        yield heading(sheet.language.gettext("Track record"), sheet.styles)
        yield from record_blocks(record, sheet.styles, sheet.language)


def record_blocks(record: TrackRecord, styles: Styles, language: Language) -> Iterator[Block]:
    """What is measured in sentences, then by kind, case by case, and the forecasts."""
    told = " ".join(record_sentences(record, language)) or language.gettext("Nothing is due yet.")
    yield Prose(told, styles.body, space_before=3, sentence=True)
    if record.cases:
        yield _kinds(record.summaries, styles, language)
        yield _cases(record.cases, styles, language)
        measured = {each.kind: measure_text(each.kind, language) for each in record.summaries}
        notes = [f"{kind_word(kind, language)}: {text}." for kind, text in measured.items()]
        yield Prose(" ".join(notes), styles.note, space_before=4, sentence=True)
    if record.forecasts:
        found = calibration_of(record.forecasts, record.day)
        yield heading(language.gettext("Forecasts with a probability"), styles, outline=None)
        yield Prose(calibration_sentence(found, language), styles.body, space_before=3, sentence=True)
        yield _forecasts(record, styles, language)


def _kinds(summaries: Sequence[Summary], styles: Styles, language: Language) -> Block:
    """A row a kind."""
    columns = (
        Column(language.gettext("What was promised")),
        Column(language.gettext("Cases"), most=0.42),
        Column(language.gettext("Median error"), most=0.18, align=Align.RIGHT),
        Column(language.gettext("Half lie within"), most=0.2, align=Align.RIGHT),
    )
    rows = [
        (
            Cell.of(kind_word(each.kind, language), styles.cell_strong),
            Cell.of(counts_text(each, language), styles.cell),
            Cell.of(bias_text(each, language), styles.cell),
            Cell.of(spread_text(each, language), styles.cell),
        )
        for each in summaries
    ]
    return table(columns, rows, styles, space_before=6)


def _cases(cases: Sequence[PromiseCase], styles: Styles, language: Language) -> Block:
    """A row a promise, with the paper that made it and who answered for it."""
    columns = (
        Column(language.gettext("Promise"), most=0.22, least=0.22),
        Column(language.gettext("Promised"), most=0.36),
        Column(language.gettext("What came"), most=0.24),
        Column(language.gettext("Error"), most=0.16, align=Align.RIGHT),
    )
    return table(columns, [_case_row(case, styles, language) for case in cases], styles, space_before=8)


def _case_row(case: PromiseCase, styles: Styles, language: Language) -> tuple[Cell, ...]:
    kind = kind_word(case.kind, language)
    made = dotted([case.initiative.code, language.short_date(case.made)])
    promised = ((promised_text(case, language), styles.cell),)
    by = ((case.by, styles.cell_quiet),) if case.by.strip() else ()
    return (
        Cell(((kind, styles.cell), (made, styles.cell_quiet))),
        Cell((*promised, *by)),
        Cell.of(came_text(case, language), styles.cell),
        Cell.of(case_error_text(case, language), styles.cell),
    )


def _forecasts(record: TrackRecord, styles: Styles, language: Language) -> Block:
    """A row a forecast; one that is overdue stands out."""
    columns = (
        Column(language.gettext("Forecast")),
        Column(language.gettext("By"), most=0.24),
        Column(language.gettext("What came of it"), most=0.26),
    )
    rows = [_forecast_row(each, record, styles, language) for each in record.forecasts]
    return table(columns, rows, styles, space_before=4)


def _forecast_row(
    each: ForecastCase, record: TrackRecord, styles: Styles, language: Language
) -> tuple[Cell, ...]:
    forecast = each.forecast
    late = is_overdue(forecast, record.day)
    state = styles.cell.coloured(styles.palette.closed) if late else styles.cell
    made = dotted([each.initiative.code, language.short_date(forecast.dated)])
    return (
        Cell(((sure_text(forecast, language), styles.cell), (made, styles.cell_quiet))),
        Cell.of(forecast.by, styles.cell_quiet),
        Cell.of(forecast_state_text(forecast, record.day, language), state),
    )
