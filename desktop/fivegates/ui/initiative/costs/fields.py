"""Fields that the forms of the ledger share: amounts of money, and who or what a line is from."""

from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QLineEdit

from fivegates.actions.ledger_grid import typed_amount
from fivegates.domain.economics.ledger import Basis
from fivegates.domain.errors import UserError
from fivegates.domain.language import Language
from fivegates.domain.typed_numbers import number_text
from fivegates.domain.wording.money_terms import basis_word
from fivegates.ui.widgets.forms import ChoiceBox
from fivegates.ui.widgets.numbers import TypedField


class AmountField(TypedField[Decimal]):
    """An amount of money with all of its digits; empty where none is given."""

    def __init__(self, amount: Decimal | None, language: Language, *, needed: bool = True) -> None:
        missing = UserError("Write an amount.") if needed else None
        text = "" if amount is None else number_text(amount, language)
        super().__init__(text, partial(typed_amount, language=language), missing)


def basis_box(basis: Basis, language: Language) -> ChoiceBox[Basis]:
    """Actual or forecast."""
    return ChoiceBox([(basis_word(each, language), each) for each in Basis], basis)


def currency_of(field: QLineEdit) -> str:
    """A currency's code as typed, in capitals."""
    return field.text().strip().upper()
