"""The questions to expect about a comparison: a chapter for the presenter, and speaker's notes."""

from fivegates.briefs.comparison.context import ComparisonSheet
from fivegates.briefs.initiative.questions import question_notes, questions_chapter
from fivegates.briefs.typesetting.blocks import Stack
from fivegates.domain.wording.comparison_rehearsal import comparison_rehearsal


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
