"""Fields for numbers: each shows and reads them as the language of the window writes them."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from typing import Generic, TypeVar

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.language import Language
from fivegates.domain.typed_numbers import number_text, read_count, read_number
from fivegates.ui.widgets.forms import TextField

T = TypeVar("T")


class TypedField(TextField, Generic[T]):
    """A field whose text `read` turns into a value; `missing` is the problem of an empty field, if any."""

    def __init__(self, text: str, read: Callable[[str], T], missing: UserError | None = None) -> None:
        super().__init__(text)
        self._read = read
        self._missing = missing

    @property
    def value(self) -> T | None:
        """The value; None where nothing readable is written."""
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


class DecimalField(TypedField[Decimal]):
    """A number with all of its decimals; empty where there is none."""

    def __init__(self, number: Decimal | None, language: Language, missing: UserError | None = None) -> None:
        text = "" if number is None else number_text(number, language)
        super().__init__(text, partial(read_number, language=language), missing)


class CountField(TypedField[int]):
    """A whole number that is not negative; empty where there is none."""

    def __init__(self, count: int | None, language: Language) -> None:
        text = "" if count is None else number_text(count, language)
        super().__init__(text, partial(read_count, language=language))
