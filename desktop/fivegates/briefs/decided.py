"""What was decided before the review, on paper: conditions, figures set beforehand, what became of them."""

from collections.abc import Iterator, Sequence

from fivegates.briefs.arrangements import heading
from fivegates.briefs.blocks import Align, Block, Prose, running
from fivegates.briefs.sheet import Sheet, dotted
from fivegates.briefs.tables import Cell, Column, table
from fivegates.domain.decisions import Condition, ConditionState, Decision, Threshold, decisions_before
from fivegates.domain.states import VerdictState
from fivegates.domain.verdict import judge
from fivegates.domain.wording.decisions import against_sentence, condition_state_word, outcome_word


def decided(sheet: Sheet) -> Iterator[Block]:
    """The latest decision before the review's day, then earlier ones that left a condition open."""
    for decision in decisions_before(sheet.brief.record.decisions, sheet.case.review.dated):
        yield from _decision(sheet, decision)


def _decision(sheet: Sheet, decision: Decision) -> Iterator[Block]:
    """What was decided and why, with its conditions and thresholds."""
    language, styles = sheet.language, sheet.styles
    title = language.gettext("What was decided on {day}", day=language.long_date(decision.dated))
    yield heading(title, styles)
    said = dotted([outcome_word(decision.outcome, language), decision.by])
    yield Prose(said, styles.cell_strong, space_before=3, keep_with_next=True, sentence=True)
    against = against_sentence(decision, _verdict_of(sheet, decision), language)
    yield from running(against, styles.body, space_before=2, keep_with_next=bool(decision.rationale))
    goes_on = bool(decision.conditions or decision.thresholds)
    yield from running(decision.rationale, styles.body, space_before=2, keep_with_next=goes_on)
    yield from _conditions(sheet, decision)
    yield from _thresholds(sheet, decision)


def _verdict_of(sheet: Sheet, decision: Decision) -> VerdictState | None:
    """The verdict of the review on which a decision rests; None where there was none."""
    known = [case for case in sheet.brief.earlier if case.review.dated <= decision.dated]
    return judge(max(known, key=lambda case: case.review.dated)).state if known else None


def _conditions(sheet: Sheet, decision: Decision) -> Iterator[Block]:
    """What was asked for, who has it, and whether it was met."""
    if not decision.conditions:
        return
    language = sheet.language
    columns = (
        Column(language.gettext("Condition")),
        Column(language.gettext("Owner"), most=0.2),
        Column(language.gettext("By"), most=0.16, align=Align.RIGHT),
        Column(language.gettext("What became of it"), most=0.36, least=0.2),
    )
    rows = [_condition_row(sheet, condition) for condition in decision.conditions]
    yield table(columns, rows, sheet.styles, space_before=4)


def _condition_row(sheet: Sheet, condition: Condition) -> Sequence[Cell]:
    """One condition; that it was not met stands out."""
    language, styles = sheet.language, sheet.styles
    missed = condition.state is ConditionState.NOT_MET
    state = (
        condition_state_word(condition.state, language),
        styles.cell.coloured(styles.palette.closed) if missed else styles.cell,
    )
    note = ((condition.note, styles.cell_quiet),) if condition.note.strip() else ()
    return (
        Cell.of(condition.text, styles.cell),
        Cell.of(condition.owner.strip() or "–", styles.cell_quiet),
        Cell.of(language.short_date(condition.due) if condition.due else "–", styles.cell),
        Cell((state, *note)),
    )


def _thresholds(sheet: Sheet, decision: Decision) -> Iterator[Block]:
    """The figures that were fixed beforehand, and what was measured."""
    if not decision.thresholds:
        return
    language = sheet.language
    columns = (
        Column(language.gettext("What is measured")),
        Column(language.gettext("Leads to more at"), most=0.22),
        Column(language.gettext("Ends the effort at"), most=0.22),
        Column(language.gettext("Measured"), most=0.24),
    )
    rows = [_threshold_row(sheet, threshold) for threshold in decision.thresholds]
    yield table(columns, rows, sheet.styles, space_before=8)


def _threshold_row(sheet: Sheet, threshold: Threshold) -> Sequence[Cell]:
    """One measure."""
    styles = sheet.styles
    figures = [threshold.expand, threshold.stop]
    return (
        Cell.of(threshold.measure, styles.cell),
        *(Cell.of(figure.strip() or "–", styles.cell_quiet) for figure in figures),
        Cell.of(threshold.result.strip() or "–", styles.cell),
    )
