"""The full-screen presentation of a portfolio: an overview, then slides for each initiative."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QLabel, QStackedWidget, QVBoxLayout, QWidget

from fivegates.actions.presentation import Presented, gather_presented
from fivegates.charts.money.titles import monthly_cost_finding
from fivegates.domain.economics.unit_economics import Economics
from fivegates.domain.initiative.decisions import Decision
from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.language import Language
from fivegates.domain.trend.trend import trend_of
from fivegates.domain.wording.decisions import outcome_word
from fivegates.domain.wording.price import Fact, Target, cost_and_date_facts, day_rate_of, ledger_facts
from fivegates.ui.context import Context
from fivegates.ui.initiative.records.decisions import DecisionCommands
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.key_places import latin_key, typed_digit
from fivegates.ui.presentation.slides import (
    Slide,
    Text,
    chart_slide,
    facts_slide,
    path_slide,
    portfolio_slides,
    trend_slide,
    verdict_slide,
)
from fivegates.ui.presentation.what_if import WhatIfScreen
from fivegates.ui.session import Session
from fivegates.ui.verdicts_of_day import VerdictsOfDay
from fivegates.ui.widgets.chart_picture import Draw
from fivegates.ui.widgets.roles import window_title

if TYPE_CHECKING:
    from fivegates.charts.drawing.figures import Drawn

_NEXT = frozenset(
    {Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_PageDown, Qt.Key.Key_Return}
)
_PREVIOUS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Backspace, Qt.Key.Key_PageUp})
_ENDS: Mapping[int, int] = MappingProxyType({Qt.Key.Key_Home: 0, Qt.Key.Key_End: 1})
_CLOSE = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_F11, Qt.Key.Key_Q})

MakeSlide = Callable[[], Slide]


class Presentation(QDialog):
    """Arrow keys lead from screen to screen; D records a decision on the initiative shown, W asks what if.

    Escape ends what if, then the presentation. A dialog, so that screen readers read each screen.

    Signals:
        ended(int): it was closed; the initiative that was shown last, or 0.
    """

    ended = Signal(int)

    def __init__(
        self,
        session: Session,
        context: Context,
        verdicts: VerdictsOfDay,
        first: int | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._context = context
        self._verdicts = verdicts
        self._groups: list[_Group] = []
        self._group, self._index = 0, 0
        self._what_if: WhatIfScreen | None = None
        self.setWindowTitle(window_title(session.title))
        self._stack = QStackedWidget()
        self._foot = Text("", 0.6, colour=context.palette.second_ink)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._foot)
        self._plan(first)
        self._show()
        session.changed.connect(self._plan_again)
        verdicts.found.connect(self._plan_again)

    @property
    def slide(self) -> Slide | None:
        """The screen that is shown."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Slide) else None

    @property
    def initiative_id(self) -> int:
        """The initiative that is shown; 0 for the portfolio."""
        return self._groups[self._group].initiative_id if self._groups else 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead from screen to screen."""
        key = latin_key(event)
        if self._what_if is not None:
            self._press_in(self._what_if, event)
        elif key == Qt.Key.Key_W:
            self._ask_what_if()
        elif key in _NEXT:
            self._step(1)
        elif key in _PREVIOUS:
            self._step(-1)
        elif key in _ENDS:
            self._go_to(_ENDS[key] * (len(self._groups) - 1), 0)
        elif key == Qt.Key.Key_D:
            self._record_decision()
        elif key in _CLOSE:
            self.close()
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Make the screen again in other colours."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._groups:
            self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the line at the foot for the height that the window has: going full screen, events overtake."""
        super().resizeEvent(event)
        body = max(self.height() // 30, 12)
        self._foot.fit(body)
        self._foot.setContentsMargins(2 * body, 0, 2 * body, body // 2)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Emit the initiative that was shown last."""
        self.ended.emit(self.initiative_id)
        super().closeEvent(event)

    def _plan(self, first: int | None) -> None:
        """Plan the groups: the portfolio, then each reviewed initiative; start at `first`."""
        lines = [line for line in self._verdicts.lines if not line.initiative.archived]
        overview = _Group(0, portfolio_slides(self._context, lines, self._session.title))
        reviewed = [_Group(line.initiative.id) for line in lines if line.latest is not None]
        self._groups = [group for group in (overview, *reviewed) if group.slides != []]
        ids = [group.initiative_id for group in self._groups]
        self._group, self._index = (ids.index(first) if first in ids else 0), 0

    def _plan_again(self) -> None:
        """Read all again after an edit, and stay on the current slide."""
        shown, index = self.initiative_id, self._index
        self._plan(shown)
        self._go_to(self._group, index)

    def _step(self, steps: int) -> None:
        """Go one screen on or back, and stop at either end."""
        if not self._groups:
            return
        index = self._index + steps
        if 0 <= index < len(self._slides_of(self._group)):
            self._go_to(self._group, index)
        elif 0 <= self._group + steps < len(self._groups):
            group = self._group + steps
            self._go_to(group, 0 if steps > 0 else len(self._slides_of(group)) - 1)

    def _go_to(self, group: int, index: int) -> None:
        if self._groups:
            self._group = group
            self._index = min(index, len(self._slides_of(group)) - 1)
            self._show()

    def _slides_of(self, group: int) -> list[MakeSlide]:
        """The screens of a group, read when first shown."""
        wanted = self._groups[group]
        if wanted.slides is None:
            today = self._context.today()
            shown = self._session.ask(gather_presented, wanted.initiative_id, today)
            wanted.slides = list(_slides_of(shown, self._context)) if shown else []
        return wanted.slides

    def _show(self) -> None:
        """Show the current screen, and delete the previous one."""
        gettext = self._context.language.gettext
        if self._what_if is not None:
            self._put(self._what_if.slide())
            self._foot.setText(
                gettext("Arrow keys: line and value · 0: as it is · K: keep · Esc: discard")
                if self._what_if.keepable
                else gettext("Arrow keys: line and value · 0: as it is · Esc: discard")
            )
            return
        slides = self._slides_of(self._group) if self._groups else []
        self._put(slides[self._index]() if slides else self._empty())
        keys = gettext("Arrow keys: next and previous · D: record a decision · W: what if · Esc: end")
        self._foot.setText(keys)

    def _put(self, shown: Slide) -> None:
        """Show a screen in the place of the one before."""
        before = self._stack.currentWidget()
        self._stack.addWidget(shown)
        self._stack.setCurrentWidget(shown)
        if QAccessible.isActive():
            words = [label.text() for label in shown.findChildren(QLabel)]
            event = QAccessibleAnnouncementEvent(self, "\n".join(filter(None, words)))
            QAccessible.updateAccessibility(event)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()

    def _ask_what_if(self) -> None:
        """Suppose other levels, volume and price of the initiative that is shown."""
        if not self.initiative_id:
            return
        shown = self._session.ask(gather_presented, self.initiative_id, self._context.today())
        if shown is not None:
            self._what_if = WhatIfScreen(self._context, self._session, shown)
            self._show()

    def _press_in(self, what_if: WhatIfScreen, event: QKeyEvent) -> None:
        """Change what is supposed; Escape discards it, K keeps it as a scenario."""
        key = latin_key(event)
        if key in _CLOSE or key == Qt.Key.Key_W:
            self._what_if = None
            self._show()
        elif key == Qt.Key.Key_K:
            if kept := what_if.keep():
                self._foot.setText(kept)
        elif what_if.press(Qt.Key.Key_0 if typed_digit(event) == 0 else key):
            self._show()
        else:
            event.ignore()

    def _empty(self) -> Slide:
        gettext = self._context.language.gettext
        return Slide(self._session.title, gettext("There is no initiative to present yet."), ())

    def _record_decision(self) -> None:
        """Ask what was decided on the initiative that is shown, with its verdict beside it."""
        if not self.initiative_id or self._session.opened.read_only:
            return
        shown = self._session.ask(gather_presented, self.initiative_id, self._context.today())
        if shown is not None:
            subject = Subject(shown.brief.record, shown.brief.assessment, shown.brief.on_day)
            commands = DecisionCommands(self._session, self._context, self)
            commands.added.connect(self._report_recorded)
            commands.add(subject, today=True)

    def _report_recorded(self, made: Decision) -> None:
        """Confirm it in the room: the screen itself shows no decisions."""
        language = self._context.language
        outcome = outcome_word(made.outcome, language)
        self._foot.setText(language.gettext("Recorded: {decision}", decision=outcome))


@dataclass
class _Group:
    """The screens of the portfolio (id 0) or of one initiative; None until they are read."""

    initiative_id: int
    slides: list[MakeSlide] | None = None


def _slides_of(shown: Presented, context: Context) -> Iterator[MakeSlide]:
    """Verdict, path with cost and dates, then the charts for which there are figures."""
    yield lambda: verdict_slide(context, shown)
    yield lambda: path_slide(context, shown)
    yield lambda: facts_slide(context, shown, _facts(shown, context.language))
    trend = trend_of((*shown.brief.earlier, shown.brief.assessment.case))
    if len(trend.points) > 1:
        yield lambda: trend_slide(context, shown, trend)
    if shown.outlook is not None and shown.outlook.economics.costs:
        economics = shown.outlook.economics
        found = monthly_cost_finding(economics, context.language)
        yield lambda: chart_slide(shown, found, _draw_costs(economics, context), context.language)


def _facts(shown: Presented, language: Language) -> tuple[Fact, ...]:
    """The figures of the slide of facts: cost, validity of the verdict, and target go-live."""
    brief, outlook = shown.brief, shown.outlook
    of = brief.record.initiative
    target = Target(of.target_volume, of.unit.strip())
    economics = outlook.economics if outlook else None
    money = ledger_facts(economics, outlook.at(None) if outlook else None, target, shown.gap, language)
    live = brief.stage in {Stage.PRODUCTION, Stage.RETIRED}
    go_live = None if live else of.target_go_live
    return cost_and_date_facts(brief.current, tuple(money), go_live, language, day_rate_of(brief))


def _draw_costs(economics: Economics, context: Context) -> Draw:
    def draw(width: float) -> "Drawn":
        from fivegates.charts.money.monthly_cost import monthly_cost

        return monthly_cost(economics, context.palette, context.language, width=width)

    return draw
