"""The dialogs about the portfolio as a whole: prices, rates, settings, rubric, people, receipt."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fivegates.actions.file.opened import Changes
from fivegates.ui.context import Context
from fivegates.ui.session import Session


class PortfolioDialogs:
    """Opens each over the workspace; what one needs is loaded when it is first opened."""

    def __init__(self, session: Session, context: Context, parent: QWidget) -> None:
        self._session = session
        self._context = context
        self._parent = parent

    def show_prices(self) -> None:
        """Show the price books."""
        from fivegates.ui.prices.dialog import PricesDialog

        PricesDialog(self._session, self._context, self._parent).open()

    def show_rates(self) -> None:
        """Show the portfolio's rates of currencies."""
        from fivegates.ui.rates import RatesDialog

        RatesDialog(self._session, self._context, self._parent).open()

    def edit_settings(self) -> None:
        """Ask for what concerns the portfolio as a whole."""
        from fivegates.actions import overview, portfolio
        from fivegates.ui.dialogs.portfolio_settings import PortfolioSettingsForm

        settings = self._session.ask(overview.settings)
        if settings is None:
            return
        form = PortfolioSettingsForm(self._context, settings, self._parent)
        form.save_with(lambda: self._session.run(portfolio.edit_settings, form.value))

    def choose_rubric(self) -> None:
        """Ask which rubric and packs new reviews use; what that would change is shown before."""
        from fivegates.actions import queries, rubrics
        from fivegates.ui.dialogs.rubric_form import RubricForm

        now = self._session.ask(queries.current_rubric)
        offer = self._session.ask(rubrics.rubric_offer)
        cases = self._session.ask(rubrics.cases_to_restate, self._context.today())
        if now is None or offer is None or cases is None:
            return
        form = RubricForm(self._context, now, offer, cases, self._parent)
        form.save_with(lambda: self._session.run(rubrics.use_rubric, form.value))

    def rename(self, report: Callable[[str], object]) -> None:
        """Ask for the person or unit to rename, and report what was renamed."""
        from fivegates.actions import names
        from fivegates.domain.portfolio.names import NamedIn, NameUses, Renaming
        from fivegates.domain.wording.names import renamed_sentence
        from fivegates.ui.dialogs.name_form import Bearer, RenameForm
        from fivegates.ui.saved_views import SavedViews

        session, language = self._session, self._context.language
        known = session.ask(names.known_names)
        if known is None:
            return
        if not (known.people or known.units):
            report(language.gettext("No person or business unit is named in this portfolio yet."))
            return

        kept = SavedViews(self._context.settings, session.opened.path)

        def uses(of: Bearer) -> NameUses:
            found = session.ask(names.uses, of.kind, of.name) or NameUses({}, {})
            views = kept.views_named(Renaming(of.kind, of.name, ""))
            if not (found.renamed and views):
                return found
            return replace(found, renamed={**found.renamed, NamedIn.VIEW: len(views)})

        form = RenameForm(self._context, known, uses, self._parent)

        def save() -> Changes | None:
            of, new = form.bearer.value, form.name.text().strip()
            changes = session.run(names.rename, of.name, new, of.kind)
            if changes is not None:
                report(renamed_sentence(of.name, new, form.uses, language))
            return changes

        form.save_with(save)

    def show_receipt(self) -> None:
        """Show the receipt for the chain of final reviews, and hold an earlier one against it."""
        from fivegates.ui.dialogs.receipt import ReceiptDialog

        ReceiptDialog(self._context, self._session, self._parent).open()
