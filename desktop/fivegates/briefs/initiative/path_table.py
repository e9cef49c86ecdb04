"""The shortest path to ready as a table: narrow on page 1, wide where all of it is shown."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from fivegates.briefs.initiative.context import Sheet, cut
from fivegates.briefs.initiative.references import PATH, References
from fivegates.briefs.typesetting.blocks import Align, Block
from fivegates.briefs.typesetting.styles import TextStyle
from fivegates.briefs.typesetting.tables import Cell, Column, table
from fivegates.domain.economics.amounts import shared_places
from fivegates.domain.verdict.path import Step
from fivegates.domain.wording.paths import effort_note, overdue_text, promise_text, step_text

NO_DATE = "–"
# The narrow table has room for so many characters.
LONGEST_STEP, LONGEST_OWNER = 90, 40
WHOLE = sys.maxsize


def fits_on_page_one(sheet: Sheet, steps: Sequence[Step]) -> bool:
    """True if the short table shows the whole path, with nothing left out or cut."""
    return len(steps) == len(sheet.path.steps) and all(
        _words(sheet, step, LONGEST_STEP) == _words(sheet, step) and len(step.owner) <= LONGEST_OWNER
        for step in steps
    )


def short_path_table(sheet: Sheet, steps: Sequence[Step]) -> Block:
    """The first steps with owner, days and date; the last row counts all of the path's steps."""
    language = sheet.language
    columns = (
        Column(language.gettext("Step")),
        Column(language.gettext("Owner"), most=0.23),
        Column(language.gettext("Days"), most=0.2, align=Align.RIGHT),
        Column(language.gettext("By"), most=0.28, align=Align.RIGHT),
    )
    rows = [(_step(sheet, step, LONGEST_STEP), *_commitment(sheet, step, LONGEST_OWNER)) for step in steps]
    rows += _left_out(sheet, len(sheet.path.steps) - len(steps), len(columns))
    rows.append(_total(sheet, ()))
    return table(columns, rows, sheet.styles)


def full_path_table(sheet: Sheet, *, space_before: float, most: int = WHOLE) -> Block:
    """Every step, or the first `most`, with its gate and levels too."""
    language, path = sheet.language, sheet.path
    columns = (
        Column(language.gettext("Gate"), most=0.16),
        Column(language.gettext("Step")),
        Column(language.gettext("Level"), most=0.1),
        Column(language.gettext("Owner"), most=0.18),
        Column(language.gettext("Person-days"), most=0.14, align=Align.RIGHT),
        Column(language.gettext("By"), most=0.16, align=Align.RIGHT),
    )
    rows = [
        (_gate(sheet, step), _step(sheet, step), _levels(sheet, step), *_commitment(sheet, step))
        for step in path.steps[:most]
    ]
    if len(path.steps) > most:
        left = replace(sheet, references=References())
        (cells,) = _left_out(left, len(path.steps) - most, len(columns))
        rows.append((cells[-1], *cells[:-1]))
    rows.append((_empty(sheet), *_total(sheet, (_empty(sheet),))))
    return table(columns, rows, sheet.styles, space_before=space_before)


def _empty(sheet: Sheet) -> Cell:
    """A cell with nothing in it."""
    return Cell.of("", sheet.styles.cell)


def _gate(sheet: Sheet, step: Step) -> Cell:
    """The gate that the step helps to open."""
    return Cell.of(sheet.language.shipped(sheet.rubric.gate(step.gate).name), sheet.styles.cell_quiet)


def _words(sheet: Sheet, step: Step, most: int = WHOLE) -> str:
    """The step's title, cut to `most` characters, and how far it goes."""
    return step_text(step, sheet.rubric, sheet.language, longest=most)


def _step(sheet: Sheet, step: Step, most: int = WHOLE) -> Cell:
    """The step's title, cut to `most` characters, and the effort that its action gives."""
    step_line = (_words(sheet, step, most), sheet.styles.cell)
    note = effort_note(step, sheet.language)
    return Cell((step_line, (note, sheet.styles.cell_quiet))) if note else Cell((step_line,))


def _levels(sheet: Sheet, step: Step) -> Cell:
    """Return the levels before and after; an unanswered criterion starts from nothing."""
    start = "–" if step.unscored else sheet.language.number(step.from_level)
    return Cell.of(f"{start} → {sheet.language.number(step.to_level)}", sheet.styles.cell)


def _commitment(sheet: Sheet, step: Step, most: int = WHOLE) -> Iterator[Cell]:
    """The cells for owner, in no more than `most` characters, person-days and due date."""
    styles, language = sheet.styles, sheet.language
    owner = step.owner.strip()
    if owner:
        yield Cell.of(cut(owner, most), styles.cell_quiet.whole)
    else:
        yield Cell.of(language.gettext("unassigned"), styles.cell.coloured(styles.palette.closed))
    yield _days(sheet, step.effort, styles.cell)
    yield _day(sheet, step.due)


def _days(sheet: Sheet, effort: Decimal, style: TextStyle) -> Cell:
    """Person-days, all in the column with as many decimals as the finest of the path needs."""
    places = shared_places(step.effort for step in sheet.path.steps)
    return Cell.of(sheet.language.number(effort, places), style)


def _day(sheet: Sheet, day: date | None) -> Cell:
    """A date, or a dash."""
    return Cell.of(sheet.language.short_date(day) if day else NO_DATE, sheet.styles.cell)


def _left_out(sheet: Sheet, count: int, columns: int) -> Iterator[tuple[Cell, ...]]:
    """A row with the number of steps on a later page, and a link to it."""
    references = sheet.references
    if count > 0:
        text = references.more_text(count, PATH, sheet.language)
        yield (
            Cell(((text, sheet.styles.cell_quiet),), leads_to=references.leads_to(PATH)),
            *[_empty(sheet)] * (columns - 1),
        )


def _total(sheet: Sheet, between: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The row of totals: steps, person-days, and the last due date.

    What is overdue is beside the count: the narrow column of dates would take its room from the steps.
    """
    path, language, strong = sheet.path, sheet.language, sheet.styles.cell_strong
    steps = language.ngettext("{count} step", "{count} steps", len(path.steps))
    late = overdue_text(path, language)
    by = language.pgettext("due", "overdue") if late else promise_text(path, language)
    return (
        Cell(((steps, strong), (late, sheet.styles.cell_quiet))) if late else Cell.of(steps, strong),
        *between,
        _empty(sheet),
        _days(sheet, path.effort, strong),
        Cell.of(by, strong),
    )
