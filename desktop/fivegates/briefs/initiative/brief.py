"""The initiative brief: a PDF with the verdict on an AI initiative, the reasons, and the path to ready."""

from dataclasses import replace

from fivegates.briefs.initiative.answers_page import answers_page
from fivegates.briefs.initiative.appendix import appendix
from fivegates.briefs.initiative.context import Covered, Sheet, dotted
from fivegates.briefs.initiative.findings import board_page, findings
from fivegates.briefs.initiative.page_one_fitting import PageOne
from fivegates.briefs.initiative.references import References
from fivegates.briefs.leak_check import require_no_leak
from fivegates.briefs.missing_glyphs import unprintable_fields
from fivegates.briefs.typesetting.accessibility import Metadata, archived
from fivegates.briefs.typesetting.blocks import Stack
from fivegates.briefs.typesetting.pages import Back, Running, draw_page_numbers, draw_unnumbered
from fivegates.briefs.typesetting.pagination import last_page_fill, pages_of
from fivegates.briefs.typesetting.pdf_merging import target_name
from fivegates.briefs.typesetting.styles import Frame, frame_of, styles_of
from fivegates.briefs.typesetting.tagged_canvas import Paper
from fivegates.charts.palette import read_palettes
from fivegates.domain.brief import Chapter, Edition, InitiativeBrief, Omission, PaperSize, RenderedBrief
from fivegates.domain.language import Language
from fivegates.domain.redaction import for_reader
from fivegates.domain.review.fingerprint import short_fingerprint
from fivegates.domain.wording.finality import finality_note, head_note
from fivegates.domain.wording.papers import omitted_note
from fivegates.domain.wording.rubrics import rubric_reference
from fivegates.domain.wording.verdicts import verdict_headline

NEARLY_EMPTY = 0.6
# The page of a pack, from 1, on which its contents begin.
CONTENTS_PAGE = 2


def render(
    brief: InitiativeBrief, language: Language, paper: PaperSize, palette_data: bytes
) -> RenderedBrief:
    """Set the brief. The same arguments give the same bytes; nothing else is read.

    `palette_data` is the palette file; paper always takes its light set. Raises UserError where the finished
    file still holds what was to be left out.
    """
    secrets, brief, language = for_reader(brief, language)
    canvas = Paper(paper, language.tag)
    sheet = draw_brief(brief, canvas, language, palette_data, numbered=True)
    draw_page_numbers(canvas, sheet.styles.note, language, canvas.pages)
    pdf = archived(canvas.finish(), canvas.root, metadata_of(sheet))
    if brief.omitted:
        require_no_leak(pdf, secrets, amounts=Omission.MONEY in brief.omitted)
    return RenderedBrief(pdf, canvas.pages, unprintable_fields(brief, language))


def draw_brief(
    brief: InitiativeBrief, paper: Paper, language: Language, palette_data: bytes, *, numbered: bool
) -> Sheet:
    """Draw all pages, without their numbers, since a pack has more pages than this.

    With `numbered`, page 1 names the pages that it leads to, from 1.
    """
    sheet = sheet_of(brief, language, palette_data, References(numbered=numbered))
    draw_unnumbered(paper, parts_of(sheet, frame_of(paper.size)), running_of(sheet), sheet.styles)
    return sheet


def sheet_of(
    brief: InitiativeBrief, language: Language, palette_data: bytes, references: References
) -> Sheet:
    """The sheet of a brief; paper takes the light set of the palette."""
    styles = styles_of(read_palettes(palette_data).light, brief.letterhead.accent, language.code)
    return Sheet(brief, styles, language, references)


def parts_of(sheet: Sheet, frame: Frame) -> list[Stack]:
    """The parts of the brief, each on a new page; page 1 refers to the pages with the details."""
    first, answers = PageOne(sheet), answers_page(sheet, frame)
    limits = first.limits(frame)
    behind, last = _behind(sheet, first.covered(limits), frame), appendix(sheet)
    parts = _run_on(first.within(limits), answers, behind, last, frame)
    references = sheet.references.placed(pages_of(parts, frame))
    if sheet.brief.extent.has(Chapter.QUESTIONS):
        last = appendix(replace(sheet, references=references))  # the questions name pages
    first.lead_by(references)
    return _run_on(first.within(limits), answers, behind, last, frame)


def _behind(sheet: Sheet, covered: Covered, frame: Frame) -> Stack:
    """The pages of the edition between page 1 and the appendix."""
    match sheet.brief.extent.edition:
        case Edition.ONE_PAGE:
            return Stack(())
        case Edition.BOARD:
            return board_page(sheet, covered, frame)
        case Edition.FULL:
            return findings(sheet, covered, frame)


def _run_on(first: Stack, answers: Stack, behind: Stack, appendix: Stack, frame: Frame) -> list[Stack]:
    """Begin each part on a new page, unless that leaves the page before it nearly empty.

    The page of answers, if there is one, is the second.
    """
    parts = _without_answers(first, behind, appendix, frame)
    return [parts[0], answers, *parts[1:]] if answers.blocks else parts


def _without_answers(first: Stack, behind: Stack, appendix: Stack, frame: Frame) -> list[Stack]:
    """The other parts."""
    if not behind.blocks:
        return [first, appendix]
    if first.height(frame.width) > frame.height:
        return [Stack([*first.blocks, *behind.blocks]), appendix]
    if last_page_fill(behind, frame) < NEARLY_EMPTY:
        return [first, Stack([*behind.blocks, *appendix.blocks])]
    return [first, behind, appendix]


def running_of(sheet: Sheet) -> Running:
    """The running heads and footers."""
    language, case = sheet.language, sheet.case
    foot = [
        "Fivegates",
        rubric_reference(case.rubric, language),
        finality_note(
            case.review, sheet.brief.record, short_fingerprint(sheet.brief.fingerprinted), language
        ),
        language.shipped(case.rubric.credit),
    ]
    return Running(
        first=dotted([language.gettext("INITIATIVE BRIEF"), sheet.initiative.code]),
        title=sheet.initiative.name,
        right=head_note(case.review, language),
        foot=dotted(foot),
        ending=dotted([_as_of(sheet), omitted_note(sheet.brief.omitted, language), sheet.brief.marking]),
        entity=sheet.brief.letterhead.legal_entity,
        back=None if sheet.references.numbered else _back_to_contents(language),
    )


def _back_to_contents(language: Language) -> Back:
    """The link from a brief inside a pack to the contents, which begin after the cover."""
    return Back(language.gettext("Back to contents"), target_name(CONTENTS_PAGE))


def _as_of(sheet: Sheet) -> str:
    """The day of the paper, where it differs from the review's."""
    day = sheet.brief.day
    return sheet.language.gettext("as of {day}", day=sheet.language.long_date(day)) if day else ""


def metadata_of(sheet: Sheet) -> Metadata:
    """The metadata of the file."""
    review = sheet.case.review
    return Metadata(
        title=sheet.language.gettext("Initiative brief: {name}", name=sheet.initiative.name),
        author=review.reviewer.strip() or "Fivegates",
        subject=verdict_headline(
            sheet.assessment.verdict.state, sheet.language, sheet.assessment.verdict.waived_until
        ),
        program=sheet.brief.program,
        language=sheet.language.tag,
        dated=review.dated,
    )
