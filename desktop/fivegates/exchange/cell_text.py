"""Text in a cell of a CSV file, kept from being read as a formula; and read back as it was."""

from typing import Final

_FORMULA: Final = tuple("'=+-@\t\r\uff1d\uff0b\uff0d\uff20")


def guarded(text: str) -> str:
    """Put a quote before text that a spreadsheet would work out, or that begins with one already."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def unguarded(cell: str) -> str:
    """Text without the quote that kept it from being a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
