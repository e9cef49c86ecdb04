"""The history chapter on paper: readiness since the first review, the bridge, and the proof calendar."""

from collections.abc import Iterator, Sequence
from math import inf

from fivegates.briefs.initiative.context import Sheet, not_sealed
from fivegates.briefs.initiative.costs import money_of
from fivegates.briefs.initiative.references import PROOFS
from fivegates.briefs.typesetting.arrangements import heading
from fivegates.briefs.typesetting.blocks import Align, Block, Prose
from fivegates.briefs.typesetting.chart import Chart, drawn
from fivegates.briefs.typesetting.styles import Frame
from fivegates.briefs.typesetting.tables import Cell, Column, table
from fivegates.charts.history.events import events_of
from fivegates.charts.history.history import ReadinessHistory, readiness_history
from fivegates.charts.history.waterfall import waterfall
from fivegates.charts.portfolio.evidence_calendar import lapse_strip
from fivegates.domain.brief import Chapter
from fivegates.domain.economics.projections import Market
from fivegates.domain.evidence_calendar import calendar_of
from fivegates.domain.review.review import Case
from fivegates.domain.trend.bridge import Bridge, Part, bridge_between, last_final
from fivegates.domain.trend.promise import promise_of
from fivegates.domain.trend.trend import Trend, trend_of
from fivegates.domain.wording.evidence_calendar import calendar_finding, calendar_sentence
from fivegates.domain.wording.trend import (
    bridge_finding,
    bridge_sentence,
    cause_word,
    move_text,
    points_text,
    promise_sentences,
    trend_finding,
    verdict_moved_sentence,
)
from fivegates.domain.wording.words import score_text

# The most criteria of one cause that are named.
MOST_NAMED = 4


def history(sheet: Sheet, frame: Frame, room: float = inf) -> Iterator[Block]:
    """Readiness since the first review, once there are two; nothing where the chart has no room."""
    if not sheet.brief.earlier:
        return
    trend = trend_of([*sheet.brief.earlier, sheet.case])
    dated = sheet.case.review.dated
    events = tuple(
        events_of(
            (change for change in sheet.case.changes if change.dated <= dated),
            (decision for decision in sheet.brief.record.decisions if decision.dated <= dated),
            sheet.language,
        )
    )
    economics = money_of(sheet).economics
    palette, language = sheet.styles.palette, sheet.language
    if ReadinessHistory(trend, economics, events, palette, language, frame.width).height > room:
        return
    chart = drawn(readiness_history, trend, economics, events, palette, language, width=frame.width)
    yield heading(sheet.language.gettext("Readiness since the first review"), sheet.styles)
    yield from not_sealed(sheet)
    yield Chart(chart, _history_in_words(sheet, trend), space_before=8)


def _history_in_words(sheet: Sheet, trend: Trend) -> str:
    """The alternative text of the chart: the finding, and readiness at each review."""
    language = sheet.language
    figures = [
        language.gettext(
            "{score} on {day}",
            score=score_text(point.readiness, language),
            day=language.long_date(point.review.dated),
        )
        for point in trend.points
    ]
    return language.gettext(
        "Chart: {finding}. Readiness was {figures}.",
        finding=trend_finding(trend, language),
        figures=language.listed(figures),
    )


def bridge(sheet: Sheet, frame: Frame) -> Iterator[Block]:
    """The bridge from the last final review before this one, if there is one."""
    earlier = last_final(sheet.brief.earlier)
    if earlier is None:
        return
    found, language, styles = bridge_between(earlier, sheet.case), sheet.language, sheet.styles
    title = language.gettext(
        "What moved it since the review of {day}", day=language.long_date(earlier.review.dated)
    )
    yield heading(title, styles)
    if found.parts:
        chart = drawn(waterfall, found, styles.palette, language, width=frame.width)
        text = language.gettext(
            "Chart: {finding}. The table below gives each part.", finding=bridge_finding(found, language)
        )
        yield Chart(chart, text, space_before=8)
    # The chart and the table have all of the sentence but its end.
    sentence = verdict_moved_sentence(found, language) if found.parts else bridge_sentence(found, language)
    yield Prose(sentence, styles.body, space_before=6, sentence=True)
    yield from _promise(sheet, earlier)
    if found.parts:
        yield _parts(sheet, found)


def _promise(sheet: Sheet, earlier: Case) -> Iterator[Block]:
    """The projection of the earlier review, beside the actual result by the day of the paper."""
    brief, current = sheet.brief, sheet.brief.current
    money = brief.currency, Market(brief.price_books, brief.rates)
    found = promise_of(earlier, current.case, current.path, brief.record, money)
    sentences = promise_sentences(found, sheet.language)
    if sentences:
        yield Prose(" ".join(sentences), sheet.styles.body, space_before=4, sentence=True)


def _parts(sheet: Sheet, found: Bridge) -> Block:
    """Each cause with its points and its criteria."""
    language = sheet.language
    columns = (
        Column(language.gettext("What moved it"), most=0.27, least=0.27),
        Column(language.gettext("Points"), most=0.1, align=Align.RIGHT),
        Column(language.gettext("Criteria")),
    )
    rows = [_part_row(sheet, found, part) for part in found.parts]
    return table(columns, rows, sheet.styles, space_before=8)


def _part_row(sheet: Sheet, found: Bridge, part: Part) -> Sequence[Cell]:
    """Return the row of a cause; criteria whose level changed come first, and the rest are counted."""
    language, styles = sheet.language, sheet.styles
    moves = sorted(part.criteria, key=lambda move: move.before == move.after)
    named = [(move_text(move, found, language), styles.cell_quiet) for move in moves[:MOST_NAMED]]
    more = len(part.criteria) - MOST_NAMED
    if more > 0:
        rest = language.ngettext("{count} more criterion", "{count} more criteria", more)
        named.append((rest, styles.cell_quiet))
    return (
        Cell.of(cause_word(part.cause, language), styles.cell),
        Cell.of(points_text(part, language), styles.cell_strong),
        Cell(tuple(named)) if named else Cell.of("–", styles.cell_quiet),
    )


def _proofs_in_words(sheet: Sheet, finding: str) -> str:
    """The alternative text of the chart."""
    if not sheet.brief.extent.has(Chapter.CRITERIA):
        return sheet.language.gettext("Chart: {finding}.", finding=finding)
    return sheet.language.gettext(
        "Chart: {finding}. The appendix says of each criterion how long its proof holds.", finding=finding
    )


def proofs(sheet: Sheet, frame: Frame) -> Iterator[Block]:
    """Validity of the verdict from the day of the paper; nothing where no claim rests on proof."""
    case = sheet.brief.current.case
    calendar = calendar_of(case, case.review.dated)
    if not calendar.lapses:
        return
    language, styles = sheet.language, sheet.styles
    title = language.gettext("How long the proofs hold")
    yield heading(title, styles, element=sheet.references.heading(PROOFS))
    chart = drawn(lapse_strip, calendar, sheet.rubric, styles.palette, language, width=frame.width)
    text = _proofs_in_words(sheet, calendar_finding(calendar, language))
    yield Chart(chart, text, space_before=8)
    sentence = calendar_sentence(calendar, sheet.rubric, language)
    yield Prose(sentence, styles.body, space_before=6, sentence=True)
