"""The pages behind page 1: readiness and cost as charts, and the findings that did not fit on page 1."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from fivegates.briefs.initiative.context import Covered, Sheet, dotted, not_sealed, of_both_days, of_review
from fivegates.briefs.initiative.costs import cost_at_volume, cost_by_month, cost_charts
from fivegates.briefs.initiative.history import bridge, history, proofs
from fivegates.briefs.initiative.path_table import full_path_table
from fivegates.briefs.initiative.references import DECIDED, PATH, REASONS
from fivegates.briefs.initiative.resolution import resolution
from fivegates.briefs.typesetting.arrangements import heading
from fivegates.briefs.typesetting.blocks import Align, Block, Prose, Stack, running
from fivegates.briefs.typesetting.chart import Chart, drawn
from fivegates.briefs.typesetting.structure import Element
from fivegates.briefs.typesetting.styles import Frame
from fivegates.briefs.typesetting.tables import Cell, Column, table
from fivegates.charts.gate_profile import gate_profile, profile_finding, profile_height
from fivegates.domain.brief import Chapter, Omission
from fivegates.domain.economics.projections import Market
from fivegates.domain.initiative.decisions import (
    Condition,
    ConditionState,
    Decision,
    Threshold,
    decisions_before,
)
from fivegates.domain.track_record.stops import StopCheck, stop_checks, unanswered
from fivegates.domain.verdict.reasons import Reason, by_gate
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.verdict.verdict import GateResult, Standing, judge
from fivegates.domain.wording.decisions import (
    against_sentence,
    condition_state_word,
    measured_text,
    outcome_word,
    reached_text,
)
from fivegates.domain.wording.paths import firmness_sentence
from fivegates.domain.wording.reasons import kind_word, reason_detail, reason_headline
from fivegates.domain.wording.relative_days import due_date_text
from fivegates.domain.wording.words import verdict_word

# The height of the heading above a chart, in points.
BESIDES = 40


def profile_charts(sheet: Sheet, frame: Frame) -> Iterator[Block]:
    """A heading and the charts; nothing while nothing is scored."""
    gates = sheet.assessment.verdict.gates
    if not any(r.standing is Standing.SCORED for gate in gates for r in gate.criteria):
        return
    yield heading(of_review(sheet, sheet.language.gettext("Readiness by criterion")), sheet.styles)
    described = _description(sheet)
    for shown in _by_page(gates, frame.height - BESIDES):
        chart = drawn(
            gate_profile,
            sheet.assessment,
            sheet.styles.palette,
            sheet.language,
            width=frame.width,
            gates=tuple(shown),
        )
        yield Chart(chart, described, space_before=8)


def _description(sheet: Sheet) -> str:
    """The alternative text of the chart."""
    finding = profile_finding(sheet.assessment, sheet.language)
    if not sheet.brief.extent.has(Chapter.CRITERIA):
        return sheet.language.gettext(
            "Chart: {finding}. It shows the level of each criterion by gate.", finding=finding
        )
    return sheet.language.gettext(
        "Chart: {finding}. It shows the level of each criterion by gate; the appendix gives them in words.",
        finding=finding,
    )


def _by_page(gates: Sequence[GateResult], room: float) -> Iterator[list[GateResult]]:
    """Part the gates so that each part's chart fits into `room` points; a very long gate is parted too."""
    part: list[GateResult] = []
    for gate in _short_gates(gates, room):
        if part and profile_height([*part, gate]) > room:
            yield part
            part = []
        part.append(gate)
    yield part


def _short_gates(gates: Sequence[GateResult], room: float) -> Iterator[GateResult]:
    """The gates, each with no more criteria at a time than fit into `room`."""
    for gate in gates:
        most = len(gate.criteria)
        while profile_height([replace(gate, criteria=gate.criteria[:most])]) > room:
            most -= 1
        for start in range(0, len(gate.criteria), most):
            yield replace(gate, criteria=gate.criteria[start : start + most])


def decided(sheet: Sheet) -> Iterator[Block]:
    """The latest decision before the review's day, then earlier ones that left a condition open."""
    yield from _reached(sheet)
    for decision in decisions_before(sheet.brief.record.decisions, sheet.case.review.dated):
        yield from _decision(sheet, decision)


def _reached(sheet: Sheet) -> Iterator[Block]:
    """The stop figures that the ledger has reached since the latest decision, under a heading."""
    checks, day = stops_of(sheet), sheet.brief.current.case.review.dated
    found = unanswered(checks, sheet.brief.record.decisions, day)
    if not found:
        return
    styles = sheet.styles
    title = sheet.language.ngettext(
        "A stop figure is reached", "{count} stop figures are reached", len(found)
    )
    yield heading(title, styles)
    yield from not_sealed(sheet)
    warned = styles.body.coloured(styles.palette.closed)
    for check in found:
        yield Prose(reached_text(check, sheet.language), warned, space_before=3, sentence=True)


def stops_of(sheet: Sheet) -> tuple[StopCheck, ...]:
    """The stop figures of the record's decisions by the day of the paper; none where money is left out."""
    brief = sheet.brief
    if Omission.MONEY in brief.omitted:
        return ()
    market = Market(brief.price_books, brief.rates)
    record = brief.record
    return stop_checks(record.decisions, record.ledger, market, brief.current.case.review.dated)


def _decision(sheet: Sheet, decision: Decision) -> Iterator[Block]:
    """Yield the blocks of a decision: outcome and reason, with its conditions and thresholds."""
    language, styles = sheet.language, sheet.styles
    title = language.gettext("What was decided on {day}", day=language.long_date(decision.dated))
    yield heading(title, styles, element=sheet.references.heading(DECIDED))
    yield from not_sealed(sheet)
    outcome = dotted([outcome_word(decision.outcome, language), decision.by])
    yield Prose(outcome, styles.cell_strong, space_before=3, keep_with_next=True, sentence=True)
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
    """The conditions with owner and status."""
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
    """Return the row of a condition; an unmet one is highlighted."""
    language, styles = sheet.language, sheet.styles
    missed, met = condition.state is ConditionState.NOT_MET, condition.state is ConditionState.MET
    seen = sheet.brief.current.case.review.dated
    state = (
        condition_state_word(condition.state, language),
        styles.cell.coloured(styles.palette.closed) if missed else styles.cell,
    )
    note = ((condition.note, styles.cell_quiet),) if condition.note.strip() else ()
    return (
        Cell.of(condition.text, styles.cell),
        Cell.of(condition.owner.strip() or "–", styles.cell_quiet.whole),
        Cell.of(due_date_text(condition.due, seen, language, is_open=not met), styles.cell),
        Cell((state, *note)),
    )


def _thresholds(sheet: Sheet, decision: Decision) -> Iterator[Block]:
    """The success thresholds, and the measured figures."""
    if not decision.thresholds:
        return
    language = sheet.language
    columns = (
        Column(language.gettext("What is measured")),
        Column(language.gettext("Leads to more at"), most=0.22),
        Column(language.gettext("Ends the effort at"), most=0.22),
        Column(language.gettext("Measured"), most=0.24),
    )
    checks = tuple(check for check in stops_of(sheet) if check.decision == decision)
    rows = [
        _threshold_row(sheet, each, measured_text(each, checks, language)) for each in decision.thresholds
    ]
    yield table(columns, rows, sheet.styles, space_before=8)
    open_checks = unanswered(checks, sheet.brief.record.decisions, sheet.brief.current.case.review.dated)
    for check in checks:
        if check in open_checks:  # under a heading of its own above
            continue
        text = reached_text(check, language)
        yield Prose(text, sheet.styles.detail, space_before=4, sentence=True)


def _threshold_row(sheet: Sheet, threshold: Threshold, measured: str) -> Sequence[Cell]:
    """Return the row of a threshold, with its measured figure."""
    styles = sheet.styles
    figures = [threshold.expand, threshold.stop]
    return (
        Cell.of(threshold.measure, styles.cell),
        *(Cell.of(figure.strip() or "–", styles.cell_quiet) for figure in figures),
        Cell.of(measured or "–", styles.cell),
    )


def findings(sheet: Sheet, covered: Covered, frame: Frame) -> Stack:
    """Compose the pages; empty parts are omitted."""
    return Stack(
        [
            *_standing(sheet, frame),
            *proofs(sheet, frame),
            *cost_charts(sheet, frame),
            *rest_of_path(sheet, covered),
            *_other_reasons(sheet, covered),
            *_firmness(sheet),
        ]
    )


def _standing(sheet: Sheet, frame: Frame) -> Iterator[Block]:
    """The origin of the finding, then each criterion and its decision.

    What was decided comes before the chart of criteria where it fills the page that this would leave blank.
    """
    past = Stack([*history(sheet, frame), *bridge(sheet, frame)])
    criteria, last = list(profile_charts(sheet, frame)), list(decided(sheet))
    yield from past.blocks
    left_blank = Stack([*past.blocks, *criteria]).height(frame.width) > frame.height
    fits = Stack([*past.blocks, *last]).height(frame.width) <= frame.height
    yield from [*last, *criteria] if past.blocks and left_blank and fits else [*criteria, *last]


def rest_of_path(sheet: Sheet, covered: Covered) -> Iterator[Block]:
    """The whole path, where page 1 shows its beginning."""
    if not covered.whole_path:
        title = sheet.language.gettext("The whole path to ready")
        yield heading(title, sheet.styles, element=sheet.references.heading(PATH))
        yield full_path_table(sheet, space_before=4)


def _path_within(sheet: Sheet, covered: Covered, width: float, room: float) -> Iterator[Block]:
    """The whole path, or as many of its first steps as `room` points hold."""
    whole, steps = list(rest_of_path(sheet, covered)), len(sheet.path.steps)
    if not whole or Stack(whole).height(width) <= room:
        yield from whole
        return
    for most in range(steps - 1, _FEWEST_STEPS - 1, -1):
        title = sheet.language.gettext(
            "The first {count} of {total} steps to ready",
            count=sheet.language.number(most),
            total=sheet.language.number(steps),
        )
        part = [heading(title, sheet.styles), full_path_table(sheet, space_before=4, most=most)]
        if Stack([Prose("", sheet.styles.note), *part]).height(width) <= room:
            yield from part
            return


def _other_reasons(sheet: Sheet, covered: Covered) -> Iterator[Block]:
    """Every reason that page 1 does not give: those that decide, then the others."""
    yield from deciding_reasons(sheet, covered)
    yield from _further_reasons(sheet, covered)


def _further_reasons(sheet: Sheet, covered: Covered) -> Iterator[Block]:
    """The reasons that do not decide the verdict and that page 1 does not give."""
    others = [each for each in sheet.assessment.reasons if each not in covered.reasons and not each.deciding]
    if others:
        title = of_both_days(sheet, sheet.language.gettext("What else was found"))
        # Where nothing decides, page 1 leads to these.
        led_to = not any(each.deciding for each in sheet.assessment.reasons)
        place = sheet.references.heading(REASONS) if led_to else None
        yield from _reason_table(sheet, title, others, place)


def deciding_reasons(sheet: Sheet, covered: Covered) -> Iterator[Block]:
    """The reasons that decide the verdict and that page 1 does not give."""
    found = by_gate([each for each in sheet.assessment.reasons if each.deciding])
    deciding = [each for each in found if each not in covered.reasons]
    if deciding:
        title = sheet.language.ngettext(
            "{count} more reason that decides it", "{count} more reasons that decide it", len(deciding)
        )
        yield from _reason_table(sheet, of_review(sheet, title), deciding, sheet.references.heading(REASONS))


def _reason_table(
    sheet: Sheet, title: str, reasons: Sequence[Reason], element: Element | None = None
) -> Iterator[Block]:
    """Reasons under a heading, which has its own element where page 1 leads to it."""
    language = sheet.language
    columns = (
        Column(language.gettext("Finding"), most=0.13, least=0.13),
        Column(language.gettext("What was found"), most=0.4, least=0.4),
        Column(language.gettext("Behind it")),
    )
    yield heading(title, sheet.styles, element=element)
    yield table(columns, [_reason_row(sheet, reason) for reason in reasons], sheet.styles, space_before=4)


def _reason_row(sheet: Sheet, reason: Reason) -> Sequence[Cell]:
    """Return the row of a reason: its kind, its headline, its detail."""
    language, styles, rubric = sheet.language, sheet.styles, sheet.rubric
    return (
        Cell.of(kind_word(reason.kind, language), styles.cell_quiet),
        Cell.of(reason_headline(reason, rubric, language), styles.cell),
        Cell.of(reason_detail(reason, rubric, language), styles.cell_quiet),
    )


def _firmness(sheet: Sheet) -> Iterator[Block]:
    """The single moves that would change the verdict; nothing if there are none, as page 1 states that."""
    language, styles, current = sheet.language, sheet.styles, sheet.brief.current
    if not current.firmness:
        return
    yield heading(_firmness_title(sheet), styles)
    sentence = firmness_sentence(current, language)
    yield Prose(sentence, styles.body, space_before=3, sentence=True, keep_with_next=True)
    columns = (
        Column(language.gettext("Criterion")),
        Column(language.gettext("Claimed"), most=0.12),
        Column(language.gettext("If it were"), most=0.12),
        Column(language.gettext("The verdict would be"), most=0.3),
    )
    rows = [
        (
            Cell.of(sheet.language.shipped(sheet.rubric.criterion(move.criterion).title), styles.cell),
            Cell.of(language.number(move.from_level), styles.cell_quiet),
            Cell.of(language.number(move.to_level), styles.cell),
            Cell.of(
                verdict_word(move.verdict, language),
                styles.cell.coloured(styles.palette.status(move.verdict)),
            ),
        )
        for move in current.firmness
    ]
    yield table(columns, rows, styles, space_before=6)


def _firmness_title(sheet: Sheet) -> str:
    """The title of the firmness test, with the day of the paper where that is not the review's."""
    if not sheet.brief.aged:
        return sheet.language.gettext("How firm the verdict is")
    day = sheet.brief.current.case.review.dated
    return sheet.language.gettext("How firm the verdict is, as of {day}", day=day)


# Composes a part, or nothing of it where its chart is taller than so many points.
Part = Callable[[float], Iterable[Block]]
# A part needs at least so many points: with less room left, none is composed.
_LEAST: Final = 60
_FEWEST_STEPS: Final = 3


def board_page(sheet: Sheet, covered: Covered, frame: Frame) -> Stack:
    """Compose the board page in reading order, the resolution last; a part that is too tall is left out."""
    page, last = Stack(()), resolution(sheet)
    for part in _parts(sheet, covered, frame):
        room = frame.height - Stack([*page.blocks, last]).height(frame.width)
        if room < _LEAST:
            break
        longer = Stack([*page.blocks, *part(room)])
        if Stack([*longer.blocks, last]).height(frame.width) <= frame.height:
            page = longer
    return Stack([*page.blocks, last])


def _parts(sheet: Sheet, covered: Covered, frame: Frame) -> Iterator[Part]:
    """The parts of the board page, the most important first."""
    yield lambda _: decided(sheet)
    yield lambda room: history(sheet, frame, room)
    yield lambda room: cost_at_volume(sheet, frame, room)
    yield lambda room: _path_within(sheet, covered, frame.width, room)
    yield lambda room: cost_by_month(sheet, frame, room)
    yield lambda _: deciding_reasons(sheet, covered)
    yield lambda _: proofs(sheet, frame)
    yield lambda _: profile_charts(sheet, frame)
    yield lambda _: _further_reasons(sheet, covered)
    yield lambda _: _firmness(sheet)
