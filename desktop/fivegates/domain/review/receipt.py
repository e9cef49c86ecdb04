"""A receipt for the chain of final reviews: one line, kept elsewhere, to verify the file later.

Anyone who knows the rules can seal a whole chain again, or remove its last links, and the chain is still
valid by itself. It then no longer matches an earlier receipt.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from fivegates.domain.errors import UserError
from fivegates.domain.review.review import ChainHead, Seal

_LINE: Final = re.compile(r"FIVEGATES-RECEIPT ([1-9][0-9]{0,8}) ([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9A-F]{64})")


@dataclass(frozen=True, slots=True)
class Receipt:
    """Number of final reviews on a day (in UTC), and the hash of the last."""

    count: int
    day: date
    hash: str

    @property
    def line(self) -> str:
        """One line of text, in capitals, which a QR code encodes in less space."""
        return f"FIVEGATES-RECEIPT {self.count} {self.day.isoformat()} {self.hash.upper()}"


def receipt_of(head: ChainHead) -> Receipt | None:
    """The receipt of a chain with this head; None where the time of its last seal is not known."""
    return None if head.at is None else Receipt(head.count, head.at.date(), head.hash)


def read_receipt(line: str) -> Receipt:
    """Parse a line as printed, ignoring blanks and case. Raises UserError."""
    found = _LINE.fullmatch(" ".join(line.upper().split()))
    try:
        if found is not None:
            return Receipt(int(found[1]), date.fromisoformat(found[2]), found[3].lower())
    except ValueError:  # the 30th of February
        pass
    raise UserError(
        "This is not a receipt. It is one line that begins with FIVEGATES-RECEIPT, as “fivegates history "
        "FILE --receipt” prints it."
    )


def receipt_problem(receipt: Receipt, seals: Iterable[Seal]) -> UserError | None:
    """The reason for which a chain of seals does not match a receipt; None where it does."""
    by_number = {seal.number: seal for seal in seals}
    found = by_number.get(receipt.count)
    if found is None:
        return UserError(
            "The receipt is for {count} final reviews, and the file has {found}: the last ones were removed, "
            "or this is an older copy or another portfolio.",
            count=receipt.count,
            found=len(by_number),
        )
    if (found.hash, found.at.date()) != (receipt.hash, receipt.day):
        return UserError(
            "Final review no. {number} is not the one of the receipt: the chain was sealed again since "
            "{day}, or this is another portfolio.",
            number=receipt.count,
            day=receipt.day,
        )
    return None
