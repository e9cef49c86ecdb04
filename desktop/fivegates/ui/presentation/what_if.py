"""The What-if screen: arrow keys change levels, volume and price; the results update at once."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from fivegates.actions.presentation import Presented
from fivegates.actions.what_if import Followed, follow, keep
from fivegates.domain.what_if import WhatIf, stepped_level, worth_asking
from fivegates.domain.wording.contradictions import volume_text
from fivegates.domain.wording.what_if import (
    following_sentences,
    level_change,
    price_text,
    saved_scenario_sentence,
    supposed_note,
    unrecorded_sentence,
)
from fivegates.ui.context import Context
from fivegates.ui.presentation.slides import SMALL, Mark, Slide, Text
from fivegates.ui.session import Session

_MOST_CRITERIA: Final = 6
_VOLUME, _PRICE = "volume", "price"
_VOLUME_STEP: Final = Decimal("0.1")
_PRICE_STEP: Final = Decimal("0.1")
_LOWEST_PRICE: Final = Decimal(-1)
_LARGE: Final = 1.35
_ENDS: Final[Mapping[int, int]] = MappingProxyType({Qt.Key.Key_Home: 0, Qt.Key.Key_End: 1})


class WhatIfScreen:
    """The assumptions about one initiative, and the line that the arrow keys change; nothing is saved."""

    def __init__(self, context: Context, session: Session, shown: Presented) -> None:
        self.context = context
        self.session = session
        self.shown = shown
        self.supposed = WhatIf()
        self.row = 0
        criteria = worth_asking(shown.brief.current)
        self._levels = {result.criterion.id: result for result in self.shown.brief.current.verdict.criteria}
        outlook = self.shown.outlook
        self._today = outlook.today if outlook else None
        self.rows = [*criteria, *((_VOLUME, _PRICE) if self._today else ())]

    def press(self, key: int) -> bool:
        """Choose a line or change it; whether the key was one of these."""
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Plus: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Minus: -1}
        lines = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if key in lines and self.rows:
            self.row = min(max(self.row + lines[Qt.Key(key)], 0), len(self.rows) - 1)
        elif key in _ENDS and self.rows:
            self.row = (len(self.rows) - 1) * _ENDS[key]
        elif key in steps and self.rows:
            self._change(self.rows[self.row], steps[Qt.Key(key)])
        elif key in {Qt.Key.Key_0, Qt.Key.Key_Delete}:
            self.supposed = WhatIf()
        else:
            return False
        return True

    @property
    def keepable(self) -> bool:
        """True if volume and price can be saved as a scenario, and the file is writable."""
        return self._today is not None and not self.session.opened.read_only

    def keep(self) -> str:
        """Save volume and price as a scenario; returns what was done, empty where it was refused."""
        language, rubric = self.context.language, self.shown.brief.current.case.rubric
        if not self.keepable:
            return ""
        name = language.gettext("What if of {day}", day=language.short_date(self.context.today()))
        note = supposed_note(self.supposed, rubric, language)
        if self.session.run(keep, self.shown, self.supposed, name, note) is None:
            return ""
        return saved_scenario_sentence(name, language)

    def slide(self) -> Slide:
        """The screen as it is now."""
        language = self.context.language
        found = self.session.ask(follow, self.shown, self.supposed)
        parts = [self._supposed(), *(self._followed(found) if found else ())]
        subtitle = unrecorded_sentence(self.shown.brief.current.case.review.dated, language)
        return Slide(self.shown.brief.record.initiative.name, subtitle, parts)

    def _change(self, row: str, steps: int) -> None:
        if row == _VOLUME and self._today is not None:
            now = self.supposed.volume or int(self._today.scenario.volume)
            moved = max(int(now * (1 + steps * _VOLUME_STEP)), 1)
            self.supposed = replace(self.supposed, volume=moved if moved != now else max(now + steps, 1))
        elif row == _PRICE:
            price = max(self.supposed.price_change + steps * _PRICE_STEP, _LOWEST_PRICE)
            self.supposed = replace(self.supposed, price_change=price)
        else:
            now_at = self.supposed.levels.get(row, self._levels[row].effective)
            levels = {**self.supposed.levels, row: stepped_level(now_at, steps)}
            self.supposed = replace(self.supposed, levels=levels)

    def _supposed(self) -> QWidget:
        """Return a line per criterion, then volume and price; the line that the arrows change is coloured."""
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        for place, row in enumerate(self._visible()):
            chosen = row == self.rows[self.row]
            colour = self.context.palette.accent if chosen else ""
            name, value = self._words(row)
            grid.addWidget(Text(f"▸ {name}" if chosen else name, strong=chosen, colour=colour), place, 0)
            value_text = Text(f"◂ {value} ▸" if chosen else value, strong=True, colour=colour)
            value_text.setWordWrap(False)
            grid.addWidget(value_text, place, 1, Qt.AlignmentFlag.AlignRight)
        if part := self._part_words():
            grid.addWidget(
                Text(part, SMALL, colour=self.context.palette.second_ink), grid.rowCount(), 0, 1, 2
            )
        return table

    def _part_words(self) -> str:
        """The visible criteria; empty where all are."""
        criteria = [row for row in self.rows if row in self._levels]
        seen = [row for row in self._visible() if row in self._levels]
        if len(seen) == len(criteria):
            return ""
        first = criteria.index(seen[0]) + 1
        language = self.context.language
        return language.gettext(
            "Criteria {first} to {last} of {count}; the arrow keys lead to the others",
            first=first,
            last=first + len(seen) - 1,
            count=len(criteria),
        )

    def _visible(self) -> list[str]:
        """The criteria around the chosen one, as many as fit, then volume and price."""
        criteria = [row for row in self.rows if row in self._levels]
        first = max(min(self.row, len(criteria)) - _MOST_CRITERIA // 2, 0)
        first = max(min(first, len(criteria) - _MOST_CRITERIA), 0)
        return [*criteria[first : first + _MOST_CRITERIA], *self.rows[len(criteria) :]]

    def _words(self, row: str) -> tuple[str, str]:
        """The texts of a line: its label, and the assumption."""
        language = self.context.language
        if row == _PRICE:
            return language.gettext("Price of the model"), price_text(self.supposed.price_change, language)
        if row == _VOLUME:
            volume = self.supposed.volume or (int(self._today.scenario.volume) if self._today else 0)
            unit = self.shown.brief.record.initiative.unit.strip()
            return language.gettext("Volume a month"), volume_text(volume, unit, language)
        result = self._levels[row]
        supposed = self.supposed.levels.get(row)
        return language.shipped(result.criterion.title), level_change(result.effective, supposed, language)

    def _followed(self, found: Followed) -> list[QWidget]:
        """The results: verdict, path, break-even and monthly result."""
        language, before = self.context.language, self.shown.brief.current
        unit = self.shown.brief.record.initiative.unit.strip()
        months = (self._today.scenario, found.scenario) if self._today and found.scenario else None
        verdict, *others = following_sentences(before, found.assessment, months, unit, language)
        state = found.assessment.verdict.state
        head = QWidget()
        grid = QGridLayout(head)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(Mark(self.context, state, _LARGE), 0, 0)
        grid.addWidget(Text(verdict, _LARGE, strong=True, colour=self.context.palette.status(state)), 0, 1)
        return [head, *map(Text, others)]
