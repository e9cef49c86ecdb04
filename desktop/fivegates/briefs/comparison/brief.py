"""The comparison brief: a PDF that ranks several initiatives and gives the reasons."""

from dataclasses import replace

from fivegates.briefs.comparison.context import ComparisonSheet
from fivegates.briefs.comparison.details import details, questions
from fivegates.briefs.comparison.page_one import answer
from fivegates.briefs.initiative.context import dotted
from fivegates.briefs.initiative.references import References
from fivegates.briefs.leak_check import require_no_leak
from fivegates.briefs.missing_glyphs import unprintable_in_comparison
from fivegates.briefs.typesetting.accessibility import Metadata, archived
from fivegates.briefs.typesetting.blocks import Stack
from fivegates.briefs.typesetting.pages import Running, draw_pages
from fivegates.briefs.typesetting.pagination import pages_of
from fivegates.briefs.typesetting.styles import Frame, frame_of, styles_of
from fivegates.briefs.typesetting.tagged_canvas import Paper
from fivegates.charts.palette import read_palettes
from fivegates.domain.brief import ComparisonBrief, Omission, PaperSize, RenderedBrief
from fivegates.domain.comparison.comparison import in_order
from fivegates.domain.language import Language
from fivegates.domain.redaction import comparison_redacted, withheld
from fivegates.domain.review.fingerprint import fingerprint
from fivegates.domain.wording.comparison import answer_headline
from fivegates.domain.wording.papers import omitted_note
from fivegates.domain.wording.rubrics import rubric_reference


def render(
    brief: ComparisonBrief, language: Language, paper: PaperSize, palette_data: bytes
) -> RenderedBrief:
    """Set the brief. The same arguments give the same bytes; nothing else is read.

    `palette_data` is the palette file; paper always takes its light set. Raises UserError where the finished
    file still holds what was to be left out.
    """
    sheet = sheet_of(brief, language, palette_data, References())
    canvas = Paper(paper, language.tag)
    draw_pages(canvas, parts_of(sheet, frame_of(paper)), running_of(sheet), sheet.styles, sheet.language)
    pdf = archived(canvas.finish(), canvas.root, metadata_of(sheet))
    left_out = brief.left_out
    if left_out.omitted:
        require_no_leak(pdf, left_out.secrets, amounts=Omission.MONEY in left_out.omitted)
    return RenderedBrief(pdf, canvas.pages, unprintable_in_comparison(sheet.brief, sheet.language))


def sheet_of(
    brief: ComparisonBrief, language: Language, palette_data: bytes, references: References
) -> ComparisonSheet:
    """The sheet of a comparison: its sides in ranking order, without omissions."""
    language = withheld(language, brief.left_out.omitted)
    cases = [(side.initiative.code, side.reviewed) for side in brief.comparison.sides]
    fingerprints = {code: fingerprint(found.case) for code, found in cases if found is not None}
    brief = replace(brief, comparison=in_order(brief.comparison))
    brief = comparison_redacted(brief, language)
    styles = styles_of(read_palettes(palette_data).light, brief.letterhead.accent, language.code)
    return ComparisonSheet(brief, styles, language, fingerprints, references)


def parts_of(sheet: ComparisonSheet, frame: Frame) -> list[Stack]:
    """The parts of the brief; each begins on a new page. The questions come last, with page numbers."""
    parts = [answer(sheet, frame), details(sheet, frame)]
    if not sheet.brief.questions:
        return parts
    references = sheet.references.placed(pages_of(parts, frame))
    return [*parts, questions(replace(sheet, references=references))]


def running_of(sheet: ComparisonSheet) -> Running:
    """The running heads and footers."""
    language, sides = sheet.language, sheet.comparison.sides
    rubrics = [side.assessment.case.rubric for side in sides if side.assessment]
    lines = [rubric_reference(each, language) for each in rubrics]
    thanks = [language.shipped(each.credit) for each in rubrics]
    return Running(
        first=language.gettext("COMPARISON BRIEF"),
        title=_title(sheet),
        right=dotted([language.long_date(sheet.brief.dated), sheet.brief.marking]),
        ending=omitted_note(sheet.brief.left_out.omitted, language),
        foot=dotted(["Fivegates", *dict.fromkeys(lines), *dict.fromkeys(thanks)]),
        entity=sheet.brief.letterhead.legal_entity,
    )


def _title(sheet: ComparisonSheet) -> str:
    """The initiatives by their codes, which all fit."""
    codes = [side.initiative.code for side in sheet.comparison.sides]
    return sheet.language.gettext("Comparison: {codes}", codes=", ".join(codes))


def metadata_of(sheet: ComparisonSheet) -> Metadata:
    """The metadata of the file."""
    sides = sheet.comparison.sides
    reviewers = [side.assessment.case.review.reviewer.strip() for side in sides if side.assessment]
    named = [name for name in dict.fromkeys(reviewers) if name]
    return Metadata(
        title=_title(sheet),
        author=", ".join(named) or "Fivegates",
        subject=answer_headline(sheet.comparison, sheet.language),
        program=sheet.brief.program,
        language=sheet.language.tag,
        dated=sheet.brief.dated,
    )
