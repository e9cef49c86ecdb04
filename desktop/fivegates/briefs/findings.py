"""The pages behind page 1: readiness and cost as charts, and all that page 1 had no room for."""

from collections.abc import Iterator, Sequence

from fivegates.briefs.arrangements import heading
from fivegates.briefs.blocks import Block, Prose, Stack
from fivegates.briefs.costs import cost_charts
from fivegates.briefs.decided import decided
from fivegates.briefs.past import bridge, history, proofs
from fivegates.briefs.path_table import full_path_table
from fivegates.briefs.profile import profile_charts
from fivegates.briefs.sheet import Sheet, Told
from fivegates.briefs.styles import Frame
from fivegates.briefs.tables import Cell, Column, table
from fivegates.domain.reasons import Reason
from fivegates.domain.wording.paths import firmness_sentence
from fivegates.domain.wording.reasons import kind_word, reason_detail, reason_headline
from fivegates.domain.wording.words import verdict_word


def findings(sheet: Sheet, told: Told, frame: Frame) -> Stack:
    """Compose the pages; a part that has nothing to say is left out."""
    return Stack(
        [
            *history(sheet, frame),
            *bridge(sheet, frame),
            *profile_charts(sheet, frame),
            *decided(sheet),
            *proofs(sheet, frame),
            *cost_charts(sheet, frame),
            *_rest_of_path(sheet, told),
            *_other_reasons(sheet, told),
            *_firmness(sheet),
        ]
    )


def _rest_of_path(sheet: Sheet, told: Told) -> Iterator[Block]:
    """The whole path, where page 1 shows its beginning."""
    if not told.whole_path:
        yield heading(sheet.language.gettext("The whole path to ready"), sheet.styles)
        yield full_path_table(sheet, space_before=4)


def _other_reasons(sheet: Sheet, told: Told) -> Iterator[Block]:
    """Every reason that page 1 does not give: those that decide, then the others."""
    language = sheet.language
    rest = [reason for reason in sheet.assessment.reasons if reason not in told.reasons]
    deciding = [reason for reason in rest if reason.deciding]
    others = [reason for reason in rest if not reason.deciding]
    if deciding:
        title = language.ngettext(
            "{count} more reason that decides it", "{count} more reasons that decide it", len(deciding)
        )
        yield from _reason_table(sheet, title, deciding)
    if others:
        yield from _reason_table(sheet, language.gettext("What else was found"), others)


def _reason_table(sheet: Sheet, title: str, reasons: Sequence[Reason]) -> Iterator[Block]:
    """Reasons under a heading."""
    language = sheet.language
    columns = (
        Column(language.gettext("Finding"), most=0.16, least=0.16),
        Column(language.gettext("What was found"), most=0.36, least=0.36),
        Column(language.gettext("Behind it")),
    )
    yield heading(title, sheet.styles)
    yield table(columns, [_reason_row(sheet, reason) for reason in reasons], sheet.styles, space_before=4)


def _reason_row(sheet: Sheet, reason: Reason) -> Sequence[Cell]:
    """One reason: its kind, its headline, its detail."""
    language, styles, rubric = sheet.language, sheet.styles, sheet.rubric
    return (
        Cell.of(kind_word(reason.kind, language), styles.cell_quiet),
        Cell.of(reason_headline(reason, rubric, language), styles.cell),
        Cell.of(reason_detail(reason, rubric, language), styles.cell_quiet),
    )


def _firmness(sheet: Sheet) -> Iterator[Block]:
    """Which single moves would change the verdict; page 1 has told that there is none."""
    language, styles, moves = sheet.language, sheet.styles, sheet.assessment.firmness
    if not moves:
        return
    yield heading(language.gettext("How firm the verdict is"), styles)
    sentence = firmness_sentence(sheet.assessment, language)
    yield Prose(sentence, styles.body, space_before=3, sentence=True, keep_with_next=True)
    columns = (
        Column(language.gettext("Criterion")),
        Column(language.gettext("Claimed"), most=0.12),
        Column(language.gettext("If it were"), most=0.12),
        Column(language.gettext("The verdict would be"), most=0.3),
    )
    rows = [
        (
            Cell.of(sheet.rubric.criterion(move.criterion).title, styles.cell),
            Cell.of(language.number(move.from_level), styles.cell_quiet),
            Cell.of(language.number(move.to_level), styles.cell),
            Cell.of(
                verdict_word(move.verdict, language),
                styles.cell.coloured(styles.palette.status(move.verdict)),
            ),
        )
        for move in moves
    ]
    yield table(columns, rows, styles, space_before=6)
