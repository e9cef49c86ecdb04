"""The questions to expect from the board: a chapter for the presenter, and speaker's notes."""

from collections.abc import Iterable, Iterator, Sequence

from fivegates.briefs.initiative.references import References, gate_place
from fivegates.briefs.typesetting.arrangements import heading
from fivegates.briefs.typesetting.blocks import Align, Block, Prose
from fivegates.briefs.typesetting.styles import Styles
from fivegates.briefs.typesetting.tables import Cell, Column, table
from fivegates.domain.language import Language
from fivegates.domain.wording.rehearsal import Question


def questions_chapter(
    note: str, questions: Iterable[Question], styles: Styles, references: References, language: Language
) -> Iterator[Block]:
    """Each question with its answer, its evidence and its page; `note` is below the heading."""
    yield heading(language.gettext("Questions to expect"), styles)
    yield Prose(note, styles.note, space_before=2, keep_with_next=True)
    columns = (
        Column(language.gettext("Question"), most=0.34, least=0.34),
        Column(language.gettext("Answer")),
        Column(language.gettext("Evidence"), most=0.22, least=0.22),
        *_place_column(references, language),
    )
    rows = [_row(each, styles, references, language) for each in questions]
    yield table(columns, rows, styles, space_before=4)


def _place_column(references: References, language: Language) -> Iterator[Column]:
    """The column with page or heading of the details; none in a pack, whose pages are known later."""
    if references.named:
        yield Column(language.gettext("Chapter"), most=0.18, least=0.18)
    elif references.numbered:
        yield Column(language.gettext("Page"), most=0.06, least=0.06, align=Align.RIGHT)


def _row(question: Question, styles: Styles, references: References, language: Language) -> Sequence[Cell]:
    """One question, with its place."""
    return (
        Cell.of(question.text, styles.cell_strong),
        Cell.of(question.answer, styles.cell),
        Cell.of(question.evidence, styles.cell_quiet),
        *_place(question, styles, references, language),
    )


def _place(question: Question, styles: Styles, references: References, language: Language) -> Iterator[Cell]:
    """The page, where only page 1 has the details; or the heading as a link, where there is one."""
    quiet = styles.cell_quiet
    name = gate_place(question.gate) if question.gate else question.about
    if references.named:
        yield Cell(((references.titles.get(name, "–"), quiet),), leads_to=references.leads_to(name))
    elif references.numbered:
        yield Cell.of(language.number(references.pages.get(name, 1)), quiet)


def question_notes(questions: Iterable[Question], language: Language) -> list[str]:
    """Question, answer and evidence, a line each, for the presenter; none where there is no question."""
    found = list(questions)
    lines = [language.gettext("Questions to expect")] if found else []
    for each in found:
        lines += ["", each.text, each.answer, *([each.evidence] if each.evidence else [])]
    return lines
