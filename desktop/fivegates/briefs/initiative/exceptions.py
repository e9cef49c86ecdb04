"""The exceptions on paper: waivers, and criteria that do not apply."""

from collections.abc import Iterator, Sequence

from fivegates.briefs.initiative.context import Sheet
from fivegates.briefs.typesetting.arrangements import heading
from fivegates.briefs.typesetting.blocks import Block, Prose
from fivegates.briefs.typesetting.tables import Cell, Column, table
from fivegates.domain.initiative.waivers import Waiver, last_day
from fivegates.domain.verdict.verdict import CriterionResult, Standing
from fivegates.domain.wording.waivers import (
    exceptions_finding,
    granted_text,
    revoked_text,
    waiver_state,
)
from fivegates.domain.wording.words import UNKNOWN, capitalised


def exceptions(sheet: Sheet) -> Iterator[Block]:
    """Waivers as of the day of the paper, and criteria that do not apply; nothing where there is neither."""
    case = sheet.brief.current.case
    waivers = [waiver for waiver in case.waivers if waiver.granted <= case.review.dated]
    left_out = [
        result
        for result in sheet.brief.current.verdict.criteria
        if result.standing is Standing.NOT_APPLICABLE
    ]
    if not waivers and not any(_has_day(result) for result in left_out):
        return
    language, styles = sheet.language, sheet.styles
    yield heading(language.gettext("Exceptions"), styles)
    if waivers:
        finding = exceptions_finding(waivers, case.review.dated, language)
        yield Prose(finding, styles.body, space_before=4, sentence=True, keep_with_next=True)
        ordered = sorted(waivers, key=lambda each: (last_day(each), each.criterion, each.granted))
        yield waiver_table(sheet, ordered)
    if left_out:
        yield _left_out(sheet, left_out)


def _has_day(result: CriterionResult) -> bool:
    """True if a criterion that is not applicable has a day on which to review that."""
    return result.score.not_applicable is not None and result.score.not_applicable.review_by is not None


def waiver_table(sheet: Sheet, waivers: Sequence[Waiver]) -> Block:
    """The table of waivers: approver, last day and status."""
    gettext = sheet.language.gettext
    columns = (
        Column(gettext("Waived"), most=0.3),
        Column(gettext("Who allowed it, and why"), most=0.5),
        Column(gettext("Until when")),
    )
    return table(columns, [_waiver_row(sheet, each) for each in waivers], sheet.styles, space_before=6)


def _waiver_row(sheet: Sheet, waiver: Waiver) -> Sequence[Cell]:
    """Return the row of a waiver with its condition and its revocation."""
    language, styles = sheet.language, sheet.styles
    titles = {criterion.id: sheet.language.shipped(criterion.title) for criterion in sheet.rubric.criteria}
    condition = waiver.condition.strip()
    texts = [
        (granted_text(waiver, language), styles.cell_strong),
        (waiver.reason.strip(), styles.cell),
        (language.gettext("Condition: {text}", text=condition) if condition else "", styles.cell_quiet),
        (revoked_text(waiver, language), styles.cell_quiet),
    ]
    state = waiver_state(waiver, sheet.brief.current.case.review.dated, language)
    return (
        Cell.of(titles.get(waiver.criterion, waiver.criterion), styles.cell),
        Cell(tuple((text, style) for text, style in texts if text)),
        Cell.of(capitalised(state), styles.cell_strong if waiver.revoked is None else styles.cell_quiet),
    )


def _left_out(sheet: Sheet, results: Sequence[CriterionResult]) -> Block:
    """The criteria that do not apply, with approver and the day to look again."""
    gettext, language, styles = sheet.language.gettext, sheet.language, sheet.styles
    columns = (
        Column(gettext("Does not apply"), most=0.3),
        Column(gettext("Why, and who agreed"), most=0.5),
        Column(gettext("Look again by")),
    )
    rows = []
    for result in results:
        left_out = result.score.not_applicable
        if left_out is not None:
            texts = [(left_out.reason.strip(), styles.cell), (left_out.approver.strip(), styles.cell_quiet)]
            day = language.long_date(left_out.review_by) if left_out.review_by else UNKNOWN
            rows.append(
                (
                    Cell.of(sheet.language.shipped(result.criterion.title), styles.cell),
                    Cell(tuple((text, style) for text, style in texts if text)),
                    Cell.of(day, styles.cell),
                )
            )
    return table(columns, rows, styles, space_before=8)
