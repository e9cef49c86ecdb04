"""The track record on paper: bias and spread by kind, each promise, and forecasts with a probability."""

from collections.abc import Iterator, Sequence
from datetime import date

from fivegates.briefs.initiative.context import Sheet, dotted
from fivegates.briefs.typesetting.arrangements import heading
from fivegates.briefs.typesetting.blocks import Align, Block, Prose
from fivegates.briefs.typesetting.styles import Styles
from fivegates.briefs.typesetting.tables import Cell, Column, table
from fivegates.domain.language import Language
from fivegates.domain.track_record.calibration import ForecastCase, calibration_of, is_overdue
from fivegates.domain.track_record.kinds import Due, PromiseCase
from fivegates.domain.track_record.record import Summary, TrackRecord
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
)


def track_record_pages(sheet: Sheet) -> Iterator[Block]:
    """The chapter of a brief: the promises of earlier papers of the initiative; nothing without any."""
    record = sheet.brief.track
    if record is not None and (record.cases or record.forecasts):
        yield heading(sheet.language.gettext("Track record"), sheet.styles)
        yield from record_blocks(record, sheet.styles, sheet.language)


def record_blocks(
    record: TrackRecord, styles: Styles, language: Language, most: int | None = None
) -> Iterator[Block]:
    """The track record as sentences, by kind, case by case, and the forecasts.

    With `most`, only measured cases are listed, at most so many: all others are counted. Then everybody who
    answers for a promise has a paragraph too.
    """
    sentence = " ".join(record_sentences(record, language)) or nothing_sentence(record, language)
    yield Prose(sentence, styles.body, space_before=3, sentence=True)
    if record.cases:
        yield _kinds(record.summaries, styles, language)
        yield from _listed(record.cases, styles, language, most)
        measured = {each.kind: measure_text(each.kind, language) for each in record.summaries}
        notes = [f"{kind_word(kind, language)}: {text}." for kind, text in measured.items()]
        yield Prose(" ".join(notes), styles.note, space_before=4, sentence=True)
    if most is not None:
        yield from _people(record, styles, language)
    if record.forecasts:
        found = calibration_of(record.forecasts, record.day)
        yield heading(language.gettext("Forecasts with a probability"), styles, outline=None)
        sentence = calibration_sentence(found, language)
        yield Prose(sentence, styles.body, space_before=3, sentence=True, keep_with_next=True)
        yield _forecasts(record.forecasts[:most], record.day, styles, language)
        yield from _more(len(record.forecasts[most:]) if most else 0, styles, language)


def _people(record: TrackRecord, styles: Styles, language: Language) -> Iterator[Block]:
    """The accuracy of each person who answered for estimates or conditions."""
    people = [(name, record_sentences(theirs, language)) for name, theirs in record.by_person]
    if any(sentences for _, sentences in people):
        yield heading(language.gettext("By person"), styles, outline=None)
    for name, sentences in people:
        if sentences:
            yield Prose(name, styles.strong, space_before=4, keep_with_next=True)
            yield Prose(" ".join(sentences), styles.body, sentence=True)


def _listed(
    cases: Sequence[PromiseCase], styles: Styles, language: Language, most: int | None
) -> Iterator[Block]:
    """Case by case, and how many are not listed."""
    shown = cases if most is None else [case for case in cases if case.due is Due.MEASURED][:most]
    if shown:
        yield _cases(shown, styles, language)
    yield from _more(len(cases) - len(shown), styles, language)


def _more(count: int, styles: Styles, language: Language) -> Iterator[Block]:
    """The number of rows that a table leaves out, as a sentence."""
    if count:
        yield Prose(
            language.ngettext("and {count} more", "and {count} more", count), styles.note, space_before=3
        )


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
    """A row a promise, with its paper and owner."""
    columns = (
        Column(language.gettext("Promise"), most=0.27, least=0.27),
        Column(language.gettext("Promised")),
        Column(language.gettext("What came"), most=0.24),
        Column(language.gettext("Error"), most=0.14, align=Align.RIGHT),
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
        Cell.of(actual_text(case, language), styles.cell),
        Cell.of(case_error_text(case, language), styles.cell),
    )


def _forecasts(forecasts: Sequence[ForecastCase], day: date, styles: Styles, language: Language) -> Block:
    """A row a forecast; an overdue one is highlighted."""
    columns = (
        Column(language.gettext("Forecast")),
        Column(language.pgettext("person", "By"), most=0.24),
        Column(language.gettext("What came of it"), most=0.26),
    )
    rows = [_forecast_row(each, day, styles, language) for each in forecasts]
    return table(columns, rows, styles, space_before=4)


def _forecast_row(each: ForecastCase, day: date, styles: Styles, language: Language) -> tuple[Cell, ...]:
    forecast = each.forecast
    late = is_overdue(forecast, day)
    state = styles.cell.coloured(styles.palette.closed) if late else styles.cell
    made = dotted([each.initiative.code, language.short_date(forecast.dated)])
    return (
        Cell(((probability_text(forecast, language), styles.cell), (made, styles.cell_quiet))),
        Cell.of(forecast.by, styles.cell_quiet),
        Cell.of(forecast_state_text(forecast, day, language), state),
    )
