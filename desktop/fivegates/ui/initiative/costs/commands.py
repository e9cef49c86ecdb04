"""The commands of the Costs tab: each opens a form, then runs the action."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from fivegates.actions import ledger, ledger_grid, overview
from fivegates.actions.importing.rates import add_rate
from fivegates.domain.economics.ledger import BenefitLine, CostLine, UsageLine
from fivegates.domain.economics.money import Rate, RateGap
from fivegates.ui.context import Context
from fivegates.ui.initiative.costs.forms import BenefitForm, CostForm, UsageForm
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.rates import NO_RATE, RateForm
from fivegates.ui.session import Session


class LedgerCommands(QObject):
    """Opens forms over `page` and runs what they ask for."""

    def __init__(self, session: Session, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self.session = session
        self.context = context
        self._page = page

    def ask_cost(self, subject: Subject, line: CostLine) -> None:
        """Open the form for a new or existing cost line."""
        form, run = CostForm(self.context, line, self._page), self.session.run
        if line.id:
            form.save_with(lambda: run(ledger.edit_cost, form.value))
        else:
            form.save_with(lambda: run(ledger.add_cost, subject.initiative_id, form.value))

    def ask_usage(self, subject: Subject, line: UsageLine) -> None:
        """Open the form for a new or existing usage line."""
        form, run = UsageForm(self.context, line, self._page), self.session.run
        if line.id:
            form.save_with(lambda: run(ledger.edit_usage, form.value))
        else:
            form.save_with(lambda: run(ledger.add_usage, subject.initiative_id, form.value))

    def ask_benefit(self, subject: Subject, line: BenefitLine) -> None:
        """Open the form for a new or existing benefit line."""
        form, run = BenefitForm(self.context, line, self._page), self.session.run
        if line.id:
            form.save_with(lambda: run(ledger.edit_benefit, form.value))
        else:
            form.save_with(lambda: run(ledger.add_benefit, subject.initiative_id, form.value))

    def ask_rate(self, gap: RateGap) -> None:
        """Open the form for a missing rate."""
        form = RateForm(self.context, Rate(gap.month, gap.base, gap.quote, NO_RATE), self._page)
        form.save_with(lambda: self.session.run(add_rate, form.value))

    def show_rates(self) -> None:
        """Show all rates."""
        from fivegates.ui.rates import RatesDialog

        RatesDialog(self.session, self.context, self._page).open()

    def remove(
        self,
        subject: Subject,
        *,
        costs: Sequence[int] = (),
        usage: Sequence[int] = (),
        benefits: Sequence[int] = (),
    ) -> None:
        """Remove lines in one step."""
        of = subject.initiative_id
        self.session.run(ledger_grid.remove_lines, of, costs=costs, usage=usage, benefits=benefits)

    def copy(self, text: str) -> None:
        """Put rows on the clipboard."""
        QGuiApplication.clipboard().setText(text)

    def pasted(self) -> str:
        """The text on the clipboard."""
        return QGuiApplication.clipboard().text()

    @property
    def currency(self) -> str:
        """The currency in which the portfolio reports."""
        return overview.settings(self.session.opened).currency
