"""Fields that the forms of the ledger share: amounts and counts as typed, and who or what a line is from."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Generic, TypeVar

from PySide6.QtWidgets import QLineEdit

from fivegates.actions.ledger_grid import typed_amount, typed_count
from fivegates.domain.economics.ledger import Basis
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.language import Language
from fivegates.domain.wording.money_terms import basis_word
from fivegates.ui.widgets.forms import ChoiceBox

T = TypeVar("T")


class _TypedField(QLineEdit, Generic[T]):
    """A field that `read` makes something of; `missing` is what is wrong with an empty one, if that is."""

    def __init__(self, text: str, read: Callable[[str], T], missing: UserError | None = None) -> None:
        super().__init__(text)
        self._read = read
        self._missing = missing

    @property
    def value(self) -> T | None:
        """What was typed; None where nothing readable is written."""
        try:
            return self._read(self.text()) if self.text().strip() else None
        except UserError:
            return None

    def problems(self, place: str) -> Iterator[Problem]:
        """Why what is written cannot be read."""
        try:
            if self.text().strip():
                self._read(self.text())
            elif self._missing is not None:
                yield Problem(place, self._missing)
        except UserError as error:
            yield Problem(place, error)


class AmountField(_TypedField[Decimal]):
    """An amount of money, exactly as typed; empty where none is given."""

    def __init__(self, amount: Decimal | None, *, needed: bool = True) -> None:
        missing = UserError("Write an amount.") if needed else None
        super().__init__("" if amount is None else f"{amount:f}", typed_amount, missing)


class CountField(_TypedField[int]):
    """A whole number; empty where it was not counted."""

    def __init__(self, count: int | None) -> None:
        super().__init__("" if count is None else str(count), typed_count)


def basis_box(basis: Basis, language: Language) -> ChoiceBox[Basis]:
    """Actual or forecast."""
    return ChoiceBox([(basis_word(each, language), each) for each in Basis], basis)


def currency_of(field: QLineEdit) -> str:
    """A currency's code as typed, in capitals."""
    return field.text().strip().upper()
