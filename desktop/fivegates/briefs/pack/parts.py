"""The parts of a pack between contents and briefs: heatmap, decisions due, proofs, track record."""

from collections.abc import Iterator, Sequence
from math import ceil

from fivegates.briefs.initiative.context import cut
from fivegates.briefs.initiative.track_record import record_blocks
from fivegates.briefs.pack.context import PackSheet
from fivegates.briefs.typesetting.arrangements import heading
from fivegates.briefs.typesetting.blocks import Align, Block, Prose, Stack
from fivegates.briefs.typesetting.chart import Chart, drawn
from fivegates.briefs.typesetting.styles import Frame
from fivegates.briefs.typesetting.tables import Cell, Column, table
from fivegates.charts.portfolio.heatmap import portfolio_heatmap, rows_of_a_page
from fivegates.domain.evidence_calendar import Lapse, ProofsOf
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.insights.heatmap import HeatRow
from fivegates.domain.insights.summary import DueCondition
from fivegates.domain.portfolio.pack import RequestedDecision, lapses_soon
from fivegates.domain.track_record.record import TrackRecord
from fivegates.domain.wording.evidence import criteria_text
from fivegates.domain.wording.evidence_calendar import calendar_sentence, portfolio_calendar_sentence
from fivegates.domain.wording.insights import heatmap_finding
from fivegates.domain.wording.overview import gate_text
from fivegates.domain.wording.pack import soon_sentence
from fivegates.domain.wording.portfolio_summary import due_finding, is_late
from fivegates.domain.wording.proposals import asked_note
from fivegates.domain.wording.track_record import nothing_sentence
from fivegates.domain.wording.two_days import line_text
from fivegates.domain.wording.words import distinct_names

# The most proofs listed, further ones are counted; each brief has those of its initiative.
MOST_PROOFS, FEW_PROOFS = 40, 5
# Each brief has all of its initiative.
MOST_PROMISES = 30
# In a pack of short briefs, each of which has the conditions of its own decisions and how long it holds.
FEW_CONDITIONS, FEW_VERDICTS = 6, 15
LONGEST_NAME = 70


def heatmap_part(sheet: PackSheet, frame: Frame) -> Stack:
    """The heatmap, on as many pages of even length as it takes."""
    title = heading(sheet.language.gettext("Heatmap"), sheet.styles)
    return Stack([title, *_heatmaps(sheet, frame)])


def _heatmaps(sheet: PackSheet, frame: Frame) -> Iterator[Block]:
    """A chart a page."""
    rows = sheet.front.heatmap.rows
    pages = ceil(len(rows) / rows_of_a_page(sheet.front.heatmap, frame.width, frame.height))
    length = ceil(len(rows) / max(pages, 1))
    for start in range(0, len(rows), max(length, 1)):
        shown = rows[start : start + length]
        palette, heatmap = sheet.styles.palette, sheet.front.heatmap
        chart = drawn(portfolio_heatmap, heatmap, palette, sheet.language, width=frame.width, rows=shown)
        yield Chart(chart, _in_words(sheet, shown), space_before=8)


def _in_words(sheet: PackSheet, rows: Sequence[HeatRow]) -> str:
    """The alternative text of the chart: every gate of every initiative."""
    language = sheet.language
    lines = [_row_in_words(sheet, row) for row in rows]
    finding = heatmap_finding(sheet.front.heatmap, language)
    return language.gettext("Chart: {finding}. {rows}", finding=finding, rows=" ".join(lines))


def _row_in_words(sheet: PackSheet, row: HeatRow) -> str:
    """Return a sentence with an initiative's verdict and gates."""
    language = sheet.language
    lines = [line_text(sheet.front.line_of(row.initiative), language)]
    lines += [gate_text(number, mark, language) for number, mark in enumerate(row.cells, 1) if mark]
    return language.gettext("{name}: {gates}.", name=row.initiative.name, gates="; ".join(lines))


def _name(sheet: PackSheet, initiative: Initiative) -> str:
    """A name as long as a row has room for; the contents have all of it."""
    every = [row.initiative for row in sheet.front.heatmap.rows]
    return distinct_names(every, lambda name: cut(" ".join(name.split()), LONGEST_NAME))[initiative]


def conditions_part(sheet: PackSheet) -> Stack:
    """The conditions that are open."""
    return Stack(list(_due(sheet)))


def asked_part(sheet: PackSheet) -> Stack:
    """The decisions that the latest reviews ask for."""
    return Stack(list(_asked(sheet)))


def _due(sheet: PackSheet) -> Iterator[Block]:
    """The open conditions, the earliest first."""
    styles, language, front = sheet.styles, sheet.language, sheet.front
    yield heading(language.gettext("Conditions of decisions"), styles)
    finding = f"{due_finding(front.summary, front.dated, language)}."
    follows = bool(front.summary.due)
    yield Prose(finding, styles.body, space_before=3, sentence=True, keep_with_next=follows)
    if front.summary.due:
        columns = (
            Column(language.gettext("Initiative"), most=0.34, least=0.34),
            Column(language.gettext("Condition")),
            Column(language.gettext("Owner"), most=0.18),
            Column(language.gettext("By"), most=0.14, align=Align.RIGHT),
        )
        shown = front.summary.due[:FEW_CONDITIONS] if front.is_short else front.summary.due
        yield table(columns, [_due_row(sheet, each) for each in shown], styles, space_before=4)
        yield from _more(sheet, len(front.summary.due) - len(shown))


def _more(sheet: PackSheet, count: int) -> Iterator[Block]:
    """The number of rows that a table leaves out, as a sentence."""
    if count > 0:
        text = sheet.language.ngettext("and {count} more", "and {count} more", count)
        yield Prose(text, sheet.styles.note, space_before=3)


def _due_row(sheet: PackSheet, due: DueCondition) -> tuple[Cell, ...]:
    """Return the row of a condition, with the decision that set it."""
    styles, language, condition = sheet.styles, sheet.language, due.condition
    decided = language.gettext("Decision of {day}", day=language.short_date(due.decision.dated))
    owner = condition.owner.strip()
    warned = styles.cell.coloured(styles.palette.closed)
    return (
        Cell(((_name(sheet, due.initiative), styles.cell), (decided, styles.cell_quiet))),
        Cell.of(condition.text, styles.cell),
        Cell.of(owner or language.gettext("nobody"), styles.cell.whole if owner else warned),
        _day(sheet, due),
    )


def _day(sheet: PackSheet, due: DueCondition) -> Cell:
    """The due date, and a mark where it is overdue."""
    styles, language, day = sheet.styles, sheet.language, due.condition.due
    if day is None:
        return Cell.of(language.gettext("no date"), styles.cell_quiet)
    if is_late(due, sheet.front.dated):
        warned = styles.cell.coloured(styles.palette.closed)
        return Cell(((language.short_date(day), warned), (language.gettext("overdue"), warned)))
    return Cell.of(language.short_date(day), styles.cell)


def _asked(sheet: PackSheet) -> Iterator[Block]:
    """The decision that each latest review asks of the board."""
    styles, language, asked = sheet.styles, sheet.language, sheet.front.asked
    yield heading(language.gettext("Decisions asked of the board"), styles)
    if not asked:
        yield Prose(language.gettext("No initiative has been reviewed yet."), styles.body, space_before=3)
        return
    yield Prose(asked_note(language), styles.note, space_before=2, keep_with_next=True)
    columns = (
        Column(language.gettext("Initiative"), most=0.26, least=0.26),
        Column(language.gettext("Verdict"), most=0.14, least=0.14),
        Column(language.gettext("Decision asked")),
    )
    yield table(columns, [_asked_row(sheet, each) for each in asked], styles, space_before=4)


def _asked_row(sheet: PackSheet, asked: RequestedDecision) -> tuple[Cell, ...]:
    """Return the row of an initiative with its verdict, and the decision asked."""
    styles = sheet.styles
    verdict = styles.cell.coloured(styles.palette.status(asked.verdict))
    name = _name(sheet, asked.initiative)
    both = _both_verdicts(sheet, asked)
    return Cell.of(name, styles.cell.whole), Cell.of(both, verdict), Cell.of(asked.text, styles.cell)


def _both_verdicts(sheet: PackSheet, asked: RequestedDecision) -> str:
    """The verdict as of the day of the pack, and as of the review where that is another."""
    return line_text(sheet.front.line_of(asked.initiative), sheet.language)


def proofs_part(sheet: PackSheet) -> Stack:
    """Return the part that shows until when each verdict holds."""
    styles, language, front = sheet.styles, sheet.language, sheet.front
    text, held = portfolio_calendar_sentence(front.proofs, language), list(_held(sheet))
    return Stack(
        [
            heading(language.gettext("How long verdicts and proofs hold"), styles),
            Prose(text, styles.body, space_before=3, sentence=True, keep_with_next=bool(held)),
            *held,
        ]
    )


def lapsing_part(sheet: PackSheet) -> Stack:
    """The proofs that lapse soon."""
    return Stack(list(_lapsing(sheet)))


def _held(sheet: PackSheet) -> Iterator[Block]:
    """Each verdict with its outlook as proofs lapse, the first to fall on top."""
    styles, language, proofs = sheet.styles, sheet.language, sheet.front.proofs
    listed = [each for each in proofs if each.calendar.fall] if sheet.front.is_short else list(proofs)
    if not listed:
        return
    shown = listed[:FEW_VERDICTS] if sheet.front.is_short else listed
    columns = (
        Column(language.gettext("Initiative"), most=0.4, least=0.4),
        Column(language.gettext("If nothing is renewed")),
    )
    rows = [
        (
            Cell.of(_name(sheet, each.initiative), styles.cell),
            Cell.of(calendar_sentence(each.calendar, each.rubric, language, sheet.front.dated), styles.cell),
        )
        for each in shown
    ]
    yield table(columns, rows, styles, space_before=6)
    yield from _more(sheet, len(listed) - len(shown))
    if len(listed) < len(proofs):
        left = len(proofs) - len(listed)
        more = language.ngettext(
            "{count} more verdict does not fall with time alone.",
            "{count} more verdicts do not fall with time alone.",
            left,
        )
        yield Prose(more, styles.note, space_before=3)


def _lapsing(sheet: PackSheet) -> Iterator[Block]:
    """The proofs that lapse soon."""
    styles, language = sheet.styles, sheet.language
    found = list(lapses_soon(sheet.front.proofs, sheet.front.dated))
    most = FEW_PROOFS if sheet.front.is_short else MOST_PROOFS
    yield heading(language.gettext("Evidence that lapses soon"), styles)
    soon = soon_sentence(found, language)
    yield Prose(soon, styles.body, space_before=3, sentence=True, keep_with_next=bool(found))
    if found:
        columns = (
            Column(language.gettext("Last day"), most=0.14),
            Column(language.gettext("Initiative"), most=0.3),
            Column(language.gettext("Criterion"), most=0.26),
            Column(language.gettext("Evidence")),
        )
        rows = [_lapse_row(sheet, *each) for each in found[:most]]
        yield table(columns, rows, styles, space_before=4)
    yield from _more(sheet, len(found) - most)


def _lapse_row(sheet: PackSheet, of: ProofsOf, lapse: Lapse) -> tuple[Cell, ...]:
    """Return the row of a proof and its remaining validity."""
    styles = sheet.styles
    return (
        Cell.of(sheet.language.short_date(lapse.last_day), styles.cell),
        Cell.of(_name(sheet, of.initiative), styles.cell),
        Cell.of(criteria_text(lapse.criteria, of.rubric, sheet.language), styles.cell),
        Cell.of(lapse.evidence.title, styles.cell_quiet),
    )


def track_part(sheet: PackSheet, record: TrackRecord) -> Stack:
    """The track record: promises of earlier papers against results; a hint where there are none yet."""
    styles, language = sheet.styles, sheet.language
    title = heading(language.gettext("Track record"), styles)
    if not record.cases and not record.forecasts:
        return Stack(
            [title, Prose(nothing_sentence(record, language), styles.body, space_before=3, sentence=True)]
        )
    return Stack([title, *record_blocks(record, styles, language, MOST_PROMISES)])
