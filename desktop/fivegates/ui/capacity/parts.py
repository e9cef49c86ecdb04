"""The parts of a capacity plan: its timeline, who does what, what is not done, and what limits it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fivegates.domain.capacity.planning import Plan
from fivegates.domain.wording.capacity import (
    assumptions,
    effort_text,
    gain_text,
    loose_sentence,
    owner_text,
    plan_finding,
    task_text,
    undone_text,
    unplanned_text,
    value_text,
)
from fivegates.domain.wording.words import listed_names
from fivegates.ui.context import Context
from fivegates.ui.insights.parts import Column, OpeningRow, OpeningTable
from fivegates.ui.widgets.chart_picture import ChartPicture
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.page import scrolled

if TYPE_CHECKING:
    from fivegates.charts.drawing.figures import Drawn


class TimelinePart(QWidget):
    """The timeline of the plan, as a chart."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.nothing = PlainLabel("", "quiet", wrap=True)
        self.picture = ChartPicture(context)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 16, 0, 0)
        column.addWidget(self.nothing)
        column.addWidget(self.picture)
        column.addStretch(1)
        area = scrolled(inside, context.language.gettext("Timeline"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.setFocusProxy(area)

    def show_plan(self, plan: Plan) -> None:
        """Draw it; nothing is drawn where nothing can be made ready."""
        context, finding = self._context, plan_finding(plan, self._context.language)
        self.nothing.setText(finding)
        self.nothing.setVisible(not plan.ready)
        self.picture.setVisible(bool(plan.ready))
        if not plan.ready:
            return

        def draw(width: float) -> "Drawn":
            from fivegates.charts.portfolio.capacity_timeline import capacity_timeline

            return capacity_timeline(plan, context.palette, context.language, width=width)

        self.picture.show_chart(finding, draw)


class _TablePart(QWidget):
    """A part with a table whose rows open initiatives.

    Signals:
        opened(int): the user opened the initiative of this id.
    """

    opened = Signal(int)

    def __init__(self, context: Context, name: str, columns: list[Column]) -> None:
        super().__init__()
        self._context = context
        self.table = OpeningTable(context, name, columns)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.addWidget(self.table)
        self.table.opened.connect(self.opened)
        self.setFocusProxy(self.table)


class WorkPart(_TablePart):
    """A row a piece of work, each person's in order."""

    def __init__(self, context: Context) -> None:
        gettext = context.language.gettext
        columns = [
            Column(gettext("Who")),
            Column(gettext("From"), right=True),
            Column(gettext("By"), right=True),
            Column(gettext("Initiative")),
            Column(gettext("Step"), wide=True),
            Column(gettext("Effort"), right=True),
        ]
        super().__init__(context, gettext("Who does what by when"), columns)

    def show_plan(self, plan: Plan) -> None:
        """List the work."""
        language = self._context.language
        ids = {each.code: each.initiative.id for each in plan.problem.candidates}
        self.table.show_rows(
            [
                OpeningRow(
                    (
                        owner_text(task, language),
                        language.short_date(task.start),
                        language.short_date(task.finish),
                        ", ".join(task.codes),
                        task_text(task, language),
                        effort_text(task.effort, language),
                    ),
                    ids[task.codes[0]],
                )
                for task in plan.tasks
            ]
        )


class UndonePart(_TablePart):
    """A row an initiative that the plan leaves out, and why."""

    def __init__(self, context: Context) -> None:
        gettext = context.language.gettext
        columns = [
            Column(gettext("Initiative"), wide=True),
            Column(gettext("Effort"), right=True),
            Column(gettext("Value"), right=True),
            Column(gettext("Why"), wide=True),
        ]
        super().__init__(context, gettext("Initiatives that are not done"), columns)

    def show_plan(self, plan: Plan) -> None:
        """List the initiatives that the plan leaves out, then those that cannot be planned."""
        language, problem = self._context.language, plan.problem
        left = [each.candidate.initiative for each in plan.undone]
        names = listed_names([*left, *(initiative for initiative, _ in problem.apart)])
        rows = [
            OpeningRow(
                (
                    names[each.candidate.initiative],
                    effort_text(each.candidate.effort, language),
                    value_text(each.candidate.value, problem.currency, language),
                    undone_text(each, plan, language),
                ),
                each.candidate.initiative.id,
            )
            for each in plan.undone
        ]
        rows += [
            OpeningRow((names[initiative], "–", "–", unplanned_text(why, language)), initiative.id)
            for initiative, why in problem.apart
        ]
        self.table.show_rows(rows)


class LimitsPart(QWidget):
    """Effect of one more of each limit, and the assumptions of the plan."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        gettext = context.language.gettext
        self.limits = PlainLabel("", wrap=True)
        self.assumed = PlainLabel("", "quiet", wrap=True)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.limits)
        column.addWidget(PlainLabel(gettext("Assumed"), "section"))
        column.addWidget(self.assumed)
        column.addStretch(1)
        area = scrolled(inside, gettext("Limits"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.setFocusProxy(area)

    def show_plan(self, plan: Plan) -> None:
        """List the limits and the assumptions, one line each."""
        language = self._context.language
        binding = [gain_text(each, plan, language) for each in plan.gains]
        loose = loose_sentence(plan, language)
        self.limits.setText("\n".join([*binding, *([loose] if loose else [])]))
        self.assumed.setText("\n".join(assumptions(plan, language)))
