"""Import costs, usage and benefits into ledgers: preview a file, then add its lines in one action."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from fivegates.actions import overview, queries
from fivegates.actions.import_plans import Again, Earlier, ImportPlan, plan_import
from fivegates.actions.ledger import add_lines
from fivegates.actions.opened import Changes, OpenPortfolio
from fivegates.actions.whole_files import read_file
from fivegates.domain.errors import Problem, UserError, refuse
from fivegates.domain.language import Message
from fivegates.domain.ledger import BenefitLine, CostLine, Ledger, UsageLine
from fivegates.domain.ledger_checks import check_benefit, check_cost, check_usage
from fivegates.domain.rubric_checks import unknown_word
from fivegates.exchange.focus import read_focus
from fivegates.exchange.mapping import Rules, read_rules
from fivegates.exchange.plain_costs import LineKind, read_plain
from fivegates.exchange.previews import (
    UNCHOSEN,
    Chosen,
    ImportPreview,
    Line,
    Refusal,
    Tick,
    Total,
    RowGroup,
)
from fivegates.exchange.value_styles import DateStyle, NumberStyle, Styles

__all__ = [
    "UNCHOSEN",
    "Again",
    "Chosen",
    "DateStyle",
    "Earlier",
    "ImportKind",
    "ImportPlan",
    "ImportPreview",
    "NumberStyle",
    "Refusal",
    "Styles",
    "Total",
    "RowGroup",
    "apply_import",
    "plan_import",
    "preview_import",
    "require_lines",
]


class ImportKind(StrEnum):
    """What a file holds: a billing export in FOCUS, or a plain table with the lines of one kind."""

    FOCUS = "focus"
    COSTS = "costs"
    USAGE = "usage"
    BENEFITS = "benefits"


def preview_import(  # noqa: PLR0913 - what is read, as what, and how
    opened: OpenPortfolio,
    source: Path,
    kind: ImportKind,
    rules: Path | None = None,
    *,
    chosen: Chosen = UNCHOSEN,
    tick: Tick = lambda _: None,
) -> ImportPreview:
    """Read a file and say what it would bring; nothing is written.

    `rules` say which initiative the rows of a billing export belong to; the rows of a plain table name
    theirs. A line that the ledger cannot hold is refused here. Raises UserError for a file that cannot
    be read or has no such table, and for rules that are faulty or name an initiative that is not there.
    """
    codes = [line.initiative.code for line in overview.lines(opened)]
    if kind is ImportKind.FOCUS:
        checked = Rules() if rules is None else _read_rules(rules, codes)
        return _sound(_read_export(source, checked, chosen, tick))
    if rules is not None:
        raise UserError("Rules are for billing exports in FOCUS; the rows of a plain table name theirs.")
    return _sound(read_plain(read_file(source), source.name, LineKind(kind.value), codes, chosen))


def require_lines(preview: ImportPreview) -> None:
    """Raise UserError, saying why, where a preview holds no line to import."""
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


def apply_import(opened: OpenPortfolio, preview: ImportPreview, again: Again | None = None) -> Changes:
    """Add the lines of a preview to their initiatives, and take out those that they replace, as one action.

    What was imported before stays out. Raises UserError where there is nothing to import, an initiative
    is no longer there, or only the user knows what the rows are to those that are there (see
    `plan_import`); then nothing is changed.
    """
    require_lines(preview)
    plan = plan_import(opened, preview, again)
    refuse(plan.questions, preview.source)
    lines: dict[int, list[Line]] = defaultdict(list)
    found = {code: queries.find_initiative(opened, code) for code in _codes(plan)}
    for draft in plan.added:
        lines[found[draft.initiative]].append(draft.line)
    ledgers = {initiative_id: _ledger(each) for initiative_id, each in lines.items()}
    label = Message("Import {file}", file=preview.source)
    return add_lines(opened, ledgers, label, without=plan.taken_out)


def _codes(plan: ImportPlan) -> set[str]:
    """The initiatives to which lines go."""
    return {draft.initiative for draft in plan.added}


def _ledger(lines: Sequence[Line]) -> Ledger:
    """Part lines by their kind."""
    return Ledger(
        tuple(line for line in lines if isinstance(line, CostLine)),
        tuple(line for line in lines if isinstance(line, UsageLine)),
        tuple(line for line in lines if isinstance(line, BenefitLine)),
    )


def _read_export(source: Path, rules: Rules, chosen: Chosen, tick: Tick) -> ImportPreview:
    """Read a billing export row by row: it may be larger than memory."""
    try:
        with source.open("rb") as stream:
            return read_focus(stream, source.name, rules, chosen, tick)
    except OSError as error:
        raise UserError("{file} cannot be read: {reason}.", file=source, reason=error.strerror) from error


def _read_rules(path: Path, codes: Sequence[str]) -> Rules:
    """Read rules, and refuse those for initiatives that the portfolio has not."""
    rules = read_rules(read_file(path), path.name)
    held = {code.casefold() for code in codes}
    named = [rule.assignment.initiative for rule in rules.rules]
    missing = [(index, code) for index, code in enumerate(named) if code.casefold() not in held]
    problems = (Problem(f"rule[{index}].initiative", unknown_word(code, codes)) for index, code in missing)
    refuse(tuple(problems), path.name)
    return rules


def _sound(preview: ImportPreview) -> ImportPreview:
    """Move drafts that a ledger cannot hold to the refused rows, and take them out of the totals."""
    faults = [(draft, problems[0]) for draft in preview.drafts if (problems := _problems(draft.line))]
    if not faults:
        return preview
    bad = {draft for draft, _ in faults}
    refused = tuple(Refusal(draft.row, problem.place, problem.reason) for draft, problem in faults)
    return replace(
        preview,
        drafts=tuple(draft for draft in preview.drafts if draft not in bad),
        refused=tuple(sorted((*preview.refused, *refused), key=lambda refusal: refusal.row)),
        refused_count=preview.refused_count + sum({draft.row: draft.rows for draft in bad}.values()),
        totals=preview.totals_without(bad),
    )


def _problems(line: Line) -> tuple[Problem, ...]:
    """What is wrong with a line."""
    if isinstance(line, CostLine):
        return check_cost(line)
    return check_usage(line) if isinstance(line, UsageLine) else check_benefit(line)
