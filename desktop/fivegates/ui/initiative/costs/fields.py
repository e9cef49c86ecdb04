"""Fields that the forms of the ledger share: amounts and counts as typed, and who or what a line is from."""

from collections.abc import Iterator
from decimal import Decimal

from PySide6.QtWidgets import QLineEdit

from fivegates.actions.ledger_grid import typed_amount, typed_count
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.language import Language
from fivegates.domain.ledger import Basis
from fivegates.domain.wording.money_words import basis_word
from fivegates.ui.widgets.forms import ChoiceBox


class AmountField(QLineEdit):
    """An amount of money, exactly as typed; empty where none is given."""

    def __init__(self, amount: Decimal | None, *, needed: bool = True) -> None:
        super().__init__("" if amount is None else f"{amount:f}")
        self._needed = needed

    @property
    def value(self) -> Decimal | None:
        """The amount; None where nothing readable is written."""
        try:
            return typed_amount(self.text()) if self.text().strip() else None
        except UserError:
            return None

    def problems(self, place: str) -> Iterator[Problem]:
        """Why what is written is no amount."""
        try:
            if self.text().strip():
                typed_amount(self.text())
            elif self._needed:
                yield Problem(place, UserError("Write an amount."))
        except UserError as error:
            yield Problem(place, error)


class CountField(QLineEdit):
    """A whole number; empty where it was not counted."""

    def __init__(self, count: int | None) -> None:
        super().__init__("" if count is None else str(count))

    @property
    def value(self) -> int | None:
        """The number; None where nothing readable is written."""
        try:
            return typed_count(self.text()) if self.text().strip() else None
        except UserError:
            return None

    def problems(self, place: str) -> Iterator[Problem]:
        """Why what is written is no whole number."""
        try:
            if self.text().strip():
                typed_count(self.text())
        except UserError as error:
            yield Problem(place, error)


def basis_box(basis: Basis, language: Language) -> ChoiceBox[Basis]:
    """Actual or forecast."""
    return ChoiceBox([(basis_word(each, language), each) for each in Basis], basis)


def currency_of(field: QLineEdit) -> str:
    """A currency's code as typed, in capitals."""
    return field.text().strip().upper()
