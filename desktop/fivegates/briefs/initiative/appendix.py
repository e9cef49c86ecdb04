"""The appendix: its chapters in order; actions, changes, words and questions to expect."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from fivegates.briefs.initiative.about_chapter import about_chapter
from fivegates.briefs.initiative.context import Sheet
from fivegates.briefs.initiative.costs import money_of
from fivegates.briefs.initiative.criteria_chapter import criteria_chapter
from fivegates.briefs.initiative.exceptions import exceptions
from fivegates.briefs.initiative.frameworks_chapter import frameworks_chapter
from fivegates.briefs.initiative.ledger_pages import ledger_pages
from fivegates.briefs.initiative.panel_chapter import panel_chapter
from fivegates.briefs.initiative.references import References, gate_place
from fivegates.briefs.initiative.track_record import track_record_pages
from fivegates.briefs.typesetting.arrangements import heading
from fivegates.briefs.typesetting.blocks import Align, Block, Prose, Stack
from fivegates.briefs.typesetting.styles import Styles
from fivegates.briefs.typesetting.tables import Cell, Column, table
from fivegates.domain.brief import Chapter
from fivegates.domain.economics.amounts import shared_places
from fivegates.domain.initiative.initiative import Action, ActionStatus, Change
from fivegates.domain.language import Language
from fivegates.domain.wording.action_list import due_text
from fivegates.domain.wording.glossary import glossary, how_to_read
from fivegates.domain.wording.rehearsal import Question, rehearsal
from fivegates.domain.wording.words import action_status_word, change_kind_word


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
    """Return the row of a question, with its place."""
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


def appendix(sheet: Sheet) -> Stack:
    """Compose the chapters chosen; lists that are empty are left out."""
    chosen = (each for each in _COMPOSED if sheet.brief.extent.has(each))
    return Stack([block for each in chosen for block in _COMPOSED[each](sheet)])


def _actions(sheet: Sheet) -> Iterator[Block]:
    """All actions, the open ones first, by due date."""
    language, styles = sheet.language, sheet.styles
    actions = sorted(sheet.case.actions, key=_action_order)
    if not actions:
        return
    columns = (
        Column(language.gettext("Action")),
        Column(language.gettext("Owner"), most=0.2),
        Column(language.gettext("Person-days"), most=0.14, align=Align.RIGHT),
        Column(language.gettext("By"), most=0.16, align=Align.RIGHT),
        Column(language.gettext("Status"), most=0.12),
    )
    yield heading(language.gettext("Actions"), styles)
    places = shared_places(action.effort for action in actions if action.effort is not None)
    yield table(columns, [_action_row(sheet, action, places) for action in actions], styles, space_before=4)


def _action_order(action: Action) -> tuple[bool, bool, str, str, int]:
    """Open first, then by due date; the rest only makes the order repeatable."""
    due = action.due.isoformat() if action.due else ""
    return action.status is not ActionStatus.OPEN, not due, due, action.title, action.id


def _action_row(sheet: Sheet, action: Action, places: int) -> Sequence[Cell]:
    """Return the row of an action and its criterion; its effort has `places` decimals."""
    language, styles = sheet.language, sheet.styles
    titles = {c.id: language.shipped(c.title) for c in sheet.rubric.criteria}
    return (
        Cell(((action.title, styles.cell), (titles.get(action.criterion, ""), styles.cell_quiet))),
        _owner(sheet, action),
        Cell.of("–" if action.effort is None else language.number(action.effort, places), styles.cell),
        Cell.of(due_text(action, sheet.brief.current.case.review.dated, language), styles.cell),
        Cell.of(action_status_word(action.status, language), styles.cell_quiet),
    )


def _owner(sheet: Sheet, action: Action) -> Cell:
    """The owner; a missing one is highlighted while the action is open."""
    styles = sheet.styles
    if action.owner.strip():
        return Cell.of(action.owner, styles.cell_quiet.whole)
    missing = styles.cell.coloured(styles.palette.closed)
    style = missing if action.status is ActionStatus.OPEN else styles.cell_quiet
    return Cell.of(sheet.language.gettext("unassigned"), style)


def _changes(sheet: Sheet) -> Iterator[Block]:
    """The changes on or before the review's date, the latest first."""
    language, styles = sheet.language, sheet.styles
    seen = [change for change in sheet.case.changes if change.dated <= sheet.case.review.dated]
    if not seen:
        return
    columns = (
        Column(language.gettext("Date"), most=0.16),
        Column(language.gettext("What changed"), most=0.16),
        Column(language.gettext("How")),
    )
    yield heading(language.gettext("Changes"), styles)
    yield table(
        columns, [_change_row(sheet, c) for c in sorted(seen, key=_change_order)], styles, space_before=4
    )


def _change_order(change: Change) -> tuple[int, str, str, int]:
    """Latest first; the rest only makes the order repeatable."""
    return -change.dated.toordinal(), change.kind.value, change.summary, change.id


def _change_row(sheet: Sheet, change: Change) -> Sequence[Cell]:
    language, styles = sheet.language, sheet.styles
    return (
        Cell.of(language.short_date(change.dated), styles.cell),
        Cell.of(change_kind_word(change.kind, language), styles.cell_quiet),
        Cell.of(change.summary, styles.cell),
    )


def _words(sheet: Sheet) -> Iterator[Block]:
    """The note on reading the paper, and its glossary."""
    styles, language = sheet.styles, sheet.language
    yield heading(language.gettext("How to read this"), styles)
    yield Prose(how_to_read(sheet.rubric, language, money=language.states_money), styles.body, space_before=4)
    money = money_of(sheet).economics is not None
    rows = [
        (Cell.of(word, styles.cell_strong), Cell.of(meaning, styles.cell))
        for word, meaning in glossary(sheet.rubric, language, money=money)
    ]
    yield table((Column("", most=0.24, least=0.24), Column("")), rows, styles, space_before=6)


def _questions(sheet: Sheet) -> Iterator[Block]:
    """The questions to expect from the board, with answer, evidence and page; for the presenter."""
    note = sheet.language.gettext("For the presenter alone, made by rule from this brief.")
    questions = rehearsal(sheet.brief, sheet.language)
    yield from questions_chapter(note, questions, sheet.styles, sheet.references, sheet.language)


_COMPOSED: Final[Mapping[Chapter, Callable[[Sheet], Iterable[Block]]]] = {
    Chapter.CRITERIA: criteria_chapter,
    Chapter.PANEL: panel_chapter,
    Chapter.ACTIONS: _actions,
    Chapter.CHANGES: _changes,
    Chapter.EXCEPTIONS: exceptions,
    Chapter.TRACK_RECORD: track_record_pages,
    Chapter.LEDGER: ledger_pages,
    Chapter.WORDS: _words,
    Chapter.FRAMEWORKS: frameworks_chapter,
    Chapter.QUESTIONS: _questions,
    Chapter.ABOUT: about_chapter,
}
