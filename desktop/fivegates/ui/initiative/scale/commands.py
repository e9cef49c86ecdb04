"""The commands for scenarios: each opens a form, then runs the action."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from fivegates.actions import overview, queries, records
from fivegates.actions.file.opened import Changes
from fivegates.domain.economics.assumptions import Assumptions
from fivegates.domain.economics.scenarios import Today
from fivegates.ui.context import Context
from fivegates.ui.initiative.scale.form import Ground, ScenarioForm
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.session import Session


class ScenarioCommands(QObject):
    """Opens the form over `page` and runs the action; `today` gives the starting figures."""

    def __init__(
        self, session: Session, context: Context, today: Callable[[], Today | None], page: QWidget
    ) -> None:
        super().__init__(page)
        self.context = context
        self._session = session
        self._today = today
        self._page = page

    def ask_new(self, subject: Subject) -> None:
        """Ask for a new scenario, at the target volume or today's."""
        today, of = self._today(), subject.record.initiative
        if today is None:
            return
        names = {own.name for own in subject.record.scenarios}
        number = next(n for n in range(1, len(names) + 2) if self._name(n) not in names)
        volume = of.target_volume or max(1, round(today.scenario.volume))
        currency = overview.settings(self._session.opened).currency
        self.ask(subject, Assumptions(self._name(number), volume, currency))

    def ask(self, subject: Subject, own: Assumptions) -> None:
        """Open the form for a new or existing scenario."""
        today = self._today()
        if today is None:
            return
        ground = Ground(today, queries.market(self._session.opened), subject.record.initiative.unit)
        form = ScenarioForm(self.context, own, ground, self._page)
        form.save_with(lambda: self._save(subject, form.value))

    def add(self, subject: Subject, own: Assumptions) -> None:
        """Add a scenario as it is."""
        self._save(subject, replace(own, id=0))

    def remove(self, scenario_id: int) -> None:
        """Remove a scenario."""
        self._session.run(records.remove_scenario, scenario_id)

    def _save(self, subject: Subject, own: Assumptions) -> Changes | None:
        if own.id:
            return self._session.run(records.edit_scenario, own)
        return self._session.run(records.add_scenario, subject.initiative_id, own)

    def _name(self, number: int) -> str:
        return self.context.language.gettext("Scenario {number}", number=number)
