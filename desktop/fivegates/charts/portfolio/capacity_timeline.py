"""The timeline of a capacity plan: work on each initiative until it is ready, and each person's tasks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from fivegates.charts.drawing.figures import Sheet
from fivegates.charts.drawing.notation import plan_fill
from fivegates.charts.drawing.text import BOLD, NOTE_SIZE, TEXT_SIZE, Heading, fitted, look, text_width
from fivegates.charts.palette import Palette
from fivegates.charts.portfolio.evidence_calendar import months_between
from fivegates.domain.capacity.planning import Plan
from fivegates.domain.capacity.schedule import Task
from fivegates.domain.language import Language
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.wording.capacity import effort_text, owner_text, plan_finding, ready_text

# In points.
ROW, BAR, SECTION, DAYS, FOOT = 14.0, 8.0, 16.0, 14.0, 14.0
NAMES, DATES, GAP = 190.0, 130.0, 6.0
MOST_DAYS = 6
MOST_ROWS = 12
CAP = 5.0


@dataclass(frozen=True, slots=True)
class _Line:
    """A row: its name and tasks, and at its end a note, with the day of readiness, if any."""

    name: str
    tasks: tuple[Task, ...]
    note: str = ""
    ready: date | None = None


def capacity_timeline(plan: Plan, palette: Palette, language: Language, *, width: float) -> Figure:
    """Draw a plan in which something is made ready, `width` points wide; the last rows are counted."""
    return _Timeline(plan, palette, language, width).sheet.figure


class _Timeline:
    """A figure under construction, in points from its upper left corner."""

    def __init__(self, plan: Plan, palette: Palette, language: Language, width: float) -> None:
        self.plan, self.palette, self.language = plan, palette, language
        sections = (
            (language.gettext("Initiatives"), _initiatives(plan, language)),
            (language.gettext("People"), _people(plan, language)),
        )
        shown = [line for _, lines in sections for line in lines[:MOST_ROWS]]
        self.left = min(NAMES, max(text_width(line.name, TEXT_SIZE) for line in shown) + 2 * GAP)
        self.right = width - min(DATES, max(text_width(line.note, NOTE_SIZE) for line in shown) + 2 * GAP)
        body = sum(SECTION + ROW * min(len(lines), MOST_ROWS) for _, lines in sections) + DAYS
        body += sum(FOOT for _, lines in sections if len(lines) > MOST_ROWS)
        text = language.gettext(
            "When each initiative is worked on and ready, and what each person does, from {day}. "
            "Outlined: planned.",
            day=plan.problem.start,
        )
        self.sheet = Sheet(Heading(plan_finding(plan, language), text), palette, width, body)
        y = self.sheet.top
        for title, lines in sections:
            y = self._draw_section(title, lines, y)
        self._draw_axis(y)

    def _x(self, day: date, *, over: bool = False) -> float:
        """Return the x coordinate at which a day begins or, with `over`, ends."""
        problem = self.plan.problem
        passed = (day - problem.start).days + over
        return self.left + passed / problem.days * (self.right - self.left)

    def _draw_section(self, title: str, lines: Sequence[_Line], y: float) -> float:
        """A heading, a row a line, and how many more there are; returns where the next one begins."""
        self.sheet.write(0, y + SECTION / 2, title, look(NOTE_SIZE, self.palette.second_ink, BOLD))
        y += SECTION
        for line in lines[:MOST_ROWS]:
            self._draw(line, y + ROW / 2)
            y += ROW
        more = len(lines) - MOST_ROWS
        if more > 0:
            text = self.language.ngettext("{count} more", "{count} more", more)
            self.sheet.write(0, y + FOOT / 2, text, look(NOTE_SIZE, self.palette.second_ink))
            y += FOOT
        return y

    def _draw(self, line: _Line, middle: float) -> None:
        """A name, a bar a task, and the day of readiness."""
        palette, axes = self.palette, self.sheet.axes
        self.sheet.write(
            0, middle, fitted(line.name, TEXT_SIZE, self.left - 2 * GAP + 1), look(TEXT_SIZE, palette.ink)
        )
        axes.plot([self.left, self.right], [middle, middle], color=palette.hairline, lw=0.5, zorder=1)
        for task in line.tasks:
            begin, end = self._x(task.start), self._x(task.finish, over=True)
            corner = (begin, middle - BAR / 2)
            bar = Rectangle(corner, end - begin, BAR, zorder=2, **plan_fill(palette.accent, palette))
            axes.add_patch(bar)
        if line.ready is not None:
            colour = palette.status(VerdictState.READY)
            axes.plot([self._x(line.ready, over=True)], [middle], "D", ms=CAP, color=colour, zorder=3)
        note = fitted(line.note, NOTE_SIZE, self.sheet.width - self.right - GAP + 1)
        self.sheet.write(self.right + GAP, middle, note, look(NOTE_SIZE, palette.second_ink))

    def _draw_axis(self, bottom: float) -> None:
        """The first days of months below the rows, as many as there is room for."""
        style = look(NOTE_SIZE, self.palette.second_ink)
        last = self.left
        problem = self.plan.problem
        for day in months_between(problem.start, problem.until, MOST_DAYS):
            x, text = self._x(day), self.language.short_month(day)
            half = text_width(text, NOTE_SIZE) / 2
            if x - half >= last and x + half <= self.right + GAP:
                self.sheet.axes.plot([x, x], [bottom, bottom + 3], color=self.palette.outline, lw=0.5)
                self.sheet.write(x, bottom + DAYS / 2 + 1, text, style, "center")
                last = x + half + GAP


def _initiatives(plan: Plan, language: Language) -> list[_Line]:
    """The initiatives that get ready, in order of the day."""
    return [
        _Line(
            " ".join(each.candidate.initiative.name.split()),
            tuple(task for task in plan.tasks if each.candidate.code in task.codes),
            ready_text(each, language),
            each.day,
        )
        for each in plan.ready
    ]


def _people(plan: Plan, language: Language) -> list[_Line]:
    """Everybody who has something to do, whoever is done last on top."""
    tasks: dict[str, list[Task]] = {}
    for task in plan.tasks:
        tasks.setdefault(owner_text(task, language), []).append(task)
    ordered = sorted(
        tasks.items(), key=lambda pair: (-max(task.finish for task in pair[1]).toordinal(), pair[0])
    )
    return [
        _Line(name, tuple(mine), effort_text(sum(task.effort for task in mine), language))
        for name, mine in ordered
    ]
