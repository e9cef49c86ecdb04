"""Resolves the initiative of a row by its code or name, ignoring case."""

from collections.abc import Mapping, Sequence
from typing import Final

from fivegates.domain.errors import UserError
from fivegates.domain.quoting import unknown_word
from fivegates.exchange.ledger.number_and_date_formats import Cell
from fivegates.exchange.ledger.tables.words import EXAMPLE, total_fault

_NAMES_NONE: Final = UserError("The row does not say which initiative it belongs to.")
_IS_EXAMPLE: Final = UserError("This is the example of the template; it is not imported.")


class RowOwners:
    """Finds the codes of initiatives; `names` has the code for each name in small letters."""

    def __init__(self, codes: Sequence[str], names: Mapping[str, str]) -> None:
        self._codes = codes
        self._found = {code.casefold(): code for code in reversed(codes)}
        self._found = {name: code for name, code in names.items() if code in codes} | self._found

    def code(self, name: str) -> str:
        """The code of the initiative that a row names. Raises UserError."""
        if name in self._codes:
            return name
        if not name and len(self._codes) == 1:
            return self._codes[0]
        if not name:
            raise _NAMES_NONE
        folded = " ".join(name.casefold().split())
        if folded in self._found:
            return self._found[folded]
        raise _IS_EXAMPLE if folded == EXAMPLE else unknown_word(name, self._codes)

    def refuse_total(self, cells: Sequence[Cell]) -> None:
        """Raise UserError for a row of totals, which would count what is above it twice."""
        first = next((str(cell).strip() for cell in cells if str(cell).strip()), "")
        if first.casefold().rstrip(":. ") not in self._found and (fault := total_fault(first, self._found)):
            raise fault
