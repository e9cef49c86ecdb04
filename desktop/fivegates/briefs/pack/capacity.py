"""The capacity chapter of a pack: the plan, its work, and its limits."""

from collections.abc import Iterator

from fivegates.briefs.pack.context import PackSheet
from fivegates.briefs.typesetting.arrangements import heading
from fivegates.briefs.typesetting.blocks import Align, Block, Prose, Stack
from fivegates.briefs.typesetting.chart import Chart, drawn
from fivegates.briefs.typesetting.styles import Frame
from fivegates.briefs.typesetting.tables import Cell, Column, table
from fivegates.charts.portfolio.capacity_timeline import capacity_timeline
from fivegates.domain.capacity.planning import Plan
from fivegates.domain.capacity.schedule import Task
from fivegates.domain.wording.capacity import (
    assumptions,
    effort_text,
    gain_text,
    loose_sentence,
    owner_text,
    plan_finding,
    plan_sentence,
    proof_sentence,
    ready_text,
    task_text,
    undone_text,
    unplanned_text,
    value_text,
)

# Further rows are counted; the window and the command line list them all.
MOST_TASKS, MOST_UNDONE, FEW = 60, 30, 12


def capacity_part(sheet: PackSheet, frame: Frame, plan: Plan) -> Stack:
    """The plan in a sentence, a chart and tables; then its limits and assumptions."""
    styles, language = sheet.styles, sheet.language
    text = f"{plan_sentence(plan, language)} {proof_sentence(plan, language)}"
    return Stack(
        [
            heading(language.gettext("Capacity"), styles),
            Prose(text, styles.body, space_before=3, sentence=True),
            *_timeline(sheet, frame, plan),
            *_ready(sheet, plan),
            *_work(sheet, plan),
            *_undone(sheet, plan),
            *_limits(sheet, plan),
        ]
    )


def _timeline(sheet: PackSheet, frame: Frame, plan: Plan) -> Iterator[Block]:
    """The chart, and in words the day on which each is ready."""
    if not plan.ready:
        return
    language = sheet.language
    days = "; ".join(f"{each.candidate.initiative.name}: {ready_text(each, language)}" for each in plan.ready)
    words = language.gettext("Chart: {finding}. {rows}", finding=plan_finding(plan, language), rows=days)
    chart = drawn(capacity_timeline, plan, sheet.styles.palette, language, width=frame.width)
    yield Chart(chart, words, space_before=8)


def _ready(sheet: PackSheet, plan: Plan) -> Iterator[Block]:
    """The initiatives made ready, with date and value."""
    if not plan.ready:
        return
    styles, language = sheet.styles, sheet.language
    columns = (
        Column(language.gettext("Initiative")),
        Column(language.gettext("Ready"), most=0.26),
        Column(language.gettext("Value"), most=0.22, align=Align.RIGHT),
    )
    rows = [
        (
            Cell.of(" ".join(each.candidate.initiative.name.split()), styles.cell.whole),
            Cell.of(ready_text(each, language), styles.cell),
            Cell.of(value_text(each.candidate.value, plan.problem.currency, language), styles.cell),
        )
        for each in plan.ready
    ]
    yield table(columns, rows, styles, space_before=6)


def _work(sheet: PackSheet, plan: Plan) -> Iterator[Block]:
    """The work by person, with dates."""
    if not plan.tasks:
        return
    styles, language = sheet.styles, sheet.language
    yield heading(language.gettext("Who does what by when"), styles, outline=None)
    columns = (
        Column(language.gettext("Who"), most=0.18),
        Column(language.gettext("Until"), most=0.14),
        Column(language.gettext("Initiative"), most=0.25),
        Column(language.gettext("Step")),
        Column(language.gettext("Effort"), most=0.16, align=Align.RIGHT),
    )
    most = FEW if sheet.front.is_short else MOST_TASKS
    yield table(columns, [_task(sheet, each) for each in plan.tasks[:most]], styles, space_before=4)
    yield from _more(sheet, len(plan.tasks) - most)


def _task(sheet: PackSheet, task: Task) -> tuple[Cell, ...]:
    """Return the row of a piece of work."""
    styles, language = sheet.styles, sheet.language
    return (
        Cell.of(owner_text(task, language), styles.cell.whole),
        Cell.of(language.short_date(task.finish), styles.cell),
        Cell.of(", ".join(task.codes), styles.cell_quiet),
        Cell.of(task_text(task, language), styles.cell),
        Cell.of(effort_text(task.effort, language), styles.cell),
    )


def _undone(sheet: PackSheet, plan: Plan) -> Iterator[Block]:
    """The initiatives that the plan leaves out, and why."""
    styles, language = sheet.styles, sheet.language
    found = [(each.candidate.initiative, undone_text(each, plan, language)) for each in plan.undone]
    found += [(initiative, unplanned_text(why, language)) for initiative, why in plan.problem.apart]
    if not found:
        return
    yield heading(language.gettext("Not done"), styles, outline=None)
    columns = (Column(language.gettext("Initiative"), most=0.4), Column(language.gettext("Why")))
    most = FEW if sheet.front.is_short else MOST_UNDONE
    rows = [
        (Cell.of(" ".join(initiative.name.split()), styles.cell.whole), Cell.of(why, styles.cell))
        for initiative, why in found[:most]
    ]
    yield table(columns, rows, styles, space_before=4)
    yield from _more(sheet, len(found) - most)


def _limits(sheet: PackSheet, plan: Plan) -> Iterator[Block]:
    """The gain of one more unit of each limit, and the assumptions."""
    styles, language = sheet.styles, sheet.language
    yield heading(language.gettext("What limits the plan"), styles, outline=None)
    lines = [gain_text(each, plan, language) for each in plan.gains]
    for text in filter(None, (*lines, loose_sentence(plan, language))):
        yield Prose(text, styles.body, space_before=2, sentence=True)
    for text in assumptions(plan, language):
        yield Prose(text, styles.note, space_before=2, sentence=True)


def _more(sheet: PackSheet, count: int) -> Iterator[Block]:
    """The number of rows that a table leaves out, as a sentence."""
    if count > 0:
        text = sheet.language.ngettext("and {count} more", "and {count} more", count)
        yield Prose(text, sheet.styles.note, space_before=3)
