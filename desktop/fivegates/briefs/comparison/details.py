"""The pages behind page 1 of a comparison: criteria, money, trend, paths to ready, questions to expect."""

from collections.abc import Iterator

from fivegates.briefs.comparison.context import ComparisonSheet
from fivegates.briefs.comparison.side_by_side import LONG_LABELS, fact_row, side_by_side
from fivegates.briefs.initiative.appendix import question_notes, questions_chapter
from fivegates.briefs.initiative.context import dotted
from fivegates.briefs.initiative.path_table import full_path_table
from fivegates.briefs.typesetting.arrangements import heading
from fivegates.briefs.typesetting.blocks import Align, Block, Prose, Stack
from fivegates.briefs.typesetting.chart import Chart, drawn
from fivegates.briefs.typesetting.structure import Role
from fivegates.briefs.typesetting.styles import Frame
from fivegates.briefs.typesetting.tables import Cell, Column, table
from fivegates.charts.portfolio.readiness_panels import readiness_panels
from fivegates.domain.brief import Omission
from fivegates.domain.comparison.comparison import Side
from fivegates.domain.wording.comparison import rule_sentence, trend_finding
from fivegates.domain.wording.comparison_facts import (
    asked_row,
    criterion_rows,
    differing_title,
    not_sealed_sentence,
    recorded_sentence,
    same_lines,
    same_title,
)
from fivegates.domain.wording.comparison_money import build_rows, money_note, money_rows
from fivegates.domain.wording.comparison_rehearsal import comparison_rehearsal
from fivegates.domain.wording.papers import meeting_details_text
from fivegates.domain.wording.paths import firmness_sentence, path_sentence
from fivegates.domain.wording.proposals import asked_note
from fivegates.domain.wording.rubrics import rubric_reference


def questions(sheet: ComparisonSheet) -> Stack:
    """The questions, each with its answer, its evidence and its page."""
    language = sheet.language
    note = language.gettext("For the presenter alone, made by rule from this comparison.")
    asked = comparison_rehearsal(sheet.comparison, language, sheet.brief.left_out.omitted)
    return Stack(list(questions_chapter(note, asked, sheet.styles, sheet.references, language)))


def notes(sheet: ComparisonSheet) -> list[str]:
    """The questions as speaker's notes; none in a version for others."""
    if sheet.brief.left_out.omitted:
        return []
    return question_notes(comparison_rehearsal(sheet.comparison, sheet.language), sheet.language)


# A part lower than this stays on one page.
TOGETHER = 330
LONGEST_ASKED = 400
PART_SPACE = 18
PATH_SPACE = 12


def details(sheet: ComparisonSheet, frame: Frame) -> Stack:
    """Compose the pages; empty parts are omitted."""
    return Stack(
        [
            _part(_asked(sheet), 0),
            *_differing(sheet),
            *_same(sheet),
            *([] if Omission.MONEY in sheet.brief.left_out.omitted else [_part(_money(sheet))]),
            *_trend(sheet, frame),
            *_paths(sheet),
            _part(_about(sheet)),
        ]
    )


def _part(blocks: Iterator[Block], space_before: float = PART_SPACE) -> Stack:
    """Blocks that stay on one page while they are low enough."""
    return Stack(list(blocks), space_before=space_before, together=TOGETHER)


def _asked(sheet: ComparisonSheet) -> Iterator[Block]:
    """The decision that each initiative asks of the board."""
    language = sheet.language
    title = language.gettext("What is asked of the board")
    yield heading(title, sheet.styles)
    yield Prose(asked_note(language), sheet.styles.note, space_before=2, keep_with_next=True)
    row = asked_row(sheet.comparison, LONGEST_ASKED, language)
    yield side_by_side(sheet, "", [fact_row(sheet, row)])


def _differing(sheet: ComparisonSheet) -> Iterator[Block]:
    """The criteria that are not answered alike, the widest apart first."""
    comparison, language = sheet.comparison, sheet.language
    title, place = differing_title(comparison, language), sheet.references.heading("criteria")
    yield heading(title, sheet.styles, element=place)
    if comparison.differing:
        rows = criterion_rows(comparison, comparison.differing, language)
        yield side_by_side(
            sheet,
            language.gettext("Criterion"),
            [fact_row(sheet, row) for row in rows],
            labels=LONG_LABELS,
        )


def _same(sheet: ComparisonSheet) -> Iterator[Block]:
    """The criteria that are answered alike, folded by their level."""
    comparison, language, styles = sheet.comparison, sheet.language, sheet.styles
    if not comparison.alike:
        return
    yield heading(same_title(comparison, language), styles)
    rows = [
        (Cell.of(standing, styles.cell), Cell.of(dotted(titles), styles.cell_quiet))
        for standing, titles in same_lines(comparison, language)
    ]
    columns = (Column("", most=0.24), Column(""))
    yield table(columns, rows, styles, space_before=4)


def _money(sheet: ComparisonSheet) -> Iterator[Block]:
    """Unit economics today and at target volume."""
    language, styles = sheet.language, sheet.styles
    title = language.gettext("What a unit costs and brings")
    yield heading(title, styles, element=sheet.references.heading("money"))
    yield Prose(money_note(language), styles.note, space_before=2, keep_with_next=True)
    recorded = recorded_sentence(sheet.comparison, sheet.brief.dated, language)
    if recorded:
        yield Prose(recorded, styles.note, space_before=2, keep_with_next=True)
    facts = (*money_rows(sheet.comparison, language), *build_rows(sheet.comparison, language))
    rows = [fact_row(sheet, row, Align.RIGHT) for row in facts]
    yield side_by_side(sheet, language.gettext("Money"), rows, align=Align.RIGHT)


def _trend(sheet: ComparisonSheet, frame: Frame) -> Iterator[Block]:
    """Readiness from review to review, on one scale."""
    comparison, language = sheet.comparison, sheet.language
    chart = drawn(readiness_panels, comparison, sheet.styles.palette, language, width=frame.width)
    finding = trend_finding(comparison, language)
    described = language.gettext(
        "Chart: {finding}. It shows the lowest gate score of each initiative at each of its reviews.",
        finding=finding,
    )
    yield heading(language.gettext("Readiness over time"), sheet.styles)
    yield Chart(chart, described, space_before=8)


def _paths(sheet: ComparisonSheet) -> Iterator[Block]:
    """The paths to ready, and the firmness of each verdict."""
    title = sheet.language.gettext("The shortest path to ready of each")
    yield heading(title, sheet.styles, element=sheet.references.heading("path"))
    for side in sheet.comparison.sides:
        yield _part(_path(sheet, side), PATH_SPACE)


def _path(sheet: ComparisonSheet, side: Side) -> Iterator[Block]:
    """Yield a path to ready under its initiative's name."""
    language, styles, assessment = sheet.language, sheet.styles, side.assessment
    name = dotted([side.initiative.code, side.initiative.name])
    yield Prose(
        name,
        styles.strong,
        role=Role.SUBHEADING,
        keep_with_next=True,
        outline=1,
        sentence=True,
    )
    if assessment is None:
        yield Prose(language.gettext("Not reviewed yet."), styles.detail, space_before=2)
        return
    text = f"{path_sentence(assessment.path, language)} {firmness_sentence(assessment, language)}"
    has_steps = bool(assessment.path.steps)
    yield Prose(text, styles.detail, space_before=2, sentence=True, keep_with_next=has_steps)
    if has_steps:
        yield full_path_table(sheet.of(side, assessment), space_before=4)


def _about(sheet: ComparisonSheet) -> Iterator[Block]:
    """The ranking method, and the reviews compared."""
    language, styles = sheet.language, sheet.styles
    yield heading(language.gettext("About this comparison"), styles)
    yield Prose(rule_sentence(language), styles.detail, space_before=3)
    not_sealed = not_sealed_sentence(sheet.comparison, sheet.brief.dated, language)
    if not_sealed:
        yield Prose(not_sealed, styles.detail, space_before=3)
    facts = [
        (dotted([side.initiative.code, side.initiative.name]), _review_facts(sheet, side))
        for side in sheet.comparison.sides
    ]
    facts += [
        (language.gettext("Marking"), [sheet.brief.marking]),
        (language.gettext("Meeting"), meeting_details_text(sheet.brief.meeting, language)),
        (language.gettext("Made with"), [sheet.brief.program]),
    ]
    rows = [
        (Cell.of(name, styles.cell_quiet), Cell(tuple((part, styles.cell) for part in parts)))
        for name, parts in facts
        if any(part.strip() for part in parts)
    ]
    yield table((Column("", most=0.34), Column("")), rows, styles, space_before=6)


def _review_facts(sheet: ComparisonSheet, side: Side) -> list[str]:
    """The reviewer, date, rubric and fingerprint of one review."""
    language = sheet.language
    if side.reviewed is None:
        return [language.gettext("Not reviewed yet.")]
    case = side.reviewed.case
    day = language.gettext("Review of {day}", day=language.long_date(case.review.dated))
    rubric = rubric_reference(case.rubric, language)
    return [dotted([day, case.review.reviewer, rubric]), sheet.fingerprints[side.initiative.code]]
