"""Aggregates rows of single requests, or hours of use, into lines by month."""

from dataclasses import fields, replace
from decimal import Decimal
from hashlib import sha256
from typing import Any, Final, cast

from fivegates.domain.economics.amounts import exact_sum
from fivegates.domain.economics.ledger import USAGE_COUNTS, BenefitLine, CostLine, UsageLine
from fivegates.exchange.ledger.preview import Draft, Line

_FIGURES: Final = frozenset({"dated", "fingerprint", "amount", "billed", *USAGE_COUNTS})
"""The fields in which rows of one line differ."""


class MonthSums:
    """Sums of rows: a draft per initiative, month and text."""

    def __init__(self) -> None:
        self._sums: dict[tuple[object, ...], Draft] = {}

    def __len__(self) -> int:
        return len(self._sums)

    def add(self, draft: Draft) -> None:
        """Add a row; the digest of a line does not depend on the order of its rows."""
        line = replace(draft.line, dated=draft.line.month.first_day)
        key = draft.initiative, line.month, _words(line)
        so_far = self._sums.get(key)
        if so_far is None:
            self._sums[key] = replace(draft, line=line)
            return
        whole = _joined(so_far.line, line)
        self._sums[key] = replace(so_far, line=whole, rows=so_far.rows + draft.rows)

    def drafts(self) -> list[Draft]:
        """The lines, each with a fingerprint of all of its rows."""
        return [
            replace(draft, line=replace(draft.line, fingerprint=_fingerprint(draft)))
            for draft in self._sums.values()
        ]


def _words(line: Line) -> tuple[object, ...]:
    """The fields of a row other than its figures."""
    return tuple(getattr(line, each.name) for each in fields(line) if each.name not in _FIGURES)


def _joined(first: Line, second: Line) -> Line:
    """Two rows with equal texts joined, with the figures of both."""
    mixed = _mixed(first.fingerprint, second.fingerprint)
    if isinstance(first, UsageLine):
        counts: dict[str, Any] = {
            name: _count(getattr(first, name), getattr(second, name)) for name in USAGE_COUNTS
        }
        return replace(first, fingerprint=mixed, **counts)
    other = cast("CostLine | BenefitLine", second)
    whole = replace(first, fingerprint=mixed, amount=exact_sum((first.amount, other.amount)))
    if isinstance(whole, CostLine) and isinstance(first, CostLine):
        return replace(whole, billed=_billed(first, cast("CostLine", other)))
    return whole


def _count(first: int | None, second: int | None) -> int | None:
    """The sum of what is known; None where nothing is."""
    return None if first is None and second is None else (first or 0) + (second or 0)


def _billed(first: CostLine, second: CostLine) -> Decimal | None:
    """The charges for both, where they differ for one."""
    if first.billed is None and second.billed is None:
        return None
    return exact_sum(line.amount if line.billed is None else line.billed for line in (first, second))


def _mixed(first: str, second: str) -> str:
    """A digest of both in any order."""
    return f"{(int(first, 16) + int(second, 16)) % 2**256:064x}"


def _fingerprint(draft: Draft) -> str:
    """The fingerprint of a line: its rows and their number."""
    return sha256(f"{draft.line.fingerprint} {draft.rows}".encode()).hexdigest()
