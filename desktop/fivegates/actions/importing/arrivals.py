"""Which lines an import brought, and to which initiatives."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final, Literal

from fivegates.actions import overview
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.importing.plans import ImportPlan
from fivegates.store.records.ledger import LineTable, read_imported

Part = Literal["costs", "usage", "benefits"]
_PARTS: Final[dict[LineTable, Part]] = {
    LineTable.COST: "costs",
    LineTable.USAGE: "usage",
    LineTable.BENEFIT: "benefits",
}


@dataclass(frozen=True, slots=True)
class Arrival:
    """The new lines of one initiative, by the part of its ledger that holds them."""

    initiative_id: int
    code: str
    name: str
    part: Part
    line_ids: tuple[int, ...]


def arrivals(opened: OpenPortfolio, plan: ImportPlan) -> tuple[Arrival, ...]:
    """Find the lines that a plan, which was carried out, added: those of most lines first."""
    added = {draft.line.fingerprint for draft in plan.added}
    found: dict[tuple[int, LineTable], list[int]] = defaultdict(list)
    for line in read_imported(opened.file):
        if line.fingerprint in added:
            found[line.initiative_id, line.table].append(line.id)
    initiatives = {line.initiative.id: line.initiative for line in overview.lines(opened)}
    each = (
        Arrival(owner, initiatives[owner].code, initiatives[owner].name, _PARTS[table], tuple(ids))
        for (owner, table), ids in found.items()
    )
    return tuple(sorted(each, key=lambda arrival: (-len(arrival.line_ids), arrival.code, arrival.part)))
