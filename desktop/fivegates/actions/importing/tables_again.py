"""What the lines of an earlier import are to a plain table that is imported again, grown or corrected.

Rows of a plain table have no names of their own: a corrected row looks like another one. So the file is known
by its name, or by the rows that it still has, and a line that it no longer has is asked about, unless most of
what the earlier file gave is in the new one unchanged.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from fivegates.domain.economics.ledger import BenefitLine, CostLine
from fivegates.exchange.ledger.focus.traces import Trace
from fivegates.exchange.ledger.preview import ImportPreview, Line
from fivegates.store.records.ledger import ImportedLine, LineTable

_VERSION: Final = re.compile(
    r"(?:[ _.-]*(?:\([0-9]{1,3}\)|copy|kopie|corrected|korrigiert|revised|final|new|neu|v[0-9]{1,3}))+$"
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """Lines of earlier imports that the file lacks: restated, in doubt, or of months it is not about."""

    restated: tuple[ImportedLine, ...] = ()
    doubtful: tuple[ImportedLine, ...] = ()
    elsewhere: int = 0


def lines_again(preview: ImportPreview, imported: Sequence[ImportedLine]) -> Earlier:
    """Compare a plain table with what files of its name, or with its rows, gave before."""
    if not preview.drafts:
        return Earlier()
    here = {draft.line.fingerprint for draft in preview.drafts}
    table = _table_of(preview.drafts[0].line)
    months = [draft.line.month for draft in preview.drafts]
    lines = [line for line in imported if line.table is table and Trace.parse(line.fingerprint) is None]
    found = Counter(line.source for line in lines if line.fingerprint in here)
    restated: list[ImportedLine] = []
    doubtful: list[ImportedLine] = []
    elsewhere = 0
    for source in dict.fromkeys(line.source for line in lines):
        alike = _name_of(source) == _name_of(preview.source)
        gone = [line for line in lines if line.source == source and line.fingerprint not in here]
        within = [line for line in gone if min(months) <= line.month <= max(months)]
        if within and found[source] >= len(within):
            restated += within
        elif alike:
            doubtful += within
        if alike:
            elsewhere += len(gone) - len(within)
    return Earlier(tuple(restated), tuple(doubtful), elsewhere)


def _table_of(line: Line) -> LineTable:
    """In which table lines like this are kept."""
    if isinstance(line, CostLine):
        return LineTable.COST
    return LineTable.BENEFIT if isinstance(line, BenefitLine) else LineTable.USAGE


def _name_of(source: str) -> str:
    """The name of a file without its ending, and without what browsers and people add to a later version."""
    stem = PurePath(source.casefold()).stem
    return _VERSION.sub("", stem) or stem
