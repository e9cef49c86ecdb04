"""Import costs, usage and benefits into ledgers: preview a file, add its lines, list the new lines."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from fivegates.actions import overview, queries
from fivegates.actions.file.backups import back_up_now
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.importing.plans import Earlier, ImportPlan, RowRelation, plan_import
from fivegates.actions.importing.presets import all_presets
from fivegates.actions.importing.reading import ImportKind, read_source
from fivegates.actions.importing.rules import rules_of_file, saved_rules
from fivegates.actions.ledger import add_lines
from fivegates.domain.economics.ledger import BenefitLine, CostLine, Ledger, UsageLine
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.language import Message
from fivegates.exchange.ledger.number_and_date_formats import DateStyle, NumberStyle, Styles
from fivegates.exchange.ledger.preview import (
    UNCHOSEN,
    Chosen,
    ImportPreview,
    Line,
    Refusal,
    RowGroup,
    Tick,
    Total,
)
from fivegates.store.records.ledger import LineTable, read_imported

__all__ = [
    "UNCHOSEN",
    "Chosen",
    "DateStyle",
    "Earlier",
    "ImportKind",
    "ImportPlan",
    "ImportPreview",
    "NumberStyle",
    "Refusal",
    "RowGroup",
    "RowRelation",
    "Styles",
    "Total",
    "apply_import",
    "initiative_codes",
    "initiative_names",
    "plan_import",
    "preview_import",
    "require_lines",
]


def preview_import(  # noqa: PLR0913 - what is read, as what, and how
    opened: OpenPortfolio,
    source: Path,
    kind: ImportKind,
    rules: Path | None = None,
    *,
    chosen: Chosen = UNCHOSEN,
    more: Sequence[Path] = (),
    tick: Tick = lambda _: None,
) -> ImportPreview:
    """Preview a file, or a billing export of several files; nothing is written.

    `tick` receives the rows read.

    `rules` say which initiative the rows of a billing export belong to, else those that earlier imports
    in the window kept; the rows of a plain table name theirs. A line that the ledger cannot hold is refused
    here. Raises UserError for a file that cannot be read or has no such table, and for rules that are
    faulty or name an initiative that is not there.
    """
    codes = list(initiative_codes(opened).values())
    chosen = replace(chosen, owners={**initiative_names(opened), **chosen.owners})
    if kind is ImportKind.FOCUS:
        found = saved_rules(codes) if rules is None else rules_of_file(rules, codes)
        return read_source(source, kind, codes, rules=found, chosen=chosen, more=more, tick=tick)
    if rules is not None:
        raise UserError("Rules are for billing exports in FOCUS; the rows of a plain table name theirs.")
    return read_source(source, kind, codes, chosen=chosen, presets=all_presets(codes), more=more, tick=tick)


def initiative_codes(opened: OpenPortfolio) -> dict[int, str]:
    """The codes of the initiatives to which rows can go, by id."""
    return {line.initiative.id: line.initiative.code for line in overview.lines(opened)}


def initiative_names(opened: OpenPortfolio) -> dict[str, str]:
    """The code of each initiative by its name in small letters, for names that only one has."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in overview.lines(opened):
        found[" ".join(line.initiative.name.casefold().split())].append(line.initiative.code)
    return {name: codes[0] for name, codes in found.items() if len(codes) == 1}


def require_lines(preview: ImportPreview) -> None:
    """Raise UserError, with the reason, if a preview has no line to import."""
    refuse(preview.questions, preview.source)
    if preview.drafts:
        return
    if preview.unassigned:
        raise UserError(
            "Nothing can be imported: no rule gives a row of {file} to an initiative.", file=preview.source
        )
    if preview.refused_count:
        raise UserError("Nothing can be imported: every row of {file} was refused.", file=preview.source)
    raise UserError("Nothing can be imported: {file} has no rows.", file=preview.source)


def apply_import(
    opened: OpenPortfolio,
    preview: ImportPreview,
    again: RowRelation | None = None,
    tick: Tick = lambda _: None,
) -> Changes:
    """Add the lines of a preview to their initiatives, and take out those that they replace, as one action.

    What was imported before stays out. Raises UserError where there is nothing to import, an initiative is no
    longer there, or only the user knows what the rows are to those that are there (see `plan_import`); then
    nothing is changed. `tick` receives the lines written; an exception from it aborts the import, and nothing
    is changed either.
    """
    require_lines(preview)
    plan = plan_import(opened, preview, again)
    refuse(plan.questions, preview.source)
    lines: dict[int, list[Line]] = defaultdict(list)
    found = {code: queries.find_initiative(opened, code) for code in _codes(plan)}
    for draft in plan.added:
        lines[found[draft.initiative]].append(draft.line)
    ledgers = {initiative_id: _ledger(each) for initiative_id, each in lines.items()}
    back_up_now(opened)
    label = Message("Import {file}", file=preview.source)
    return add_lines(opened, ledgers, label, without=plan.taken_out, tick=tick)


def _codes(plan: ImportPlan) -> set[str]:
    """The codes of the initiatives that lines are for."""
    return {draft.initiative for draft in plan.added}


def _ledger(lines: Sequence[Line]) -> Ledger:
    """Split lines by their kind."""
    return Ledger(
        tuple(line for line in lines if isinstance(line, CostLine)),
        tuple(line for line in lines if isinstance(line, UsageLine)),
        tuple(line for line in lines if isinstance(line, BenefitLine)),
    )


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
    """The lines that an applied plan added, by initiative and part; the largest number first."""
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
